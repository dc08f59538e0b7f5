"""Canonical JSON, the chain of hashes, and what a break of it is called."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.made_ledger import FIRST, whole
from tracker.ledger import EMPTY, Draft, Entry, EntryKind, LedgerError, appended
from tracker.ledger.canonical import canonical, digest, read
from tracker.ledger.chain import Break, Stored, broken, entry_of, head_of
from tracker.ledger.entries import moment_of, moment_text

TEXT = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(TEXT, VALUES, max_size=4)


def stored(entry: Entry) -> Stored:
    """Return an entry as the database has it."""
    said = entry.as_object()
    return Stored(**{**said, "payload": canonical(said["payload"])})


ENTRIES = whole()
ROWS = tuple(map(stored, ENTRIES))
HEAD = [(len(ROWS), ROWS[-1].hash)]


@given(OBJECTS)
def test_canonical_text_is_read_back_as_it_was(value: dict[str, Any]) -> None:
    try:
        text = canonical(value)
    except LedgerError:
        return
    assert (read(text), json.loads(text)) == (value, value)
    assert canonical(dict(reversed(value.items()))) == text


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": 1.5}, "holds 1.5, which has no canonical form"),
        ({"a": float("nan")}, "holds nan, which has no canonical form"),
        ({1: "a"}, "has a key that is no text"),
        ({"a": "\ud800"}, "holds half a character"),
        ({"a": [[[[[[[[[1]]]]]]]]]}, "is nested too deeply"),
    ],
)
def test_what_has_no_canonical_text_is_refused(value: Any, message: str) -> None:
    with pytest.raises(LedgerError) as caught:
        canonical(value)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"a": 1}', '{"b":1,"a":2}', '{"a":1,"a":1}', '{"a":"\\u0061"}', "[" * 5000]
)
def test_text_that_is_not_canonical_is_refused(text: str) -> None:
    with pytest.raises(LedgerError):
        read(text)


def test_a_digest_is_that_of_the_canonical_text() -> None:
    assert digest({"b": None, "a": "ö"}) == hashlib.sha256('{"a":"ö","b":null}'.encode()).hexdigest()


def test_a_moment_is_written_in_utc_to_the_microsecond() -> None:
    moment = datetime(2026, 6, 12, 11, 30, 0, 7, tzinfo=timezone(timedelta(hours=2)))
    assert moment_text(moment) == "2026-06-12T09:30:00.000007Z"
    assert moment_of("2026-06-12T09:30:00.000007Z") == moment
    for text in ("2026-06-12", "2026-06-12T09:30:00Z", "2026-6-12T09:30:00.000007Z", "2026-06-12T09:30:00.7Z"):
        with pytest.raises(LedgerError):
            moment_of(text)


def test_entries_hold_together_and_are_read_back_as_they_were() -> None:
    assert broken(ROWS, HEAD) is None
    assert tuple(map(entry_of, ROWS)) == ENTRIES
    assert head_of(ENTRIES).position == len(ENTRIES)
    assert broken((), ()) is None


def test_an_id_depends_on_what_is_said_and_not_on_the_place() -> None:
    draft = Draft(EntryKind.CONCERN, FIRST, "Ada", {"subject": "lamp", "text": "x"})
    first = appended(EMPTY, draft)
    second = appended(head_of([first]), draft)
    assert (first.id, first.hash != second.hash, second.previous) == (second.id, True, first.hash)
    others = (
        replace(draft, by="Bo"),
        replace(draft, kind=EntryKind.VOTE),
        replace(draft, recorded_at=FIRST + timedelta(microseconds=1)),
        replace(draft, payload={"subject": "lamp", "text": "y"}),
        replace(draft, supersedes=first.id),
    )
    assert len({draft.id, *(each.id for each in others)}) == 6


def _without(place: int) -> tuple[Stored, ...]:
    return tuple(row for row in ROWS if row.position != place)


def _with(place: int, **changes: Any) -> tuple[Stored, ...]:
    return tuple(replace(row, **changes) if row.position == place else row for row in ROWS)


OTHERWISE = "entry 2 was changed: it says something else than its hash was made of"
UNKNOWN = "entry 3 was changed: it is of the kind 'song', which this version does not know"


@pytest.mark.parametrize(
    ("rows", "head", "expected"),
    [
        (_with(2, by="Bo"), HEAD, Break(2, OTHERWISE)),
        (_with(2, payload="{}"), HEAD, Break(2, OTHERWISE)),
        (_with(2, payload=ROWS[1].payload + " "), HEAD, Break(2, "entry 2 was changed: it is not written canonically")),
        (_with(3, kind="song"), HEAD, Break(3, UNKNOWN)),
        (_with(3, by=b"Ada"), HEAD, Break(3, "entry 3 was changed: it holds something that is no text")),
        (_without(1), HEAD, Break(1, "entry 1 is missing: after entry 0 comes entry 2")),
        (_without(3), HEAD, Break(3, "entry 3 is missing: after entry 2 comes entry 4")),
        (_without(8), HEAD, Break(8, "entry 8 is missing: the ledger had 8 entries")),
        ((), HEAD, Break(1, "entry 1 is missing: the ledger had 8 entries")),
        (ROWS, [(7, ROWS[6].hash)], Break(8, "entry 8 was not recorded: the ledger had 7 entries")),
        (ROWS, [], Break(8, "the ledger's head is missing")),
        (ROWS, [*HEAD, *HEAD], Break(8, "the ledger has several heads")),
        (ROWS, [(8, "0")], Break(8, f"the ledger's head was changed: it says 0, entry 8 {ROWS[7].hash}")),
    ],
)
def test_the_first_broken_entry_is_named(
    rows: tuple[Stored, ...], head: list[tuple[Any, Any]], expected: Break
) -> None:
    assert broken(rows, head) == expected


def test_an_entry_that_was_made_anew_breaks_the_chain_after_it() -> None:
    forged = appended(head_of(ENTRIES[:2]), replace(ENTRIES[2].draft, by="Mallory"))
    rows = (*ROWS[:2], stored(forged), *ROWS[3:])
    assert broken(rows, HEAD) == Break(4, "entry 4 does not follow entry 3: that one was changed, removed or replaced")


def test_an_entry_that_is_there_twice_is_told() -> None:
    again = appended(head_of(ENTRIES), ENTRIES[1].draft)
    assert broken((*ROWS, stored(again)), [(9, again.hash)]) == Break(9, "entry 9 is entry 2 once more")


def test_a_chain_that_was_computed_anew_as_a_whole_holds_together_and_has_another_head() -> None:
    """This is what no chain can prove: the head that was published tells."""
    anew: list[Entry] = []
    for entry in ENTRIES:
        anew.append(appended(head_of(anew), replace(entry.draft, by="Mallory")))
    assert broken(map(stored, anew), [(8, anew[-1].hash)]) is None
    assert HEAD[0][1] not in {entry.hash for entry in anew}
