"""What became of amendments, told from invented histories about lamps and kettles."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_chronicle import MadeBranch, MadeChronicle
from tests.made_facts import ALIASES, HUB, github, row, since, unstable, wit
from tracker.chronicle import Outcome
from tracker.facts import ListRow, WitFile, WitGate
from tracker.lifecycle import PullEffect, lives, pull_changes
from tracker.lives import AmendmentLife, ItemLife, LifeEvent, LineLife, Mark
from tracker.process import shipped_process
from tracker.standing import AmendmentState

LAMP = github("Own/wasi-lamp")
FILE = "wit/lamp.wit"
PARENT = row(3, "Lamp", LAMP)
DIM = row(2, "Lamp: Dim", LAMP, line=9)
GATE = unstable("lamp-dim")
UNKNOWN_VOTE = "no one can tell whether it was voted: votes are not recorded"
NO_ROW = "no row of its own in the proposal list"
END = "2026-08-20"


class World:
    """A hub with a list on which the lamp is at phase 3, and the lamp's own repository."""

    def __init__(self, *rows: ListRow) -> None:
        self.made = MadeChronicle()
        self.hub = self.made.branch(HUB)
        self.hub.commit("2024-01-01", rows=rows or (PARENT,))
        self.lamp = self.made.branch("Own/wasi-lamp")

    def lamp_at(
        self,
        day: str,
        version: str | None,
        *gates: WitGate,
        by: str = "Ada Author",
        merges: MadeBranch | None = None,
    ) -> None:
        """Commit the lamp's one file."""
        self.lamp.commit(day, {FILE: lamp(version, *gates)}, by=by, merges=merges)

    def lives(self, at: str = END) -> tuple[AmendmentLife, ...]:
        """Return all lives at a moment."""
        return lives(self.made.subjects(at), self.made.chronicle(at), shipped_process(), ALIASES)

    def life(self, at: str = END) -> AmendmentLife:
        """Return the only life at a moment."""
        (only,) = self.lives(at)
        return only


def lamp(version: str | None, *gates: WitGate) -> WitFile:
    """Return the lamp's file."""
    return wit(f"wasi:lamp@{version}" if version else "wasi:lamp", *gates)


def told(events: Sequence[LifeEvent]) -> list[tuple[str, str, str | None]]:
    """Return day, kind and line of events."""
    return [(f"{event.date:%Y-%m-%d}", str(event.state), event.line) for event in events]


def states(life: AmendmentLife) -> list[tuple[str | None, str, str]]:
    """Return line, branch and state of each line."""
    return [(line.line, line.branch, str(line.state)) for line in life.lines]


def days(line: LineLife) -> tuple[str, str | None]:
    """Return the first and the last day with a gate."""
    return f"{line.first.date:%Y-%m-%d}", f"{line.last.date:%Y-%m-%d}" if line.last else None


def items(line: LineLife) -> list[tuple[str, str]]:
    """Return path and state of each item."""
    return [(item.path, str(item.state)) for item in line.items]


# --- the whole path -------------------------------------------------------------------------------------------------


def whole_path() -> World:
    """Return an amendment that took all steps in order."""
    world = World()
    world.lamp_at("2024-01-10", "0.2.0")
    pull = world.lamp.pull(7)
    pull.commit("2024-02-01", {FILE: lamp("0.2.0", GATE)}, by="Bo Builder")
    world.hub.commit("2024-02-10", rows=(PARENT, DIM), by="Cy Chair")
    world.lamp_at("2024-02-20", "0.2.0", GATE, merges=pull, by="Bo Builder")
    world.made.decide("lamp/lamp-dim", "2024-04-04", Outcome.PASSED, 3, "Stabilize dimming?", "notes")
    world.lamp_at("2024-04-10", "0.2.0", unstable("lamp-dim", line=5, queued=True), by="Cy Chair")
    world.lamp_at("2024-05-01", "0.2.1", since("0.2.1"), by="Di Releaser")
    world.lamp.tag("v0.2.1", "2024-05-02")
    return world


