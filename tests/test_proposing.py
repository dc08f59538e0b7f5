"""A change is known again by its lines, and goes onto a newer text of its file or tells that it cannot."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts import RepositoryName
from tracker.proposing import Carried, CarryState, FileEdit, PullDraft, carried

BEFORE = "one\ntwo\nthree\nfour\nfive\n"
AFTER = "one\ntwo\nand a half\nthree\nfour\nfive\n"
EDIT = FileEdit("list.md", BEFORE, AFTER)
DRAFT = PullDraft(RepositoryName("Own/list"), "main", "votes", "Say it", "Because.\n", (EDIT,))


def test_the_same_change_to_a_newer_text_is_the_same_change() -> None:
    newer = FileEdit("list.md", f"zero\n{BEFORE}", f"zero\n{AFTER}")
    assert replace(DRAFT, title="Other", files=(newer,)).digest == DRAFT.digest
    assert DRAFT.branch == f"tracker/votes-{DRAFT.digest[:12]}"
    assert DRAFT.text == f"Because.\n\n<!-- wasi-tracker: votes {DRAFT.digest} -->\n"


@pytest.mark.parametrize(
    "other",
    [
        replace(DRAFT, repository=RepositoryName("Own/other")),
        replace(DRAFT, files=(replace(EDIT, path="other.md"),)),
        replace(DRAFT, files=(replace(EDIT, after=AFTER.replace("half", "third")),)),
        replace(DRAFT, files=(FileEdit("list.md", AFTER, BEFORE),)),
    ],
)
def test_another_change_has_another_digest(other: PullDraft) -> None:
    assert other.digest != DRAFT.digest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BEFORE, Carried(CarryState.FITS, AFTER)),
        (f"zero\n{BEFORE}six\n", Carried(CarryState.FITS, f"zero\n{AFTER}six\n")),
        (BEFORE.replace("five", "5"), Carried(CarryState.FITS, AFTER.replace("five", "5"))),
        (AFTER, Carried(CarryState.THERE, AFTER)),
        (f"zero\n{AFTER}", Carried(CarryState.THERE, f"zero\n{AFTER}")),
        (BEFORE.replace("two", "2"), Carried(CarryState.CONFLICT, BEFORE.replace("two", "2"))),
        (AFTER.replace("half", "more"), Carried(CarryState.CONFLICT, AFTER.replace("half", "more"))),
        ("", Carried(CarryState.CONFLICT, "")),
    ],
)  # fmt: skip
def test_a_change_goes_onto_another_version_where_what_it_is_about_reads_the_same(text: str, expected: Carried) -> None:
    assert carried(EDIT, text) == expected


LINES = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=8).map("\n".join)


@given(LINES, LINES)
def test_a_change_fits_what_it_was_made_for_and_is_found_in_what_it_made(before: str, after: str) -> None:
    edit = FileEdit("f", before, after)
    made = carried(edit, before)
    if before == after:
        assert made == Carried(CarryState.THERE, after)
    else:
        assert made == Carried(CarryState.FITS, after)
        assert carried(FileEdit("f", after, before), after) == Carried(CarryState.FITS, before)


@given(LINES, LINES, LINES)
def test_no_line_that_a_change_is_not_about_is_lost(before: str, after: str, text: str) -> None:
    made = carried(FileEdit("f", before, after), text)
    if made.state is CarryState.FITS:
        grown = len(after.split("\n")) - len(before.split("\n"))
        assert len(made.text.split("\n")) == len(text.split("\n")) + grown
    else:
        assert made.text == text
