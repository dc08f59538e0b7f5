from dataclasses import replace

import pytest

from tests.website.made_past import AGENDA, TIMEZONE, with_past
from tracker.standing import AmendmentState
from tracker.website.content import Content
from tracker.website.context import context
from tracker.website.overview import overview_pages
from tracker.website.pages import Figure, Link, Mark, OverviewPage, PageLink, Step, When
from tracker.website.pages.overview import Change, DriftCount, MeetingAhead, ReleaseAhead, VoteAhead
from tracker.website.settings import Settings

UNDETERMINED = Mark("undetermined", "?", "Undetermined")


def overview(content: Content) -> OverviewPage:
    [page] = overview_pages(context(content, Settings("1.2.3")))
    return page


@pytest.fixture
def page(content: Content) -> OverviewPage:
    return overview(with_past(content))


def test_the_headline_counts_what_there_is(page: OverviewPage) -> None:
    assert page.figures == (
        Figure(29, "proposals", None, "proposals/index.html"),
        Figure(4, "amendments", None, "proposals/index.html"),
        Figure(2, "unstable features", None, "proposals/index.html"),
        Figure(3, "ready for a vote", Mark("ready", "✓", "Ready"), "proposals/index.html?verdict=ready#table"),
        Figure(8, "blocked", Mark("blocked", "✗", "Blocked"), "proposals/index.html?verdict=blocked#table"),
        Figure(15, "undetermined", UNDETERMINED, "proposals/index.html?verdict=undetermined#table"),
    )
    assert (page.repositories, page.notices) == (7, 1)
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


def test_the_release_that_was_judged_and_the_one_that_only_the_rule_gives_are_counted_down(page: OverviewPage) -> None:
    assert page.releases == (
        ReleaseAhead(
            name=PageLink("WASI 0.3.1", "next/0.3.1/index.html"),
            due=When("2026-08-04", "4 August 2026", "in 14 days"),
            how="announced",
            verdict=Mark("blocked", "✗", "Blocked"),
            reason="one error stands against it",
            deadline=When("2026-07-29", "29 July 2026", "in 8 days"),
            aim=When("2026-07-23", "23 July 2026", "in 2 days"),
        ),
        ReleaseAhead(
            name=PageLink("WASI 0.3.x", None),
            due=When("2026-10-06", "6 October 2026", "in 77 days"),
            how="by the rule of the train",
            verdict=None,
            reason="",
            deadline=When("2026-09-23", "23 September 2026", "in 64 days"),
            aim=When("2026-09-17", "17 September 2026", "in 58 days"),
        ),
    )


def test_the_next_meeting_tells_what_is_on_it_without_what_every_meeting_has(page: OverviewPage) -> None:
    assert page.meeting == MeetingAhead(
        when=When("2026-07-30", "30 July 2026", "in 9 days"),
        path="meetings/2026-07-30/index.html",
        planned=False,
        matters=("Timezone to phase 3",),
    )


def test_what_agendas_ask_for_comes_first_then_what_is_ready(page: OverviewPage) -> None:
    meeting = When("2026-07-30", "30 July 2026", "in 9 days")
    plan = ("Portability met or planned",)
    ready = Mark("ready", "✓", "Ready")
    assert page.votes == (
        VoteAhead(
            PageLink("Clocks: Timezone", "proposals/clocks/clocks-timezone/index.html"),
            TIMEZONE,
            3,
            UNDETERMINED,
            plan,
            (meeting,),
            meeting,
        ),
        VoteAhead(PageLink("Machine Learning (wasi-nn)", "proposals/nn/index.html"), "nn", 3, ready, (), (), meeting),
        VoteAhead(
            PageLink("Key-value Store", "proposals/keyvalue/index.html"), "keyvalue", 3, UNDETERMINED, plan, (), meeting
        ),
    )
    assert (page.further_votes, page.planned) == (0, True)


def test_many_candidates_are_counted_and_not_all_shown(content: Content) -> None:
    full = replace(AGENDA, undetermined=AGENDA.undetermined * 6)
    page = overview(replace(content, agenda=full))
    assert (len(page.votes), page.further_votes) == (8, 5)


def test_disagreements_are_counted_by_severity(page: OverviewPage) -> None:
    assert page.drift == (
        DriftCount(0, Mark("unmet", "✗", "Error")),
        DriftCount(1, Mark("unknown", "!", "Warning")),
        DriftCount(0, Mark("inherited", "i", "Note")),
    )


def test_what_changed_is_told_newest_first_with_its_place(page: OverviewPage) -> None:
    timezone = PageLink("Clocks: Timezone", "proposals/clocks/clocks-timezone/index.html")
    assert page.changes[0].summary == "advanced from phase 0 to 2"
    assert page.changes[1] == Change(
        when=When("2024-06-14", "14 June 2024", "767 days ago"),
        topic="amendment",
        subject=timezone,
        summary="landed in wasi:clocks@0.2.0 with 6 gates",
        place=Link("source", "https://github.com/WebAssembly/wasi-clocks"),
    )
    assert [each.when.iso for each in page.changes] == ["2024-06-19", "2024-06-14", "2024-06-13", "2024-05-30"]


def test_a_change_of_what_has_no_page_any_more_leads_to_its_proposal(content: Content) -> None:
    told = with_past(content)
    gone = replace(told.standing, amendments=told.standing.amendments[1:])
    page = overview(replace(told, standing=gone))
    assert page.changes[0].subject == PageLink("Clocks: Timezone", "proposals/clocks/index.html")


def test_nothing_is_said_of_what_was_not_read(content: Content) -> None:
    page = overview(content)
    assert (page.releases, page.meeting, page.votes, page.planned, page.compared, page.changes) == (
        (),
        None,
        (),
        False,
        False,
        (),
    )


def test_a_state_that_only_amendments_have_counts_no_phase(content: Content) -> None:
    lost = replace(content.standing.amendments[0], state=AmendmentState.TRACKED, readiness=None)
    page = overview(replace(content, standing=replace(content.standing, amendments=(lost,))))
    assert [figure.number for figure in page.figures] == [29, 1, 2, 3, 8, 11]