def test_an_amendment_that_took_every_step_is_told_whole() -> None:
    world = whole_path()
    revisions = [commit.revision for commit in (*world.hub.commits, *world.lamp.commits)]
    _, row_at, _, landed, queued, stable = revisions
    (pull,) = world.made.chronicle().pulls

    def link(revision: str, line: int) -> str:
        return f"{LAMP}/blob/{revision}/{FILE}#L{line}"

    event = [
        ("2024-02-01", "proposed", "0.2", pull.head.revision, f"{LAMP}/pull/7", "Bo Builder"),
        ("2024-02-10", "tracked", None, row_at, f"{github(HUB)}/blob/{row_at}/docs/List.md#L9", "Cy Chair"),
        ("2024-02-20", "landed", "0.2", landed, link(landed, 3), "Bo Builder"),
        ("2024-04-04", "voted", None, None, "notes", None),
        ("2024-04-10", "queued", "0.2", queued, link(queued, 5), "Cy Chair"),
        ("2024-05-01", "stabilized", "0.2", stable, link(stable, 3), "Di Releaser"),
        ("2024-05-02", "released", "0.2", stable, link(stable, 3), None),
    ]
    life = world.life()
    assert [
        (f"{each.date:%Y-%m-%d}", each.state, each.line, each.revision, each.url, each.who) for each in life.events
    ] == event
    assert [each.summary for each in life.events] == [
        "pull request 7 puts it behind a gate (merged on 2024-02-20)",
        "the proposal list got its row “Lamp: Dim” at phase 2",
        "landed in wasi:lamp@0.2.0 with 1 gate",
        "the vote passed: Stabilize dimming?",
        "queued for the next release with 1 gate",
        "stabilized as 0.2.1 on 1 item",
        "released in 0.2.1 with 1 item",
    ]
    first, last = world.lamp.commits[1], world.lamp.commits[2]
    assert life.lines == (
        LineLife(
            line="0.2",
            repository=world.lamp.branch.repository,
            branch="main",
            state=AmendmentState.RELEASED,
            first=Mark(first.at, first.revision),
            last=Mark(last.at, last.revision),
            stabilized_in="0.2.1",
            released_in="0.2.1",
            carried=True,
            items=(ItemLife("wasi:lamp/types", "interface", AmendmentState.RELEASED, FILE, 3, "0.2.1"),),
        ),
    )
    assert (life.id, life.parent, life.feature, life.title) == ("lamp/lamp-dim", "lamp", "lamp-dim", "Lamp: Dim")


@pytest.mark.parametrize(
    ("at", "state", "phase", "step", "words"),
    [
        ("2024-02-01", "proposed", None, 2, "Accepting it (Own/wasi-lamp#7) waits for the champion."),
        ("2024-02-10", "tracked", 2, 4, "Merging it (Own/wasi-lamp#7) waits for the champion."),
        (
            "2024-02-20",
            "landed",
            2,
            5,
            "Building it behind the gate waits for the implementers; then a vote on phase 3 for the subgroup.",
        ),
        (
            "2024-04-04",
            "voted",
            3,
            7,
            "It is voted: turning its gates into @since, or queueing them, waits for the champion.",
        ),
        (
            "2024-04-10",
            "voted",
            3,
            7,
            "It is voted and queued: turning its gates into @since waits for the release manager.",
        ),
        (
            "2024-05-01",
            "stabilized",
            3,
            8,
            "Shipping it in the next release of the 0.2 line waits for the release manager.",
        ),
        ("2024-05-02", "released", 3, None, "All is done: it is released in 0.2.1."),
    ],
)
def test_at_each_moment_its_step_is_the_next_one(at: str, state: str, phase: int | None, step: int, words: str) -> None:
    life = whole_path().life(at)
    assert (str(life.state), life.phase, life.step, life.next_step, life.missing) == (state, phase, step, words, ())


def test_what_came_later_is_not_told() -> None:
    life = whole_path().life("2024-03-01")
    assert told(life.events) == [
        ("2024-02-01", "proposed", "0.2"),
        ("2024-02-10", "tracked", None),
        ("2024-02-20", "landed", "0.2"),
    ]
    assert days(life.lines[0]) == ("2024-02-20", None)


def test_before_its_pull_request_there_is_no_amendment() -> None:
    assert whole_path().lives("2024-01-31") == ()


# --- gates ----------------------------------------------------------------------------------------------------------


def test_a_renamed_file_and_a_new_package_version_change_nothing() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp.commit("2024-03-01", {FILE: None, "wit/light.wit": lamp("0.2.0", GATE)})
    world.lamp.commit("2024-04-01", {"wit/light.wit": lamp("0.2.1", GATE)})
    life = world.life()
    assert (states(life), told(life.events)) == ([("0.2", "main", "landed")], [("2024-02-01", "landed", "0.2")])
    assert (days(life.lines[0]), life.lines[0].items[0].file) == (("2024-02-01", None), "wit/light.wit")


