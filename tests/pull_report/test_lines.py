"""Which lines a change touches, and which findings are on them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.lint.findings import Finding, Place, Severity
from tracker.pull_report.lines import changed_lines, on_changed_lines


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", set()),
        ("a\nb\n", "a\nb\n", set()),
        ("a\r\nb\r\n", "a\nb\n", set()),
        ("", "a\nb\n", {1, 2}),
        ("a\nb\n", "", set()),
        ("a\nb\nc\n", "a\nx\nc\n", {2}),
        ("a\nb\nc\n", "a\nc\n", {2}),
        ("a\nb\nc\n", "a\nb\n", {3}),
        ("a\nb\nc\nd\n", "x\na\nb\nd\n", {1, 4}),
        ("a\n", "a\na\n", {2}),
    ],
)
def test_a_line_is_changed_when_it_is_new_or_others_went_before_it(old: str, new: str, expected: set[int]) -> None:
    assert changed_lines(old, new) == expected


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_what_is_not_changed_was_there_before_in_that_order(old: list[str], new: list[str]) -> None:
    changed = changed_lines("\n".join(old), "\n".join(new))
    kept = [line for number, line in enumerate(new, 1) if number not in changed]
    left = iter(old)
    assert all(line in left for line in kept)


def test_a_large_change_counts_as_a_whole() -> None:
    old, new = ("\n".join(f"{name}{number}" for number in range(3000)) for name in "ab")
    assert changed_lines(old, new) == set(range(1, 3001))


def _finding(line: int, end: int, file: str = "a.wit") -> Finding:
    return Finding("rule", Severity.ERROR, "wrong", Place(file, line, 1, end, 2), "fix it")


def test_findings_are_told_apart_by_their_lines() -> None:
    one, two, other = _finding(1, 3), _finding(4, 4), _finding(2, 2, "b.wit")
    assert on_changed_lines([one, two, other], {"a.wit": frozenset({2})}) == ((one,), 2)
