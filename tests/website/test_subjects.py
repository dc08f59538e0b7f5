from dataclasses import replace

import pytest

from tests.website.made_past import LIFE, with_past
from tracker.facts import RepositoryName, Revision
from tracker.lives import AmendmentLife, EventKind
from tracker.standing import AmendmentState, CriterionResult, CriterionStatus
from tracker.website.content import Content
from tracker.website.context import context
from tracker.website.pages import GateGroup, GateLine, Link, Mark, PageLink, SubjectPage, When
from tracker.website.pages.subjects import (
    ComingLine,
    Command,
    ConcernLine,
    DependencyLine,
    HistoryLine,
    PublishedLine,
    PullLine,
)
from tracker.website.settings import Settings
from tracker.website.subject_steps import way_of
from tracker.website.subjects import subject_pages

BLOB = "https://github.com/WebAssembly/WASI/blob/0123456789abcdef0123456789abcdef01234567"
TREE = "https://github.com/WebAssembly/WASI/tree/0123456789abcdef0123456789abcdef01234567"


def pages_of(content: Content, base_url: str | None = None) -> dict[str, SubjectPage]:
    return {page.frame.path: page for page in subject_pages(context(content, Settings("1.2.3", base_url)))}


@pytest.fixture
def pages(content: Content) -> dict[str, SubjectPage]:
    return pages_of(content)


@pytest.fixture
def told(content: Content) -> dict[str, SubjectPage]:
    return pages_of(with_past(content))


def test_a_proposal_says_where_it_lives(pages: dict[str, SubjectPage]) -> None:
    clocks = pages["proposals/clocks/index.html"]
    assert clocks.note == "Phase 3 proposal"
    assert clocks.repository == Link("WebAssembly/WASI", "https://github.com/WebAssembly/WASI")
    assert clocks.folder == Link("proposals/clocks", f"{TREE}/proposals/clocks")
    assert clocks.packages == (Link("wasi:clocks@0.3.0", f"{TREE}/proposals/clocks"),)
    assert clocks.earlier == (Link("WebAssembly/wasi-clocks", "https://github.com/WebAssembly/wasi-clocks"),)
    assert clocks.row == Link("docs/Proposals.md:20", f"{BLOB}/docs/Proposals.md#L20")
    assert clocks.commands == (
        Command("All of this", "tracker show clocks"),
        Command("What happened", "tracker history clocks"),
    )
    assert [(step.number, step.state) for step in clocks.steps] == [
        (0, "done"),
        (1, "done"),
        (2, "done"),
        (3, "current"),
        (4, "next"),
        (5, "later"),
    ]


def test_gates_that_may_change_come_first_and_many_settled_ones_are_folded(pages: dict[str, SubjectPage]) -> None:
    unstable, deprecated, since = pages["proposals/clocks/index.html"].gates
    file = "proposals/clocks/wit/clocks.wit"
    assert unstable == GateGroup(
        "unstable",
        "@unstable on 1 item",
        folded=False,
        lines=(
            GateLine(
                "wasi:clocks/clocks-more",
                "function",
                "@unstable(feature = clocks-timezone)",
                Link(f"{file}:12", f"{BLOB}/{file}#L12"),
                PageLink("Clocks: Timezone", "proposals/clocks/clocks-timezone/index.html"),
            ),
        ),
    )
    assert (deprecated.lines[0].gate, deprecated.folded) == ("@deprecated(version = 0.2.2)", False)
    assert (since.title, since.folded, since.lines[0].gate) == ("@since on 14 items", True, "@since(version = 0.3.0)")


