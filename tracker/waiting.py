"""Computes how long each step of the process took for each subject, and what waits for whom now.

A step goes from the first time one thing happened to a subject to the first time the other did. Which came first is the
subject's own affair: where the order was another than the process asks for, the days are negative.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from statistics import median

from tracker.chronicle import Chronicle, Decision, Outcome
from tracker.durations import Latency, StepMedian, StepTime, UnknownStep, Wait
from tracker.lives import AmendmentLife, ChangeKind, EventKind, LifeEvent, PhaseChange
from tracker.process import Process
from tracker.subjects import Subjects

_BETWEEN = {
    "proposed-to-tracked": (EventKind.PROPOSED, EventKind.TRACKED),
    "proposed-to-landed": (EventKind.PROPOSED, EventKind.LANDED),
    "landed-to-tracked": (EventKind.LANDED, EventKind.TRACKED),
    "landed-to-stabilized": (EventKind.LANDED, EventKind.STABILIZED),
    "voted-to-stabilized": (EventKind.VOTED, EventKind.STABILIZED),
    "stabilized-to-released": (EventKind.STABILIZED, EventKind.RELEASED),
}
"""Steps of amendments: from one event to another."""
_VOTED_TO_LISTED = "voted-to-listed"
_NEED_VOTES = ("voted-to-stabilized", _VOTED_TO_LISTED)
_WAITS_FOR = re.compile(r"\bfor the ([a-z][a-z ]*[a-z])")
"""How the next step of an amendment names whose turn it is."""
_ACTORS = {5: "implementers", 6: "subgroup", 8: "release manager"}
"""Whose turn each step of the process for amendments is, where the step does not say; else the champion's."""
_MOVES = frozenset({ChangeKind.ENTERED, ChangeKind.ADVANCED, ChangeKind.MOVED_BACK, ChangeKind.REMOVED})
"""Changes of a row that concern its phase."""


def latency(
    chronicle: Chronicle,
    subjects: Subjects,
    lives: Sequence[AmendmentLife],
    changes: Sequence[PhaseChange],
    process: Process,
) -> Latency:
    """Return how long everything took, and takes, as of the chronicle's moment.

    `subjects` are those of that moment, `changes` every change of the proposal list, oldest first.
    """
    moves = _moves(changes)
    steps = [
        *_amendment_steps(lives),
        *_listing_steps(chronicle.decisions or (), moves),
        *_phase_steps(moves, _beginning(chronicle)),
    ]
    order = _order(steps)
    steps.sort(key=lambda each: (order.index(each.step), each.subject, each.began))
    unknown = tuple(sorted(_unknown(chronicle, lives), key=lambda each: order.index(each.step)))
    untold = {each.step for each in unknown}
    waiting = [*_amendment_waits(chronicle, subjects, lives), *_proposal_waits(chronicle, subjects, moves, process)]
    return Latency(
        as_of=chronicle.at,
        medians=tuple(_median(step, steps) for step in order if step not in untold),
        steps=tuple(steps),
        waiting=tuple(sorted(waiting, key=lambda each: (-each.days, each.subject))),
        unknown=unknown,
    )


def _order(steps: Iterable[StepTime]) -> list[str]:
    """Return the ids of all steps in the order of the process."""
    phases = sorted({each.step for each in steps if each.step.startswith("in-phase-")}, key=_number)
    between = list(_BETWEEN)
    at = between.index("voted-to-stabilized")
    return [*between[:at], _VOTED_TO_LISTED, *between[at:], *phases]


def _number(step: str) -> int:
    return int(step.rpartition("-")[2])


def _median(step: str, steps: Iterable[StepTime]) -> StepMedian:
    taken = [each for each in steps if each.step == step and not each.at_least]
    if not taken:
        return StepMedian(step, 0, None, None, None)
    days = [each.days for each in taken]
    shortest, longest = min(taken, key=lambda each: each.days), max(taken, key=lambda each: each.days)
    return StepMedian(step, len(days), float(median(days)), shortest, longest)


# --- amendments ---------------------------------------------------------------------------------------------------


def _amendment_steps(lives: Iterable[AmendmentLife]) -> Iterator[StepTime]:
    for life in lives:
        for step, (first, last) in _BETWEEN.items():
            began = _first(life.events, first)
            ended = _first(life.events, last, began.line if began and last is EventKind.RELEASED else None)
            if began is not None and ended is not None:
                yield _taken(life.id, step, began.date, ended.date)


def _first(events: Iterable[LifeEvent], kind: EventKind, line: str | None = None) -> LifeEvent | None:
    """Return the first event of a kind, on a release line when one is given."""
    return min(
        (each for each in events if each.state is kind and line in {None, each.line}),
        key=lambda each: each.date,
        default=None,
    )


def _amendment_waits(chronicle: Chronicle, subjects: Subjects, lives: Iterable[AmendmentLife]) -> Iterator[Wait]:
    champions = {each.id: each.row.row.champions for each in subjects.proposals if each.row}
    champions |= {each.id: each.row.row.champions for each in subjects.amendments if each.row}
    for life in lives:
        last = max((each.date for each in life.events), default=None)
        if life.step is None or last is None:
            continue
        named = _WAITS_FOR.search(life.next_step)
        actor = named[1] if named else _ACTORS.get(life.step, "champion")
        who = _who(actor, champions.get(life.id) or champions.get(life.parent, ()))
        yield _wait(life.id, life.next_step, who, last, chronicle.at)


