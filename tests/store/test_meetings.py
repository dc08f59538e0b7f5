"""Meetings are read with all versions of their files, each dated by its path."""

from contextlib import closing
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from tests.store.drawn import FIRST_DAY, NAME, blob_of
from tracker.chronicle import BranchHistory, FileChange, Step
from tracker.facts import Commit, FileKind, Revision, WitFile
from tracker.store.database import transaction
from tracker.store.location import Location
from tracker.store.meetings import day_of, newest_notes_at, notes_at
from tracker.store.reader import Reader
from tracker.store.recorder import Recorder
from tracker.store.statements import SessionStatements
from tracker.store.touched import last_touched
from tracker.voting import MeetingNotes

PATH = "wasi/2024/WASI-05-16.md"


def _step(number: int) -> Step:
    at = FIRST_DAY + timedelta(days=number)
    change = FileChange(PATH, FileKind.NOTES, blob_of(number))
    return Step(Commit(Revision(f"{number:040x}"), at, "Ada", "Change"), at, (change,))


def test_every_version_of_a_meeting_is_read_with_the_commits_that_held_it(engine: Engine, location: Location) -> None:
    agenda, notes = MeetingNotes(), MeetingNotes(attendees=("Ada",))
    with transaction(engine, location) as session:
        recorder = Recorder(SessionStatements(session))
        recorder.blobs(1, {(blob_of(1), FileKind.NOTES): agenda, (blob_of(2), FileKind.NOTES): notes})
        recorder.history(recorder.repository(NAME, "main"), BranchHistory("main", None, (_step(1), _step(2))))
    with closing(Reader.open(location)) as reader:
        versions = notes_at(reader, NAME)
        first = notes_at(reader, NAME, FIRST_DAY + timedelta(days=1))
    day = date(2024, 5, 16)
    assert [(each.path, each.notes.date, each.notes.attendees, each.standing) for each in versions] == [
        (PATH, day, (), False),
        (PATH, day, ("Ada",), True),
    ]
    assert [(each.notes.held, each.standing) for each in first] == [(False, True)]


def test_without_a_repository_of_meetings_there_are_no_notes(engine: Engine, location: Location) -> None:
    del engine
    with closing(Reader.open(location)) as reader:
        assert notes_at(reader, None) == ()


@pytest.mark.parametrize(
    ("path", "day"),
    [
        (PATH, date(2024, 5, 16)),
        ("other-group/2022/Other-Group-01-02.md", date(2022, 1, 2)),
        ("wasi/2024/WASI-02-30.md", None),
        ("wasi/2024/README.md", None),
        ("WASI-05-16.md", None),
        ("", None),
    ],
)
def test_a_meeting_is_dated_by_its_path(path: str, day: date | None) -> None:
    assert day_of(path) == day


def test_the_newest_versions_are_the_standing_ones_of_all(engine: Engine, location: Location) -> None:
    with transaction(engine, location) as session:
        recorder = Recorder(SessionStatements(session))
        said = {(blob_of(number), FileKind.NOTES): MeetingNotes(attendees=(f"Ada {number}",)) for number in (1, 2)}
        recorder.blobs(1, said)
        recorder.history(recorder.repository(NAME, "main"), BranchHistory("main", None, (_step(1), _step(2))))
    with closing(Reader.open(location)) as reader:
        for moment in (None, *(FIRST_DAY + timedelta(days=number) for number in range(4))):
            every = notes_at(reader, NAME, moment)
            assert newest_notes_at(reader, NAME, moment) == tuple(each for each in every if each.standing)
        assert newest_notes_at(reader, None) == ()


def test_the_last_commit_to_each_folder_is_told_and_what_was_removed_counts(engine: Engine, location: Location) -> None:
    def step(number: int, path: str, *, gone: bool = False) -> Step:
        at = FIRST_DAY + timedelta(days=number)
        change = FileChange(path, FileKind.WIT, None if gone else blob_of(number))
        return Step(Commit(Revision(f"{number:040x}"), at, "Ada", "Change"), at, (change,))

    steps = (
        step(1, "proposals/lamp/wit/lamp.wit"),
        step(2, "proposals/loom/wit/loom.wit"),
        step(3, "proposals/lamp/wit/more.wit"),
        step(4, "proposals/lamp/wit/more.wit", gone=True),
        step(5, "other/wick.wit"),
    )
    with transaction(engine, location) as session:
        recorder = Recorder(SessionStatements(session))
        recorder.blobs(1, {(blob_of(number), FileKind.WIT): WitFile() for number in (1, 2, 3, 5)})
        recorder.history(recorder.repository(NAME, "main"), BranchHistory("main", None, steps))
    with closing(Reader.open(location)) as reader:
        now = last_touched(reader, NAME, "proposals")
        then = last_touched(reader, NAME, "proposals", FIRST_DAY + timedelta(days=2))
    assert {folder: point.revision for folder, point in now.items()} == {
        "proposals/lamp": Revision(f"{4:040x}"),
        "proposals/loom": Revision(f"{2:040x}"),
    }
    assert [f"{point.at:%d}" for point in then.values()] == [
        f"{FIRST_DAY + timedelta(days=number):%d}" for number in (1, 2)
    ]
