"""An entry of the ledger: what it says, who recorded it when, and its place in the chain."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from tracker.frozen import frozen
from tracker.ledger.canonical import canonical, digest
from tracker.ledger.errors import LedgerError


class EntryKind(StrEnum):
    """What an entry records."""

    VOTE = "vote"
    ATTESTATION = "attestation"
    """That a criterion is met."""
    WAIVER = "waiver"
    """That a criterion need not be met."""
    CONCERN = "concern"
    CONCERN_RESOLVED = "concern-resolved"
    OBJECTION = "objection"
    """A formal objection to a decision."""
    CORRECTION = "correction"
    """What should have stood in an earlier entry, or in what was read from notes."""


_MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


def moment_text(moment: datetime) -> str:
    """Return an aware moment as entries write it: RFC 3339 in UTC, to the microsecond."""
    return moment.astimezone(UTC).strftime(_MOMENT)


def moment_of(text: str) -> datetime:
    """Return the moment of a text that `moment_text` wrote; `LedgerError` for any other."""
    try:
        moment = datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    except ValueError as error:
        raise LedgerError(f"{text!r} is no moment") from error
    if moment_text(moment) != text:
        raise LedgerError(f"{text!r} is no moment as the ledger writes it")
    return moment


@frozen
class Draft:
    """An entry that has no place in a chain yet."""

    kind: EntryKind
    recorded_at: datetime
    """When it was recorded, in UTC."""
    by: str
    """Who recorded it."""
    payload: Mapping[str, Any]
    """What it says, as JSON has it (`tracker.ledger.payloads`)."""
    supersedes: str | None = None
    """The id of the entry that it corrects."""

    @property
    def id(self) -> str:
        """Name it by all that it says: the same entry has the same id in every ledger."""
        return digest(
            {
                "kind": self.kind,
                "recorded_at": moment_text(self.recorded_at),
                "by": self.by,
                "payload": self.payload,
                "supersedes": self.supersedes,
            }
        )


@frozen
class Entry:
    """An entry in its place."""

    position: int
    """From 1."""
    id: str
    """Of its content, wherever it stands (`Draft.id`)."""
    draft: Draft
    """What it says."""
    origin: str | None
    """The hash it had in the ledger from which it was imported; `None` when it was recorded here."""
    previous: str
    """The hash of the entry before it; zeros for the first."""
    hash: str
    """The SHA-256 of everything else, `previous` too."""

    def as_object(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {**self._chained(), "hash": self.hash}

    def as_line(self) -> str:
        """Return its line of an export, without the end of the line."""
        return canonical(self.as_object())

    def computed_hash(self) -> str:
        """Return the hash that belongs to what it says and to its place."""
        return digest(self._chained())

    def _chained(self) -> dict[str, Any]:
        draft = self.draft
        return {
            "position": self.position,
            "id": self.id,
            "kind": draft.kind,
            "recorded_at": moment_text(draft.recorded_at),
            "by": draft.by,
            "payload": draft.payload,
            "supersedes": draft.supersedes,
            "origin": self.origin,
            "previous": self.previous,
        }
