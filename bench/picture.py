"""How each cost grows with the archive, as a plain SVG: a small chart each, both axes in powers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from html import escape

from bench.aims import US, Measures, at

WIDTH, HEIGHT, ACROSS = 250, 170, 3
LEFT, TOP, RIGHT, BOTTOM = 48, 34, 16, 30
"""Room around a chart's lines."""
INK, GREY, LINE = "#222", "#888", "#a63d2f"


def inverse(rows: Measures) -> float | None:
    """Microseconds of the clock for each article that is added."""
    rate = at("peers", "docs_per_s", US)(rows)
    return round(1e6 / rate) if rate else None


CHARTS: tuple[tuple[str, Callable[[Measures], float | None]], ...] = (
    ("adding, µs an article", inverse),
    ("archive, MB", at("size", "archive_mb")),
    ("adding 100 articles, s", at("write", "add_100_s")),
    ("whole answer p50, ms", at("whole", "p50")),
    ("whole answer p95, ms", at("whole", "p95")),
    ("engine with facets p95, ms", at("engine", "p95", "mixed, all facets")),
    ("search as a process, s", at("start", "search_s")),
    ("server's memory, MB", at("serve", "memory_after_mb", "api")),
    ("relearn, s", at("write", "relearn_s")),
)


def picture(by_size: dict[int, Measures]) -> str:
    """All charts, in rows."""
    down = math.ceil(len(CHARTS) / ACROSS)
    width, height = WIDTH * ACROSS, HEIGHT * down
    charts = "".join(
        f'<g transform="translate({number % ACROSS * WIDTH} {number // ACROSS * HEIGHT})">'
        + "".join(chart(name, {size: value for size, rows in by_size.items() if (value := of(rows))}))
        + "</g>\n"
        for number, (name, of) in enumerate(CHARTS)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="11" role="img" aria-label="How each cost grows with the archive">\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n{charts}</svg>\n'
    )


def chart(name: str, values: dict[int, float]) -> Iterator[str]:
    """A title, a point for each size with its value, and, dashed from the first one, what grows as the archive does."""
    yield f'<text x="{LEFT}" y="18" fill="{INK}" font-weight="bold">{escape(name)}</text>'
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    yield f'<path d="M{LEFT} {TOP}V{bottom}H{right}" fill="none" stroke="{GREY}"/>'
    if not values:
        yield f'<text x="{LEFT + 10}" y="{(TOP + bottom) / 2}" fill="{GREY}">not measured yet</text>'
        return
    x, y = scale((10_000, 1_500_000), (LEFT, right)), scale(bounds(values), (bottom, TOP))
    first, value = next(iter(values.items()))
    end = first * min(bounds(values)[1] / value, 1_000_000 / first)
    yield f'<path d="M{x(first)} {y(value)}L{x(end)} {y(value * end / first)}" stroke="{GREY}" stroke-dasharray="3 3"/>'
    points = " ".join(f"{x(size)},{y(value)}" for size, value in values.items())
    yield f'<polyline points="{points}" fill="none" stroke="{LINE}" stroke-width="2"/>'
    for size, value in values.items():
        yield f'<circle cx="{x(size)}" cy="{y(value)}" r="3" fill="{LINE}"/>'
        yield f'<text x="{x(size)}" y="{y(value) - 7}" fill="{INK}" text-anchor="middle">{short(value)}</text>'
        yield f'<text x="{x(size)}" y="{bottom + 14}" fill="{GREY}" text-anchor="middle">{size // 1000}k</text>'


def short(value: float) -> str:
    """Three digits, or all of a greater number."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def bounds(values: dict[int, float]) -> tuple[float, float]:
    """Room above and below the values, at least a power of ten."""
    low, high = min(values.values()) / 2, max(values.values()) * 2
    return low, max(high, low * 10)


def scale(values: tuple[float, float], places: tuple[float, float]) -> Callable[[float], float]:
    """A value's place, by powers."""
    low, high = map(math.log, values)
    return lambda value: round(places[0] + (math.log(value) - low) / (high - low) * (places[1] - places[0]), 1)
