"""`tracker impact` over an invented world: choices, days and versions, proposals in a file, exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.cli.conftest import Run
from tests.reports.test_schemas import closed, schema

PROPOSED = """
[[criterion]]
id = "tests"
phase = 2
title = "Tests"
requirement = "There are tests."
judged_by = "people"
in_effect = 2027-01-01
source = "https://example.org/1"

[[criterion]]
id = "dependencies"
phase = 2
title = "Dependencies that are there"
requirement = "What it names is at phase 2."
judged_by = "tool"
in_effect = 2027-01-01
source = "https://example.org/1"
"""


@pytest.fixture
def proposed(tmp_path: Path) -> str:
    """Return the path of a file that proposes requirements."""
    path = tmp_path / "proposed.toml"
    path.write_text(PROPOSED, encoding="utf-8")
    return str(path)


def _json(ask: Run, *arguments: str) -> dict[str, Any]:
    result = ask("impact", *arguments, "--format", "json")
    read: dict[str, Any] = json.loads(result.out)
    Draft202012Validator(closed(schema("impact")), format_checker=FormatChecker()).validate(read)
    assert result.code == int(any(each["status"] == "unmet" for each in read["subjects"]))
    return read


def test_everybody_in_the_phase_or_before_it_is_judged(ask: Run) -> None:
    answer = _json(ask, "portability-documented")
    assert [(each["subject"], each["bearing"], each["status"]) for each in answer["subjects"]] == [
        ("loom", "member", "unmet"),
        ("lamp/lamp-dimmer", "member", "met"),
        ("lamp/lamp-blink", "member", "met"),
        ("latin", "entrant", "unknown"),
        ("empty", "entrant", "unknown"),
        ("missing", "entrant", "unknown"),
        ("idea", "entrant", "unknown"),
    ]


@pytest.mark.parametrize(
    ("at", "day", "version"),
    [("2026-09-01", "2026-09-01", None), ("0.3.2", "2026-10-06", "0.3.2"), ("v0.3.4", "2027-02-02", "0.3.4")],
)
def test_a_day_or_a_release_can_be_asked_about(ask: Run, at: str, day: str, version: str | None) -> None:
    answer = _json(ask, "oci-published", "--at", at)
    assert (answer["day"], answer["version"], answer["criterion"]["grace_until"]) == (day, version, "2026-10-06")


def test_what_a_file_proposes_is_judged_with_the_checks_there_are(ask: Run, proposed: str) -> None:
    unchecked = _json(ask, "tests", "--file", proposed)
    checked = _json(ask, "dependencies", "--file", proposed)
    told = [(each["criterion"]["proposed"], each["criterion"]["checked"]) for each in (unchecked, checked)]
    assert told == [(True, False), (True, True)]
    assert {each["status"] for each in unchecked["subjects"]} == {"unknown"}
    assert checked["subjects"][0]["reason"] == "answered by lamp: depends on no other package"


@pytest.mark.parametrize("name", ["table", "json", "markdown"])
def test_every_format_answers(ask: Run, name: str) -> None:
    result = ask("impact", "wit", "--format", name)
    assert (result.code, result.err, "loom" in result.out, result.out[-1:]) == (0, "", True, "\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("wut",), "did you mean wit?"),
        (("dependencies",), "phases 2 and 3 ask dependencies: say which with --phase"),
        (("wit", "--phase", "3"), "phase 3 does not ask wit: phase 2 does"),
        (("wit", "--at", "soon"), "'soon' is no day, and no release whose day is known"),
        (("wit", "--file", "nowhere.toml"), "nowhere.toml cannot be read: No such file or directory"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(ask: Run, arguments: tuple[str, ...], words: str) -> None:
    result = ask("impact", *arguments)
    assert (result.code, result.out, result.err.count("\n"), words in result.err) == (2, "", 1, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[[criterion]]\nid = 1\n", "criterion[1].phase: is missing"),
        (b"[[criterion", "is not TOML"),
        (b"\xff", "no text in UTF-8"),
    ],
)
def test_a_file_that_proposes_nothing_is_told_with_its_name(
    ask: Run, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    result = ask("impact", "wit", "--file", str(path))
    assert (result.code, result.err.count("\n"), f"{path}: {words}" in result.err) == (2, 1, True)
