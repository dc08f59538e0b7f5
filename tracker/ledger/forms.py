"""Writes what entries say as JSON and reads it back: one form a kind, without a field more or less."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.chronicle import Outcome
from tracker.ledger.entries import Draft, EntryKind
from tracker.ledger.errors import LedgerError
from tracker.ledger.payloads import (
    Attestation,
    Concern,
    Correction,
    Objection,
    Payload,
    RecordedVote,
    Rejection,
    Resolution,
)
from tracker.voting import Method, SubjectKind, Tally

Object = Mapping[str, Any]
_NOTES = "notes"
"""What a correction corrects when it is no entry."""
_OPTIONS = ("SF", "F", "N", "A", "SA")


def written(payload: Payload) -> dict[str, Any]:
    """Return what an entry says as JSON has it."""
    if isinstance(payload, Correction):
        of = _NOTES if isinstance(payload.says, Rejection) else _kind(payload)
        return {"of": of, "says": _written(payload.says)}
    return _written(payload)


def read(draft: Draft) -> Payload:
    """Return what an entry says; `LedgerError` when it does not say what its kind says."""
    try:
        if draft.kind is EntryKind.CORRECTION:
            return _correction(draft.payload)
        return _FORMS[draft.kind](draft.payload)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LedgerError(f"is no {draft.kind} as this version knows it") from error


def tally_object(tally: Tally) -> dict[str, int]:
    """Return a tally as JSON has it."""
    return dict(zip(_OPTIONS, (tally.sf, tally.f, tally.n, tally.a, tally.sa), strict=True))


def _written(payload: object) -> dict[str, Any]:
    said = {each.name: _plain(getattr(payload, each.name)) for each in fields(payload)}  # type: ignore[arg-type]
    return {name: value for name, value in said.items() if value is not None}


def _plain(value: object) -> object:
    match value:
        case Tally():
            abstained = {} if value.abstained is None else {"abstained": value.abstained}
            return tally_object(value) | abstained
        case StrEnum():
            return str(value)
        case date():
            return value.isoformat()
    return value


def _kind(correction: Correction) -> EntryKind:
    match correction.says:
        case RecordedVote():
            return EntryKind.VOTE
        case Attestation():
            return EntryKind.WAIVER if correction.waives else EntryKind.ATTESTATION
        case Concern():
            return EntryKind.CONCERN
        case _:
            return EntryKind.OBJECTION


def _correction(said: Object) -> Correction:
    if said.keys() != {"of", "says"}:
        raise ValueError("a correction says what it corrects, and what should stand there")
    if said["of"] == _NOTES:
        return Correction(_rejection(said["says"]))
    kind = EntryKind(said["of"])
    corrected = _FORMS[kind](said["says"])
    if isinstance(corrected, Resolution | Correction):
        raise TypeError("of these none is corrected")
    return Correction(corrected, waives=kind is EntryKind.WAIVER)


def _vote(said: Object) -> RecordedVote:
    _only(said, RecordedVote)
    return RecordedVote(
        date=date.fromisoformat(said["date"]),
        subject=_text(said["subject"]),
        subject_kind=SubjectKind(said["subject_kind"]),
        question=_text(said["question"]),
        phase=_number(said.get("phase")),
        method=Method(said["method"]),
        tally=_tally(said["tally"]) if "tally" in said else None,
        outcome=Outcome(said["outcome"]),
        path=_perhaps(said, "path"),
        line=_number(said.get("line")),
        meeting=_perhaps(said, "meeting"),
        reason=_perhaps(said, "reason"),
        noted_subject=_perhaps(said, "noted_subject"),
        repository=_perhaps(said, "repository"),
        revision=_perhaps(said, "revision"),
        surface=_perhaps(said, "surface"),
    )


def _tally(said: Object) -> Tally:
    if said.keys() - {"abstained"} != {*_OPTIONS}:
        raise ValueError("a tally has every option")
    sf, f, n, a, sa = (_number(said[each]) or 0 for each in _OPTIONS)
    return Tally(sf, f, n, a, sa, _number(said.get("abstained")))


def _attestation(said: Object) -> Attestation:
    _only(said, Attestation)
    return Attestation(
        date.fromisoformat(said["date"]),
        _text(said["subject"]),
        _text(said["criterion"]),
        _number(said["phase"]) or 0,
        _text(said["statement"]),
        _perhaps(said, "link"),
    )


def _concern(said: Object) -> Concern:
    _only(said, Concern)
    return Concern(_text(said["subject"]), _text(said["text"]), _perhaps(said, "link"))


def _resolution(said: Object) -> Resolution:
    _only(said, Resolution)
    return Resolution(_text(said["concern"]), _text(said["text"]))


def _objection(said: Object) -> Objection:
    _only(said, Objection)
    return Objection(
        date.fromisoformat(said["decided"]),
        date.fromisoformat(said["date"]),
        _text(said["subject"]),
        _text(said["text"]),
        _perhaps(said, "link"),
    )


def _rejection(said: Object) -> Rejection:
    _only(said, Rejection)
    return Rejection(
        _text(said["path"]),
        _number(said["line"]) or 0,
        _text(said["subject"]),
        _text(said["question"]),
        _text(said["reason"]),
    )


_FORMS: dict[EntryKind, Callable[[Object], RecordedVote | Attestation | Concern | Resolution | Objection]] = {
    EntryKind.VOTE: _vote,
    EntryKind.ATTESTATION: _attestation,
    EntryKind.WAIVER: _attestation,
    EntryKind.CONCERN: _concern,
    EntryKind.CONCERN_RESOLVED: _resolution,
    EntryKind.OBJECTION: _objection,
}


def _only(said: Object, form: type[Any]) -> None:
    """Raise `ValueError` for a field that a form does not have."""
    if unknown := said.keys() - {each.name for each in fields(form)}:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected text")
    return value


def _perhaps(said: Object, name: str) -> str | None:
    return _text(said[name]) if name in said else None


def _number(value: object) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise TypeError("expected a number that is not negative")
    return value
