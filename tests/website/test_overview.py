import dataclasses

import pytest

from tracker.standing import AmendmentState, CriterionStatus, Standing
from tracker.website import Process
from tracker.website.context import context
from tracker.website.overview import overview_page
from tracker.website.pages import Figure, Mark, MatrixCell, MatrixPhase, OverviewPage, Row, Step


@pytest.fixture
def page(standing: Standing, process: Process) -> OverviewPage:
    return overview_page(context(standing, process, "1.2.3"))


def test_the_headline_counts_what_there_is(page: OverviewPage) -> None:
    assert page.figures == (
        Figure(29, "proposals", None, "#proposals"),
        Figure(4, "amendments", None, "#proposals"),
        Figure(2, "unstable features", None, "#proposals"),
        Figure(3, "ready for a vote", Mark("ready", "✓", "Ready"), "#criteria"),
        Figure(8, "blocked", Mark("blocked", "✗", "Blocked"), "#criteria"),
        Figure(15, "undetermined", Mark("undetermined", "?", "Undetermined"), "#criteria"),
    )
    assert (page.repositories, page.notices, page.unlisted) == (7, 1, 2)
    assert page.frame.description == (
        "29 WASI proposals and 4 amendments: phases, entry criteria and next steps as of 21 July 2026."
    )


def test_every_phase_is_a_step_with_its_count(page: OverviewPage) -> None:
    assert [(each.number, each.count, each.height) for each in page.steps] == [
        (0, 1, 6),
        (1, 16, 100),
        (2, 6, 38),
        (3, 6, 38),
        (4, 0, 0),
        (5, 0, 0),
    ]
    assert page.steps[4] == Step(4, "Standardize the feature", "later", 0, 0)


def test_the_board_goes_from_the_highest_phase_down_in_the_order_of_the_list(page: OverviewPage) -> None:
    assert [(group.number, len(group.rows)) for group in page.groups] == [(3, 6), (2, 6), (1, 16), (0, 1)]
    assert [row.id for row in page.groups[0].rows] == ["clocks", "random", "filesystem", "sockets", "cli", "http"]


def test_an_amendment_stands_under_its_proposal(page: OverviewPage) -> None:
    nested = {row.id: [each.id for each in row.amendments] for row in page.groups[0].rows if row.amendments}
    assert nested == {
        "clocks": ["clocks/clocks-timezone"],
        "random": ["random/unnamed"],
        "cli": ["cli/cli-exit-with-code"],
        "http": ["http/informational-outbound-responses"],
    }
    timezone = page.groups[0].rows[0].amendments[0]
    assert timezone.note == "Phase 2 amendment, landed"
    assert timezone.path == "amendments/clocks/clocks-timezone/index.html"
    assert timezone.tally == "1 met, 1 unknown, 3 inherited"


def test_an_amendment_without_a_listed_proposal_is_not_lost(standing: Standing, process: Process) -> None:
    lost = dataclasses.replace(standing.amendments[0], id="io/io-more", parent="io", state=AmendmentState.TRACKED)
    page = overview_page(context(dataclasses.replace(standing, amendments=(lost,)), process, "1.2.3"))
    assert [row.path for row in page.orphans] == ["amendments/io/io-more/index.html"]
    assert page.matrix.groups[-1].title == "Amendments of unlisted proposals"


def test_the_matrix_has_a_column_for_each_criterion_that_was_judged(page: OverviewPage) -> None:
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


def test_a_cell_leads_to_the_reason_and_is_empty_where_nothing_is_asked(page: OverviewPage) -> None:
    row = page.matrix.groups[0].rows[0]
    path = "amendments/clocks/clocks-timezone/index.html"
    inherited = Mark("inherited", "↑", "inherited, met")
    assert (row.title, row.amendment) == ("Clocks: Timezone", True)
    assert row.cells == (
        MatrixCell(inherited, f"{path}#criterion-2-portability-documented"),
        MatrixCell(inherited, f"{path}#criterion-2-overview"),
        MatrixCell(inherited, f"{path}#criterion-2-wit"),
        None,
        None,
        MatrixCell(Mark("unknown", "?", "unknown"), f"{path}#criterion-3-portability-plan"),
        MatrixCell(Mark("met", "✓", "met"), f"{path}#criterion-3-dependencies"),
    )


def test_a_criterion_that_the_process_does_not_state_keeps_its_id(standing: Standing) -> None:
    page = overview_page(context(standing, Process({}, ()), "1.2.3"))
    assert {(each.title, each.meaning) for each in page.matrix.columns} >= {("wit", None), ("overview", None)}


def test_the_legend_explains_every_status(page: OverviewPage) -> None:
    assert [each.word for each in page.legend] == [str(status) for status in CriterionStatus]
    assert len({each.symbol for each in page.legend}) == len(CriterionStatus)


def test_a_proposal_at_the_last_phase_has_no_verdict(page: OverviewPage) -> None:
    clocks: Row = page.groups[0].rows[0]
    assert (clocks.verdict, clocks.next_phase, clocks.criteria) == (None, None, ())
