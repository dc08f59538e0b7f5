"""`tracker drift` over an invented world: choices, formats, exit codes, exceptions and the patch."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.cli.conftest import Run, World
from tests.reports.test_schemas import closed, schema
from tracker.cli import drifting
from tracker.drift.findings import DeclaredException
from tracker.drift.rules import DRIFT_RULES

FOUND = [("error", "untracked-feature", "lamp/lamp-blink")]
NOT_CHECKED = ["late-notes", "notice-below-aim", "short-notice", "unvoted-advance", "vote-with-unmet-criteria"]


def _json(ask: Run, *arguments: str) -> dict[str, Any]:
    result = ask("drift", *arguments, "--format", "json")
    read: dict[str, Any] = json.loads(result.out)
    assert result.code == int(any(each["excepted"] is None for each in read["findings"]))
    return read


def test_the_feature_without_a_row_is_found(ask: Run) -> None:
    answer = _json(ask)
    Draft202012Validator(closed(schema("drift")), format_checker=FormatChecker()).validate(answer)
    assert [(each["severity"], each["rule"], each["subject"]) for each in answer["findings"]] == FOUND
    unread = {"champions-differ", "phase-claims-differ"}
    assert {each["rule"] for each in answer["could_not_check"]} == {*NOT_CHECKED} | unread
    assert {each["reason"] for each in answer["could_not_check"] if each["rule"] in unread} == {
        "the README of latin, empty, missing was not read"
    }


@pytest.mark.parametrize(("subject", "more"), [("lamp", []), ("latin", ["champions-differ", "phase-claims-differ"])])
def test_what_could_not_be_checked_of_other_subjects_is_not_shown(ask: Run, subject: str, more: list[str]) -> None:
    shown = [each["rule"] for each in _json(ask, subject)["could_not_check"]]
    assert sorted(shown) == sorted([*NOT_CHECKED, *more])


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("lamp",), 1),
        (("LAMP/lamp-blink",), 1),
        (("lamp/lamp-dimmer",), 0),
        (("loom",), 0),
        (("--rule", "untracked-feature"), 1),
        (("--rule", "repeated-row,untracked-feature"), 1),
        (("--rule", "repeated-row", "--rule", "lines-disagree"), 0),
        (("--severity", "error"), 1),
        (("--severity", "note"), 0),
        (("--at", "2025-12-31"), 0),
    ],
)
def test_findings_can_be_chosen_and_decide_the_exit_code(ask: Run, arguments: tuple[str, ...], found: int) -> None:
    assert len(_json(ask, *arguments)["findings"]) == found


@pytest.mark.parametrize("name", ["table", "json", "markdown"])
def test_every_format_answers(ask: Run, name: str) -> None:
    result = ask("drift", "--format", name)
    assert (result.code, result.err, "lamp/lamp-blink" in result.out, result.out[-1:]) == (1, "", True, "\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("lomp",), "lamp"),
        (("--rule", "untracked-features"), "did you mean untracked-feature?"),
        (("--rule", ","), "no rule is left"),
    ],
)
def test_what_is_not_known_is_told_in_one_line(ask: Run, arguments: tuple[str, ...], words: str) -> None:
    result = ask("drift", *arguments)
    assert (result.code, result.out, result.err.count("\n"), words in result.err) == (2, "", 1, True)


@pytest.mark.parametrize("subject", ["lamp/lamp-blink", "lamp/lamp-glow"])
def test_an_exception_covers_or_is_told_to_cover_nothing(
    ask: Run, monkeypatch: pytest.MonkeyPatch, subject: str
) -> None:
    declared = DeclaredException(
        "untracked-feature", subject, "soon", "Ada Author", "https://example.org/1", date(2026, 1, 1)
    )
    monkeypatch.setattr(drifting, "shipped_exceptions", lambda _: (declared,))
    result = ask("drift")
    (finding,) = _json(ask)["findings"]
    if subject == "lamp/lamp-blink":
        assert (result.code, result.err, finding["excepted"]["reason"]) == (0, "", "soon")
        assert ask("drift", "--patch").out == ""
    else:
        words = f"the exception of untracked-feature for {subject} covers nothing: remove it"
        assert (result.code, result.err, finding["excepted"]) == (
            1,
            f"tracker: data/exceptions.toml: {words}\n",
            None,
        )


def test_the_patch_is_one_that_git_applies_to_the_registry(
    ask: Run, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(world.cache))
    result = ask("drift", "--patch")
    assert (result.code, result.err) == (1, "")
    clone = tmp_path / "registry"
    subprocess.run(["git", "clone", "-q", str(world.mirrors / "WebAssembly+WASI.bundle"), str(clone)], check=True)
    subprocess.run(["git", "-C", str(clone), "apply", "--check", "-"], input=result.out.encode(), check=True)
    changed = [line for line in result.out.splitlines() if line[:1] in "+-"]
    assert changed == [
        "--- a/docs/Proposals.md",
        "+++ b/docs/Proposals.md",
        "+| [Lamp: Blink][lamp]  | Ada Author, Bo Builder | |",
    ]


def test_without_a_mirror_there_is_no_patch_and_one_line_says_why(
    ask: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(tmp_path / "none"))
    result = ask("drift", "--patch")
    assert (result.code, result.out, result.err) == (
        3,
        "",
        "tracker: a patch needs a mirror of WebAssembly/WASI, and none is kept here; `tracker sync` fetches it\n",
    )


@pytest.mark.parametrize("rule", sorted(DRIFT_RULES))
def test_every_rule_is_explained(ask: Run, rule: str) -> None:
    result = ask("explain", rule, "--format", "json")
    answer = json.loads(result.out)
    assert (result.code, answer["id"], answer["requirements"], answer["document"][:2]) == (0, rule, [], "# ")
