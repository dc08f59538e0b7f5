"""Who champions a proposal: the names in a line of text, without links, handles, remarks and placeholders."""

import re

_BROKEN_LINK = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\[[^\[\]]*\]|:\s*\S+)")
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")
_WHOLLY_IN_PARENTHESES = re.compile(r"^\s*\(([^()]*)\)\s*$")
_PARENTHESES = re.compile(r"\([^()]*(?:\)|$)")
_LABEL = re.compile(r"^\W*(?:co-?)?champions?\s*:", re.IGNORECASE)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)[^\s>]+>?|(?<![^\s<])[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+")
_SEPARATOR = re.compile(r"[,;&/\n\u2028\u2029]|\s\+\s|(?<!\S)and(?=\s|$)", re.IGNORECASE)
_AFFILIATION = re.compile(r"\s[-–—|]+(?:\s.*|$)|\s(?:et al|etc)\.?$", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@([\w-]+)")
_EDGE = " \t\r\n*_~`'\"†‡§#:.!?•·–—-<>|\\"
_NO_ONE = frozenset({
    "champion", "champions", "etc", "et al", "n/a", "na", "nobody", "none", "open", "tba", "tbd", "todo",
    "unassigned", "unknown", "unclaimed", "vacant", "wanted",
})  # fmt: skip
_PLACEHOLDER = re.compile(
    r"^(?:TODO|TBD|TBA|FIXME|to be (?:determined|decided|announced|assigned|named))\b"
    r"|^(?:champion|name|person|your name)s?\s*#?\d*$",
    re.IGNORECASE,
)
_LONGEST_NAME = 6
_DEEPEST_PARENTHESES = 3


def champion_names(text: str) -> tuple[str, ...]:
    """Return the names in a line, each once, in order.

    Names are separated by commas, semicolons, `&`, `/`, `and` or line ends. What stands in parentheses or behind a dash
    is a remark; a handle stands for a person only where nothing else does. Placeholders name no one.
    """
    line = _BRACKETED.sub(r"\1", _BROKEN_LINK.sub(r"\1", _LABEL.sub("", text)))
    if wholly := _WHOLLY_IN_PARENTHESES.match(line):
        line = wholly[1]
    line = _without_remarks(_ADDRESS.sub(" ", line))
    names = (_clean(part) for part in _SEPARATOR.split(line))
    return tuple(dict.fromkeys(name for name in names if name and is_name(name)))


def _without_remarks(line: str) -> str:
    """Drop what stands in parentheses, innermost first: as deep as anyone writes them."""
    for _ in range(_DEEPEST_PARENTHESES):
        line = _PARENTHESES.sub(" ", line)
    return line


def _clean(part: str) -> str:
    """Return one name without what is no name."""
    part = _AFFILIATION.sub("", part.strip(_EDGE))
    named = " ".join(_HANDLE.sub(" ", part).split()).strip(_EDGE)
    if named:
        return named
    handle = _HANDLE.search(part)
    return handle[1] if handle else ""


def is_name(text: str) -> bool:
    """Whether a text can be a person's name: a few words with letters, and no placeholder."""
    words = text.split()
    return (
        0 < len(words) <= _LONGEST_NAME
        and any(letter.isalpha() for letter in text)
        and text.casefold() not in _NO_ONE
        and not _PLACEHOLDER.match(text)
    )
