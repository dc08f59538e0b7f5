"""Names for folders and anchors, made from names that anybody may have chosen."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_UNREADABLE = re.compile(r"[^a-z0-9]+")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_READABLE = 40
_DIGITS = 32


def slug(name: str) -> str:
    """Return a name that is safe as one path segment and in a URL: the same name gives the same slug, always.

    A short name of lower-case ASCII letters, digits and inner hyphens is its own slug. Any other name gives what is
    readable of it, `~`, and 128 bits of its SHA-256. No plain name holds a `~`, so the two never meet; and since all
    slugs are lower-case, names that differ in case alone stay apart on a file system that folds it.
    """
    if _PLAIN.fullmatch(name) and name not in _DEVICES:
        return name
    readable = _UNREADABLE.sub("-", name[: 4 * _READABLE].lower())[:_READABLE].strip("-")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{readable}~{digest[:_DIGITS]}"


def distinct(slugs: Iterable[str]) -> Iterator[str]:
    """Yield each slug, with `~2`, `~3`, ... behind one that was there before."""
    seen: Counter[str] = Counter()
    for each in slugs:
        seen[each] += 1
        yield each if seen[each] == 1 else f"{each}~{seen[each]}"
