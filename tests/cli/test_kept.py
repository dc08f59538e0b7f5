"""What `tracker status` told is told again only as long as nothing it was told from has changed."""

import errno
import io
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.cli import kept, output
from tracker.cli.beside import LostProcessError
from tracker.cli.cache import ENVIRONMENT
from tracker.cli.kept import kept_or_beside, kept_standing
from tracker.standing import Standing

FIRST, SECOND = (Standing(datetime(2026, month, 1, tzinfo=UTC), {}, (), (), (), (), ()) for month in (1, 2))
Ask = Callable[..., Standing]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where answers are kept."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "cache"))
    return tmp_path / "cache" / "standings"


@pytest.fixture
def database(tmp_path: Path, folder: Path) -> str:
    """Return a database that was asked once."""
    del folder
    file = tmp_path / "tracker.db"
    file.write_bytes(b"facts")
    assert kept_standing(str(file), None, lambda: FIRST) == FIRST
    return str(file)


def test_the_same_question_is_answered_from_what_is_kept(database: str) -> None:
    assert kept_standing(database, None, lambda: SECOND) == FIRST


def test_another_moment_is_another_question(database: str) -> None:
    assert kept_standing(database, FIRST.as_of, lambda: SECOND) == SECOND
    assert kept_standing(database, None, lambda: SECOND) == FIRST


