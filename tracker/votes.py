"""Decisions that people read in meeting notes: `data/votes.toml`, checked key by key."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from tracker.chronicle import Outcome
from tracker.errors import TrackerError
from tracker.facts import RepositoryName, Revision
from tracker.frozen import frozen
from tracker.permalink import permalink
from tracker.voting import Confidence, Method, SubjectKind, Tally, Vote, VoteSource, VoteSourceKind

_FILE = "data/votes.toml"
_BRANCH = Revision("main")
"""Where an entry's line is looked up when it names no revision."""
_NOTES = re.compile(r"wasi/(?P<year>\d{4})/WASI-(?P<month>\d{2})-(?P<day>\d{2})\.md", re.ASCII)
_REQUIRED = frozenset({"date", "subject", "subject_kind", "question", "method", "outcome", "path", "line"})
_OPTIONAL = frozenset({"target_phase", "tally", "reason", "revision"})
_OPTIONS = {"SF": "sf", "F": "f", "N": "n", "A": "a", "SA": "sa", "abstained": "abstained"}
"""The options of a ballot as the file writes them -> the fields of `Tally`."""
_WORDS: Mapping[type, str] = {str: "text", int: "a whole number", date: "a date such as 2024-04-04", dict: "a table"}

_Value = TypeVar("_Value", str, int, date, dict[str, Any])
_Choice = TypeVar("_Choice", bound=StrEnum)


class VotesError(TrackerError):
    """The file of reviewed decisions cannot be used."""


def load_votes(text: str) -> tuple[Vote, ...]:
    """Return the decisions that the file holds, in its order; `VotesError` names the first entry that is wrong."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VotesError(f"{_FILE}: {error}") from error
    for key in sorted(document.keys() - {"repository", "vote"}):
        raise VotesError(f"{_FILE}: {key} is not a known key")
    repository, tables = document.get("repository"), document.get("vote", [])
    if not isinstance(repository, str) or repository.count("/") != 1:
        raise VotesError(f"{_FILE}: repository must be text such as OWNER/NAME")
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise VotesError(f"{_FILE}: vote must be written as [[vote]] tables")
    votes = tuple(_Entry(number, each).vote(RepositoryName(repository)) for number, each in enumerate(tables, start=1))
    _check_once(votes)
    return votes


def shipped_votes() -> tuple[Vote, ...]:
    """Return the reviewed decisions that travel with the program."""
    from tracker.shipped import shipped  # noqa: PLC0415 -- the only line here that touches a file

    return load_votes(shipped(_FILE).read_text(encoding="utf-8"))


def notes_date(path: str) -> date | None:
    """Return the day of the meeting whose notes lie at a path; `None` when the path names none."""
    match = _NOTES.fullmatch(path)
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None


@frozen
class _Entry:
    """One `[[vote]]` and its number in the file."""

    number: int
    values: Mapping[str, Any]

    def vote(self, repository: RepositoryName) -> Vote:
        for key in sorted(_REQUIRED - self.values.keys()):
            raise self._wrong(key, "is missing")
        for key in sorted(self.values.keys() - _REQUIRED - _OPTIONAL):
            raise self._wrong(key, "is not a known key")
        path, line = self._text("path"), self._at_least("line", 1)
        revision = Revision(self._text("revision")) if "revision" in self.values else _BRANCH
        return Vote(
            date=self._day(path),
            subject=self._text("subject"),
            subject_kind=self._choice("subject_kind", SubjectKind),
            question=self._text("question"),
            target_phase=self._at_least("target_phase", 0) if "target_phase" in self.values else None,
            method=self._choice("method", Method),
            tally=self._tally() if "tally" in self.values else None,
            outcome=self._choice("outcome", Outcome),
            confidence=Confidence.HIGH,
            source=VoteSource(VoteSourceKind.REVIEWED, path, line, permalink(repository, revision, path, line)),
            reason=self._text("reason") if "reason" in self.values else "",
        )

    def _wrong(self, key: str, message: str) -> VotesError:
        day, subject = self.values.get("date"), self.values.get("subject")
        name = " ".join(f"{'' if day is None else day} {'' if subject is None else subject}".split())
        return VotesError(f"{_FILE}: vote {self.number}{f' ({name})' if name else ''}: {key} {message}")

    def _get(self, key: str, kind: type[_Value]) -> _Value:
        value = self.values[key]
        # TOML's booleans are ints and its date-times are dates to Python.
        if isinstance(value, bool | datetime) or not isinstance(value, kind) or value in ("", {}):
            raise self._wrong(key, f"must be {_WORDS[kind]}")
        return value

    def _text(self, key: str) -> str:
        value = self._get(key, str)
        if len(value.splitlines()) > 1 or value != value.strip():
            raise self._wrong(key, "must be one line, without space around it")
        return value

    def _at_least(self, key: str, least: int) -> int:
        value = self._get(key, int)
        if value < least:
            raise self._wrong(key, f"must not be less than {least}")
        return value

    def _choice(self, key: str, kind: type[_Choice]) -> _Choice:
        value = self._text(key)
        try:
            return kind(value)
        except ValueError as error:
            raise self._wrong(key, f"must be one of {', '.join(kind)}, not {value}") from error

    def _day(self, path: str) -> date:
        told, day = notes_date(path), self._get("date", date)
        if told is None:
            raise self._wrong("path", "must be that of a meeting's notes, such as wasi/2024/WASI-04-04.md")
        if told != day:
            raise self._wrong("date", f"must be that of the path, {told}")
        return day

    def _tally(self) -> Tally:
        counts = self._get("tally", dict)
        for option, count in counts.items():
            if option not in _OPTIONS:
                raise self._wrong(f"tally.{option}", f"is none of {', '.join(_OPTIONS)}")
            if isinstance(count, bool) or not isinstance(count, int) or count < 0:
                raise self._wrong(f"tally.{option}", "must be a whole number, not less than 0")
        return Tally(**{_OPTIONS[option]: count for option, count in counts.items()})


def _check_once(votes: tuple[Vote, ...]) -> None:
    """Raise when two entries tell the same: one line of the notes decides about a subject once."""
    seen: dict[tuple[object, ...], int] = {}
    for number, vote in enumerate(votes, start=1):
        first = seen.setdefault((vote.subject, vote.target_phase, vote.source.path, vote.source.line), number)
        if first != number:
            raise VotesError(f"{_FILE}: vote {number} ({vote.date} {vote.subject}): tells the same as vote {first}")
