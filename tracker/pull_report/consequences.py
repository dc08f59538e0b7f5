"""Tells what of the tracker's answers would be another after merging, as sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.drift.findings import Drift, DriftFinding
from tracker.frozen import frozen
from tracker.lives import AmendmentLife
from tracker.next_release.ballot import Ballot, BlockingFinding
from tracker.pull_report.values import Area, Consequence, Turn
from tracker.standing import (
    AmendmentStanding,
    CriterionResult,
    CriterionStatus,
    ProposalStanding,
    Standing,
)

_Subject = ProposalStanding | AmendmentStanding
_Finding = DriftFinding | BlockingFinding


@frozen
class World:
    """What the tracker tells: before merging, or after."""

    standing: Standing
    lives: tuple[AmendmentLife, ...] = ()
    """What became of each amendment, those that are done with among them."""
    drift: Drift | None = None
    """`None` when it was not asked for."""
    ballot: Ballot | None = None
    """`None` when the next release has nothing to do with it."""


def consequences(before: World, after: World) -> tuple[Consequence, ...]:
    """Return what is told otherwise after than before, by area."""
    found = [*_status(before, after)]
    if before.drift is not None and after.drift is not None:
        found += _findings(Area.DRIFT, before.drift.open, after.drift.open)
    if before.ballot is not None and after.ballot is not None:
        found += _ballot(before.ballot, after.ballot)
    return tuple(dict.fromkeys(found))


# --- status -----------------------------------------------------------------------------------------------------------


def _status(before: World, after: World) -> Iterator[Consequence]:
    old, new = _subjects(before.standing), _subjects(after.standing)
    lived = {each.id: each for each in after.lives}
    for name, subject in new.items():
        if name not in old:
            yield Consequence(Area.STATUS, Turn.APPEARS, name, _introduced(subject))
    for name, subject in old.items():
        if name not in new:
            yield Consequence(Area.STATUS, Turn.GOES, name, _gone(subject, lived.get(name)))
    for name, subject in new.items():
        if name in old:
            yield from _changed(old[name], subject)


def _subjects(told: Standing) -> dict[str, _Subject]:
    every: list[_Subject] = [*told.proposals, *told.unlisted, *told.amendments]
    return {each.id: each for each in every}


def _introduced(subject: _Subject) -> str:
    if isinstance(subject, AmendmentStanding):
        row = "" if subject.row else ", without a row of its own in the proposal list"
        return f"new amendment {subject.id} ({subject.state}{row})"
    if subject.phase is None:
        return f"new package of {subject.id}, to which no row of the proposal list leads"
    return f"new proposal {subject.id} at phase {subject.phase}"


def _gone(subject: _Subject, life: AmendmentLife | None) -> str:
    if not isinstance(subject, AmendmentStanding):
        return f"the proposal {subject.id} is no more"
    if life is None:
        return f"the amendment {subject.id} is no more"
    if life.state is subject.state:
        return f"{subject.id}: nothing of it is open any more ({life.state})"
    return f"{subject.id}: {subject.state} becomes {life.state}, and nothing of it is open any more"


def _changed(old: _Subject, new: _Subject) -> Iterator[Consequence]:
    for text in _texts(old, new):
        yield Consequence(Area.STATUS, Turn.CHANGES, new.id, text)
    yield from _criteria(old, new)
    if old.readiness is not new.readiness and old.next_phase == new.next_phase and new.readiness is not None:
        text = f"{new.id} becomes {new.readiness} for phase {new.next_phase} (was {old.readiness})"
        yield Consequence(Area.STATUS, Turn.CHANGES, new.id, text)


def _texts(old: _Subject, new: _Subject) -> Iterator[str]:
    name = new.id
    if old.phase != new.phase:
        yield f"{name}: {_phase(old.phase)} becomes {_phase(new.phase)}"
    yield from _own(old, new)
    if bool(old.row) is not bool(new.row):
        yield f"{name} {'gets' if new.row else 'loses'} its row in the proposal list"
    elif old.title != new.title:
        yield f"{name}: the title “{old.title}” becomes “{new.title}”"
    if old.champions != new.champions:
        yield f"{name}: its champions become {', '.join(new.champions) or 'nobody'}"


def _own(old: _Subject, new: _Subject) -> Iterator[str]:
    """Yield what changes of an amendment alone, or of a proposal alone."""
    name = new.id
    if isinstance(old, AmendmentStanding) and isinstance(new, AmendmentStanding):
        if old.state is not new.state:
            yield f"{name}: {old.state} becomes {new.state}"
        come = [each.path for each in new.items if each.path not in {one.path for one in old.items}]
        gone = [each.path for each in old.items if each.path not in {one.path for one in new.items}]
        yield from _listed(name, "new behind its gate", come)
        yield from _listed(name, "no longer behind its gate", gone)
    if isinstance(old, ProposalStanding) and isinstance(new, ProposalStanding):
        yield from _listed(name, "gated as a whole behind", sorted({*new.features} - {*old.features}))
        yield from _listed(name, "no longer gated behind", sorted({*old.features} - {*new.features}))
        if {*old.packages} != {*new.packages}:
            yield f"{name}: its packages become {', '.join(new.packages) or 'none'}"


def _phase(phase: int | None) -> str:
    return "no row of the list" if phase is None else f"phase {phase}"


def _listed(name: str, what: str, things: list[str]) -> Iterator[str]:
    if things:
        shown = ", ".join(things[:3]) + (f" and {len(things) - 3} more" if len(things) > 3 else "")  # noqa: PLR2004
        yield f"{name}: {what}: {shown}"


def _criteria(old: _Subject, new: _Subject) -> Iterator[Consequence]:
    """Yield requirements that are fulfilled otherwise; what an amendment's parent answers is told of the parent."""
    before = {(each.id, each.phase): each for each in old.criteria}
    for each in new.criteria:
        former = before.get((each.id, each.phase))
        if former is None or former.status is each.status or each.status is CriterionStatus.INHERITED:
            continue
        text = f"{each.id} of {new.id} becomes {each.status} (was {former.status}): {each.reason}"
        yield Consequence(Area.STATUS, Turn.CHANGES, new.id, text, each.id, _severity(each))


