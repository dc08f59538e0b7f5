"""Ballots in every form for people, whole: `ballots/` holds what each is to look like."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.reports.made_ballot import BALLOT, BREAKOUT, DIM, EMPTY, HOSTILE, SLIPPED, changed
from tracker.changes import Change, Effect
from tracker.next_release.ballot import Ballot
from tracker.reports.ballot_groups import change_groups, finding_groups, numbers_apart
from tracker.reports.ballot_markdown import ballot_as_markdown
from tracker.reports.ballot_slides import ballot_as_slides
from tracker.reports.ballot_table import ballot_as_table
from tracker.reports.ballot_words import renumbered, schedule_lines

FOLDER = Path(__file__).parent / "ballots"
BALLOTS = {"full": BALLOT, "empty": EMPTY, "hostile": HOSTILE, "slipped": SLIPPED}


def expected(name: str) -> str:
    """Return what a ballot is to look like."""
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BALLOTS)
def test_the_table_is_as_written(name: str) -> None:
    assert ballot_as_table(BALLOTS[name], 80, color=False) == expected(f"{name}-80.txt")


@pytest.mark.parametrize("width", [60, 140])
def test_the_table_is_as_written_at_other_widths(width: int) -> None:
    assert ballot_as_table(BALLOT, width, color=False) == expected(f"full-{width}.txt")


@pytest.mark.parametrize("name", BALLOTS)
def test_the_markdown_is_as_written(name: str) -> None:
    assert ballot_as_markdown(BALLOTS[name]) == expected(f"{name}.md")


@pytest.mark.parametrize("name", BALLOTS)
def test_the_slides_are_as_written(name: str) -> None:
    assert ballot_as_slides(BALLOTS[name]) == expected(f"{name}-slides.md")


@pytest.mark.parametrize("width", [20, 60, 80, 100, 160, 240])
@pytest.mark.parametrize("ballot", BALLOTS.values(), ids=BALLOTS)
def test_no_line_of_the_table_is_wider_than_asked_but_for_addresses(ballot: Ballot, width: int) -> None:
    lines = ballot_as_table(ballot, width, color=False).splitlines()
    assert [line for line in lines if len(line) > width and not re.match(r" *(https?|javascript|data):", line)] == []


def test_colour_is_written_only_where_it_is_wanted() -> None:
    told = (ballot_as_table(BALLOT, 80, color=color) for color in (False, True))
    assert ["\x1b" in each for each in told] == [False, True]


@pytest.mark.parametrize("ballot", BALLOTS.values(), ids=BALLOTS)
def test_nothing_from_outside_steers_a_terminal_or_turns_the_text_round(ballot: Ballot) -> None:
    shown = (ballot_as_table(ballot, 80, color=False), ballot_as_markdown(ballot), ballot_as_slides(ballot))
    assert [sorted(set(text) & set("\x1b\x00\u202e")) for text in shown] == [[], [], []]


def test_markup_from_outside_stays_text() -> None:
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(ballot_as_markdown(HOSTILE))
    parts = [each for token in tokens for each in (token, *(token.children or ()))]
    addresses = {str(each.attrs["href"]).split("/")[2] for each in parts if each.type == "link_open"}
    kinds = {each.type for each in parts} & {"html_inline", "image", "hr", "fence"}
    folds = "".join(each.content for each in parts if each.type == "html_block")
    assert (addresses, kinds) == ({"example.org", "github.com"}, set())
    assert folds == "<details>\n<summary>1 change of version numbers alone</summary>\n</details>\n"


def test_slides_are_one_for_the_release_one_for_what_blocks_one_a_subject_and_one_for_what_changes() -> None:
    heads = [slide.splitlines()[0] for slide in ballot_as_slides(BALLOT).split("\n---\n\n")]
    assert heads == [
        "# WASI 0.3.1",
        "## What blocks it: 1 error, 1 warning, 5 notes",
        "## Lamp: Dim: ready",
        "## Loom \\[red\\|blue\\] \\<b\\>: blocked",
        "## Maps: undetermined",
        "## What changes since 0.3.0: 1 breaking, 10 additions, 3 neutral",
    ]


def test_a_rule_from_outside_makes_no_slide() -> None:
    assert "\n---\n" in BREAKOUT
    assert ballot_as_slides(HOSTILE).count("\n---\n") == 3


def test_a_slip_shows_both_days() -> None:
    assert [*schedule_lines(SLIPPED)] == [
        "Planned: 2030-03-01 Fri, by the train",
        "Released: 2030-03-04 Mon, 3 days later than planned",
    ]


def test_changes_of_amendments_come_first_and_what_breaks_leads_its_group() -> None:
    groups = [(each.name, [one.change.item for one in each.changes]) for each in change_groups(BALLOT.changes)]
    hues = [f"wasi:lamp/types#hue-{number}" for number in range(9)]
    assert groups == [
        ("lamp/lamp-dim", ["wasi:lamp/types#dim"]),
        ("lamp", ["wasi:lamp/types#glow", *hues]),
        ("lamp", ["wasi:lamp/types#lamp"]),
        ("lamp", ["wasi:lamp/types#version", "wasi:lamp/types#io"]),
    ]


def test_changes_of_version_numbers_apart_are_told_apart() -> None:
    assert numbers_apart(BALLOT.changes) == (BALLOT.changes[:-2], BALLOT.changes[-2:])
    assert renumbered(BALLOT.changes[-2:]) == "2 changes of version numbers alone: lamp"


def test_findings_that_one_thing_puts_right_stand_together() -> None:
    groups = [(each.rule, each.subjects) for each in finding_groups(BALLOT.blocking)]
    assert groups == [
        ("unvoted-gate-flip", "lamp/lamp-glow"),
        ("unlisted-release-feature", "wasi-0.3.1"),
        ("gate-rules", "5 findings: lamp 2, loom 3"),
    ]
    assert [one for each in finding_groups(BALLOT.blocking) for one in each.findings] == [*BALLOT.blocking]


def test_every_change_is_in_one_group() -> None:
    stray = changed(Change.FUNCTION_ADDED, "hum", Effect.ADDITION, None, "lamp/lamp-hum")
    listed = [*BALLOT.changes, stray]
    grouped = [each for group in change_groups(listed) for each in group.changes]
    assert sorted(each.change.item for each in grouped) == sorted(each.change.item for each in listed)


def test_what_the_table_leaves_out_is_counted() -> None:
    shown = ballot_as_table(BALLOT, 80, color=False)
    counted = ["and 1 more gate", "and 2 more changes: 2 additions", "and 2 more findings", "and 1 more item"]
    assert [each for each in counted if each not in shown] == []
    assert DIM.votes[0].source.url is not None
    assert DIM.votes[0].source.url in shown


def test_what_only_pull_requests_propose_is_counted_until_it_is_asked_for() -> None:
    proposed = replace(DIM, subject="lamp/lamp-blink", tentative=True)
    left_out = "1 more is in pull requests alone, which may be closed: lamp/lamp-blink; name one to see it"
    for told in (
        ballot_as_table(replace(BALLOT, items=(DIM, proposed)), 120, color=False),
        ballot_as_markdown(replace(BALLOT, items=(DIM, proposed))),
        ballot_as_slides(replace(BALLOT, items=(DIM, proposed))),
    ):
        assert (told.count("lamp/lamp-blink"), left_out in told) == (1, True)
    alone = ballot_as_table(replace(BALLOT, items=(proposed,)), 120, color=False)
    assert ("On the ballot: 1 subject\n" in alone, "pull requests alone" in alone) == (True, False)