def test_a_renamed_item_goes_on_under_its_new_path() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", unstable("lamp-dim", "dimming"), unstable("lamp-dim", "dimming#set", line=6))
    world.lamp_at("2024-03-01", "0.2.0", unstable("lamp-dim", "fading"), unstable("lamp-dim", "fading#set", line=6))
    life = world.life()
    assert [(item.path, str(item.state), item.renamed_to) for item in life.lines[0].items] == [
        ("wasi:lamp/dimming", "landed", "wasi:lamp/fading"),
        ("wasi:lamp/dimming#set", "landed", "wasi:lamp/fading#set"),
        ("wasi:lamp/fading", "landed", None),
        ("wasi:lamp/fading#set", "landed", None),
    ]
    assert told(life.events) == [("2024-02-01", "landed", "0.2"), ("2024-03-01", "renamed", "0.2")]
    assert life.events[1].summary == (
        "wasi:lamp/dimming goes on as wasi:lamp/fading, wasi:lamp/dimming#set goes on as wasi:lamp/fading#set"
    )


def test_a_newer_dependency_makes_no_other_item() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", unstable("lamp-dim", "types#use:wasi:wool/yarn@0.2.0"))
    world.lamp_at("2024-03-01", "0.2.1", unstable("lamp-dim", "types#use:wasi:wool/yarn@0.2.1"))
    life = world.life()
    assert items(life.lines[0]) == [("wasi:lamp/types#use:wasi:wool/yarn@0.2.1", "landed")]
    assert told(life.events) == [("2024-02-01", "landed", "0.2")]


def test_an_item_that_leaves_while_another_stands_is_withdrawn_and_the_line_stands() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", unstable("lamp-dim", "a"), unstable("lamp-dim", "b", line=6))
    world.lamp_at("2024-03-01", "0.2.0", unstable("lamp-dim", "a"))
    life = world.life()
    assert items(life.lines[0]) == [("wasi:lamp/a", "landed"), ("wasi:lamp/b", "withdrawn")]
    assert (str(life.state), told(life.events)) == ("landed", [("2024-02-01", "landed", "0.2")])


def test_as_long_as_one_of_its_items_is_unstable_it_is_landed() -> None:
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.0", unstable("lamp-dim", "a"), unstable("lamp-dim", "b", line=6))
    world.lamp_at("2024-03-01", "0.2.1", since("0.2.1", "a"), unstable("lamp-dim", "b", line=6))
    world.lamp.tag("v0.2.1", "2024-03-02")
    life = world.life()
    assert items(life.lines[0]) == [("wasi:lamp/a", "released"), ("wasi:lamp/b", "landed")]
    assert (states(life), life.lines[0].last, life.lines[0].released_in) == ([("0.2", "main", "landed")], None, "0.2.1")
    assert [each.summary for each in life.events if each.state == "stabilized"] == [
        "stabilized as 0.2.1 on 1 item, 1 gate still @unstable"
    ]
    assert (life.step, life.missing) == (7, ("1 of 2 items on the 0.2 line are still @unstable",))


def test_a_stable_item_beside_a_withdrawn_one_makes_the_line_stable() -> None:
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.0", unstable("lamp-dim", "a"), unstable("lamp-dim", "b", line=6))
    world.lamp_at("2024-03-01", "0.2.1", since("0.2.1", "a"))
    life = world.life()
    assert items(life.lines[0]) == [("wasi:lamp/a", "stabilized"), ("wasi:lamp/b", "withdrawn")]
    assert (str(life.state), life.missing) == ("stabilized", (UNKNOWN_VOTE,))


def test_all_standing_gates_must_be_queued() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", unstable("lamp-dim", "a", queued=True), unstable("lamp-dim", "b", line=6))
    assert str(world.life().state) == "landed"
    both = unstable("lamp-dim", "a", queued=True), unstable("lamp-dim", "b", line=6, queued=True)
    world.lamp_at("2024-03-01", "0.2.0", *both)
    life = world.life()
    assert (str(life.state), told(life.events)) == (
        "queued",
        [("2024-02-01", "landed", "0.2"), ("2024-03-01", "queued", "0.2")],
    )


def test_it_may_land_again_after_it_was_withdrawn() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp_at("2024-03-01", "0.2.0")
    withdrawn = world.life()
    assert (str(withdrawn.state), withdrawn.step, days(withdrawn.lines[0])) == (
        "withdrawn",
        None,
        ("2024-02-01", "2024-02-01"),
    )
    world.lamp_at("2024-04-01", "0.2.1", GATE)
    life = world.life()
    assert told(life.events) == [
        ("2024-02-01", "landed", "0.2"),
        ("2024-03-01", "withdrawn", "0.2"),
        ("2024-04-01", "landed", "0.2"),
    ]
    assert (str(life.state), days(life.lines[0])) == ("landed", ("2024-02-01", None))


def test_a_since_that_comes_later_ends_the_withdrawal() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp_at("2024-03-01", "0.2.0")
    world.lamp_at("2024-04-01", "0.2.1", since("0.2.1"))
    life = world.life()
    assert told(life.events)[1:] == [("2024-03-01", "withdrawn", "0.2"), ("2024-04-01", "stabilized", "0.2")]
    assert str(life.state) == "stabilized"


