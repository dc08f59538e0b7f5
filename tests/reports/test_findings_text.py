"""Findings for a person show the line that is meant, underlined, within the width there is."""

from dataclasses import replace

import pytest

from tests.reports.finding_examples import NEWER, TEXT
from tracker.lint import Place
from tracker.reports.findings_text import Excerpt, excerpt_of, findings_as_text

SHOWN = """\
error[since-newer-than-package]: the interface `light` is there since 2.0.0, but the package is 1.0.0
 --> wit/a b.wit:3:2
  |
3 |     @since(version = 2.0.0)
  |     ^^^^^^^^^^^^^^^^^^^^^^^
  = wit/a b.wit:1:9: the package's version
  = help: correct one of the two

"""


def test_a_finding_shows_its_line_with_tabs_as_spaces() -> None:
    assert findings_as_text([NEWER], {"wit/a b.wit": TEXT}, 101, color=False) == SHOWN


def test_long_sentences_are_wrapped() -> None:
    shown = findings_as_text([NEWER], {"wit/a b.wit": TEXT}, 60, color=False)
    assert shown.startswith(
        "error[since-newer-than-package]: the interface `light` is\n"
        "  there since 2.0.0, but the package is 1.0.0\n"
        " --> wit/a b.wit:3:2\n"
    )
    assert max(len(line) for line in shown.splitlines()) <= 60


def test_colour_marks_the_severity_and_the_underline() -> None:
    shown = findings_as_text([NEWER], {"wit/a b.wit": TEXT}, 200, color=True)
    assert shown.splitlines()[0].startswith("\x1b[1;31merror[since-newer-than-package]\x1b[0m: the interface")
    assert f"  |     \x1b[1;31m{'^' * 23}\x1b[0m\n" in shown


def test_a_file_whose_text_is_not_at_hand_is_named_without_an_excerpt() -> None:
    assert " | " not in findings_as_text([NEWER], {}, 100, color=False)


@pytest.mark.parametrize(
    ("line", "column", "end", "width", "expected"),
    [
        ("dim: func();", 1, 4, 80, Excerpt("dim: func();", 0, 3)),
        ("dim: func();\r", 13, 13, 80, Excerpt("dim: func();", 12, 1)),
        ("\t\tdim", 3, 6, 80, Excerpt("        dim", 8, 3)),
        ("// 灯 dim", 6, 9, 80, Excerpt("// 灯 dim", 6, 3)),
        ("a\x1b[31mb", 7, 8, 80, Excerpt("a\ufffd[31mb", 6, 1)),
        ("x" * 50, 1, 4, 20, Excerpt("x" * 19 + "…", 0, 3)),
        ("a" * 50 + "dim" + "b" * 50, 51, 54, 20, Excerpt("…aaaaadim" + "b" * 10 + "…", 6, 3)),
        ("a" * 50, 1, 51, 20, Excerpt("a" * 19 + "…", 0, 20)),
    ],
)
def test_an_excerpt_fits_and_its_underline_stands_below_what_is_meant(
    line: str, column: int, end: int, width: int, expected: Excerpt
) -> None:
    assert excerpt_of(line, Place("lamp.wit", 1, column, 1, end), width) == expected


def test_what_goes_on_is_underlined_to_the_end_of_its_first_line() -> None:
    place = replace(NEWER.place, line=1, column=3, end_line=2, end_column=1)
    assert excerpt_of("ab(", place, 80) == Excerpt("ab(", 2, 1)
