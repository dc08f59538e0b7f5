from dataclasses import replace

import pytest

from tests.website.made_past import with_past
from tracker.process import Process
from tracker.standing import AmendmentState, CriterionStatus
from tracker.website.content import Content
from tracker.website.context import context
from tracker.website.pages import Mark, MatrixCell, MatrixPhase, ProposalsPage, When
from tracker.website.pages.proposals import Card, Option
from tracker.website.proposals import champion_value, proposal_pages
from tracker.website.settings import Settings

TIMEZONE = "proposals/clocks/clocks-timezone/index.html"


def proposals(content: Content) -> ProposalsPage:
    [page] = proposal_pages(context(content, Settings("1.2.3")))
    return page


@pytest.fixture
def page(content: Content) -> ProposalsPage:
    return proposals(content)


def test_the_board_goes_from_the_highest_phase_down_in_the_order_of_the_list(page: ProposalsPage) -> None:
    assert [(lane.anchor, lane.name, lane.proposals) for lane in page.lanes] == [
        ("phase-3", "Implementation phase", 6),
        ("phase-2", "Feature description available", 6),
        ("phase-1", "Feature proposal", 16),
        ("phase-0", "Pre-proposal", 1),
    ]
    assert page.lanes[0].cards[:3] == (
        Card("Clocks", "proposals/clocks/index.html", None, amendment=False),
        Card("Clocks: Timezone", TIMEZONE, Mark("undetermined", "?", "Undetermined"), amendment=True),
        Card("Random", "proposals/random/index.html", None, amendment=False),
    )


def test_the_table_has_each_amendment_after_its_proposal(page: ProposalsPage) -> None:
    shown = [(each.row.id, each.phase, each.amendment) for each in page.rows[:3]]
    assert shown == [("clocks", 3, False), ("clocks/clocks-timezone", 2, True), ("random", 3, False)]
    timezone = page.rows[1].row
    assert (timezone.note, timezone.path, timezone.tally) == (
        "Phase 2 amendment, landed",
        TIMEZONE,
        "1 met, 1 unknown, 3 inherited",
    )
    assert len(page.rows) == 33


def test_a_row_says_by_which_choices_it_is_kept(page: ProposalsPage, content: Content) -> None:
    assert page.rows[0].champions == "dan-gohman colin-murphy"
    assert page.phases == tuple(Option(str(number), f"Phase {number}") for number in (3, 2, 1, 0))
    assert page.verdicts == (
        Option("ready", "Ready"),
        Option("blocked", "Blocked"),
        Option("undetermined", "Undetermined"),
    )
    assert page.champions[:2] == (Option("alexandru-ene", "Alexandru Ene"), Option("andrew-brown", "Andrew Brown"))
    assert proposals(with_past(content)).rows[1].activity == When("2026-06-11", "11 June 2026", "40 days ago")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Dan Gohman", "dan-gohman"),
        (" dan  GOHMAN ", "dan-gohman"),
        ("a b c", "a-b-c"),
        ("", "~e3b0c44298fc1c149afbf4c8996fb924"),
    ],
)
def test_a_champion_is_one_word_in_an_address(name: str, value: str) -> None:
    assert champion_value(name) == value


def test_an_amendment_without_a_listed_proposal_is_not_lost(content: Content) -> None:
    lost = replace(content.standing.amendments[0], id="io/io-more", parent="io", state=AmendmentState.TRACKED)
    page = proposals(replace(content, standing=replace(content.standing, amendments=(lost,))))
    assert (page.lanes[-1].anchor, page.lanes[-1].name) == ("orphans", "Amendments whose proposal is not listed")
    assert page.rows[-1].row.path == "proposals/io/io-more/index.html"
    assert page.matrix.groups[-1].title == "Amendments of unlisted proposals"


def test_the_matrix_has_a_column_for_each_criterion_that_was_judged(page: ProposalsPage) -> None:
    assert page.matrix.phases == (MatrixPhase(2, 5), MatrixPhase(3, 2))
    assert [(each.phase, each.title, each.meaning) for each in page.matrix.columns] == [
        (2, "Portability criteria written", "about/index.html#criterion-2-portability-documented"),
        (2, "Overview document", "about/index.html#criterion-2-overview"),
        (2, "WIT description", "about/index.html#criterion-2-wit"),
        (2, "Dependencies at phase 2", "about/index.html#criterion-2-dependencies"),
        (2, "Published package", "about/index.html#criterion-2-oci-published"),
        (3, "Portability met or planned", "about/index.html#criterion-3-portability-plan"),
        (3, "Dependencies at phase 3", "about/index.html#criterion-3-dependencies"),
    ]


def test_a_cell_leads_to_the_reason_and_is_empty_where_nothing_is_asked(page: ProposalsPage) -> None:
    row = page.matrix.groups[0].rows[0]
    inherited = Mark("inherited", "↑", "inherited, met")
    assert (row.title, row.amendment) == ("Clocks: Timezone", True)
    assert row.cells == (
        MatrixCell(inherited, f"{TIMEZONE}#criterion-2-portability-documented"),
        MatrixCell(inherited, f"{TIMEZONE}#criterion-2-overview"),
        MatrixCell(inherited, f"{TIMEZONE}#criterion-2-wit"),
        None,
        None,
        MatrixCell(Mark("unknown", "?", "unknown"), f"{TIMEZONE}#criterion-3-portability-plan"),
        MatrixCell(Mark("met", "✓", "met"), f"{TIMEZONE}#criterion-3-dependencies"),
    )


def test_a_criterion_that_the_process_does_not_state_keeps_its_id(content: Content) -> None:
    page = proposals(replace(content, process=Process((), ())))
    assert {(each.title, each.meaning) for each in page.matrix.columns} >= {("wit", None), ("overview", None)}


def test_the_legend_explains_every_status(page: ProposalsPage) -> None:
    assert [each.word for each in page.legend] == [str(status) for status in CriterionStatus]
    assert len({each.symbol for each in page.legend}) == len(CriterionStatus)


def test_a_proposal_at_the_last_phase_has_no_verdict(page: ProposalsPage) -> None:
    clocks = page.rows[0].row
    assert (clocks.verdict, clocks.next_phase, clocks.criteria) == (None, None, ())