def test_only_the_gates_of_the_place_where_a_proposal_lives_now_are_shown(content: Content) -> None:
    standing = content.standing
    [gate] = [each for each in standing.gates if each.feature == "clocks-timezone"]
    left = replace(gate, repository=RepositoryName("WebAssembly/wasi-clocks"), item="wasi:clocks/left")
    copied = replace(gate, file="wasip2/clocks/clocks.wit", item="wasi:clocks/copied")
    turned = replace(standing, gates=(left, copied, gate))
    [group] = pages_of(replace(content, standing=turned))["proposals/clocks/index.html"].gates
    assert [line.item for line in group.lines] == ["wasi:clocks/clocks-more"]
    [group] = pages_of(replace(content, standing=replace(standing, gates=(left,))))["proposals/clocks/index.html"].gates
    assert [line.item for line in group.lines] == ["wasi:clocks/left"]


def test_an_amendment_leads_to_its_proposal_and_its_items(pages: dict[str, SubjectPage]) -> None:
    timezone = pages["proposals/clocks/clocks-timezone/index.html"]
    assert timezone.parent == PageLink("Clocks", "proposals/clocks/index.html")
    assert (timezone.feature, timezone.phase, timezone.note) == ("clocks-timezone", 2, "Phase 2 amendment, landed")
    [group] = timezone.gates
    assert [(line.item, line.source.text) for line in group.lines] == [
        ("wasi:clocks/clocks-more", "proposals/clocks/wit/clocks.wit:12"),
        ("wasi:clocks/clocks-more#one", "proposals/clocks/wit/clocks.wit:20"),
    ]
    assert timezone.commands[0].text == "tracker show clocks/clocks-timezone"


def test_criteria_are_by_phase_with_the_next_one_first(pages: dict[str, SubjectPage]) -> None:
    groups = pages["proposals/clocks/clocks-timezone/index.html"].criteria
    assert [(group.title, group.tally, [line.id for line in group.lines]) for group in groups] == [
        ("To enter phase 3", "1 met, 1 unknown", ["portability-plan", "dependencies"]),
        ("Phase 2, entered", "3 inherited", ["portability-documented", "overview", "wit"]),
    ]
    assert groups[1].lines[0].inherited_from == PageLink("clocks", "proposals/clocks/index.html")


def test_a_criterion_that_is_judged_twice_has_two_places(content: Content) -> None:
    standing = content.standing
    twice = (
        CriterionResult("wit", 2, CriterionStatus.MET, "Yes."),
        CriterionResult("wit", 2, CriterionStatus.UNMET, "No."),
    )
    changed = replace(standing.proposals[0], criteria=twice)
    page = pages_of(replace(content, standing=replace(standing, proposals=(changed,))))["proposals/clocks/index.html"]
    assert [line.anchor for group in page.criteria for line in group.lines] == ["criterion-2-wit", "criterion-2-wit~2"]


def test_a_feature_below_phase_3_gates_the_proposal_itself(pages: dict[str, SubjectPage]) -> None:
    tls = pages["proposals/tls/index.html"]
    assert (tls.features, tls.amendments) == (("tls",), ())
    assert [line.amendment for group in tls.gates for line in group.lines] == [None]


def test_an_unlisted_repository_is_in_no_phase(pages: dict[str, SubjectPage]) -> None:
    io = pages["unlisted/io/index.html"]
    assert (io.kind, io.note, io.phase, io.steps, io.row) == ("unlisted", "Not in the proposal list", None, (), None)


def test_where_nothing_was_read_there_is_only_the_repository_to_link_to(content: Content) -> None:
    standing = content.standing
    unread = replace(standing, revisions={RepositoryName("a/b"): Revision("0" * 40)})
    assert pages_of(replace(content, standing=unread))["proposals/clocks/index.html"].packages == (
        Link("wasi:clocks@0.3.0", "https://github.com/WebAssembly/WASI"),
    )


# --- what is on record ------------------------------------------------------------------------------------------------


TIMEZONE_PAGE = "proposals/clocks/clocks-timezone/index.html"
PULL = "https://github.com/WebAssembly/wasi-clocks/pull/61"
ADDED = HistoryLine(
    When("2024-06-14", "14 June 2024", "767 days ago"),
    "amendment",
    "landed in wasi:clocks@0.2.0 with 6 gates",
    "Ada",
    Link("source", "https://github.com/WebAssembly/wasi-clocks"),
)


