"""What could enter a release, each with its verdict, the reason, and the one thing to do next."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from tests.made_facts import HUB
from tests.next_release.made_sources import MadeRelease, decision, proposal_row
from tracker.agenda.values import Matter, Meeting
from tracker.chronicle import Outcome
from tracker.drift.findings import Said
from tracker.facts import Revision
from tracker.ledger import Attestation, Attested
from tracker.next_release.ballot import BallotItem, EntryKind, FeatureStanding, Implementation
from tracker.next_release.entries import items_of
from tracker.next_release.interface import Sources
from tracker.released import GateCounts, Release
from tracker.standing import OpenConcern, Readiness
from tracker.voting import AgendaItem

READY, BLOCKED, OPEN = Readiness.READY, Readiness.BLOCKED, Readiness.UNDETERMINED

OLD = """\
package wasi:lamp@0.2.0;

@since(version = 0.2.0)
interface types {
  @since(version = 0.2.0)
  on: func();
  @unstable(feature = lamp-dim)
  dim: func();
}
"""
QUEUED = OLD.replace("  @unstable", "  // @stabilize-next\n  @unstable")
STABLE = OLD.replace("@unstable(feature = lamp-dim)", "@since(version = 0.2.1)")
WORLDS = """\
package wasi:lamp@0.3.0;

