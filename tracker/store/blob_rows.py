"""What a blob says, as rows: the tables that hang on `blob`, by name."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from tracker.facts import BlobId, Document, FileKind, ProposalList, WitFile
from tracker.readings import BlobFacts
from tracker.voting import MeetingNotes, NotedDecision, Tally

_TALLY = tuple(each.name for each in fields(Tally))

OF_BLOB = (
    "package",
    "gate",
    "dependency",
    "wit_problem",
    "section",
    "claimed_champion",
    "list_row",
    "list_problem",
    "notes",
    "agenda_item",
    "note_section",
    "noted_decision",
)
"""The tables that hold what a blob says; a test holds them to the declared ones."""


def blob_row(oid: BlobId, kind: FileKind, reader: int, said: BlobFacts) -> dict[str, Any]:
    """Return the row of a blob."""
    claimed = said.claimed_phase if isinstance(said, Document) else None
    return {
        "oid": oid,
        "kind": kind,
        "reader": reader,
        "problem": said.problem if isinstance(said, Document | MeetingNotes) else None,
        "interfaces": said.interfaces if isinstance(said, WitFile) else 0,
        "worlds": said.worlds if isinstance(said, WitFile) else 0,
        "claimed_phase": claimed.phase if claimed else None,
        "claimed_phase_line": claimed.line if claimed else None,
    }


def rows_of(facts: BlobFacts) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows that hang on a blob: their table, and their values without the blob's key."""
    families: tuple[tuple[str, tuple[Any, ...]], ...]
    match facts:
        case WitFile():
            for gate in facts.gates:
                yield "gate", {**fields_of(gate), "package": str(gate.package) if gate.package else None}
            families = (
                ("package", facts.packages),
                ("dependency", facts.dependencies),
                ("wit_problem", facts.problems),
            )
        case Document():
            families = (("section", facts.sections), ("claimed_champion", facts.champions))
        case ProposalList():
            families = (("list_row", facts.rows), ("list_problem", facts.problems))
        case MeetingNotes():
            whole = {name: getattr(facts, name) for name in ("cancelled", "attendees", "announcements")}
            yield "notes", whole
            for decision in facts.decisions:
                yield "noted_decision", _decision(decision)
            families = (("agenda_item", facts.agenda), ("note_section", facts.sections))
    for table, values in families:
        for value in values:
            yield table, fields_of(value)


def _decision(decision: NotedDecision) -> dict[str, Any]:
    tally = dict.fromkeys(_TALLY) if decision.tally is None else fields_of(decision.tally)
    return {name: value for name, value in fields_of(decision).items() if name != "tally"} | tally


def fields_of(fact: Any) -> dict[str, Any]:
    """Return the fields of a fact, which are values: `dataclasses.asdict` would copy each."""
    return {name: getattr(fact, name) for name in fact.__slots__}
