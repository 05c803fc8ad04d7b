"""Invented articles, of which every writer of a format writes as much as that can hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

WHEN = datetime(2025, 10, 1, 9, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Story:
    """An invented article, of which every writer writes as much as its format can hold."""

    number: int
    text: str

    @property
    def url(self) -> str:
        return f"https://stepnye-vesti.kz/n/most-{self.number}"

    @property
    def title(self) -> str:
        return f"Мост номер {self.number} открыли через Ишим"

    @property
    def html(self) -> str:
        paragraphs = "".join(f"<p>{line}</p>" for line in self.text.split("\n"))
        return (
            f'<!doctype html><html><head><meta charset="utf-8"><title>{self.title}</title>'
            f'<link rel="canonical" href="{self.url}"><meta name="author" content="Асель Ким">'
            f'<meta property="og:type" content="article"><meta property="article:section" content="Общество">'
            f'<meta property="article:tag" content="мосты"><meta property="og:image" content="{self.url}.jpg">'
            f'<meta property="article:published_time" content="{WHEN.isoformat()}"></head><body><h1>{self.title}</h1>'
            f'<span class="views">3407</span><div itemprop="articleBody">{paragraphs}</div></body></html>'
        )

    @property
    def record(self) -> dict[str, object]:
        return {
            "url": self.url, "title": self.title, "lead": "Его строили три года.", "text": self.text,
            "date": WHEN.isoformat(), "author": "Асель Ким", "section": "Общество", "tags": "мосты, Ишим",
            "source": "Степные вести", "views": 3407, "image": f"{self.url}.jpg", "caption": "Вид на мост",
        }  # fmt: skip


def story(number: int, size: int = 0) -> Story:
    body = f"Движение по мосту номер {number} открыли утром.\nПо нему пройдут автобусы, сообщили в акимате города."
    return Story(number, body + " Идёт." * (size // 6))


Stories = list[Story]
