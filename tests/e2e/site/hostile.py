"""Plants hostile text in every field of the site's content that comes from outside."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any
from zlib import crc32

from tracker.next_release.ballot import Ballot
from tracker.website.content import Content

# Each says so when it runs; the rest is for layouts, for what counts brackets, and for what decodes once too often.
PAYLOADS = (
    "<script>window.__planted=1</script>",
    "\"><img src=x onerror='window.__planted=1'>",
    "'><svg/onload=window.__planted=1>",
    "</title></style></textarea></script><script>window.__planted=1</script>",
    '<a href="javascript:window.__planted=1">',
    "[x](javascript:window.__planted=1)",
    "javascript:window.__planted=1//",
    "<style>*{display:none}</style>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202e\u2066\u200f",
    "\x00\x07\x1b[31m\x85\u2028",
    "\ud800\ufffe",
    "%3Cscript%3Ewindow.__planted=1%3C/script%3E&lt;b&gt;&#60;i&#62;",
    "]]>--><!--",
    "../../../etc/passwd?#",
    "é\u0301😀" * 40,
    "W" * 100_000,
)
ADDRESSES = (
    "javascript:window.__planted=1//",
    " javascript:window.__planted=1//",
    "data:text/html,<script>window.__planted=1</script>",
    "//elsewhere.example/",
    "https://user@elsewhere.example/",
    'https://github.com/"><script>window.__planted=1</script>',
    "vbscript:window.__planted=1 ",
)
OURS = frozenset({"process", "calendar", "rules", "api"})
"""Fields of the content that hold our own words."""

Change = Callable[[str], str]


def planted(text: str) -> str:
    """Return a text with a payload before it, the same one each time, so that what belongs together still does."""
    if text.startswith(("https://", "http://")):
        return ADDRESSES[crc32(text.encode()) % len(ADDRESSES)] + text
    return PAYLOADS[crc32(text.encode("utf-8", "replace")) % len(PAYLOADS)] + text


def lengthened(text: str) -> str:
    """Return a text that is one unbroken word of 100 kB."""
    return text.replace(" ", "") + "W" * 100_000


def poisoned(content: Content, change: Change = planted) -> Content:
    """Return the content with every text from outside changed."""
    names = [each.name for each in fields(content) if each.name not in OURS]
    return replace(content, **{name: _changed(getattr(content, name), change) for name in names})


def _changed(value: Any, change: Change) -> Any:
    if isinstance(value, str):
        return change(value) if value and not isinstance(value, Enum) else value
    if isinstance(value, Ballot):
        # Which version comes next is counted by us.
        return replace(_within(value, change), version=value.version)
    if isinstance(value, Mapping):
        return {_changed(key, change): _changed(each, change) for key, each in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        # A named tuple cannot be made from a list of its parts; none is part of the content.
        return type(value)(_changed(each, change) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return _within(value, change)
    return value


def _within(value: Any, change: Change) -> Any:
    """Return a frozen value with every text in it changed."""
    names = [each.name for each in fields(value) if each.init]
    return replace(value, **{name: _changed(getattr(value, name), change) for name in names})
