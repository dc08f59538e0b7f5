"""Which of the process's eight steps for amendments comes next, whom it waits for, and what was left out."""

from collections.abc import Iterator

from tracker.lifecycle.register import line_key
from tracker.lifecycle.verdict import Evidence
from tracker.lives import EventKind, LineLife
from tracker.process import Process
from tracker.standing import AmendmentState

AMENDMENT_PHASE = 2
"""An amendment is filed as a phase-2 item of its own."""
_UNSTABLE = frozenset({AmendmentState.LANDED, AmendmentState.QUEUED})
_STABLE = frozenset({AmendmentState.STABILIZED, AmendmentState.RELEASED})
_VOTE_IS_DUE = _STABLE | {AmendmentState.QUEUED}
"""States before which the subgroup should have voted."""
_ROW_IS_DUE = _VOTE_IS_DUE | {AmendmentState.LANDED, AmendmentState.VOTED}
"""States before which the list should have got a row."""
_FIXED: dict[AmendmentState, tuple[int | None, str]] = {
    AmendmentState.QUEUED: (7, "It is queued: turning its gates into @since waits for the release manager."),
    AmendmentState.WITHDRAWN: (None, "Nothing comes next: it was withdrawn."),
    AmendmentState.REJECTED: (None, "Nothing comes next: the subgroup voted against it."),
}
"""States after which the same always comes."""


def next_step(state: AmendmentState, evidence: Evidence, process: Process) -> tuple[int | None, str]:
    """Return the number of the step that comes next, and what it is and whom it waits for in one sentence."""
    if state in _FIXED:
        return _FIXED[state]
    told = {
        AmendmentState.PROPOSED: _before_landing,
        AmendmentState.TRACKED: _before_landing,
        AmendmentState.VOTED: _after_vote,
        AmendmentState.STABILIZED: _before_release,
        AmendmentState.RELEASED: _after_release,
    }
    return told[state](evidence) if state in told else _after_landing(evidence, process)


def missing(state: AmendmentState, evidence: Evidence) -> tuple[str, ...]:
    """Return what of an earlier step was left out, and where lines disagree, each in one sentence."""
    return tuple(_missing(state, evidence))


def _missing(state: AmendmentState, evidence: Evidence) -> Iterator[str]:
    if state in _ROW_IS_DUE and not evidence.happened(EventKind.TRACKED):
        yield "no row of its own in the proposal list"
    elif state in _ROW_IS_DUE - _STABLE and not evidence.tracked:
        gone = max(event.date for event in evidence.events if event.state is EventKind.UNTRACKED)
        yield f"its row left the proposal list on {gone:%Y-%m-%d}"
    if state in _VOTE_IS_DUE and evidence.decisions is None:
        yield "no one can tell whether it was voted: votes are not recorded"
    elif state in _VOTE_IS_DUE and not evidence.voted:
        yield "no vote is recorded"
    for line in _behind(evidence):
        yield f"the {line.line} line still has it @unstable" if line.line else "a line still has it @unstable"
    for line in evidence.current:
        left = [item for item in line.items if item.state in _UNSTABLE]
        stable = [item for item in line.items if item.state in _STABLE]
        if line.last is None and left and stable:
            where = f"the {line.line} line" if line.line else line.branch
            yield f"{len(left)} of {len(left) + len(stable)} items on {where} are still @unstable"


def _before_landing(evidence: Evidence) -> tuple[int, str]:
    if not evidence.pulls:
        return 1, "A pull request with its items behind @unstable waits for the champion."
    if evidence.tracked:
        return 4, f"Merging it ({_pulls(evidence)}) waits for the champion."
    return 2, f"Accepting it ({_pulls(evidence)}) waits for the champion."


def _after_landing(evidence: Evidence, process: Process) -> tuple[int, str]:
    phase = process.next_phase(AMENDMENT_PHASE)
    vote = "a vote" if phase is None else f"a vote on phase {phase}"
    votes = (EventKind.VOTED, EventKind.REJECTED, EventKind.DEFERRED)
    newest = next((event for event in reversed(evidence.events) if event.state in votes), None)
    if evidence.happened(EventKind.STABILIZED):
        return 7, "Turning the gates that are left into @since waits for the champion."
    if newest is not None and newest.state is EventKind.DEFERRED:
        return 6, f"The vote of {newest.date:%Y-%m-%d} decided nothing: {vote} waits for the subgroup."
    return 5, f"Building it behind the gate waits for the implementers; then {vote} for the subgroup."


def _after_vote(evidence: Evidence) -> tuple[int, str]:
    gated = [line.state for line in evidence.current if line.state in _UNSTABLE]
    if gated and all(state is AmendmentState.QUEUED for state in gated):
        return 7, "It is voted and queued: turning its gates into @since waits for the release manager."
    return 7, "It is voted: turning its gates into @since, or queueing them, waits for the champion."


def _before_release(evidence: Evidence) -> tuple[int, str]:
    return 8, f"{_shipping(_of(evidence, AmendmentState.STABILIZED))} waits for the release manager."


def _after_release(evidence: Evidence) -> tuple[int | None, str]:
    behind = [line.line or line.branch for line in _behind(evidence)]
    if behind:
        return 7, f"Turning its gates on {' and '.join(behind)} into @since waits for the champion."
    waiting = [line for line in _of(evidence, AmendmentState.STABILIZED) if line in evidence.current]
    if waiting:
        return 8, f"{_shipping(waiting)} waits for the release manager."
    versions = sorted({line.released_in for line in evidence.lines if line.released_in}, key=_version_order)
    return None, f"All is done: it is released in {' and '.join(versions)}."


def _version_order(version: str) -> tuple[int, ...]:
    return line_key(version)


def _behind(evidence: Evidence) -> list[LineLife]:
    """Return the lines with the gates still `@unstable` while another line has them as stable, one for each line."""
    stable = {line.line for line in evidence.lines if line.state in _STABLE}
    behind = {line.line: line for line in evidence.current if line.last is None and stable - {line.line}}
    return list(behind.values())


def _of(evidence: Evidence, state: AmendmentState) -> list[LineLife]:
    return [line for line in evidence.lines if line.state is state]


def _shipping(lines: list[LineLife]) -> str:
    names = [f"the {name} line" for name in dict.fromkeys(line.line for line in lines) if name]
    return f"Shipping it in the next release of {' and '.join(names)}" if names else "Shipping it in the next release"


def _pulls(evidence: Evidence) -> str:
    open_ones = [pull for pull in evidence.pulls if pull.merged is None] or list(evidence.pulls)
    return ", ".join(f"{pull.repository}#{pull.number}" for pull in open_ones)
