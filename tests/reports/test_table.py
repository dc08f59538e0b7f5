"""The table report: everything is there, within the width, and without colour where none is wanted."""

from dataclasses import replace

import pytest

from tests.reports.made_standing import AMENDMENT, CHECK, EXPLANATION, GATES, LAMP, LOOM_STANDING, PHASES, STANDING
from tracker.reports import Format, Report, report_of
from tracker.reports.marks import COLUMNS, LEGEND, SIGNS, newest, sign
from tracker.reports.table import TableReport
from tracker.standing import CriterionResult, CriterionStatus, ProposalStanding

WIDTHS = (40, 80, 100, 140)
ESCAPE = "\x1b"


def _all(report: Report) -> dict[str, str]:
    return {
        "status": report.status(STANDING, PHASES),
        "show": report.show(LAMP, STANDING),
        "show-amendment": report.show(AMENDMENT, STANDING),
        "gates": report.gates(GATES),
        "check": report.check(CHECK),
        "explain": report.explain(EXPLANATION),
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_asked_or_ends_in_space(width: int) -> None:
    for name, text in _all(TableReport(width, color=False)).items():
        lines = text.splitlines()
        # An address stays whole, so that it can be followed.
        wide = [line for line in lines if len(line) > width and "https://" not in line]
        assert (name, wide, [line for line in lines if line != line.rstrip()]) == (name, [], [])
        assert text.endswith("\n")


def test_without_colour_there_is_no_escape_and_with_it_the_text_is_the_same() -> None:
    plain, colored = _all(TableReport(100, color=False)), _all(TableReport(100, color=True))
    assert {name for name, text in plain.items() if ESCAPE in text} == set()
    assert ESCAPE in colored["status"]


def test_status_names_every_subject_and_marks_each_without_colour() -> None:
    text = TableReport(100, color=False).status(STANDING, PHASES)
    names = ("lamp", "lamp-dim", "landed", "loom", "wick", "Own/wasi-yarn", "Implementation Phase", "Feature Proposal")
    assert [name for name in names if name.casefold() not in text.casefold()] == []
    marks = {
        line.split()[0]: set(line) & set("✓✗?–↑") for line in text.splitlines() if line.startswith(("lamp", "loom"))
    }
    assert marks == {"lamp": {"✓"}, "loom": {"✗", "–"}}
    assert LEGEND in text


def test_status_says_as_of_when() -> None:
    assert "2026-08-20 12:30" in TableReport(100, color=False).status(STANDING, PHASES)


def test_a_long_name_does_not_break_the_width() -> None:
    long = replace(LOOM_STANDING, id="l" * 150, next_step="w" * 150)
    text = TableReport(80, color=False).status(replace(STANDING, proposals=(long,)), PHASES)
    assert max(len(line) for line in text.splitlines()) <= 80


def test_check_shows_reasons_and_evidence() -> None:
    text = TableReport(140, color=False).check(CHECK)
    assert [each for each in ("blocked", "README.md#L3", "there is no `README`") if each not in text] == []


def test_show_names_what_gates_a_proposal_as_a_whole() -> None:
    assert "loom" in TableReport(100, color=False).show(LOOM_STANDING, STANDING).partition("behind")[2]


def test_markup_in_names_is_shown_as_it_is() -> None:
    odd: ProposalStanding = replace(LOOM_STANDING, next_step="[bold]:smile: [/] \\[")
    assert "[bold]:smile: [/] \\[" in TableReport(100, color=False).show(odd, STANDING)


def test_every_status_has_a_sign_of_its_own_that_the_legend_explains() -> None:
    assert (set(SIGNS), len(set(SIGNS.values()))) == (set(CriterionStatus), len(SIGNS))
    assert [each for each in SIGNS.values() if each not in LEGEND] == []
    assert max(map(len, COLUMNS.values())) <= 4


def test_an_inherited_sign_says_what_it_inherits() -> None:
    inherited = CriterionResult("wit", 2, CriterionStatus.INHERITED, "", (), "lamp", CriterionStatus.UNMET)
    assert (sign(inherited), sign(replace(inherited, inherited_status=None))) == ("↑✗", "↑")


def test_of_several_phases_the_latest_is_shown() -> None:
    results = [CriterionResult("wit", phase, CriterionStatus.MET, "") for phase in (3, 2)]
    assert newest(tuple(results)) == {"wit": results[0]}


@pytest.mark.parametrize("name", Format)
def test_every_format_has_its_report(name: Format) -> None:
    assert type(report_of(name, 100, color=False)).__name__.removesuffix("Report").lower() == name.value