def test_a_feature_with_another_name_is_another_amendment() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", unstable("dim"))
    world.lamp_at("2024-03-01", "0.2.0", GATE)
    assert [(life.id, str(life.state), life.events[-1].summary) for life in world.lives()] == [
        ("lamp/lamp-dim", "landed", "landed in wasi:lamp@0.2.0 with 1 gate"),
        (
            "lamp/dim",
            "withdrawn",
            "withdrawn: the gates left and no @since came in their place: its items went on behind lamp-dim",
        ),
    ]


# --- lines and branches ---------------------------------------------------------------------------------------------


def two_lines() -> World:
    """Return an amendment on two lines, stabilized on the first of them."""
    world = World(PARENT, DIM)
    world.lamp.commit("2024-02-01", {FILE: lamp("0.2.0", GATE), "wit-next/lamp.wit": lamp("0.3.0-rc-1", GATE)})
    world.lamp.commit("2024-03-01", {FILE: lamp("0.2.1", since("0.2.1"))})
    world.lamp.tag("v0.2.1", "2024-03-02")
    return world


def test_lines_that_disagree_are_told() -> None:
    life = two_lines().life()
    assert states(life) == [("0.2", "main", "released"), ("0.3", "main", "landed")]
    assert (str(life.state), life.step, life.next_step) == (
        "released",
        7,
        "Turning its gates on 0.3 into @since waits for the champion.",
    )
    assert life.missing == (UNKNOWN_VOTE, "the 0.3 line still has it @unstable")


def test_a_line_that_only_lacks_a_release_waits_for_it() -> None:
    world = two_lines()
    world.lamp.commit("2024-04-01", {"wit-next/lamp.wit": lamp("0.3.0-rc-2", since("0.3.0-rc-2"))})
    life = world.life()
    assert states(life) == [("0.2", "main", "released"), ("0.3", "main", "stabilized")]
    assert (life.step, life.next_step) == (
        8,
        "Shipping it in the next release of the 0.3 line waits for the release manager.",
    )
    assert life.missing == (UNKNOWN_VOTE,)


def test_withdrawn_on_one_line_and_landed_on_the_other_is_landed() -> None:
    world = World()
    world.lamp.commit("2024-02-01", {FILE: lamp("0.2.0", GATE), "wit-next/lamp.wit": lamp("0.3.0-rc-1", GATE)})
    world.lamp.commit("2024-03-01", {FILE: lamp("0.2.0")})
    life = world.life()
    assert (states(life), str(life.state)) == ([("0.2", "main", "withdrawn"), ("0.3", "main", "landed")], "landed")


def test_lines_are_in_the_order_of_their_numbers() -> None:
    world = World()
    for day, version in enumerate(("0.10.0", "0.2.0", "1.0.0"), 1):
        world.lamp.commit(f"2024-02-0{day}", {f"wit-{day}/lamp.wit": lamp(version, GATE)})
    assert [line.line for line in world.life().lines] == ["0.2", "0.10", "1"]


def moved_line() -> tuple[World, MadeBranch]:
    """Return an amendment whose line left `main` for a release branch."""
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    release = world.lamp.fork("wasi-0.2")
    world.lamp_at("2024-03-01", "0.3.0-rc-1")
    return world, release


def test_a_line_that_moved_to_a_release_branch_is_not_withdrawn() -> None:
    world, _ = moved_line()
    life = world.life()
    assert [(line.branch, str(line.state), line.carried, days(line)) for line in life.lines] == [
        ("main", "landed", False, ("2024-02-01", "2024-02-01")),
        ("wasi-0.2", "landed", True, ("2024-02-01", None)),
    ]
    assert told(life.events)[1:] == [("2024-02-01", "landed", "0.2"), ("2024-03-01", "moved", "0.2")]
    assert life.events[-1].summary == (
        "main no longer holds the 0.2 line of wasi:lamp; it is on wasi-0.2 of Own/wasi-lamp"
    )
    assert (str(life.state), life.missing) == ("landed", ())


def test_a_line_released_from_its_branch_is_done() -> None:
    world, release = moved_line()
    release.commit("2024-04-01", {FILE: lamp("0.2.1", since("0.2.1"))})
    release.tag("v0.2.1", "2024-04-02")
    life = world.life()
    assert states(life) == [("0.2", "main", "landed"), ("0.2", "wasi-0.2", "released")]
    assert (str(life.state), life.step, life.missing) == ("released", None, (UNKNOWN_VOTE,))


def test_a_line_that_was_given_up_altogether_keeps_its_state() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp_at("2024-03-01", "0.3.0-rc-1")
    life = world.life()
    assert (states(life), str(life.state)) == ([("0.2", "main", "landed")], "landed")
    assert life.events[-1].summary == "main no longer holds the 0.2 line of wasi:lamp"


