"""How a dry run is told in a terminal: counts, refusals by reason, what is suspicious, pages beside their articles."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import click

SHOWN = 10
LINES = 12
"""Values of a count, and lines of a sample."""

NAMES = {
    "by_format": "Вид",
    "by_source": "Источник",
    "by_lang": "Язык",
    "by_date_source": "Откуда дата",
    "by_year": "Год",
}


def told(report: dict[str, Any]) -> Iterator[str]:
    """The lines of a report of `preview`."""
    yield (
        f"Пробный прогон, архив не изменён. Прочитано {report['read']}: вышло бы статей {report['added']}, "
        f"повторов {report['unchanged']}, новых версий {report['updated']}, отклонено {report['refused']}. "
        f"{report['seconds']:.1f} с"
    )
    for what, count in report["skipped_by"].items():
        yield f"  не страницы, пропущено: {what} ({count})"
    for key, name in NAMES.items():
        yield from _counted(name, report[key])
    yield from _counted("Отклонено", report["reasons"])
    for refusal in report["refusals"][:SHOWN]:
        yield f"        {refusal['origin']}: {refusal['reason']}"
    if report["warnings"]:
        yield click.style("\nПодозрительно", bold=True)
    for warning in report["warnings"]:
        yield f"{warning['count']:>6}  {click.style(warning['kind'], fg='yellow')}"
        for example in warning["examples"][:3]:
            yield f"        {example['origin']}: {example['detail'][:100]}"
    for sample in report["samples"]:
        yield from _beside(sample)


def _counted(name: str, values: dict[str, int]) -> Iterator[str]:
    if not values:
        return
    yield click.style(f"\n{name}", bold=True)
    for value, count in list(values.items())[:SHOWN]:
        yield f"{count:>6}  {value}"
    if len(values) > SHOWN:
        yield f"        … и ещё {len(values) - SHOWN}"


def _beside(sample: dict[str, Any]) -> Iterator[str]:
    """A page on the left, its article on the right."""
    width = (shutil.get_terminal_size((160, 24)).columns - 3) // 2
    yield click.style(f"\n── {sample['origin']}", dim=True)
    left = [line for text in sample["page"] for line in textwrap.wrap(text, width)]
    right = [line for text in _fields(sample) for line in textwrap.wrap(text, width) or [""]]
    for one, other in zip_longest(left[:LINES], right[:LINES], fillvalue=""):
        yield f"{one:<{width}} │ {other}"


def _fields(sample: dict[str, Any]) -> list[str]:
    """The article of a sample, or why there is none."""
    article = sample["article"]
    if article is None:
        return [f"не статья: {sample['reason']}"]
    names = ("title", "published", "author", "section", "lead")
    return [*(f"{name}: {article[name]}" for name in names if article[name]), "", *article["body"].split("\n")]