def test_a_database_that_was_written_is_asked_anew(database: str) -> None:
    before = Path(database).stat()
    Path(database).write_bytes(b"other")
    os.utime(database, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert kept_standing(database, None, lambda: SECOND) == SECOND


def test_what_is_written_ahead_counts_as_written(tmp_path: Path, folder: Path) -> None:
    del folder
    file = tmp_path / "written.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute("CREATE TABLE facts (name)")
        connection.commit()
        assert kept_standing(str(file), None, lambda: FIRST) == FIRST
        assert kept_standing(str(file), None, lambda: SECOND) == FIRST
        connection.execute("INSERT INTO facts VALUES ('lamp')")
        connection.commit()
        assert kept_standing(str(file), None, lambda: SECOND) == SECOND


def test_what_was_left_to_be_taken_in_is_told_once(tmp_path: Path, folder: Path) -> None:
    del folder
    made, copy = tmp_path / "made.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute("CREATE TABLE facts (name)")
        connection.commit()
        for end in ("", "-wal"):
            shutil.copy(f"{made}{end}", f"{copy}{end}")

    def told() -> Standing:
        with closing(sqlite3.connect(copy)) as reading:
            reading.execute("SELECT * FROM facts").fetchall()
        return FIRST

    assert kept_standing(str(copy), None, told) == FIRST
    assert kept_standing(str(copy), None, lambda: SECOND) == FIRST


def test_another_version_of_the_program_asks_anew(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_program", lambda: iter(["another"]))
    assert kept_standing(database, None, lambda: SECOND) == SECOND


@pytest.mark.parametrize("damaged", [b"", b"no pickle", b"\x80\x05K\x01.", b"\x80\x05cnowhere\nnothing\n."])
def test_a_damaged_answer_is_asked_anew(database: str, folder: Path, damaged: bytes) -> None:
    for file in folder.iterdir():
        file.write_bytes(damaged)
    assert kept_standing(database, None, lambda: SECOND) == SECOND


def test_an_answer_that_came_with_words_is_not_kept(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "tracker.db").write_bytes(b"facts")

    def told(standing: Standing) -> Standing:
        output.warn("the ledger is broken")
        return standing

    for standing in (FIRST, SECOND):
        assert kept_standing(str(tmp_path / "tracker.db"), None, lambda: told(standing)) == standing  # noqa: B023 -- asked at once
    assert not folder.exists()


def test_what_cannot_be_looked_at_from_outside_is_not_kept(tmp_path: Path, folder: Path) -> None:
    for database in (str(tmp_path / "none.db"), "postgresql://nobody@localhost/none"):
        for standing in (FIRST, SECOND):
            assert kept_standing(database, None, lambda: standing) == standing  # noqa: B023 -- asked at once
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_keeps_nothing_and_fails_nothing(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "tracker.db").write_bytes(b"facts")
    folder.parent.write_bytes(b"a file")
    assert kept_standing(str(tmp_path / "tracker.db"), None, lambda: FIRST) == FIRST


def _beside(database: Path, standing: Standing, *words: str, kind: str = "Standing") -> Standing:
    """Ask what is told in another process where nothing is kept."""

    def told() -> Standing:
        for each in words:
            output.warn(each)
        return standing

    return kept_or_beside(kind, str(database), None, told, folder="standings")()


def test_what_another_process_told_is_kept(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "tracker.db").write_bytes(b"facts")
    assert _beside(tmp_path / "tracker.db", FIRST) == FIRST
    assert len(list(folder.iterdir())) == 1
    assert _beside(tmp_path / "tracker.db", SECOND) == FIRST
    (tmp_path / "tracker.db").write_bytes(b"other facts")
    assert _beside(tmp_path / "tracker.db", SECOND) == SECOND


def test_what_is_kept_of_another_kind_is_told_anew(tmp_path: Path, folder: Path) -> None:
    del folder
    (tmp_path / "tracker.db").write_bytes(b"facts")
    assert _beside(tmp_path / "tracker.db", FIRST) == FIRST
    assert _beside(tmp_path / "tracker.db", SECOND, kind="Content") == SECOND


def test_what_another_process_told_with_words_is_not_kept(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "tracker.db").write_bytes(b"facts")
    for standing in (FIRST, SECOND):
        assert _beside(tmp_path / "tracker.db", standing, "the ledger is broken") == standing
    assert not folder.exists()


def test_an_answer_arrives_also_where_it_cannot_be_kept(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.BytesIO):
        def write(self, data: object, /) -> int:
            del data
            raise OSError(errno.ENOSPC, "no space left on device")

    def opened(handle: int, mode: str) -> Full:
        del mode
        os.close(handle)
        return Full()

    (tmp_path / "tracker.db").write_bytes(b"facts")
    monkeypatch.setattr("tracker.cli.kept.os.fdopen", opened)
    assert (_beside(tmp_path / "tracker.db", FIRST), _beside(tmp_path / "tracker.db", SECOND)) == (FIRST, SECOND)
    assert kept_standing(str(tmp_path / "tracker.db"), None, lambda: FIRST) == FIRST
    assert [*folder.iterdir()] == []


def test_half_an_answer_is_not_kept(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "tracker.db").write_bytes(b"facts")
    # The second half of it is a generator, which cannot be written.
    halves = ("x" * 200_000, (each for each in "x"))
    with pytest.raises((LostProcessError, TypeError)):
        kept_or_beside("tuple", str(tmp_path / "tracker.db"), None, lambda: halves, folder="standings")()
    assert [*folder.iterdir()] == []


def test_only_the_newest_answers_stay(database: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 3)
    for day in range(1, 6):
        kept_standing(database, datetime(2026, 1, day, tzinfo=UTC), lambda: SECOND)
    assert len(list(folder.iterdir())) == 3


def test_an_answer_that_was_told_from_texts_is_bound_to_the_mirrors_it_was_told_from(
    tmp_path: Path, folder: Path
) -> None:
    (tmp_path / "tracker.db").write_bytes(b"facts")
    packs = folder.parent / "mirrors/Own/lamp.git/objects/pack"
    packs.mkdir(parents=True)

    def asked(standing: Standing, *words: str) -> Standing:
        database = str(tmp_path / "tracker.db")
        return kept.kept(Standing, database, None, lambda: standing, folder="answers", asked=words, texts=True)

    assert [asked(FIRST), asked(SECOND), asked(SECOND, "--strict")] == [FIRST, FIRST, SECOND]
    os.utime(packs, ns=(1, 1))
    assert asked(SECOND) == SECOND
