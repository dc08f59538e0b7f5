"""News for a terminal or a plain mail: subject by subject."""

from datetime import UTC

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from tracker.news import News, NewsChange, NewsItem
from tracker.reports.console import Link, rendered
from tracker.reports.news_words import NAMES, by_subject, said, untold
from tracker.reports.plain import plain

_STYLES = {NewsChange.NEW: "", NewsChange.CHANGED: "", NewsChange.GONE: "dim"}


def news_as_table(news: News, width: int, *, color: bool) -> str:
    """Return the news of each subject; nothing when there is none."""
    if not news.items:
        return ""
    news = plain(news)
    since, until = (each.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") for each in (news.since, news.as_of))
    parts: list[RenderableType] = [Text(f"News from {since} to {until}", style="dim")]
    for subject, items in by_subject(news):
        parts += [Text(""), Text(subject, style="bold")]
        for each in items:
            parts += _lines(each)
    if last := untold(news):
        parts += [Text(""), Text(last, style="yellow")]
    return rendered(parts, width, color=color)


def _lines(item: NewsItem) -> list[RenderableType]:
    row = Table.grid(expand=True, padding=(0, 2, 0, 0))
    row.add_column(width=10)
    row.add_column(width=10, no_wrap=True)
    row.add_column(ratio=1, overflow="fold")
    day = str(item.day) if item.day else ""
    row.add_row(Text(f"  {NAMES[item.kind]}"), Text(day), Text(said(item), style=_STYLES[item.change]))
    return [row, *([Link(f"{' ' * 24}{item.url}", style="dim")] if item.url else [])]