def test_a_line_that_was_given_up_when_a_new_one_took_the_item_over_as_stable() -> None:
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp_at("2024-03-01", "0.3.0", since("0.3.0"))
    world.lamp.tag("v0.3.0", "2024-03-02")
    life = world.life()
    assert states(life) == [("0.2", "main", "landed"), ("0.3", "main", "released")]
    assert [each.summary for each in life.events][2:] == [
        "taken over as stable in wasi:lamp@0.3.0 with 1 item",
        "main no longer holds the 0.2 line of wasi:lamp",
        "released in 0.3.0 with 1 item",
    ]
    assert (str(life.state), life.phase, life.step, items(life.lines[1])) == (
        "released",
        3,
        None,
        [("wasi:lamp/types", "released")],
    )


def test_a_repository_that_took_the_item_over_as_stable_ends_the_path() -> None:
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.hub.commit("2024-03-01", {"proposals/lamp/wit/lamp.wit": lamp("0.2.1", since("0.2.1"))})
    life = world.life()
    assert [(str(line.repository), str(line.state)) for line in life.lines] == [
        ("Own/wasi-lamp", "landed"),
        ("Own/hub", "stabilized"),
    ]
    assert (str(life.state), life.step) == ("stabilized", 8)


def test_what_was_stable_before_the_feature_landed_takes_nothing_over() -> None:
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.1", GATE)
    world.hub.commit("2024-02-02", {"old/lamp.wit": lamp("0.2.0", since("0.2.0"))})
    world.lamp.commit("2024-03-02", {FILE: None})
    assert states(world.life()) == [("0.2", "main", "landed")]


def test_what_a_release_branch_shares_with_the_default_branch_is_told_once() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp_at("2024-03-01", "0.2.1", since("0.2.1"))
    world.lamp.tag("v0.2.1", "2024-03-02")
    world.lamp.fork("wasi-0.2")
    life = world.life()
    assert states(life) == [("0.2", "main", "released"), ("0.2", "wasi-0.2", "released")]
    assert told(life.events) == [
        ("2024-02-01", "landed", "0.2"),
        ("2024-03-01", "stabilized", "0.2"),
        ("2024-03-02", "released", "0.2"),
    ]


def test_a_repository_that_the_proposal_left_holds_nothing_back() -> None:
    world = World(row(3, "Lamp", github(HUB, "proposals/lamp")), DIM)
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    shared = "proposals/lamp/wit/lamp.wit"
    world.hub.commit("2024-03-01", {shared: lamp("0.2.0", GATE)})
    world.hub.commit("2024-04-01", {shared: lamp("0.2.1")})
    life = world.life()
    assert [(str(line.repository), str(line.state)) for line in life.lines] == [
        ("Own/wasi-lamp", "landed"),
        ("Own/hub", "withdrawn"),
    ]
    assert [(f"{each.date:%Y-%m-%d}", str(each.state), str(each.repository)) for each in life.events][1:] == [
        ("2024-02-01", "landed", "Own/wasi-lamp"),
        ("2024-03-01", "landed", "Own/hub"),
        ("2024-04-01", "withdrawn", "Own/hub"),
    ]
    assert (life.id, str(life.state)) == ("lamp/lamp-dim", "withdrawn")


# --- releases -------------------------------------------------------------------------------------------------------


def test_the_first_release_is_the_first_by_version_not_by_spelling() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.8", GATE)
    world.lamp_at("2024-03-01", "0.2.9", since("0.2.9"))
    world.lamp.tag("v0.2.10", "2024-03-02")
    world.lamp.tag("v0.2.9", "2024-03-03")
    assert world.life().lines[0].released_in == "0.2.9"


def test_the_tag_names_the_version_where_the_tree_still_has_the_old_one() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.8", GATE)
    world.lamp.tag("v0.2.8", "2024-02-02")
    world.lamp_at("2024-03-01", "0.2.8", since("0.2.9"))
    world.lamp.tag("v0.2.9", "2024-03-02")
    assert (world.life().lines[0].released_in, world.life("2024-03-01").lines[0].released_in) == ("0.2.9", None)


def test_a_prerelease_is_no_release() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.3.0-rc-1", GATE)
    world.lamp_at("2024-03-01", "0.3.0-rc-2", since("0.3.0-rc-2"))
    world.lamp.tag("v0.3.0-rc-2", "2024-03-02")
    assert (str(world.life().state), world.life().lines[0].released_in) == ("stabilized", None)
    world.lamp_at("2024-04-01", "0.3.0", since("0.3.0"))
    world.lamp.tag("v0.3.0", "2024-04-02")
    life = world.life()
    assert (str(life.state), life.lines[0].stabilized_in, life.lines[0].released_in) == ("released", "0.3.0", "0.3.0")


