"""Pull requests of the command line: shown without sending, opened once, and never when a vote changes nothing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.cli.conftest import LIST, SYNCED, Run
from tests.cli.test_agenda import made, notes
from tests.github.fake import FakeGitHub, fake_github
from tracker.aliases import shipped_aliases
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.sync import Sync

__all__ = ["made"]

MEETINGS = "WebAssembly/meetings"
WASI = "WebAssembly/WASI"
AGENDA = "wasi/2026/WASI-09-03.md"
LATIN = ("--subject", "latin", "--date", "2026-08-06", "--phase", "2", "--method", "unanimous-consent")
PASSED = (*LATIN, "--outcome", "passed", "--by", "Ada Author")

DRY = """\
repository: WebAssembly/WASI
branch:     tracker/votes-DIGEST
base:       main
title:      Proposal list: latin to phase 2

Brings the proposal list up to date with votes that passed:

* `latin`, [the vote of 2026-08-06](https://github.com/WebAssembly/meetings/blob/COMMIT/wasi/2026/WASI-08-06.md#L19): \
its row goes to phase 2.

Written with `tracker`; a person asked for it and answers for it.

<!-- wasi-tracker: votes DIGEST -->

--- a/docs/Proposals.md
+++ b/docs/Proposals.md
@@ -12,12 +12,12 @@
 | -------- | -------- | -------- |
 | [Lamp: Dimmer][lamp] | Cleo Coder | |
 | [Loom (wasi-loom)][loom] | Ada Author | |
+| [Latin][latin]           | Dan Drafter | |
\x20
 ### Phase 1
\x20
 | Proposal | Champion | Versions |
 | -------- | -------- | -------- |
-| [Latin][latin] | Dan Drafter | |
 | [Empty][empty] | Dan Drafter | |
 | [Missing][missing] | Dan Drafter | |
\x20
"""
"""Without what names a commit or the change."""


@pytest.fixture(autouse=True)
def at_sync() -> Iterator[None]:
    """Let it be the day on which the world was read."""
    with time_machine.travel(SYNCED, tick=True):
        yield


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGitHub]:
    """Run a GitHub with the repositories of the world, and set a token."""
    with fake_github() as running:
        running.repository(WASI).commit({"docs/Proposals.md": LIST})
        running.repository(MEETINGS).commit({"wasi/2026/WASI-08-20.md": asked_for_loom()})
        monkeypatch.setenv("GITHUB_API_URL", running.url)
        monkeypatch.setenv("GITHUB_TOKEN", running.token("ada"))
        yield running


def asked_for_loom() -> str:
    return notes("    1. Vote: [Loom](https://example.org/loom) to phase 3 (Ada Author)")


def test_a_dry_run_shows_everything_and_sends_nothing(run: Run, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    result = run("agenda", "--part", "list", "--open-pr", "--dry-run", "--db", str(made))
    assert result.code == 0
    assert result.err.splitlines()[-1] == "tracker: latin: passed on 2026-08-06; its row goes to phase 2"
    told = re.sub(r"/blob/[0-9a-f]{40}/", "/blob/COMMIT/", result.out)
    assert re.sub(r"(?<=votes[- ])[0-9a-f]{12,64}", "DIGEST", told) == DRY


def test_the_list_is_changed_by_one_pull_request(run: Run, made: Path, hub: FakeGitHub) -> None:
    arguments = ("agenda", "--part", "list", "--open-pr", "--db", str(made))
    first, second = run(*arguments), run(*arguments)
    assert (first.code, first.out, second.out) == (0, *["https://github.com/WebAssembly/WASI/pull/1\n"] * 2)
    assert second.err.splitlines()[-1] == "tracker: a pull request with this change is open already"
    assert [*hub.repository(WASI).threads] == [1]


def test_a_list_that_has_the_change_is_told(run: Run, made: Path, hub: FakeGitHub) -> None:
    row = "| [Latin][latin] | Dan Drafter | |\n"
    patched = LIST.replace(row, "").replace(
        "| [Loom (wasi-loom)][loom] | Ada Author | |\n",
        "| [Loom (wasi-loom)][loom] | Ada Author | |\n| [Latin][latin]           | Dan Drafter | |\n",
    )
    hub.repository(WASI).commit({"docs/Proposals.md": patched})
    result = run("agenda", "--part", "list", "--open-pr", "--db", str(made))
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines()[-1] == (
        "tracker: main of WebAssembly/WASI has this change already; `tracker sync` reads it"
    )


def test_drift_puts_the_list_right_by_a_pull_request(run: Run, made: Path, hub: FakeGitHub) -> None:
    result = run("drift", "latin", "--open-pr", "--db", str(made))
    assert (result.code, result.out) == (0, "https://github.com/WebAssembly/WASI/pull/1\n")
    pull = hub.repository(WASI).threads[1]
    assert pull.title == "Put the proposal list right: latin"
    assert "(`unapplied-vote`)" in (pull.body or "")


def test_nothing_to_put_right_opens_nothing(run: Run, made: Path, hub: FakeGitHub) -> None:
    result = run("drift", "empty", "--open-pr", "--db", str(made))
    assert (result.code, result.out, hub.requests) == (0, "", [])
    assert result.err == "tracker: nothing to open a pull request for\n"


# --- agendas ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def planned(made: Path, tmp_path: Path) -> Path:
    """Return the database of a world in which the agenda of the next meeting is there and empty."""
    meetings = RepositoryBuilder(tmp_path / "again" / "meetings.git")
    meetings.commit({AGENDA: notes(), "wasi/2026/WASI-08-20.md": asked_for_loom()}, date="2026-08-08")
    folder = MirrorFolder(tmp_path / "mirrors")
    folder.add(MEETINGS, meetings)
    Sync(Location.of_file(made), Mirrors(tmp_path / "cache", mirror=folder.path), shipped_aliases(), None).run()
    return made


def test_a_meeting_without_a_file_has_the_text_printed(run: Run, made: Path, hub: FakeGitHub) -> None:
    result = run("agenda", "loom", "--open-pr", "--db", str(made))
    assert (result.code, hub.requests) == (1, [])
    assert result.out == (
        "    1. Vote: [Loom (wasi-loom)](https://github.com/WebAssembly/wasi-loom) to phase 3 (Ada Author)\n"
    )
    assert result.err == (
        f"tracker: no pull request: {MEETINGS}:wasi/2026/WASI-09-17.md is not there yet; this is the text:\n"
    )


def test_a_vote_that_is_asked_for_already_is_told(run: Run, made: Path, hub: FakeGitHub) -> None:
    result = run("agenda", "loom", "--meeting", "2026-08-20", "--open-pr", "--db", str(made))
    assert (result.code, result.out, hub.requests) == (0, "", [])
    assert "tracker: loom: wasi/2026/WASI-08-20.md asks for this vote already" in result.err.splitlines()


def test_the_item_comes_into_the_file_of_the_meeting(run: Run, planned: Path, hub: FakeGitHub) -> None:
    hub.repository(MEETINGS).commit({AGENDA: notes()})
    result = run("agenda", "loom", "--open-pr", "--db", str(planned))
    assert (result.code, result.out) == (0, f"https://github.com/{MEETINGS}/pull/1\n")
    repository = hub.repository(MEETINGS)
    pull = repository.threads[1]
    item = "    1. Vote: [Loom (wasi-loom)](https://github.com/WebAssembly/wasi-loom) to phase 3 (Ada Author)"
    assert pull.title == "2026-09-03: vote on loom to phase 3"
    text = repository.blobs[repository.files(pull.head_branch)[AGENDA]].decode()
    assert text == notes().replace("1. Proposals and discussions\n", f"1. Proposals and discussions\n{item}\n")


# --- votes ------------------------------------------------------------------------------------------------------------


def test_a_recorded_vote_changes_the_list(run: Run, made: Path, hub: FakeGitHub) -> None:
    result = run("vote", "record", *PASSED, "--open-pr", "--db", str(made))
    assert (result.code, result.out.splitlines()[1:]) == (0, ["https://github.com/WebAssembly/WASI/pull/1"])
    assert run("vote", "list", "latin", "--from", "ledger", "--db", str(made)).out != ""
    assert hub.repository(WASI).threads[1].title == "Proposal list: latin to phase 2"


def test_a_dry_run_records_no_vote(run: Run, made: Path, hub: FakeGitHub) -> None:
    result = run("vote", "record", *PASSED, "--open-pr", "--dry-run", "--db", str(made))
    assert (result.code, hub.requests) == (0, [])
    assert result.err.splitlines()[-1] == "tracker: a dry run: nothing is recorded"
    assert "+| [Latin][latin]           | Dan Drafter | |" in result.out
    assert '"votes": []' in run("vote", "list", "--from", "ledger", "--format", "json", "--db", str(made)).out


def test_a_vote_that_failed_is_recorded_and_changes_nothing(run: Run, made: Path, hub: FakeGitHub) -> None:
    failed = (*LATIN, "--outcome", "failed", "--by", "Ada Author")
    result = run("vote", "record", *failed, "--open-pr", "--db", str(made))
    assert (result.code, len(result.out.splitlines()), hub.requests) == (0, 1, [])
    assert "tracker: latin: this vote changes nothing in the proposal list" in result.err.splitlines()


def test_a_vote_stands_though_the_pull_request_fails(run: Run, made: Path, hub: FakeGitHub) -> None:
    hub.permissions = "read"
    result = run("vote", "record", *PASSED, "--open-pr", "--db", str(made))
    assert (result.code, len(result.out.splitlines())) == (2, 1)
    assert result.err.splitlines()[-2:] == [
        "tracker: the vote is recorded; `tracker agenda latin --part list --open-pr` goes on from here",
        "tracker: WebAssembly/WASI: the token may not do this; it needs pull_requests: write",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("agenda", "--dry-run"), "--dry-run goes with --open-pr alone"),
        (("drift", "--fork", "ada/WASI"), "--fork goes with --open-pr alone"),
        (("drift", "--open-pr", "--fork", "ada"), "--fork: 'ada' is no repository: write OWNER/NAME"),
        (("agenda", "--open-pr", "--part", "slides"), "--open-pr: slides are no part of an agenda: leave out --part"),
    ],
)  # fmt: skip
def test_options_that_do_not_go_together_are_told(
    run: Run, made: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run(*arguments, "--db", str(made))
    assert (result.code, result.out, result.err) == (2, "", f"tracker: {message}\n")


def test_without_a_token_one_line_says_so(run: Run, made: Path) -> None:
    result = run("drift", "latin", "--open-pr", "--db", str(made))
    assert (result.code, result.out) == (2, "")
    assert "a token is needed" in result.err.splitlines()[-1]


def test_nothing_is_asked_of_a_meeting_that_is_over(run: Run, made: Path, hub: FakeGitHub) -> None:
    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC)):
        result = run("agenda", "loom", "--open-pr", "--db", str(made))
    assert (result.code, hub.requests) == (1, [])
    assert result.err.splitlines()[-1] == (
        "tracker: no pull request: no meeting to come is known that leaves time enough; this is the text:"
    )
