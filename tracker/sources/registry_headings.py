"""Which phase a heading of the proposal list names, and which heading counts at a place."""

import re
from dataclasses import dataclass, field

from tracker.frozen import frozen

LAST_PHASE = 5
"""The highest phase the process knows."""

_WORDS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_NUMBER = rf"(\d+|{'|'.join(_WORDS)})"
_PHASE = re.compile(
    rf"\bphases?[\s:#_.–—-]*{_NUMBER}\b(?:\s*(?:-|–|—|to|and|or|&|/|,)\s*{_NUMBER}\b(?![.\d]))?", re.IGNORECASE
)
_INACTIVE = re.compile(
    r"\b(?:inactive|withdrawn|abandoned|retired|rejected|archived?|deprecated|closed|dropped|superseded|obsolete|removed"
    r"|former|past|dormant|discontinued)\b",
    re.IGNORECASE,
)


def phases_named(text: str) -> tuple[int, ...]:
    """Return the different numbers that a text gives to the word phase, in order: `Phase 2`, `phase two`."""
    numbers = [_number(word) for match in _PHASE.finditer(text) for word in match.groups() if word]
    return tuple(dict.fromkeys(numbers))


def _number(word: str) -> int:
    return _WORDS[word.lower()] if word.lower() in _WORDS else int(word[:4])


@frozen
class _Heading:
    level: int
    text: str

    @property
    def inactive(self) -> bool:
        return bool(_INACTIVE.search(self.text))


@dataclass(slots=True)
class Headings:
    """The headings that a place in the list stands under."""

    _open: list[_Heading] = field(default_factory=list)

    def enter(self, level: int, text: str) -> None:
        """Pass a heading: it ends every section of its own level or deeper."""
        self._open = [heading for heading in self._open if heading.level < level]
        self._open.append(_Heading(level, text))

    @property
    def inactive(self) -> bool:
        """Whether what stands here is no longer active."""
        return any(heading.inactive for heading in self._open)

    @property
    def in_phase(self) -> bool:
        """Whether a heading above names a phase, rightly or not."""
        return not self.inactive and bool(self._named)

    @property
    def phase(self) -> int | None:
        """The phase that counts here; `None` when no heading names one, or names several, or one that is not there."""
        match self._named:
            case (phase,) if 0 <= phase <= LAST_PHASE:
                return phase
            case _:
                return None

    @property
    def why(self) -> str:
        """Why there is no phase here, in one phrase."""
        if not self._named:
            return "no heading above it names one"
        numbers = " and ".join(str(phase) for phase in self._named)
        return f"the heading above it names {numbers}, and the phases are 0 to {LAST_PHASE}"

    @property
    def _named(self) -> tuple[int, ...]:
        """The phases that the nearest heading with any names."""
        return next((named for heading in reversed(self._open) if (named := phases_named(heading.text))), ())