def test_a_release_of_another_line_does_not_count() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp_at("2024-03-01", "0.2.1", since("0.2.1"))
    world.lamp.tag("v0.3.0", "2024-03-02")
    assert str(world.life().state) == "stabilized"


def test_a_tag_apart_from_the_branches_releases_as_well() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp_at("2024-03-01", "0.2.0", since("0.2.1"))
    world.lamp.tag_apart("v0.2.1", "2024-03-02", {FILE: lamp("0.2.1", since("0.2.1"))})
    assert world.life().lines[0].released_in == "0.2.1"


def test_another_repository_that_carries_the_package_releases_as_well() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp_at("2024-03-01", "0.2.1", since("0.2.1"))
    world.hub.commit("2024-04-01", {"all/lamp/lamp.wit": lamp("0.2.1", since("0.2.1"))})
    world.hub.tag("v0.2.1", "2024-04-02")
    life = world.life()
    assert (states(life), str(life.events[-1].repository)) == ([("0.2", "main", "released")], "Own/hub")


# --- rows -----------------------------------------------------------------------------------------------------------


def test_a_row_that_left_and_was_put_back_is_told() -> None:
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.hub.commit("2024-03-01", rows=(PARENT,), by="Di Deleter")
    gone = world.life()
    assert (gone.title, gone.missing) == ("Lamp: Dim", ("its row left the proposal list on 2024-03-01",))
    world.hub.commit("2024-04-01", rows=(PARENT, row(2, "Lamp: dims", LAMP)))
    life = world.life()
    assert told(life.events) == [
        ("2024-01-01", "tracked", None),
        ("2024-02-01", "landed", "0.2"),
        ("2024-03-01", "untracked", None),
        ("2024-04-01", "tracked", None),
    ]
    revision = world.hub.commits[1].revision
    assert (life.events[2].who, life.events[2].url) == (
        "Di Deleter",
        f"{github(HUB)}/blob/{revision}/docs/List.md",
    )
    assert (life.title, life.missing) == ("Lamp: dims", ())


def test_a_row_that_leaves_after_stabilization_is_not_missed() -> None:
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.hub.commit("2024-03-01", rows=(PARENT,))
    world.lamp_at("2024-03-02", "0.2.1", since("0.2.1"))
    assert world.life().missing == (UNKNOWN_VOTE,)


def test_a_row_without_a_gate_is_tracked_and_keeps_its_id() -> None:
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.0")
    life = world.life()
    assert (life.id, life.feature, str(life.state), life.phase, life.step, told(life.events)) == (
        "lamp/dim",
        None,
        "tracked",
        2,
        1,
        [("2024-01-01", "tracked", None)],
    )


def test_a_pull_request_tells_the_feature_of_a_row_without_a_gate() -> None:
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.0")
    world.lamp.pull(3).commit("2024-03-01", {FILE: lamp("0.2.0", GATE)})
    life = world.life()
    assert (life.id, life.feature, str(life.state), told(life.events)) == (
        "lamp/dim",
        "lamp-dim",
        "tracked",
        [("2024-01-01", "tracked", None), ("2024-03-01", "proposed", "0.2")],
    )


def test_a_row_tracks_what_is_on_a_branch_before_what_is_in_a_pull_request() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp.pull(3).commit("2024-02-02", {"wit/dim.wit": wit("wasi:lamp@0.2.0", unstable("dim", "dim"))})
    world.hub.commit("2024-03-01", rows=(PARENT, DIM))
    world.hub.commit("2024-04-01", rows=(PARENT,))
    assert [(life.id, told(life.events)[-1]) for life in world.lives()] == [
        ("lamp/lamp-dim", ("2024-04-01", "untracked", None)),
        ("lamp/dim", ("2024-02-02", "proposed", "0.2")),
    ]


def test_an_amendment_outlives_the_row_of_its_parent() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.hub.commit("2024-03-01", rows=(row(1, "Kettle", github("Own/wasi-kettle")),))
    assert world.made.subjects().amendments == ()
    life = world.life()
    assert (life.id, life.title, str(life.state)) == ("lamp/lamp-dim", "Lamp: dim", "landed")


def test_while_the_list_is_away_nothing_left_it() -> None:
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.hub.commit("2024-03-01", {"docs/List.md": None})
    world.hub.commit("2024-04-01", rows=(PARENT, DIM))
    assert told(world.life().events) == [("2024-01-01", "tracked", None), ("2024-02-01", "landed", "0.2")]


# --- proposals below phase 3 ----------------------------------------------------------------------------------------


