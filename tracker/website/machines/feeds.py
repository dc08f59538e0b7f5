"""Atom feeds: what happened to all subjects, and to each with a page of its own (RFC 4287).

The ids of feeds and entries hang on what happened alone, not on where the site is served.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape

from tracker.facts import RepositoryName
from tracker.happenings import Happening, Timeline, happenings
from tracker.website.context import Context
from tracker.website.text import clean, clip, web_address

ALL = "feeds/all.xml"
"""The feed of all subjects."""
_NEWEST = 250
"""How many entries a feed has at most."""
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://github.com/WebAssembly/WASI")
"""The name space of the ids; it must never change."""
_AUTHOR = "WASI tracker"


def feed_files(around: Context) -> Iterator[tuple[str, bytes]]:
    """Yield the feed of all subjects, and that of each."""
    timelines = around.content.timelines
    yield ALL, _feed(around, ALL, "WASI proposals: all changes", "index.html", timelines)
    of_proposals: dict[str, list[Timeline]] = {}
    for each in timelines:
        of_proposals.setdefault(each.subject.partition("/")[0], []).append(each)
    for subject, page in around.places.by_id.items():
        own = of_proposals.get(subject.partition("/")[0], [])
        mine = [each for each in own if subject in {each.subject, each.subject.partition("/")[0]}]
        path = feed_path(page)
        yield path, _feed(around, path, f"WASI: {clip(subject)}", page, mine)


def feed_path(page: str) -> str:
    """Return the path of the feed of the subject that has a page: `feeds/proposals/clocks/clocks-timezone.xml`."""
    return f"feeds/{page.removesuffix('/index.html')}.xml"


def _feed(around: Context, path: str, title: str, page: str, timelines: Iterable[Timeline]) -> bytes:
    found = happenings(timelines, RepositoryName(""))[:_NEWEST]
    newest = found[0].date if found else around.standing.as_of
    base = around.settings.base_url
    places = []
    if base is not None:
        root = f"{base.rstrip('/')}/"
        places = [f'<link rel="self" type="application/atom+xml" href="{escape(root + path)}"/>']
        places += [f'<link rel="alternate" type="text/html" href="{escape(root + page)}"/>']
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{uuid.uuid5(_SPACE, f'feed {path}').urn}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_moment(newest)}</updated>",
        f"<author><name>{_AUTHOR}</name></author>",
        *places,
        *_entries(found),
        "</feed>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _entries(found: Iterable[Happening]) -> Iterator[str]:
    """Yield the entries, newest first, as they come; two that say the same are told apart by their number."""
    seen: Counter[str] = Counter()
    for each in found:
        key = "\n".join(
            map(str, (each.subject, each.kind, _moment(each.date), each.line, each.revision, each.url, each.summary))
        )
        seen[key] += 1
        numbered = key if seen[key] == 1 else f"{key}\n{seen[key]}"
        name = uuid.uuid5(_SPACE, numbered.encode("utf-8", "replace").decode()).urn
        url = web_address(each.url)
        where = f" (line {each.line})" if each.line else ""
        yield "<entry>"
        yield f"<id>{name}</id>"
        yield f"<title>{_text(f'{clip(each.title)}: {each.summary}{where}')}</title>"
        yield f"<updated>{_moment(each.date)}</updated>"
        if url is not None:
            yield f'<link rel="alternate" href="{escape(url)}"/>'
        yield f'<category term="{each.topic}"/>'
        yield f'<content type="text">{_text(f"{clip(each.subject)}: {each.summary}{where}")}</content>'
        yield "</entry>"


def _text(text: str) -> str:
    return escape(str(clean(text)), quote=False)


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
