"""The ledger in a database: append-only, found when tampered with, whole when many record at once, merged."""

import multiprocessing
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.ledger.made_ledger import VOTE, chain, whole
from tests.store.ledger_cases import COLUMNS, MOMENT, concern, tamper
from tracker.chronicle import Outcome
from tracker.ledger import EMPTY, Concern, Correction, Draft, EntryKind, Ledger, LedgerError, appended
from tracker.ledger.forms import written
from tracker.ledger.merging import exported, imported
from tracker.store.database import open_engine, transaction, upgrade
from tracker.store.errors import StoreError
from tracker.store.export import export_facts
from tracker.store.ledger import merge, record
from tracker.store.ledger_reading import broken_at, ledger_of, missing_triggers
from tracker.store.ledger_triggers import NAMES
from tracker.store.location import Location
from tracker.store.reader import Reader

CASES = 1000 if settings().max_examples > 1000 else 60
"""`make soak` tampers a thousand times."""
LENGTHS = (1, 2, 5, 9)


def read(location: Location) -> Ledger:
    """Return the ledger of a database."""
    with Reader.open(location) as reader:
        assert broken_at(reader) is None
        return ledger_of(reader)


# --- append-only ------------------------------------------------------------------------------------------------------


def test_what_is_recorded_is_read_back_in_a_chain(location: Location) -> None:
    entries = tuple(concern(location, text) for text in ("one", "two", "two"))
    assert read(location).entries == entries
    assert [(entry.position, entry.origin) for entry in entries] == [(1, None), (2, None), (3, None)]
    assert all(later.previous == earlier.hash for earlier, later in pairwise(entries))
    assert len({entry.id for entry in entries}) == 3


def test_an_entry_that_corrects_none_there_is_refused(location: Location) -> None:
    with pytest.raises(StoreError, match=r"tracker\.db: the ledger has no entry 00ff$"):
        concern(location, "one", supersedes="00ff")
    assert read(location).entries == ()


LIKE = "kind, recorded_at, 'Bo', payload, supersedes, origin"
LAST = "(SELECT hash FROM ledger_head)"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET recorded_by = 'Bo'",
        "UPDATE OR REPLACE ledger_entry SET position = 1 WHERE position = 2",
        "DELETE FROM ledger_entry WHERE position = 2",
        "INSERT OR REPLACE INTO ledger_entry SELECT 3, id, LIKE, LAST, 'x' FROM ledger_entry WHERE position = 1",
        "INSERT INTO ledger_entry SELECT 4, 'x', LIKE, LAST, 'x' FROM ledger_entry WHERE position = 1",
        "INSERT INTO ledger_entry SELECT 3, 'x', LIKE, previous, 'x' FROM ledger_entry WHERE position = 1",
        "INSERT OR REPLACE INTO ledger_entry SELECT 2, 'x', LIKE, previous, 'x' FROM ledger_entry WHERE position = 2",
        "UPDATE ledger_head SET position = 1",
        "UPDATE ledger_head SET hash = 'x'",
        "DELETE FROM ledger_head",
        "INSERT INTO ledger_head (id, position, hash) VALUES (2, 1, 'x')",
        "INSERT OR REPLACE INTO ledger_head (id, position, hash) VALUES (1, 1, 'x')",
    ],
)
def test_the_database_itself_changes_nothing_that_was_recorded(location: Location, statement: str) -> None:
    entries = tuple(concern(location, text) for text in ("one", "two"))
    with closing(sqlite3.connect(str(location.file))) as connection:
        with pytest.raises(sqlite3.IntegrityError, match=r"the ledger"):
            connection.execute(statement.replace("LIKE", LIKE).replace("LAST", LAST))
        connection.rollback()
    assert read(location).entries == entries


