"""What a pull request is to change: its files and words, what it is recognised by, and its change on a newer text.

Pure: `tracker.sources.github_writing` sends it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from tracker.facts import RepositoryName
from tracker.frozen import frozen

_DIGITS = 12
"""How much of the digest a branch's name has."""


@frozen
class FileEdit:
    """A file before and after a change."""

    path: str
    before: str
    after: str


@frozen
class PullDraft:
    """A pull request that is not sent yet."""

    repository: RepositoryName
    """Whose files are to change."""
    base: str
    """The branch it is to be merged into."""
    topic: str
    """What it is about, in one word that a branch can be called: `agenda`, `drift`, `votes`."""
    title: str
    body: str
    """Markdown, without the marker."""
    files: tuple[FileEdit, ...]

    @property
    def digest(self) -> str:
        """What tells the change from any other: its repository, its files and the lines that come and go.

        Where these lines stand does not count: the same change to a newer text is the same change.
        """
        told = hashlib.sha256(self.repository.casefold().encode())
        for edit in sorted(self.files, key=lambda each: each.path):
            for line in (edit.path, *_changed_lines(edit)):
                told.update(f"\0{line}".encode())
        return told.hexdigest()

    @property
    def branch(self) -> str:
        """The name of its branch."""
        return f"tracker/{self.topic}-{self.digest[:_DIGITS]}"

    @property
    def marker(self) -> str:
        """The line of its text, hidden from readers, by which it is found again."""
        return f"<!-- wasi-tracker: {self.topic} {self.digest} -->"

    @property
    def text(self) -> str:
        """Its whole text, with the marker."""
        return f"{self.body.rstrip()}\n\n{self.marker}\n"


class CarryState(StrEnum):
    """What became of a change on another version of its file."""

    FITS = "fits"
    THERE = "there"
    """That version has the change already."""
    CONFLICT = "conflict"
    """What the change is about reads otherwise there."""


@frozen
class Carried:
    """A change on another version of its file."""

    state: CarryState
    text: str
    """With the change; where it does not fit, the text as it was."""


def carried(edit: FileEdit, text: str) -> Carried:
    """Return a change as it is made to another version of the file, which lines elsewhere may tell apart."""
    if (made := _applied(edit.before, edit.after, text)) is not None and edit.before != edit.after:
        return Carried(CarryState.FITS, made)
    there = _applied(edit.after, edit.before, text) is not None
    return Carried(CarryState.THERE if there else CarryState.CONFLICT, text)


def _changed_lines(edit: FileEdit) -> Iterator[str]:
    before, after = edit.before.split("\n"), edit.after.split("\n")
    for old, new, added, until in _hunks(before, after):
        yield from (f"-{line}" for line in before[old:new])
        yield from (f"+{line}" for line in after[added:until])


def _hunks(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return what differs: from which line to which of the one, and of the other."""
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(old, new, added, until) for tag, old, new, added, until in found if tag != "equal"]


def _applied(before: str, after: str, text: str) -> str | None:
    """Return a text with the change from `before` to `after`; `None` where a line of it or beside it is another."""
    old, new, given = before.split("\n"), after.split("\n"), text.split("\n")
    places: dict[int, int] = {-1: -1, len(old): len(given)}
    for one, other, size in SequenceMatcher(None, old, given, autojunk=False).get_matching_blocks():
        places |= {one + offset: other + offset for offset in range(size)}
    made: list[str] = []
    done = 0
    for start, end, added, until in _hunks(old, new):
        around = [places.get(line) for line in range(start - 1, end + 1)]
        first = around[0]
        if first is None or around != [*range(first, first + len(around))]:
            return None
        made += [*given[done : first + 1], *new[added:until]]
        done = first + 1 + end - start
    return "\n".join([*made, *given[done:]])
