"""Text from outside made safe to show: no control characters, no endless names, no address but of the web."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from tracker.website.pages.parts import Moment, When

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# What HTML does not allow in text, and what turns the direction of the text around it (UAX #9).
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_WORD = re.compile(r"[a-z]+(?:[ ,;:]\s?|$)(?!\S*[@/])")
_DAY = re.compile(r"(?<![\w.&#-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-])")
"""A day that stands alone: it is no part of a version or a name."""
_LONGEST_NAME = 200
_LONGEST_TEXT = 2_000
_ADDRESS_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"
_PLAIN_ADDRESS = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/[A-Za-z0-9/_.~=&?!$,;:'()*+-]*(?:#[A-Za-z0-9/_.~-]*)?"
)
"""What stays as it is: nearly every address there is, told ten times as fast."""
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_REVISION = re.compile(r"[0-9a-f]{7,64}")


def clean(value: object) -> object:
    """Return a string without what must not be shown, and at a length a page can bear; anything else as it is.

    The templates apply it to every expression they print.
    """
    if type(value) is not str:
        return value
    # What is printable has nothing of the kind, and to look for it would take longer than to print most pages.
    return clip(value if value.isprintable() else _UNWANTED.sub("", value), _LONGEST_TEXT)


def shown(value: object) -> str:
    """Return what a template prints of a value: clean, and ready for HTML, unless it is HTML of our own."""
    if type(value) is str:
        return _shown(value)
    return value if type(value) is Markup else str(escape(value))


@lru_cache(maxsize=16_384)
def _shown(text: str) -> str:
    # Most of what pages print stands on many of them.
    return str(escape(clean(text)))


def dated(value: object) -> object:
    """Return a text with its days, as `2026-06-25`, in an element each, so that no line ends within one."""
    return _dated(value) if type(value) is str else value


@lru_cache(maxsize=16_384)
def _dated(text: str) -> Markup:
    return Markup(_DAY.sub(r'<span class="date">\g<0></span>', _shown(text)))  # noqa: S704 -- escaped right here


def clip(text: str, length: int = _LONGEST_NAME) -> str:
    """Return the text, or its beginning and an ellipsis when it is longer than `length` characters."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def web_address(url: str | None) -> str | None:
    """Return the address ready for an attribute when it is one of the web, else `None`.

    Refused are other schemes than http and https, an address without a host, one that names a user (it can pass for
    another host), and anything too long to be an address.
    """
    if url is not None and len(url) <= _LONGEST_TEXT and _PLAIN_ADDRESS.fullmatch(url):
        return url
    if url is None or len(url) > _LONGEST_TEXT or _UNWANTED.search(url) or url != url.strip():
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc or "\\" in url:
        return None
    place, hash_mark, fragment = quote(_STRAY_PERCENT.sub("%25", url), safe=_ADDRESS_CHARACTERS).partition("#")
    return f"{place}{hash_mark}{fragment.replace('#', '%23')}"


def repository_address(repository: str) -> str | None:
    """Return the address of `OWNER/NAME` on GitHub; `None` for what cannot be a repository's name."""
    return f"https://github.com/{repository}" if _REPOSITORY.fullmatch(repository) else None


def revision_address(repository: str, revision: str) -> str | None:
    """Return the address of a commit; `None` when the repository or the revision cannot be one."""
    base = repository_address(repository)
    return f"{base}/commit/{revision}" if base and _REVISION.fullmatch(revision) else None


def folder_address(repository: str, revision: str | None, path: str) -> str | None:
    """Return the address of a folder at a commit, or of the repository where the commit is not known."""
    base = repository_address(repository)
    if base is None or revision is None or not _REVISION.fullmatch(revision) or ".." in path.split("/"):
        return base
    return f"{base}/tree/{revision}/{quote(path.strip('/'), errors='replace')}".rstrip("/")


def moment(when: datetime) -> Moment:
    """Return a moment as a reader says it, in UTC."""
    utc = when.astimezone(UTC)
    return Moment(
        iso=utc.isoformat(timespec="seconds"),
        day=day(utc.date()),
        time=f"{utc:%H:%M} UTC",
    )


def day(when: date) -> str:
    """Return a day as a reader says it: `21 July 2026`."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def when(each: date | datetime, today: date) -> When:
    """Return a day, in UTC, seen from today."""
    own = each.astimezone(UTC).date() if isinstance(each, datetime) else each
    return When(own.isoformat(), day(own), left((own - today).days))


def left(days: int) -> str:
    """Return how far a day is: `in 8 days`, `tomorrow`, `today`, `yesterday`, `8 days ago`."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"


def sentence(text: str) -> str:
    """Return a text with a capital at its beginning, unless it begins with a name that has none."""
    return text[:1].upper() + text[1:] if _WORD.match(text) else text


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return `1 proposal`, `2 proposals`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