@since(version = 0.3.0)
interface run {
  @since(version = 0.3.0)
  go: func();
}
@since(version = 0.3.0)
world imports {
  @since(version = 0.3.0)
  import run;
}
@since(version = 0.3.0)
world command {
  @since(version = 0.3.0)
  include imports;
  @since(version = 0.3.0)
  export run;
}
"""
DIM = "lamp/lamp-dim"
ROWS = (proposal_row("lamp", line=8), replace(proposal_row("lamp", 2, 9), title="Lamp: Dim"))


class Told(NamedTuple):
    """What matters of an item."""

    subject: str
    kind: EntryKind
    verdict: Readiness
    reason: str
    next_step: str


def told(sources: Sources, features: tuple[FeatureStanding, ...] = ()) -> list[Told]:
    """Return what matters of the items of a ballot."""
    return [_told(each) for each in items_of(sources, features)]


def _told(item: BallotItem) -> Told:
    return Told(item.subject, item.kind, item.verdict, item.reason, item.next_step)


def patch(now: str = OLD, **more: object) -> MadeRelease:
    """Return a patch release of the lamp, which had `OLD` before."""
    given = {"rows": ROWS, **more}
    return MadeRelease({"lamp": now}, {"lamp": OLD}, **given)  # type: ignore[arg-type]


def meeting(day: date, *asked: str) -> Meeting:
    """Return a meeting to come whose agenda asks for votes."""
    matters = tuple(Matter(AgendaItem("Vote", 1, 0, asks_vote=True), (each,), "https://example.org") for each in asked)
    return Meeting(day, planned=False, path="", matters=matters)


def shipped(version: str, day: str) -> Release:
    """Return a release of the registry."""
    at = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=UTC)
    return Release(version, "0.2", HUB, at, prerelease=False, tags=(), previous=None, packages=(), holds=GateCounts())


# --- amendments -------------------------------------------------------------------------------------------------------

GATE = "its gate at proposals/lamp/wit/lamp.wit"


def amendment(made: MadeRelease) -> Told:
    """Return the one item there is, an amendment."""
    (found,) = told(made.sources())
    return found


def test_an_amendment_that_was_voted_in_is_ready_and_is_queued_next() -> None:
    step = f"The champion puts `// @stabilize-next` directly above {GATE}:7 on main."
    assert amendment(patch(votes=[decision(DIM)])) == Told(
        DIM, EntryKind.AMENDMENT, READY, "voted in on 2025-02-10", step
    )


def test_when_it_is_queued_the_release_flips_its_gates() -> None:
    found = amendment(patch(QUEUED, votes=[decision(DIM)]))
    assert (found.verdict, found.next_step) == (
        READY,
        "It is queued: the release manager turns its gates into @since(version = 0.2.1).",
    )


def test_when_its_gates_are_flipped_nothing_is_left() -> None:
    found = amendment(patch(STABLE, votes=[decision(DIM)]))
    assert (found.verdict, found.next_step) == (READY, "Nothing is left: it ships with 0.2.1.")


def test_without_a_vote_it_is_blocked_and_a_meeting_comes_next() -> None:
    days = {"meetings": (meeting(date(2025, 3, 13)), meeting(date(2025, 3, 27)))}
    found = amendment(patch(votes=[], at="2025-03-10", more=days))
    assert found == Told(
        DIM,
        EntryKind.AMENDMENT,
        BLOCKED,
        "no vote on it is recorded",
        "The champion puts a vote on phase 3 on the agenda of 2025-03-13 by 2025-03-12: "
        "no meeting before 0.2.1 can be reached any more.",
    )


def test_what_is_on_an_agenda_already_waits_for_the_subgroup() -> None:
    days = {"meetings": (meeting(date(2025, 3, 13)), meeting(date(2025, 3, 27), DIM))}
    found = amendment(patch(votes=[], at="2025-03-10", more=days))
    assert found.next_step == "The subgroup votes on it on 2025-03-27: it is on the agenda."


def test_without_a_row_of_its_own_that_comes_first() -> None:
    found = amendment(patch(votes=[], rows=()))
    assert found.next_step == "The champion gives it a phase-2 row of its own in the proposal list."


def test_flipped_gates_without_a_vote_are_told() -> None:
    found = amendment(patch(STABLE, votes=[]))
    assert (found.verdict, found.reason) == (BLOCKED, "no vote on it is recorded, and its gates are @since already")


def test_a_vote_that_failed_or_was_put_off_blocks_and_says_so() -> None:
    failed, put_off = (
        amendment(patch(votes=[decision(DIM, outcome)])) for outcome in (Outcome.FAILED, Outcome.DEFERRED)
    )
    assert (failed.verdict, failed.reason, failed.next_step) == (
        BLOCKED,
        "the vote of 2025-02-10 failed",
        "The champion changes it, and asks for another vote.",
    )
    assert (put_off.verdict, put_off.reason) == (BLOCKED, "the vote of 2025-02-10 was put off")


def test_where_nobody_recorded_a_vote_it_is_open() -> None:
    found = amendment(patch(votes=None))
    assert (found.verdict, found.next_step) == (
        OPEN,
        "A person records what was decided: `tracker vote record`.",
    )


def test_a_release_that_is_out_tells_what_it_brought_whatever_was_voted_later() -> None:
    made = patch(STABLE, votes=[decision(DIM)])
    sources = made.sources()
    out = replace(sources.target, actual=shipped("0.2.1", "2025-02-20"))
    (life,) = sources.lives
    lines = tuple(replace(each, released_in="0.2.1") for each in life.lines)
    brought = replace(sources, target=out, lives=(replace(life, lines=lines),))
    assert [_told(each)[2:] for each in items_of(brought, ())] == [
        (READY, "it shipped with 0.2.1 on 2025-02-20", "Nothing is left: it is released.")
    ]
    gated = patch(votes=[decision(DIM)]).sources()
    assert [_told(each)[2:] for each in items_of(replace(gated, target=out), ())] == [
        (
            BLOCKED,
            "it did not ship with 0.2.1: its gate was still @unstable",
            "A later release of the line can bring it.",
        )
    ]


def test_what_an_earlier_release_of_the_line_brought_is_no_item_and_what_another_line_has_is_none() -> None:
    sources = patch(STABLE, votes=[decision(DIM)]).sources()
    (life,) = sources.lives
    for change in ({"released_in": "0.2.0"}, {"line": "0.3"}):
        lines = tuple(replace(each, **change) for each in life.lines)  # type: ignore[arg-type]
        assert items_of(replace(sources, lives=(replace(life, lines=lines),)), ()) == ()


def test_implementations_concerns_and_gates_are_told() -> None:
    statement = Attestation(date(2025, 2, 1), DIM, "portability-plan", 3, "Two hosts have it", "https://example.org/i")
    attested = Attested(statement, waives=False, by="Ada", entry="e" * 64, position=1)
    concern = OpenConcern("c" * 64, DIM, "Bo", date(2025, 2, 2), "Too dim", None)
    made = patch(votes=[decision(DIM)])
    sources = made.sources()
    standing = replace(sources.standing, concerns=(concern,))
    (item,) = items_of(replace(sources, attested=(attested,), standing=standing), ())
    assert item.implementations == (
        Implementation("Ada", date(2025, 2, 1), "Two hosts have it", "https://example.org/i"),
    )
    assert item.concerns == (concern,)
    assert [(each.item, each.file, each.line) for each in item.gates] == [
        ("wasi:lamp/types#dim", "proposals/lamp/wit/lamp.wit", 7)
    ]


# --- proposals --------------------------------------------------------------------------------------------------------


def test_a_proposal_at_phase_2_asks_for_phase_3() -> None:
    text = {"lamp": "package wasi:lamp@0.2.0;\n"}
    made = MadeRelease(text, text, rows=[proposal_row("lamp", 2)], votes=[])
    sources = made.sources()
    unmet = "portability-documented, overview, wit"
    assert told(sources) == [
        Told(
            "lamp",
            EntryKind.PROPOSAL,
            BLOCKED,
            f"no vote on it is recorded; unmet: {unmet}",
            "The champion sees to portability-documented: there is no README to document them in.",
        )
    ]
    voted = replace(made, votes=[decision("lamp")]).sources()
    assert [each.reason for each in told(voted)] == [f"voted in on 2025-02-10, but unmet: {unmet}"]
    (lamp,) = voted.standing.proposals
    met = replace(voted.standing, proposals=(replace(lamp, criteria=()),))
    assert told(replace(voted, standing=met)) == [
        Told(
            "lamp",
            EntryKind.PROPOSAL,
            READY,
            "voted in on 2025-02-10",
            "Its row moves to phase 3 of the list: `tracker agenda lamp --part list`.",
        )
    ]


def test_a_vote_without_a_phase_puts_no_proposal_into_one() -> None:
    text, rows = {"lamp": "package wasi:lamp@0.2.0;\n"}, [proposal_row("lamp", 2)]
    made = MadeRelease(text, text, rows=rows, votes=[decision("lamp", phase=None)])
    assert [each.verdict for each in told(made.sources())] == [BLOCKED]


# --- a launch ---------------------------------------------------------------------------------------------------------


def launch(*votes: tuple[str, Outcome]) -> list[tuple[str, EntryKind, Readiness, str]]:
    """Return the items of a launch."""
    importing = WORLDS.replace("lamp", "wick").replace("  export run;\n", "  import run;\n")
    votes_held = [decision(subject, outcome, phase=None) for subject, outcome in votes]
    made = MadeRelease({"lamp": WORLDS, "wick": importing}, version="0.3.0", votes=votes_held)
    return [each[:4] for each in told(made.sources())]


def test_a_launch_asks_for_what_a_component_can_target_and_for_itself() -> None:
    open_poll = "the poll on it was not held yet"
    assert launch() == [
        ("lamp", EntryKind.INCLUSION, OPEN, open_poll),
        ("wasi-0.3.0", EntryKind.LAUNCH, OPEN, open_poll),
    ]
    assert launch(("lamp", Outcome.PASSED), ("wasi-0.3.0", Outcome.FAILED)) == [
        ("lamp", EntryKind.INCLUSION, READY, "voted in on 2025-02-10"),
        ("wasi-0.3.0", EntryKind.LAUNCH, BLOCKED, "the vote of 2025-02-10 failed"),
    ]
    assert launch(("preview-3", Outcome.PASSED))[-1][2] is READY


def test_a_patch_and_a_draft_launch_nothing() -> None:
    assert [each.kind for each in told(MadeRelease({"lamp": WORLDS}, version="0.3.0-rc.1").sources())] == []
    assert [
        each.kind for each in told(MadeRelease({"lamp": WORLDS}, {"lamp": WORLDS}, version="0.3.1").sources())
    ] == []


# --- features of the Component Model ----------------------------------------------------------------------------------


def feature(adopted: str | None = None, *, allowed: bool = False, used: bool = True) -> FeatureStanding:
    """Return how the feature `map` stands."""
    place = Said("https://example.org", "a.wit", 1, Revision("c" * 40), "wasi:lamp/types#all")
    return FeatureStanding("map", "Maps", adopted, None, "https://example.org", allowed, (place,) if used else ())


def test_a_feature_that_the_line_uses_and_nobody_adopted_for_it_is_up_for_adoption() -> None:
    sources = patch(votes=[], rows=()).sources()
    subject = "component-model/map"
    found = {
        name: [each[2:4] for each in told(sources, (given,)) if each.subject == subject]
        for name, given in {
            "unadopted": feature(),
            "later": feature("0.2.2"),
            "adopted": feature("0.2.1"),
            "unused": feature(used=False),
            "no rule yet": feature(allowed=True),
        }.items()
    }
    assert found == {
        "unadopted": [(BLOCKED, "no vote on it is recorded")],
        "later": [(BLOCKED, "it is adopted from 0.2.2 on")],
        "adopted": [],
        "unused": [],
        "no rule yet": [(READY, "no rule asks for a vote on it yet")],
    }