# --- proposals ----------------------------------------------------------------------------------------------------


def _moves(changes: Iterable[PhaseChange]) -> dict[str, list[PhaseChange]]:
    """Return the changes of each subject's phase, oldest first."""
    moves: dict[str, list[PhaseChange]] = {}
    for each in sorted(changes, key=lambda change: change.date):
        if each.kind in _MOVES:
            moves.setdefault(each.subject, []).append(each)
    return moves


def _phase_steps(moves: Mapping[str, Sequence[PhaseChange]], beginning: datetime | None) -> Iterator[StepTime]:
    """Yield how long each proposal was in each phase from which it advanced.

    What stands in the oldest version of the list was there before, no one knows how long.
    """
    for subject, own in moves.items():
        if "/" in subject:
            continue
        for entered, left in pairwise(own):
            if left.kind is ChangeKind.ADVANCED and isinstance(entered.target, int):
                at_least = not _recorded(entered.date, beginning)
                yield _taken(subject, f"in-phase-{entered.target}", entered.date, left.date, at_least=at_least)


def _listing_steps(decisions: Iterable[Decision], moves: Mapping[str, Sequence[PhaseChange]]) -> Iterator[StepTime]:
    for decision in _passed(decisions):
        listed = _listed(decision, moves.get(decision.subject, ()))
        if listed is not None:
            yield _taken(decision.subject, _VOTED_TO_LISTED, decision.at, listed.date)


def _passed(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the first passed decision of each subject on each phase, oldest first."""
    first: dict[tuple[str, int], Decision] = {}
    for each in sorted(decisions, key=lambda decision: decision.at):
        if each.outcome is Outcome.PASSED and each.phase is not None:
            first.setdefault((each.subject, each.phase), each)
    return list(first.values())


def _listed(decision: Decision, moves: Iterable[PhaseChange]) -> PhaseChange | None:
    """Return the change with which the list came to show what was decided: the next one, else the last before."""
    phase = decision.phase or 0
    found = [each for each in moves if _below(each.origin, phase) and not _below(each.target, phase)]
    after = (each for each in found if _day(each.date) >= _day(decision.at))
    return next(after, found[-1] if found else None)


def _below(phase: int | str | None, wanted: int) -> bool:
    return not isinstance(phase, int) or phase < wanted


def _proposal_waits(
    chronicle: Chronicle, subjects: Subjects, moves: Mapping[str, Sequence[PhaseChange]], process: Process
) -> Iterator[Wait]:
    voted = {each.subject: each for each in _passed(chronicle.decisions or ())}
    beginning = _beginning(chronicle)
    for proposal in subjects.proposals:
        if proposal.row is None or proposal.phase is None:
            continue
        decision, own = voted.get(proposal.id), moves.get(proposal.id, ())
        if decision is not None and _below(proposal.phase, decision.phase or 0) and not _listed(decision, own):
            step = f"Showing phase {decision.phase}, which was voted."
            yield _wait(proposal.id, step, "keepers of the proposal list", decision.at, chronicle.at)
        elif own and (following := process.next_phase(proposal.phase)) is not None:
            step = f"Advancing to phase {following}."
            who, since = _who("champion", proposal.row.row.champions), own[-1].date
            yield _wait(proposal.id, step, who, since, chronicle.at, at_least=not _recorded(since, beginning))


def _beginning(chronicle: Chronicle) -> datetime | None:
    """Return when the oldest version of the list that could be read was written."""
    readable = (each.first.at for each in chronicle.lists if each.content.rows or not each.content.problems)
    return next(readable, None)


def _recorded(begun: datetime, beginning: datetime | None) -> bool:
    """Return whether there is a record from before something begun."""
    return beginning is None or begun > beginning


# --- what cannot be told ------------------------------------------------------------------------------------------


def _unknown(chronicle: Chronicle, lives: Iterable[AmendmentLife]) -> Iterator[UnknownStep]:
    if chronicle.decisions is None:
        for step in _NEED_VOTES:
            yield UnknownStep(step, "no vote of the subgroup is recorded")
    if not chronicle.pulls and not any(_first(life.events, EventKind.PROPOSED) for life in lives):
        for step in ("proposed-to-tracked", "proposed-to-landed"):
            yield UnknownStep(step, "no pull request was read")


# --- days ---------------------------------------------------------------------------------------------------------


def _taken(subject: str, step: str, began: datetime, ended: datetime, *, at_least: bool = False) -> StepTime:
    first, last = _day(began), _day(ended)
    return StepTime(subject, step, first, last, (last - first).days, at_least)


def _wait(subject: str, step: str, waits_for: str, since: datetime, at: datetime, *, at_least: bool = False) -> Wait:
    return Wait(subject, step, waits_for, _day(since), (_day(at) - _day(since)).days, at_least)


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _who(actor: str, champions: Sequence[str]) -> str:
    """Return whose turn it is; champions by their names, where they are known."""
    if actor != "champion" or not champions:
        return actor
    return f"{'champion' if len(champions) == 1 else 'champions'} {', '.join(champions)}"