def test_a_gate_in_a_proposal_that_never_was_at_phase_3_is_no_amendment() -> None:
    world = World(row(2, "Lamp", LAMP))
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp.pull(3).commit("2024-03-01", {FILE: lamp("0.2.0", GATE, unstable("lamp-glow", "glow"))})
    assert world.lives() == ()


def test_a_proposal_that_was_at_phase_3_once_is_amended() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.hub.commit("2024-03-01", rows=(row(2, "Lamp", LAMP),))
    assert [life.id for life in world.lives()] == ["lamp/lamp-dim"]


# --- pull requests --------------------------------------------------------------------------------------------------


def test_a_pull_request_that_was_not_merged_may_be_open() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0")
    pull = world.lamp.pull(3)
    pull.commit("2024-03-01", {"wit/other.wit": lamp(None)}, by="Ann")
    pull.commit("2024-03-02", {FILE: lamp("0.2.0", GATE)}, by="Bo")
    pull.commit("2024-03-03", {FILE: lamp("0.2.0", GATE, unstable("lamp-dim", "b"))}, by="Cy")
    life = world.life()
    (event,) = life.events
    assert (f"{event.date:%Y-%m-%d}", event.who) == ("2024-03-02", "Bo")
    assert event.summary == (
        "pull request 3 puts it behind a gate "
        "(not known to be merged; whether it is open cannot be told without GitHub's API)"
    )
    assert (str(life.state), life.phase, life.lines, life.missing) == ("proposed", None, (), ())


def test_a_pull_request_that_carries_the_feature_along_proposes_nothing() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    world.lamp.pull(3).commit("2024-03-01", {FILE: lamp("0.2.0", GATE, since("0.2.0", "other"))})
    world.lamp.pull(4).commit("2024-03-01", {"wit/b.wit": wit("wasi:lamp@0.2.0", unstable("lamp-dim", "b"))})
    world.lamp.pull(5).commit("2024-03-01", {FILE: lamp("0.3.0", GATE)})
    assert told(world.life().events) == [("2024-02-01", "landed", "0.2")]


def test_a_pull_request_that_gives_the_feature_up_again_proposes_nothing() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0")
    pull = world.lamp.pull(3)
    pull.commit("2024-03-01", {FILE: lamp("0.2.0", GATE)})
    pull.commit("2024-03-02", {FILE: lamp("0.2.0", since("0.2.0", "other"))})
    assert world.lives() == ()


def test_a_pull_request_to_another_repository_brings_the_feature_over() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    pull = world.hub.pull(4)
    pull.commit("2024-03-01", {"all/lamp.wit": lamp("0.2.0", GATE)})
    world.hub.commit("2024-03-02", {"all/lamp.wit": lamp("0.2.0", GATE)}, merges=pull)
    assert [event.summary for event in world.life().events if event.state == "proposed"] == [
        "pull request 4 brings it over from Own/wasi-lamp (merged on 2024-03-02)"
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((), (GATE,), [(PullEffect.ADDS, "lamp-dim", "0.2", ("types",))]),
        ((GATE,), (since("0.2.1"),), [(PullEffect.STABILIZES, "lamp-dim", "0.2", ("types",))]),
        ((GATE,), (), [(PullEffect.REMOVES, "lamp-dim", "0.2", ("types",))]),
        ((GATE,), (unstable("lamp-dim", line=8),), []),
        (
            (GATE,),
            (unstable("dim"),),
            [(PullEffect.ADDS, "dim", "0.2", ("types",)), (PullEffect.REMOVES, "lamp-dim", "0.2", ("types",))],
        ),
        (
            (unstable("lamp-dim", "a"), unstable("lamp-dim", "b", line=6)),
            (since("0.2.1", "a"), unstable("lamp-dim", "b", line=6)),
            [(PullEffect.STABILIZES, "lamp-dim", "0.2", ("a",))],
        ),
    ],
)
def test_what_a_pull_request_does_to_features(
    before: tuple[WitGate, ...],
    after: tuple[WitGate, ...],
    expected: list[tuple[PullEffect, str, str, tuple[str, ...]]],
) -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", *before)
    world.lamp.pull(3).commit("2024-03-01", {FILE: lamp("0.2.0", *after)})
    chronicle = world.made.chronicle()
    (pull,) = chronicle.pulls
    changes = pull_changes(chronicle, pull)
    assert [(each.effect, each.feature, each.line, each.items) for each in changes] == expected
    assert {each.first.revision for each in changes} <= {pull.head.revision}


# --- votes ----------------------------------------------------------------------------------------------------------


def voted(*outcomes: tuple[str, Outcome], queued: bool = False) -> World:
    """Return a landed amendment on which there were votes."""
    world = World(PARENT, DIM)
    world.lamp_at("2024-02-01", "0.2.0", unstable("lamp-dim", queued=queued))
    for day, outcome in outcomes:
        world.made.decide("lamp/lamp-dim", day, outcome, 3)
    return world


