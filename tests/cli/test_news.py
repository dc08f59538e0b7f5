"""Following subjects and being told what changed for them, over an invented world that goes on."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.cli.conftest import LIST, README, SYNCED, Run
from tests.cli.test_agenda import LOOM, notes
from tracker.aliases import shipped_aliases
from tracker.cli import news as command
from tracker.cli.watchlist import Watchlist
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.sync import Sync

LATER = datetime(2026, 8, 27, 12, tzinfo=UTC)
GATED = LOOM.replace("  weave", "  @unstable(feature = loom-weave)\n  weave")
ROW = "| [Latin][latin] | Dan Drafter | |\n"
ADVANCED = LIST.replace(ROW, "").replace(
    "| [Loom (wasi-loom)][loom] | Ada Author | |\n", f"| [Loom (wasi-loom)][loom] | Ada Author | |\n{ROW}"
)


class World:
    """Repositories that can be changed and read again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "tracker.db"
        self.mirrors = MirrorFolder(folder / "mirrors")
        self.built: dict[str, RepositoryBuilder] = {}

    def commit(self, name: str, files: dict[str, str], date: str) -> None:
        """Commit to a repository, which is made when there is none."""
        short = name.rpartition("/")[2]
        builder = self.built.setdefault(name, RepositoryBuilder(self.folder / "built" / f"{short}.git"))
        builder.commit(files, date=date)
        self.mirrors.add(name, builder)

    def sync(self, at: datetime) -> None:
        """Read all of it."""
        cache = Mirrors(self.folder / "cache", mirror=self.mirrors.path)
        with time_machine.travel(at, tick=False):
            Sync(Location.of_file(self.database), cache, shipped_aliases(), None).run()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Return a world of 2026-08-20, which it is."""
    made = World(tmp_path)
    made.commit("WebAssembly/WASI", {"docs/Proposals.md": LIST}, "2026-01-01")
    made.commit("WebAssembly/wasi-loom", {"wit/loom.wit": LOOM, "README.md": README.format(name="Loom")}, "2025-01-01")
    made.commit("WebAssembly/meetings", {"wasi/2026/WASI-08-06.md": notes(held="### Later")}, "2026-08-06")
    made.sync(SYNCED)
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("TRACKER_CONFIG_DIR", str(tmp_path / "config"))
    with time_machine.travel(SYNCED, tick=True):
        yield made


@pytest.fixture
def later(world: World) -> Iterator[World]:
    """Let a week pass in which latin advanced and a vote on loom was asked for."""
    world.commit("WebAssembly/WASI", {"docs/Proposals.md": ADVANCED}, "2026-08-25")
    agenda = notes("    1. Vote: [Loom](https://example.org/loom) to phase 3 (Ada Author)")
    world.commit("WebAssembly/meetings", {"wasi/2026/WASI-09-03.md": agenda}, "2026-08-26")
    world.sync(LATER)
    with time_machine.travel(LATER, tick=True):
        yield world


@pytest.fixture
def tell(run: Run, world: World) -> Callable[..., list[tuple[str, str, str]]]:
    """Return a function that asks for news and returns subject, kind and what is said of each."""

    def told(*arguments: str) -> list[tuple[str, str, str]]:
        result = run("news", *arguments, "--format", "json", "--db", str(world.database))
        assert result.code == 0, result.err
        answer: dict[str, Any] = json.loads(result.out)
        return [(each["subject"], each["kind"], each["says"]) for each in answer["news"]]

    return told


Tell = Callable[..., list[tuple[str, str, str]]]
ADVANCE = ("latin", "phase", "advanced from phase 1 to 2")
ASKED = ("loom", "agenda", "on the agenda of 2026-09-03: Vote: Loom to phase 3; the vote is in 7 days")


def watch(run: Run, world: World, *arguments: str) -> None:
    assert run("watch", *arguments, "--db", str(world.database)).code == 0


def test_what_changed_for_what_is_watched_is_told_once(
    run: Run, world: World, tell: Tell, request: pytest.FixtureRequest
) -> None:
    watch(run, world, "latin")
    assert tell() == []
    request.getfixturevalue("later")
    assert ADVANCE in tell()
    assert tell() == []


def test_who_watches_everything_is_told_everything(
    run: Run, world: World, tell: Tell, request: pytest.FixtureRequest
) -> None:
    watch(run, world, "--all")
    request.getfixturevalue("later")
    found = tell()
    assert {ADVANCE, ASKED} <= {*found}
    assert tell() == []


def test_news_of_one_subject_leave_the_others_for_later(
    run: Run, world: World, tell: Tell, request: pytest.FixtureRequest
) -> None:
    watch(run, world, "loom", "latin")
    request.getfixturevalue("later")
    assert {each[0] for each in tell("loom")} == {"loom"}
    assert {each[0] for each in tell()} == {"latin"}
    assert tell() == []


def test_a_peek_is_not_remembered(run: Run, world: World, tell: Tell, request: pytest.FixtureRequest) -> None:
    watch(run, world, "latin")
    request.getfixturevalue("later")
    assert tell("--peek") == tell("--since", "last") == tell()
    assert tell() == []


@pytest.mark.usefixtures("later")
def test_a_day_can_be_named_and_is_not_remembered(tell: Tell) -> None:
    assert ADVANCE in tell("latin", "--since", "2026-08-25")
    assert ADVANCE in tell("--since", "2026-08-25")
    assert ADVANCE not in tell("latin", "--since", "2026-08-26")
    assert Watchlist.read() == Watchlist()


def test_a_vote_is_news_on_the_day_on_which_it_is_recorded(run: Run, later: World, tell: Tell) -> None:
    watch(run, later, "latin")
    tell()
    vote = ("--subject", "latin", "--date", "2026-08-06", "--phase", "2", "--method", "unanimous-consent")
    assert run("vote", "record", *vote, "--outcome", "passed", "--by", "Ada", "--db", str(later.database)).code == 0
    assert ("latin", "vote", "the vote passed: Should latin advance to phase 2?") in tell()
    assert tell() == []


def test_a_concern_is_news_when_it_is_raised_and_when_it_is_settled(run: Run, later: World, tell: Tell) -> None:
    watch(run, later, "latin")
    tell()
    raised = run("concern", "raise", "latin", "--by", "Ada", "--text", "Too old.", "--db", str(later.database)).out
    assert tell() == [("latin", "concern", "Ada raised a concern: Too old.")]
    run("concern", "resolve", raised.strip(), "--by", "Bo", "--text", "Done", "--db", str(later.database))
    assert tell() == [("latin", "concern", "settled: the concern of Ada, Too old.")]


def test_a_vote_that_comes_near_is_told_again(run: Run, later: World, tell: Tell) -> None:
    watch(run, later, "loom")
    tell()
    with time_machine.travel(datetime(2026, 9, 2, 9, tzinfo=UTC), tick=True):
        assert ("loom", "agenda", "the vote is tomorrow, on 2026-09-03") in tell()
        assert tell() == []


def test_a_gate_that_landed_is_told_to_who_watches_its_proposal(
    run: Run, world: World, tell: Tell, request: pytest.FixtureRequest
) -> None:
    watch(run, world, "lamp")
    tell()
    lamp = {
        "wit/lamp.wit": "package wasi:lamp@0.3.0;\n\ninterface i {\n  @unstable(feature = lamp-dim)\n  f: func();\n}\n"
    }
    world.commit("WebAssembly/wasi-lamp", lamp, "2026-08-26")
    request.getfixturevalue("later")
    gates = [each for each in tell() if each[1] == "gate"]
    assert [(subject, says.partition(" ")[0]) for subject, _, says in gates] == [("lamp/lamp-dim", "landed")]


def test_without_news_nothing_is_printed_and_the_exit_code_can_tell(run: Run, later: World) -> None:
    watch(run, later, "latin")
    run("news", "--db", str(later.database))
    quiet = run("news", "--exit-code", "--db", str(later.database))
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert run("news", "--format", "markdown", "--db", str(later.database)).out == ""
    loud = run("news", "latin", "--since", "2026-08-25", "--exit-code", "--db", str(later.database))
    assert (loud.code, loud.out.splitlines()[0]) == (1, "News from 2026-08-25 00:00 UTC to 2026-08-27 12:00 UTC")


def test_what_was_not_printed_to_the_end_is_told_again(
    run: Run, world: World, tell: Tell, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(run, world, "latin")
    request.getfixturevalue("later")

    def broken(text: str) -> None:
        del text
        raise BrokenPipeError

    with monkeypatch.context() as patch:
        patch.setattr(command, "put", broken)
        with pytest.raises(BrokenPipeError):
            command.news(database=str(world.database))
    assert ADVANCE in tell()


def test_another_database_is_compared_with_its_own_past(
    run: Run, world: World, tell: Tell, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    watch(run, world, "latin")
    tell()
    request.getfixturevalue("later")
    world.database = world.database.rename(tmp_path / "moved.db")
    assert ADVANCE in tell()
    assert tell() == []


def test_what_is_watched_can_be_listed_and_left(run: Run, world: World) -> None:
    arguments = ("--db", str(world.database))
    assert run("watch", "loom", "lamp", *arguments).err == "tracker: followed from now on: loom, lamp\n"
    assert run("watch", "loom", *arguments).err == "tracker: followed already\n"
    line = "since 2026-08-20\ttold 2026-08-20 12:00 UTC"
    assert run("watch", "--list").out == f"lamp\t{line}\nloom\t{line}\n"
    assert run("watch", "--remove", "LOOM", *arguments).err == "tracker: not followed any more: loom\n"
    assert run("watch").out == f"lamp\t{line}\n"
    assert run("watch", "--remove", "--all", *arguments).err == "tracker: not followed any more: lamp\n"
    empty = run("watch")
    assert (empty.out, empty.err) == ("", "tracker: nothing is followed; `tracker watch SUBJECT` begins\n")


def test_old_names_lead_to_new_ids(run: Run, world: World) -> None:
    renamed = LIST.replace("[Latin][latin]", "[Roman][latin]")
    world.commit("WebAssembly/WASI", {"docs/Proposals.md": renamed}, "2026-08-19")
    world.sync(SYNCED)
    result = run("watch", "Latin", "WebAssembly/wasi-loom", "--db", str(world.database))
    assert (result.code, sorted(Watchlist.read().followed)) == (0, ["latin", "loom"])


def test_who_follows_a_subject_is_told_under_its_new_name(run: Run, world: World, tell: Tell) -> None:
    watch(run, world, "latin")
    tell()
    world.commit("WebAssembly/WASI", {"docs/Proposals.md": ADVANCED.replace("wasi-latin", "wasi-roman")}, "2026-08-25")
    world.sync(LATER)
    with time_machine.travel(LATER, tick=True):
        found = tell("latin")
        assert ("roman", "phase", "advanced from phase 1 to 2") in found
        assert ("roman", "phase", "entered the list at phase 1") not in found
        assert tell() == tell("roman") == []
    assert [*Watchlist.read().followed] == ["roman"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("news",), "nothing is watched: `tracker watch SUBJECT`, or name a day with --since"),
        (
            ("news", "loom"),
            "loom: was never told of and is not watched: `tracker watch loom`, or name a day with --since",
        ),
        (("watch", "--all", "loom"), "--all and subjects exclude each other"),
        (("watch", "--list", "loom"), "--list goes alone"),
        (("watch", "--remove"), "--remove: name what is not to be followed any more, or --all"),
        (("watch", "--remove", "loom"), "loom: is not followed; `tracker watch --list` says what is"),
        (("watch", "kettle"), "kettle: no proposal or amendment of that name; `tracker status` lists what is known"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, world: World, arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments, "--db", str(world.database))
    assert (result.code, result.out, result.err) == (2, "", f"tracker: {message}\n")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 1}', '{"schema": "wasi-tracker/watch/v1", "followed": 3}'])
def test_a_damaged_list_is_told(run: Run, world: World, tmp_path: Path, text: str) -> None:
    place = tmp_path / "config" / "watch.json"
    place.parent.mkdir()
    place.write_text(text, encoding="utf-8")
    result = run("news", "--db", str(world.database))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"tracker: {place}")
    assert len(result.err.splitlines()) == 1
    assert place.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_told(run: Run, world: World, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file", encoding="utf-8")
    result = run("watch", "loom", "--db", str(world.database))
    assert (result.code, len(result.err.splitlines())) == (2, 1)


def test_what_is_kept_survives_being_written_and_read(run: Run, later: World) -> None:
    watch(run, later, "--all")
    run("news", "--db", str(later.database))
    kept = Watchlist.read()
    kept.write()
    assert (Watchlist.read(), len(kept.matters) > 3) == (kept, True)


def test_the_commands_need_neither_sqlmodel_nor_pygithub(world: World) -> None:
    script = (
        "import sys\nfrom tracker.cli import main\n"
        f"sys.argv[1:] = ['news', '--since', '2026-08-01', '--db', {str(world.database)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'sqlmodel', 'github', 'jinja2', 'alembic'} & {*sys.modules}), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
