"""What votes decided, done on a checkout."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.conftest import Run
from tests.cli.made_voted import DRAFT, LIST, TYPES, Voted, make_voted
from tracker.cli import output
from tracker.cli.applying import ApplyOptions, LeadsOutError, apply_release
from tracker.cli.asking import InputError
from tracker.cli.exit_codes import ExitCode
from tracker.cli.past import Past
from tracker.cli.proving import Prover
from tracker.facts import ReferenceStatus, ReferenceVerdict
from tracker.next_release.proof import Judged
from tracker.wit.reference import ReferenceTool

TYPES_FILE = "proposals/lamp/wit/types.wit"
LIST_FILE = "docs/Proposals.md"
RELEASED = TYPES.replace("0.2.4", "0.2.5")
STABLE = RELEASED.replace("@unstable(feature = lamp-dimmer)", "@since(version = 0.2.5)")
QUEUED = TYPES.replace("  @unstable(feature = lamp-dimmer)", "  // @stabilize-next\n  @unstable(feature = lamp-dimmer)")
SHORTER = LIST.replace("| [Lamp: Dimmer][lamp] | Cleo Coder | |\n", "")
LIST_DIFF = """\
--- a/docs/Proposals.md
+++ b/docs/Proposals.md
@@ -10,7 +10,6 @@
{blank}
 | Proposal | Champion | Versions |
 | -------- | -------- | -------- |
-| [Lamp: Dimmer][lamp] | Cleo Coder | |
 | [Lamp: Blink][lamp] | Cleo Coder | |
 | [Loom][loom] | Ada Author | |
{blank}
""".format(blank=" ")
QUEUE_DIFF = """\
--- a/proposals/lamp/wit/types.wit
+++ b/proposals/lamp/wit/types.wit
@@ -5,6 +5,7 @@
   @since(version = 0.2.0)
   on: func();
   /// Less light.
+  // @stabilize-next
   @unstable(feature = lamp-dimmer)
   dim: func(percent: u8);
   @unstable(feature = lamp-blink)