def test_a_failed_vote_rejects_it() -> None:
    life = voted(("2024-03-01", Outcome.FAILED)).life()
    assert (str(life.state), life.phase, life.step, life.next_step, told(life.events)[-1]) == (
        "rejected",
        2,
        None,
        "Nothing comes next: the subgroup voted against it.",
        ("2024-03-01", "rejected", None),
    )


def test_taking_the_gates_away_after_a_failed_vote_leaves_it_rejected() -> None:
    world = voted(("2024-03-01", Outcome.FAILED))
    world.lamp_at("2024-04-01", "0.2.1")
    assert (str(world.life().state), str(world.life().lines[0].state)) == ("rejected", "withdrawn")


def test_gates_that_land_again_after_a_failed_vote_are_landed() -> None:
    world = voted(("2024-03-01", Outcome.FAILED))
    world.lamp_at("2024-04-01", "0.2.1")
    world.lamp_at("2024-05-01", "0.2.1", GATE)
    assert str(world.life().state) == "landed"


@pytest.mark.parametrize("outcome", [Outcome.DEFERRED, Outcome.UNCLEAR])
def test_a_vote_that_decided_nothing_is_due_again(outcome: Outcome) -> None:
    life = voted(("2024-03-01", outcome)).life()
    assert (str(life.state), life.step, life.next_step, told(life.events)[-1]) == (
        "landed",
        6,
        "The vote of 2024-03-01 decided nothing: a vote on phase 3 waits for the subgroup.",
        ("2024-03-01", "deferred", None),
    )


def test_a_later_vote_overrides_a_failed_one() -> None:
    assert str(voted(("2024-03-01", Outcome.FAILED), ("2024-04-01", Outcome.PASSED)).life().state) == "voted"


def test_a_vote_on_something_else_says_nothing_of_it() -> None:
    world = voted(queued=True)
    world.made.decide("lamp", "2024-03-01", Outcome.PASSED, 3)
    life = world.life()
    assert (str(life.state), life.missing) == ("queued", ("no vote is recorded",))


def test_without_recorded_votes_no_one_can_tell() -> None:
    life = voted(queued=True).life()
    assert (str(life.state), life.step, life.missing) == ("queued", 7, (UNKNOWN_VOTE,))


def test_a_gate_that_landed_without_a_row_misses_it() -> None:
    world = World()
    world.lamp_at("2024-02-01", "0.2.0", GATE)
    assert world.life().missing == (NO_ROW,)


def test_nothing_recorded_has_no_lives() -> None:
    made = MadeChronicle()
    assert lives(made.subjects(), made.chronicle(), shipped_process(), ALIASES) == ()


# --- any history ----------------------------------------------------------------------------------------------------

KINDS = st.sampled_from(["absent", "unstable", "queued", "since"])
COMMITS = st.lists(st.tuples(st.sampled_from(["0.2.0", "0.2.1", "0.3.0", None]), KINDS, KINDS), min_size=1, max_size=8)


def _drawn_gate(kind: str, item: str, version: str | None) -> WitGate | None:
    match kind:
        case "unstable" | "queued":
            return unstable("lamp-dim", item, queued=kind == "queued")
        case "since":
            return since(version or "", item)
        case _:
            return None


def drawn(commits: Sequence[tuple[str | None, str, str]]) -> World:
    """Return a history with one commit a day; without a version the file is away."""
    world = World()
    for day, (version, *kinds) in enumerate(commits, 1):
        gates = [gate for kind, item in zip(kinds, "ab", strict=True) if (gate := _drawn_gate(kind, item, version))]
        world.lamp.commit(f"2024-02-{day:02}", {FILE: lamp(version, *gates) if version else None})
    return world


@given(COMMITS, st.integers(1, 8))
def test_what_happened_up_to_a_day_is_told_alike_on_every_later_day(
    commits: list[tuple[str | None, str, str]], day: int
) -> None:
    world, until = drawn(commits), f"2024-02-{day:02}"
    later = [event for life in world.lives() for event in told(life.events) if event[0] <= until]
    assert [event for life in world.lives(until) for event in told(life.events)] == later


@given(COMMITS)
def test_the_state_of_a_line_is_what_its_newest_commit_shows(commits: list[tuple[str | None, str, str]]) -> None:
    world = drawn(commits)
    version, *kinds = commits[-1]
    standing = {kind for kind in kinds if kind in {"unstable", "queued"}} if version else set()
    expected = {"landed"} if "unstable" in standing else standing
    for life in world.lives():
        found = {str(line.state) for line in life.lines if line.last is None}
        assert found == expected