def test_an_amendment_tells_its_eight_steps_with_what_shows_each(told: dict[str, SubjectPage]) -> None:
    way = told[TIMEZONE_PAGE].way
    assert [(step.number, step.title, step.state, step.word) for step in way] == [
        (1, "Filed", "done", "done"),
        (2, "Accepted", "done", "done"),
        (3, "Listed", "missing", "left out"),
        (4, "Merged", "done", "done"),
        (5, "Built", "current", "comes next"),
        (6, "Voted", "later", "not yet"),
        (7, "Stabilized", "later", "not yet"),
        (8, "Released", "later", "not yet"),
    ]
    assert way[3].evidence == (ADDED,)
    assert [len(step.evidence) for step in way] == [1, 0, 0, 1, 0, 0, 0, 0]


def states(content: Content, life: AmendmentLife) -> str:
    return "".join(step.state[0] for step in way_of(context(content, Settings("1.2.3")), life))


def test_a_step_that_nothing_shows_is_taken_when_a_later_one_cannot_be_without_it(content: Content) -> None:
    kinds = {each.state: each for each in LIFE.events}
    shipped = replace(kinds[EventKind.LANDED], state=EventKind.RELEASED)
    done = replace(LIFE, state=AmendmentState.RELEASED, step=None, events=(shipped,))
    assert states(content, done) == "ddmdmmdd"
    voted = replace(shipped, state=EventKind.VOTED)
    assert states(content, replace(done, events=(voted, shipped))) == "ddmddddd"


def test_nothing_is_left_out_of_the_way_of_what_was_withdrawn(content: Content) -> None:
    gone = replace(LIFE, state=AmendmentState.WITHDRAWN, step=None)
    assert states(content, gone) == "ddldllll"


def test_a_proposal_has_no_way_and_an_amendment_without_a_life_none(pages: dict[str, SubjectPage]) -> None:
    assert {page.way for page in pages.values()} == {()}
    assert {page.picture for page in pages.values()} == {None}


def test_history_and_votes_are_told_newest_first(told: dict[str, SubjectPage]) -> None:
    past = told[TIMEZONE_PAGE].past
    assert [(each.when.iso, each.topic, each.summary) for each in past.history] == [
        ("2024-06-19", "phase", "advanced from phase 0 to 2"),
        ("2024-06-14", "amendment", "landed in wasi:clocks@0.2.0 with 6 gates"),
        ("2024-06-13", "amendment", "pull request 61 puts it behind a gate (merged on 2024-06-14)"),
        ("2024-05-30", "phase", "entered the list at phase 0"),
    ]
    assert past.history[1] == ADDED
    [vote] = past.votes
    assert (vote.day, vote.phase, vote.outcome.word, vote.tally) == ("9 July 2026", 3, "Deferred", "4 SF, 3 F")
    assert vote.source == Link("wasi/2026/WASI-07-09.md:40", "https://github.com/WebAssembly/meetings")
    assert (past.presented, past.quiet) == (PageLink("9 July 2026", None), True)
    assert past.activity == Link(
        "11 June 2026", "https://github.com/WebAssembly/WASI/commit/0123456789abcdef0123456789abcdef01234567"
    )


def test_pull_requests_are_those_of_its_life_and_the_open_ones_of_a_repository_of_its_own(
    told: dict[str, SubjectPage],
) -> None:
    did = "pull request 61 puts it behind a gate (merged on 2024-06-14)"
    assert told[TIMEZONE_PAGE].past.pulls == (PullLine(Link("WebAssembly/wasi-clocks#61", PULL), did, "merged"),)
    assert told["proposals/i2c/index.html"].past.pulls == (
        PullLine(
            Link("WebAssembly/wasi-i2c#7", "https://github.com/WebAssembly/wasi-i2c/pull/7"),
            "Change 7 (by ada)",
            "open",
        ),
    )
    assert told["proposals/clocks/index.html"].past.pulls == ()


