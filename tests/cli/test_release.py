"""`tracker release` tells what a release could contain; it exits 1 when the release, or a named subject, is blocked."""

import json

import pytest

from tests.cli.conftest import Run, World
from tracker.cli.cache import ENVIRONMENT

BEFORE = "2026-06-01"
"""A day before the decisions on 0.3.0 that travel with the program."""


@pytest.fixture
def told(ask: Run, world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the program over the invented world, with its mirrors at hand."""
    monkeypatch.setenv(ENVIRONMENT, str(world.cache))
    return ask


def test_an_unvoted_amendment_holds_no_release_up_but_is_blocked_itself(told: Run) -> None:
    whole = json.loads(told("release", "0.3.1", "--format", "json").out)
    assert [(each["subject"], each["verdict"]) for each in whole["items"] if "/" in each["subject"]] == [
        ("lamp/lamp-dimmer", "blocked"),
        ("lamp/lamp-blink", "blocked"),
    ]
    named = told("release", "0.3.1", "lamp-dimmer", "--format", "json")
    found = json.loads(named.out)
    assert (named.code, found["verdict"], [each["subject"] for each in found["items"]]) == (
        1,
        "blocked",
        ["lamp/lamp-dimmer"],
    )


def test_the_first_of_a_line_is_a_launch(told: Run) -> None:
    found = json.loads(told("release", "0.3.0", "--at", BEFORE, "--format", "json").out)
    assert (found["version"], found["line"], found["previous"]) == ("0.3.0", "0.3", None)
    assert [(each["kind"], each["verdict"]) for each in found["items"] if each["subject"] == "wasi-0.3.0"] == [
        ("launch", "undetermined")
    ]


@pytest.mark.parametrize("form", [("--format", "table"), ("--format", "markdown"), ("--slides",)])
def test_every_form_is_told_and_told_again_from_what_is_kept(told: Run, form: tuple[str, ...]) -> None:
    first = told("release", "0.3.0", *form)
    assert ("0.3.0" in first.out, first.err) == (True, "")
    assert told("release", "0.3.0", *form) == first


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("9.9.9",), "tracker: 9.9.9: no train, release or package is of the line 9"),
        (("soon",), "tracker: soon: no version"),
        (("0.3.0", "nowhere"), "tracker: nowhere: no proposal or amendment of that name"),
        (
            ("0.3.0", "latin"),
            "tracker: latin: nothing of it could enter 0.3.0; `tracker release 0.3.0` lists what could",
        ),
    ],
)
def test_what_there_is_not_is_told_in_one_line(told: Run, arguments: tuple[str, ...], message: str) -> None:
    found = told("release", *arguments)
    assert (found.code, found.out, found.err.count("\n"), found.err.startswith(message)) == (2, "", 1, True)


def test_without_mirrors_the_text_of_the_line_is_not_read_and_strictly_that_blocks(
    ask: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path_factory.mktemp("none")))
    found = json.loads(ask("release", "0.3.0", "--format", "json").out)
    assert found["verdict"] == "undetermined"
    assert [each["rule"] for each in found["unchecked"] if each["rule"] == "line"] == ["line"]
    assert [ask("release", "0.3.0", *strict).code for strict in ((), ("--strict",))] == [0, 1]
