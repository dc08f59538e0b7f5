"""All facts travel as one document: the same facts, the same bytes."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from sqlalchemy import Engine

from tests.store.drawn import FIRST_DAY, NAME, blob_of, empty_database, facts, histories, part, record
from tracker.chronicle import BranchHistory, FileChange, Step
from tracker.facts import Commit, FileKind, ReferenceStatus, ReferenceVerdict, RepositoryName, Revision, Skipped
from tracker.store.backup import back_up
from tracker.store.database import open_engine, transaction
from tracker.store.embedded import restore
from tracker.store.errors import StoreError
from tracker.store.export import export_facts, import_facts
from tracker.store.location import Location
from tracker.store.recorder import Recorder
from tracker.store.statements import SessionStatements

OTHER = RepositoryName("Other/wasi-more")
FEWER = settings(max_examples=15)


def _export(engine: Engine, location: Location) -> str:
    with transaction(engine, location) as session:
        return export_facts(session, dated=True)


def _more(engine: Engine, location: Location) -> None:
    """Record one of everything that a history does not bring."""
    with transaction(engine, location) as session:
        recorder = Recorder(SessionStatements(session))
        recorder.problems(OTHER, [Skipped("größe", "why", True), Skipped("a", "why")])
        recorder.synced(FIRST_DAY)
        verdict = ReferenceVerdict("wit", ReferenceStatus.REJECTED, "tool 1", "no", "a.wit", 3)
        recorder.references(recorder.repository(NAME, "main"), "main", [("digest", verdict)])


@FEWER
@given(history=histories())
def test_what_was_exported_and_imported_is_exported_as_the_same_bytes(history: BranchHistory) -> None:
    with empty_database() as (engine, location), empty_database() as (copy_engine, copy):
        record(engine, location, history)
        _more(engine, location)
        text = _export(engine, location)
        with transaction(copy_engine, copy) as session:
            import_facts(session, text)
        assert _export(copy_engine, copy) == text
        read, copied = facts(location), facts(copy)
        assert [each.wit for each in copied.repositories] == [each.wit for each in read.repositories]
        assert copied.repositories[0] == read.repositories[0]


@FEWER
@given(one=histories(), two=histories(tag="c"))
def test_the_order_and_the_number_of_syncs_do_not_show(one: BranchHistory, two: BranchHistory) -> None:
    middle = len(one.steps) // 2
    texts = []
    for order in (0, 1):
        with empty_database() as (engine, location):
            if order:
                record(engine, location, two, name=OTHER)
                record(engine, location, *([part(one, 0, middle)] if middle else []), part(one, middle))
            else:
                record(engine, location, one)
                record(engine, location, two, name=OTHER)
            texts.append(_export(engine, location))
    assert texts[0] == texts[1]


def test_a_document_holds_facts_and_no_messages_or_keys(engine: Engine, location: Location) -> None:
    at = FIRST_DAY
    commit = Commit(Revision("1" * 40), at, "Ada", "A message that stays behind")
    change = FileChange("a.wit", FileKind.WIT, blob_of(1))
    record(engine, location, BranchHistory("main", None, (Step(commit, at, (change,)),)))
    document = json.loads(_export(engine, location))
    assert document["repositories"] == [
        {
            "name": NAME,
            "default_branch": "main",
            "branches": [
                {
                    "name": "main",
                    "kind": "default",
                    "head": "1" * 40,
                    "commits": [
                        {
                            "position": 0,
                            "revision": "1" * 40,
                            "date": "2024-01-01T00:00:00Z",
                            "at": "2024-01-01T00:00:00Z",
                            "author": "Ada",
                            "pull": None,
                        }
                    ],
                    "spans": [
                        {
                            "path": "a.wit",
                            "kind": "wit",
                            "blob": blob_of(1),
                            "first": "1" * 40,
                            "from_at": "2024-01-01T00:00:00Z",
                            "from_position": 0,
                            "end": None,
                            "until_at": None,
                            "until_position": None,
                        }
                    ],
                    "verdicts": [],
                }
            ],
            "tags": [],
        }
    ]


def test_embedded_facts_hold_no_notes_of_meetings_and_have_them_read_anew(engine: Engine, location: Location) -> None:
    at = FIRST_DAY
    commit = Commit(Revision("1" * 40), at, "Ada", "Change")
    changes = (
        FileChange("a.wit", FileKind.WIT, blob_of(1)),
        FileChange("wasi/2024/WASI-05-16.md", FileKind.NOTES, blob_of(2)),
    )
    record(engine, location, BranchHistory("main", None, (Step(commit, at, changes),)))
    with transaction(engine, location) as session:
        whole, embedded = (json.loads(export_facts(session, dated=dated)) for dated in (False, True))
    assert [[blob["kind"] for blob in each["blobs"]] for each in (whole, embedded)] == [["wit", "notes"], ["wit"]]
    branches = [each["repositories"][0]["branches"][0] for each in (whole, embedded)]
    assert [(branch["head"], [span["path"] for span in branch["spans"]]) for branch in branches] == [
        ("1" * 40, ["a.wit", "wasi/2024/WASI-05-16.md"]),
        ("", ["a.wit"]),
    ]


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[]", "{}", '{"schema": "other/v1"}', '{"schema": "wasi-tracker/facts/v1"}', '"text"']
)
def test_another_document_is_refused_in_one_line(text: str, engine: Engine, location: Location) -> None:
    def load() -> None:
        with transaction(engine, location) as session:
            import_facts(session, text)

    with pytest.raises(StoreError, match=r"^facts: [^\n]+$"):
        load()


def test_the_embedded_facts_are_restored_once(location: Location) -> None:
    moment = restore(location)
    read = facts(location)
    assert read.synced_at == moment
    assert read.repositories
    assert restore(location) == moment
    assert facts(location) == read


def test_a_backup_holds_the_same_facts(engine: Engine, location: Location, tmp_path: Path) -> None:
    record(engine, location, BranchHistory("main", None, ()))
    written = _export(engine, location)
    with engine.begin():  # another writer is at work
        back_up(location, tmp_path / "copy.db")
    copy = Location.of_file(tmp_path / "copy.db")
    copy_engine = open_engine(copy)
    assert _export(copy_engine, copy) == written
    copy_engine.dispose()


def test_a_backup_overwrites_nothing_and_makes_nothing_up(location: Location, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x")
    with pytest.raises(StoreError, match="there is no database to copy"):
        back_up(location, tmp_path / "copy.db")
    assert location.file is not None
    location.file.write_bytes(b"")
    with pytest.raises(StoreError, match="exists already; name a file that does not"):
        back_up(location, tmp_path / "there")
    with pytest.raises(StoreError, match="cannot be written: unable to open database file"):
        back_up(location, tmp_path / "none" / "copy.db")
    with pytest.raises(StoreError, match="is on a server"):
        back_up(Location.find("postgresql://server/db"), tmp_path / "copy.db")