def test_dependencies_are_told_both_ways(told: dict[str, SubjectPage]) -> None:
    clocks = DependencyLine(PageLink("wasi:clocks", "proposals/clocks/index.html"), 3)
    http = told["proposals/http/index.html"].around
    assert http.uses == (clocks, DependencyLine(PageLink("wasi:other", None), None))
    assert told["proposals/clocks/index.html"].around.used_by == (
        DependencyLine(PageLink("HTTP", "proposals/http/index.html"), 3),
        DependencyLine(PageLink("CLI", "proposals/cli/index.html"), 3),
    )
    assert told["proposals/cli/cli-exit-with-code/index.html"].around.uses == (clocks,)


def test_what_stands_around_a_subject_is_told_with_it(told: dict[str, SubjectPage]) -> None:
    timezone, i2c = told[TIMEZONE_PAGE].around, told["proposals/i2c/index.html"].around
    assert timezone.coming == (
        ComingLine(
            PageLink("WASI 0.3.1", "next/0.3.1/index.html"),
            Mark("blocked", "✗", "Blocked"),
            "no vote on it is recorded",
            "The champion puts a vote on the agenda.",
        ),
    )
    [finding] = timezone.findings
    assert "phase 2 and the README phase 3" in finding.message
    assert i2c.published == (
        PublishedLine(
            "wasi:i2c@0.3.0",
            Mark("unmet", "✗", "No such version"),
            "registry.example/x/i2c:0.3.0",
            "",
            When("2026-07-20", "20 July 2026", "yesterday"),
        ),
    )
    [concern] = i2c.concerns
    assert concern == ConcernLine(
        "Bo",
        When("2026-07-02", "2 July 2026", "19 days ago"),
        "Names are open.",
        Link("where it is discussed", "https://github.com/WebAssembly/wasi-i2c/issues/3"),
    )


def test_an_amendment_that_is_done_with_keeps_its_page_and_its_proposal_leads_to_it(content: Content) -> None:
    released = replace(content.standing.amendments[0], id="clocks/old", feature="old", state=AmendmentState.RELEASED)
    asked = replace(released, id="clocks/new", feature="new", state=AmendmentState.PROPOSED)
    pages = pages_of(replace(content, lived=(released, asked)))
    assert [(row.path, row.note) for row in pages["proposals/clocks/index.html"].lived] == [
        ("proposals/clocks/old/index.html", "Phase 2 amendment, released"),
        ("proposals/clocks/new/index.html", "Proposed amendment"),
    ]
    assert pages["proposals/clocks/old/index.html"].parent == PageLink("Clocks", "proposals/clocks/index.html")
    assert pages[TIMEZONE_PAGE].lived == ()


def test_champions_lead_to_the_page_of_people(pages: dict[str, SubjectPage]) -> None:
    assert pages["proposals/clocks/index.html"].champions == (
        PageLink("Dan Gohman", "people/index.html#person-dangohman"),
        PageLink("Colin Murphy", "people/index.html#person-colinmurphy"),
    )
    assert pages["unlisted/io/index.html"].champions == (PageLink("Dan Gohman", None),)


def test_a_badge_is_offered_where_the_address_of_the_site_is_known(content: Content) -> None:
    page = pages_of(content, "https://example.org/wasi/")[TIMEZONE_PAGE]
    assert page.commands[2] == Command(
        "A badge for a README",
        "[![WASI phase](https://example.org/wasi/badges/clocks/clocks-timezone.svg)]"
        "(https://example.org/wasi/proposals/clocks/clocks-timezone/)",
    )
    assert page.feed == "feeds/proposals/clocks/clocks-timezone.xml"
    assert page.frame.address == "https://example.org/wasi/proposals/clocks/clocks-timezone/"