def test_migrations_and_a_new_database_make_the_same_triggers(engine: Engine, tmp_path: Path) -> None:
    migrated = Location.of_file(tmp_path / "migrated.db")
    with closing(sqlite3.connect(str(migrated.file))) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
    upgrade(open_engine(migrated), migrated)
    statement = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    with engine.begin() as connection, open_engine(migrated).begin() as other:
        made, named = (each.exec_driver_sql(statement).all() for each in (connection, other))
    assert made == named
    assert {name for name, _ in made} == NAMES["sqlite"]


def test_missing_triggers_are_named(location: Location) -> None:
    concern(location, "one")
    with closing(sqlite3.connect(str(location.file))) as connection:
        connection.execute("DROP TRIGGER ledger_entry_no_update")
    with Reader.open(location) as reader:
        assert missing_triggers(reader, "sqlite") == ("ledger_entry_no_update",)


def test_facts_are_exported_without_the_ledger(location: Location, engine: Engine) -> None:
    concern(location, "a secret word")
    with transaction(engine, location) as session:
        text = export_facts(session, dated=True)
    assert "secret" not in text
    assert "ledger" not in text


# --- tampering --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ledgers() -> Iterator[dict[int, bytes]]:
    """Return databases with ledgers of some lengths."""
    made = {}
    with TemporaryDirectory() as folder:
        for length in LENGTHS:
            location = Location.of_file(Path(folder, f"{length}.db"))
            merge(location, chain(*((EntryKind.CONCERN, Concern("lamp", f"c{n}"), None) for n in range(length))))
            engine = open_engine(location)
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
            engine.dispose()
            assert location.file is not None
            made[length] = location.file.read_bytes()
        yield made


@settings(max_examples=CASES)
@given(length=st.sampled_from(LENGTHS), random=st.randoms(use_true_random=False))
def test_whatever_is_done_to_one_row_is_found(ledgers: dict[int, bytes], length: int, random: Random) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "tracker.db")
        file.write_bytes(ledgers[length])
        done = tamper(file, random)
        with Reader.open(Location.of_file(file)) as reader:
            wrong = broken_at(reader)
        assert (wrong is not None) == bool(done), done
        assert wrong is None or "\n" not in wrong.message


# --- many at once -----------------------------------------------------------------------------------------------------


def _record_some(location: Location, writer: int) -> None:
    for number in range(3):
        concern(location, f"number {number}", by=f"writer {writer}")


def test_sixteen_processes_that_record_at_once_lose_nothing(location: Location) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_record_some, args=(location, writer)) for writer in range(16)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 16
    entries = read(location).entries
    assert [entry.position for entry in entries] == list(range(1, 49))
    assert {(entry.draft.by, entry.draft.payload["text"]) for entry in entries} == {
        (f"writer {writer}", f"number {number}") for writer in range(16) for number in range(3)
    }


# --- export and import ------------------------------------------------------------------------------------------------


def test_an_export_is_read_back_as_it_was() -> None:
    entries = whole()
    text = exported(entries)
    assert imported(text) == entries
    assert imported(text.replace("\n", "\r\n")) == entries
    assert imported(text.rstrip("\n")) == entries
    assert (text.count("\n"), imported("")) == (len(entries), ())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"by":"Ada Author"', '"by":"Eve"', "line 1: entry 1 was changed: it says something else than its hash"),
        ('{"by"', '{ "by"', "line 1: is not written canonically"),
        ('{"by"', "{by", "line 1: is no JSON"),
        ('{"by":"Ada Author",', "{", "line 1: is no entry of a ledger"),
        ("\n", "\n\n", "line 2: is no JSON"),
        ("\n", "\n{}\n", "line 2: is no entry of a ledger"),
    ],
)
def test_the_first_broken_line_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(LedgerError) as caught:
        imported(exported(whole()).replace(old, new, 1))
    assert str(caught.value).startswith(message)