def _severity(result: CriterionResult) -> str | None:
    return "error" if result.status is CriterionStatus.UNMET else None


# --- findings ---------------------------------------------------------------------------------------------------------


def _findings(area: Area, before: Iterable[_Finding], after: Iterable[_Finding]) -> Iterator[Consequence]:
    """Yield findings that come and go; one that only says the same in other words does neither."""
    old, new = _by_rule(before), _by_rule(after)
    for key in dict.fromkeys((*new, *old)):
        one, other = old.get(key, []), new.get(key, [])
        come, gone = _unlike(other, one), _unlike(one, other)
        paired = min(len(come), len(gone))
        yield from (_told(area, Turn.APPEARS, each) for each in come[paired:])
        yield from (_told(area, Turn.GOES, each) for each in gone[paired:])


def _by_rule(findings: Iterable[_Finding]) -> Mapping[tuple[str, str], list[_Finding]]:
    found: dict[tuple[str, str], list[_Finding]] = {}
    for each in findings:
        found.setdefault((each.rule, each.subject), []).append(each)
    return found


def _unlike(findings: Sequence[_Finding], others: Sequence[_Finding]) -> list[_Finding]:
    """Return the findings whose messages are not among those of others, each as often as it is more often there."""
    left = Counter(each.message for each in others)
    found = []
    for each in findings:
        if left[each.message]:
            left[each.message] -= 1
        else:
            found.append(each)
    return found


def _told(area: Area, turn: Turn, finding: _Finding) -> Consequence:
    verb = "appears" if turn is Turn.APPEARS else "goes away"
    text = f"{finding.severity} {finding.rule} of {finding.subject} {verb}: {finding.message}"
    return Consequence(area, turn, finding.subject, text, finding.rule, str(finding.severity))


# --- the ballot -------------------------------------------------------------------------------------------------------


def _ballot(before: Ballot, after: Ballot) -> Iterator[Consequence]:
    old = {(each.kind, each.subject): each for each in before.items if not each.tentative}
    new = {(each.kind, each.subject): each for each in after.items if not each.tentative}
    for key, item in new.items():
        former = old.get(key)
        if former is None:
            text = f"{item.subject} comes onto the ballot of {after.version}: {item.verdict}, {item.reason}"
            yield Consequence(Area.BALLOT, Turn.APPEARS, item.subject, text)
        elif former.verdict is not item.verdict:
            text = f"{item.subject} becomes {item.verdict} for {after.version} (was {former.verdict}): {item.reason}"
            yield Consequence(Area.BALLOT, Turn.CHANGES, item.subject, text)
    for key, item in old.items():
        if key not in new:
            text = f"{item.subject} leaves the ballot of {after.version}"
            yield Consequence(Area.BALLOT, Turn.GOES, item.subject, text)
    yield from _findings(Area.BALLOT, _open(before), _open(after))
    if before.verdict is not after.verdict:
        text = f"{after.version} becomes {after.verdict} (was {before.verdict}): {after.reason}"
        yield Consequence(Area.BALLOT, Turn.CHANGES, f"wasi-{after.version}", text)


def _open(ballot: Ballot) -> list[BlockingFinding]:
    return [each for each in ballot.blocking if each.excepted is None]
