"""What a registry asks for before it answers a stranger: the `WWW-Authenticate` header, read without judging it."""

import re
from collections.abc import Iterable

from tracker.frozen import frozen

_SCHEME = re.compile(r"(?:^|,)\s*(?P<scheme>[A-Za-z][\w-]*)(?:\s+|\s*$|(?=\s*,))(?![\s=])")
_PARAMETER = re.compile(
    r"\s*(?P<name>[A-Za-z_][\w-]*)\s*=\s*(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<bare>[^\s,\"]+))\s*,?"
)
_ESCAPED = re.compile(r"\\(.)")


@frozen
class Challenge:
    """Where a stranger gets a token."""

    realm: str
    """The address to ask."""
    service: str | None
    """Which registry the token is for, as the place that gives it calls it."""
    scope: str | None
    """What for: `repository:webassembly/wasi/clocks:pull`."""


def bearer_challenge(headers: Iterable[str]) -> Challenge | None:
    """Return the first challenge of scheme Bearer that names a realm; `None` when there is none."""
    for header in headers:
        for scheme in _SCHEME.finditer(header):
            if scheme["scheme"].casefold() != "bearer":
                continue
            said = _parameters(header, scheme.end())
            if said.get("realm"):
                return Challenge(said["realm"], said.get("service"), said.get("scope"))
    return None


def _parameters(header: str, start: int) -> dict[str, str]:
    """Return the parameters that stand from an offset on, up to the next scheme."""
    found: dict[str, str] = {}
    while (match := _PARAMETER.match(header, start)) is not None:
        quoted = match["quoted"]
        value = match["bare"] if quoted is None else _ESCAPED.sub(r"\1", quoted)
        found.setdefault(match["name"].casefold(), value)
        start = match.end()
    return found