def test_lines_that_are_missing_or_moved_are_named() -> None:
    lines = exported(whole()).splitlines(keepends=True)
    for broken, message in (
        (lines[1:], "line 1: entry 1 is missing: after entry 0 comes entry 2"),
        ([*lines[:2], *lines[3:]], "line 3: entry 3 is missing: after entry 2 comes entry 4"),
        ([lines[1], lines[0]], "line 1: entry 1 is missing: after entry 0 comes entry 2"),
        ([*lines, lines[0]], "line 9: entry 9 is missing: after entry 8 comes entry 1"),
    ):
        with pytest.raises(LedgerError) as caught:
            imported("".join(broken))
        assert str(caught.value) == message


def test_an_entry_of_a_form_that_is_not_known_is_named() -> None:
    odd = Draft(EntryKind.VOTE, MOMENT, "Ada", written(Concern("lamp", "x")))
    with pytest.raises(LedgerError, match=r"^line 1: entry 1 is no vote as this version knows it$"):
        imported(exported((appended(EMPTY, odd),)))


def test_two_ledgers_that_share_a_beginning_become_one(tmp_path: Path) -> None:
    ours, theirs = Location.of_file(tmp_path / "ours.db"), Location.of_file(tmp_path / "theirs.db")
    shared = concern(ours, "shared")
    shutil.copy(tmp_path / "ours.db", tmp_path / "theirs.db")
    own = [concern(ours, "ours")]
    other = [concern(theirs, "theirs"), concern(theirs, "theirs too")]
    ledger, added = merge(ours, imported(exported(read(theirs).entries)))
    assert [entry.id for entry in ledger.entries] == [each.id for each in (shared, *own, *other)]
    assert [(entry.position, entry.origin, entry.draft) for entry in added] == [
        (3, other[0].hash, other[0].draft),
        (4, other[1].hash, other[1].draft),
    ]
    assert read(ours) == ledger
    assert merge(ours, read(theirs).entries)[1] == ()
    merge(theirs, read(ours).entries)
    assert {entry.id for entry in read(theirs).entries} == {entry.id for entry in ledger.entries}
    assert merge(ours, read(theirs).entries)[1] == ()


def test_corrections_that_differ_are_both_kept_and_told(tmp_path: Path) -> None:
    ours, theirs = Location.of_file(tmp_path / "ours.db"), Location.of_file(tmp_path / "theirs.db")
    vote = record(ours, Draft(EntryKind.VOTE, MOMENT, "Ada", written(VOTE)))
    shutil.copy(tmp_path / "ours.db", tmp_path / "theirs.db")
    for location, outcome in ((ours, Outcome.FAILED), (theirs, Outcome.DEFERRED)):
        payload = written(Correction(replace(VOTE, outcome=outcome)))
        record(location, Draft(EntryKind.CORRECTION, MOMENT, "Ada", payload, vote.id))
    ledger, _ = merge(ours, read(theirs).entries)
    one, other = (entry.id for entry in ledger.entries[1:])
    message = f"entry 2 ({one[:12]}) and entry 3 ({other[:12]}) correct {vote.id[:12]} in different ways"
    assert [(each.entries, each.message) for each in ledger.conflicts] == [((one, other), message)]
    assert [(each.outcome, each.on_record, each.reason) for each in ledger.votes()] == [
        (Outcome.FAILED, False, message),
        (Outcome.DEFERRED, False, message),
    ]


def test_nothing_is_added_to_a_broken_ledger(location: Location) -> None:
    entries = [concern(location, text) for text in ("one", "two")]
    with closing(sqlite3.connect(str(location.file), isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER ledger_entry_no_update")
        connection.execute("UPDATE ledger_entry SET recorded_by = 'Bo' WHERE position = 1")
        assert connection.execute(f"SELECT {COLUMNS[4]} FROM ledger_entry").fetchone() == ("Bo",)  # noqa: S608
    with pytest.raises(StoreError, match="the ledger is broken, nothing was added to it: entry 1 was changed"):
        merge(location, tuple(entries))
