"""News as Markdown: for a mail, or for what a bot posts."""

from datetime import UTC

from tracker.news import News, NewsItem
from tracker.reports.escaping import code, link, prose
from tracker.reports.news_words import NAMES, by_subject, said, untold
from tracker.reports.plain import plain


def news_as_markdown(news: News) -> str:
    """Return the news of each subject; nothing when there is none."""
    if not news.items:
        return ""
    news = plain(news)
    since, until = (each.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") for each in (news.since, news.as_of))
    lines = ["# News", "", f"From {since} to {until}."]
    for subject, items in by_subject(news):
        lines += ["", f"## `{code(subject)}`", "", *map(_line, items)]
    if last := untold(news):
        lines += ["", last]
    return "\n".join([*lines, ""])


def _line(item: NewsItem) -> str:
    day = f"{item.day}: " if item.day else ""
    where = f" ({link('source', item.url)})" if item.url and link("", item.url) else ""
    return f"* **{NAMES[item.kind]}** {day}{prose(said(item))}{where}"
