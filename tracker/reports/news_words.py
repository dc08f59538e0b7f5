"""What every form of news says in the same words."""

from collections.abc import Iterator
from itertools import groupby

from tracker.news import News, NewsChange, NewsItem, NewsKind

NAMES = {
    NewsKind.PHASE: "phase",
    NewsKind.GATE: "gate",
    NewsKind.VOTE: "vote",
    NewsKind.AGENDA: "agenda",
    NewsKind.DEADLINE: "deadline",
    NewsKind.BLOCKING: "release",
    NewsKind.DRIFT: "drift",
    NewsKind.CONCERN: "concern",
}
"""What each kind is called in front of its news."""
_UNTOLD = {
    NewsKind.BLOCKING: "what stands against the next release (`tracker release next` says why)",
    NewsKind.DRIFT: "disagreements",
}


def by_subject(news: News) -> Iterator[tuple[str, list[NewsItem]]]:
    """Yield each subject with its news."""
    for subject, items in groupby(news.items, key=lambda each: each.subject):
        yield subject, [*items]


def said(item: NewsItem) -> str:
    """Return a piece of news, and whether it was told otherwise before."""
    return f"{item.says} (changed)" if item.change is NewsChange.CHANGED else item.says


def untold(news: News) -> str:
    """Return what nothing can be said of; empty when that is nothing."""
    names = ", ".join(_UNTOLD.get(each, NAMES[each]) for each in news.untold)
    return f"Not looked at, for it could not be read: {names}." if names else ""
