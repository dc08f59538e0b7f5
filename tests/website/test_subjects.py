import dataclasses

import pytest

from tracker.facts import RepositoryName, Revision
from tracker.standing import CriterionResult, CriterionStatus, Standing
from tracker.website import Process
from tracker.website.context import context
from tracker.website.pages import GateGroup, GateLine, Link, PageLink, SubjectPage
from tracker.website.subjects import subject_pages

BLOB = "https://github.com/WebAssembly/WASI/blob/0123456789abcdef0123456789abcdef01234567"
TREE = "https://github.com/WebAssembly/WASI/tree/0123456789abcdef0123456789abcdef01234567"


def pages_of(standing: Standing, process: Process) -> dict[str, SubjectPage]:
    return {page.frame.path: page for page in subject_pages(context(standing, process, "1.2.3"))}


@pytest.fixture
def pages(standing: Standing, process: Process) -> dict[str, SubjectPage]:
    return pages_of(standing, process)


def test_a_proposal_says_where_it_lives(pages: dict[str, SubjectPage]) -> None:
    clocks = pages["proposals/clocks/index.html"]
    assert clocks.note == "Phase 3 proposal"
    assert clocks.repository == Link("WebAssembly/WASI", "https://github.com/WebAssembly/WASI")
    assert clocks.folder == Link("proposals/clocks", f"{TREE}/proposals/clocks")
    assert clocks.packages == (Link("wasi:clocks@0.3.0", f"{TREE}/proposals/clocks"),)
    assert clocks.earlier == (Link("WebAssembly/wasi-clocks", "https://github.com/WebAssembly/wasi-clocks"),)
    assert clocks.row == Link("docs/Proposals.md:20", f"{BLOB}/docs/Proposals.md#L20")
    assert clocks.command == "tracker show clocks"
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
                PageLink("Clocks: Timezone", "amendments/clocks/clocks-timezone/index.html"),
            ),
        ),
    )
    assert (deprecated.lines[0].gate, deprecated.folded) == ("@deprecated(version = 0.2.2)", False)
    assert (since.title, since.folded, since.lines[0].gate) == ("@since on 14 items", True, "@since(version = 0.3.0)")


def test_only_the_gates_of_the_place_where_a_proposal_lives_now_are_shown(standing: Standing, process: Process) -> None:
    [gate] = [each for each in standing.gates if each.feature == "clocks-timezone"]
    left = dataclasses.replace(gate, repository=RepositoryName("WebAssembly/wasi-clocks"), item="wasi:clocks/left")
    copied = dataclasses.replace(gate, file="wasip2/clocks/clocks.wit", item="wasi:clocks/copied")
    turned = dataclasses.replace(standing, gates=(left, copied, gate))
    [group] = pages_of(turned, process)["proposals/clocks/index.html"].gates
    assert [line.item for line in group.lines] == ["wasi:clocks/clocks-more"]
    [group] = pages_of(dataclasses.replace(standing, gates=(left,)), process)["proposals/clocks/index.html"].gates
    assert [line.item for line in group.lines] == ["wasi:clocks/left"]


def test_an_amendment_leads_to_its_proposal_and_its_items(pages: dict[str, SubjectPage]) -> None:
    timezone = pages["amendments/clocks/clocks-timezone/index.html"]
    assert timezone.parent == PageLink("Clocks", "proposals/clocks/index.html")
    assert (timezone.feature, timezone.phase, timezone.note) == ("clocks-timezone", 2, "Phase 2 amendment, landed")
    [group] = timezone.gates
    assert [(line.item, line.source.text) for line in group.lines] == [
        ("wasi:clocks/clocks-more", "proposals/clocks/wit/clocks.wit:12"),
        ("wasi:clocks/clocks-more#one", "proposals/clocks/wit/clocks.wit:20"),
    ]
    assert timezone.command == "tracker show clocks/clocks-timezone"


def test_criteria_are_by_phase_with_the_next_one_first(pages: dict[str, SubjectPage]) -> None:
    groups = pages["amendments/clocks/clocks-timezone/index.html"].criteria
    assert [(group.title, group.tally, [line.id for line in group.lines]) for group in groups] == [
        ("To enter phase 3", "1 met, 1 unknown", ["portability-plan", "dependencies"]),
        ("Phase 2, entered", "3 inherited", ["portability-documented", "overview", "wit"]),
    ]
    assert groups[1].lines[0].inherited_from == PageLink("clocks", "proposals/clocks/index.html")


def test_a_criterion_that_is_judged_twice_has_two_places(standing: Standing, process: Process) -> None:
    twice = (
        CriterionResult("wit", 2, CriterionStatus.MET, "Yes."),
        CriterionResult("wit", 2, CriterionStatus.UNMET, "No."),
    )
    changed = dataclasses.replace(standing.proposals[0], criteria=twice)
    page = pages_of(dataclasses.replace(standing, proposals=(changed,)), process)["proposals/clocks/index.html"]
    assert [line.anchor for group in page.criteria for line in group.lines] == ["criterion-2-wit", "criterion-2-wit~2"]


def test_a_feature_below_phase_3_gates_the_proposal_itself(pages: dict[str, SubjectPage]) -> None:
    tls = pages["proposals/tls/index.html"]
    assert (tls.features, tls.amendments) == (("tls",), ())
    assert [line.amendment for group in tls.gates for line in group.lines] == [None]


def test_an_unlisted_repository_is_in_no_phase(pages: dict[str, SubjectPage]) -> None:
    io = pages["unlisted/io/index.html"]
    assert (io.kind, io.note, io.phase, io.steps, io.row) == ("unlisted", "Not in the proposal list", None, (), None)


def test_where_nothing_was_read_there_is_only_the_repository_to_link_to(standing: Standing, process: Process) -> None:
    unread = dataclasses.replace(standing, revisions={RepositoryName("a/b"): Revision("0" * 40)})
    assert pages_of(unread, process)["proposals/clocks/index.html"].packages == (
        Link("wasi:clocks@0.3.0", "https://github.com/WebAssembly/WASI"),
    )