"""


class Said(NamedTuple):
    """What came of it."""

    code: ExitCode
    out: str
    err: list[str]


Apply = Callable[..., Said]


@pytest.fixture
def voted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Voted:
    """Return the invented world."""
    return make_voted(tmp_path, monkeypatch)


@pytest.fixture
def apply(voted: Voted, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Apply:
    """Return a function that applies what was voted to the checkout."""
    monkeypatch.setattr(output, "_quiet", False)
    monkeypatch.setattr(Prover, "tool", None)

    def call(version: str, *names: str, **options: bool) -> Said:
        capsys.readouterr()
        past = Past.read(str(voted.database), None)
        code = apply_release(past, version, voted.checkout, names, ApplyOptions(**options))
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err.splitlines())

    return call


def test_a_package_before_the_version_is_queued(voted: Voted, apply: Apply) -> None:
    said = apply("0.2.5")
    assert said == Said(
        ExitCode.FINE,
        QUEUE_DIFF + LIST_DIFF,
        [
            "tracker: proposals/lamp/wit/types.wit:8: lamp/lamp-dimmer: types#dim is queued for the next release",
            "tracker: a @since of 0.2.5 is valid only in a package of that version: wasi:lamp@0.2.4 wait for it",
            "tracker: the reference tool wasm-tools is not there to judge the WIT",
            f"tracker: 2 files written in {voted.checkout}",
        ],
    )
    assert voted.file(TYPES_FILE) == QUEUED
    assert voted.file(LIST_FILE) == SHORTER


def test_a_package_of_the_version_is_stable(voted: Voted, apply: Apply) -> None:
    voted.write(TYPES_FILE, RELEASED)
    assert apply("0.2.5").code is ExitCode.FINE
    assert voted.file(TYPES_FILE) == STABLE


def test_a_package_of_the_version_is_queued_where_that_is_asked_for(voted: Voted, apply: Apply) -> None:
    voted.write(TYPES_FILE, RELEASED)
    assert apply("0.2.5", queue=True).code is ExitCode.FINE
    assert voted.file(TYPES_FILE) == QUEUED.replace("0.2.4", "0.2.5")


def test_what_was_queued_becomes_stable_with_the_release(voted: Voted, apply: Apply) -> None:
    apply("0.2.5")
    voted.write(TYPES_FILE, QUEUED.replace("0.2.4", "0.2.5"))
    said = apply("0.2.5")
    assert said.err[0].endswith("types.wit:9: lamp/lamp-dimmer: types#dim is there since 0.2.5")
    assert voted.file(TYPES_FILE) == STABLE


def test_vendored_copies_and_drafts_of_other_lines_stay(voted: Voted, apply: Apply) -> None:
    apply("0.2.5")
    assert voted.git("status", "--porcelain").splitlines() == [f" M {LIST_FILE}", f" M {TYPES_FILE}"]
    assert voted.file("proposals/lamp/wit-draft/types.wit") == DRAFT


def test_the_other_line_has_its_own_gates(apply: Apply) -> None:
    said = apply("0.3.0", dry_run=True)
    assert "+++ b/proposals/lamp/wit-draft/types.wit" in said.out
    assert TYPES_FILE not in said.out


def test_a_dry_run_prints_what_git_applies_and_changes_nothing(voted: Voted, apply: Apply) -> None:
    said = apply("0.2.5", dry_run=True)
    assert (said.code, said.err[-1]) == (ExitCode.FINE, "tracker: 2 files would change; nothing was written")
    assert voted.git("status", "--porcelain") == ""
    subprocess.run(["git", "-C", str(voted.checkout), "apply"], input=said.out.encode(), check=True)
    assert (voted.file(TYPES_FILE), voted.file(LIST_FILE)) == (QUEUED, SHORTER)


def test_nothing_is_left_to_do_the_second_time(apply: Apply) -> None:
    apply("0.2.5")
    assert apply("0.2.5", force=True) == Said(
        ExitCode.FINE,
        "",
        ["tracker: lamp/lamp-dimmer: its gates are queued already", "tracker: nothing is to be changed"],
    )


def test_what_no_vote_allows_is_refused_and_nothing_is_written(voted: Voted, apply: Apply) -> None:
    said = apply("0.2.5", "lamp-blink", "lamp-dimmer")
    assert (said.code, said.err[-2:]) == (
        ExitCode.FOUND,
        ["tracker: refused: lamp/lamp-blink: no passed vote lets it become stable", "tracker: nothing was written"],
    )
    assert voted.git("status", "--porcelain") == ""


def test_a_proposal_stands_for_its_amendments(apply: Apply) -> None:
    assert apply("0.2.5", "lamp", dry_run=True).out == QUEUE_DIFF + LIST_DIFF


def test_what_is_inside_something_unstable_is_refused(voted: Voted, apply: Apply) -> None:
    gated = TYPES.replace("@since(version = 0.2.0)\ninterface", "@unstable(feature = lamp-blink)\ninterface")
    voted.write(TYPES_FILE, gated)
    said = apply("0.2.5")
    reason = "line 8: types#dim stands in types, which stays @unstable(feature = lamp-blink)"
    assert said.code is ExitCode.FOUND
    assert f"tracker: refused: {TYPES_FILE}: {reason}" in said.err
    assert voted.git("status", "--porcelain") == ""


def test_changes_that_are_not_committed_are_not_written_over(voted: Voted, apply: Apply) -> None:
    voted.write(TYPES_FILE, TYPES + "// mine\n", commit=False)
    said = apply("0.2.5")
    assert (said.code, said.err[-2:]) == (
        ExitCode.FOUND,
        [
            f"tracker: refused: {TYPES_FILE} has changes that are not committed",
            "tracker: nothing was written; commit them, or go on with --force",
        ],
    )
    assert voted.file(TYPES_FILE) == TYPES + "// mine\n"
    assert apply("0.2.5", force=True).code is ExitCode.FINE
    assert voted.file(TYPES_FILE) == QUEUED + "// mine\n"


def test_line_ends_a_byte_order_mark_and_modes_stay(voted: Voted, apply: Apply) -> None:
    voted.write(TYPES_FILE, "\ufeff" + TYPES.replace("\n", "\r\n"))
    (voted.checkout / TYPES_FILE).chmod(0o755)
    voted.git("commit", "-q", "-a", "-m", "Make it executable")
    assert apply("0.2.5").code is ExitCode.FINE
    assert voted.file(TYPES_FILE) == "\ufeff" + QUEUED.replace("\n", "\r\n")
    assert (voted.checkout / TYPES_FILE).stat().st_mode & 0o777 == 0o755
    assert [each.name for each in (voted.checkout / TYPES_FILE).parent.iterdir()] == ["types.wit"]


def test_a_link_out_of_the_checkout_is_not_followed(voted: Voted, apply: Apply, tmp_path: Path) -> None:
    outside = tmp_path / "outside.wit"
    outside.write_text(TYPES)
    (voted.checkout / TYPES_FILE).unlink()
    (voted.checkout / TYPES_FILE).symlink_to(outside)
    with pytest.raises(LeadsOutError, match="leads out of it"):
        apply("0.2.5", force=True)
    assert outside.read_text() == TYPES


@pytest.mark.parametrize(
    ("before", "code"), [(ReferenceStatus.ACCEPTED, ExitCode.FOUND), (ReferenceStatus.REJECTED, ExitCode.FINE)]
)
def test_what_the_reference_tool_rejects_only_afterwards_is_refused(
    voted: Voted, apply: Apply, monkeypatch: pytest.MonkeyPatch, before: ReferenceStatus, code: ExitCode
) -> None:
    old, new = (
        ReferenceVerdict("lamp", each, "wasm-tools 9", "no good") for each in (before, ReferenceStatus.REJECTED)
    )
    monkeypatch.setattr(Prover, "judged", lambda *_: (Judged("wasi:lamp@0.2.4", old, new),))
    said = apply("0.2.5")
    assert said.code is code
    assert (voted.file(TYPES_FILE) == TYPES) is (code is ExitCode.FOUND)
    assert any("wasm-tools 9 reject" in line for line in said.err)


def test_the_reference_tool_accepts_what_comes_of_it(
    voted: Voted, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = ReferenceTool.find()
    if tool is None:
        pytest.skip("wasm-tools is not installed")
    monkeypatch.setattr(output, "_quiet", False)
    past = Past.read(str(voted.database), None)
    assert apply_release(past, "0.2.5", voted.checkout, (), ApplyOptions()) is ExitCode.FINE
    accepted = f"tracker: {tool.version} accepts wasi:lamp@0.2.4, wasi:room@0.2.4"
    assert accepted in capsys.readouterr().err.splitlines()


def test_a_checkout_is_a_folder(voted: Voted) -> None:
    past = Past.read(str(voted.database), None)
    with pytest.raises(InputError, match=r"types\.wit is no folder"):
        apply_release(past, "0.2.5", voted.checkout / TYPES_FILE, (), ApplyOptions())


def test_the_command_prints_the_same_diff(voted: Voted, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Prover, "tool", None)
    named = ("--apply", str(voted.checkout), "--dry-run", "--db", str(voted.database))
    said = run("release", "0.2.5", *named)
    assert (said.code, said.out) == (0, QUEUE_DIFF + LIST_DIFF)


@pytest.mark.parametrize("option", ["--queue", "--dry-run", "--force"])
def test_how_to_apply_needs_a_checkout(voted: Voted, run: Run, option: str) -> None:
    said = run("release", "0.2.5", option, "--db", str(voted.database))
    told = "tracker: --queue, --dry-run and --force say how to --apply DIR: name a checkout\n"
    assert said == (2, "", told)
