"""Cases of rules: folders of WIT in which comments mark what the rule must find.

`//~ message` marks its own line, `//~-1 message` the one above it, `//~+1 message` the one below. A folder with
`before` and `after` compares two revisions.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from tracker.facts import WitFolder, WitText
from tracker.lint import Finding, Linted, lint
from tracker.sources.folders import read_wit_paths

FIXTURES = Path(__file__).parent / "fixtures"
_MARK = re.compile(r"//~(?P<offset>[+-]\d+)? (?P<message>[^\n]+)")

Marked = tuple[str, int, str]
"""A file, a line and a message."""


@dataclass(frozen=True)
class Case:
    """One folder of a rule."""

    rule: str
    folder: Path

    def __str__(self) -> str:
        """Return the fact that it proves."""
        return self.folder.name

    @property
    def expected(self) -> list[Marked]:
        """Return what its comments mark."""
        return sorted(mark for path in self.folder.rglob("*.wit") for mark in _marks(path))

    @property
    def folders(self) -> tuple[WitFolder, ...]:
        """Return what is judged."""
        after = self.folder / "after"
        return read_wit_paths([after if after.is_dir() else self.folder])

    def found(self) -> list[Marked]:
        """Return what the rule finds."""
        return sorted((each.place.file, each.place.line, each.message) for each in self.findings())

    def findings(self) -> tuple[Finding, ...]:
        """Return the rule's own findings, all others judged too."""
        before = self.folder / "before"
        against = read_wit_paths([before]) if before.is_dir() else None
        return tuple(each for each in lint(self.folders, against=against).findings if each.rule == self.rule)


def cases(rule: str) -> list[Case]:
    """Return the cases of a rule, sorted by name."""
    return [Case(rule, folder) for folder in sorted((FIXTURES / rule).iterdir())]


def folder(text: str, path: str = "lamp.wit") -> WitFolder:
    """Return a file that is judged alone."""
    return WitFolder(path, (WitText(path, text),))


def rules_of(linted: Linted) -> list[str]:
    """Return the rules that found something, in the order of the findings."""
    return [each.rule for each in linted.findings]


def _marks(path: Path) -> list[Marked]:
    text = path.read_text(encoding="utf-8")
    return [
        (path.as_posix(), text.count("\n", 0, match.start()) + 1 + int(match["offset"] or 0), match["message"])
        for match in _MARK.finditer(text)
    ]
