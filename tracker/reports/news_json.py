"""News as JSON: `wasi-tracker/news/v1`, described by `data/schemas/news.v1.json`."""

from datetime import UTC, datetime
from typing import Any

from tracker.news import News, NewsItem
from tracker.reports.dumping import dump

SCHEMA = "wasi-tracker/news/v1"


def news_as_json(news: News) -> str:
    """Return one JSON object with everything that changed."""
    said = {
        "schema": SCHEMA,
        "as_of": _moment(news.as_of),
        "since": _moment(news.since),
        "subjects": [*news.subjects],
        "untold": [*news.untold],
        "news": [_item(each) for each in news.items],
    }
    return dump(said)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _item(item: NewsItem) -> dict[str, Any]:
    return {
        "subject": item.subject,
        "kind": item.kind,
        "change": item.change,
        "says": item.says,
        "date": None if item.day is None else str(item.day),
        "url": item.url,
    }
