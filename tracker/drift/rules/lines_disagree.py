"""`lines-disagree`: an amendment is stable on one release line and `@unstable` on another."""

from collections.abc import Iterator
from datetime import datetime

from tracker.drift.evidence import later, said
from tracker.drift.findings import Said, Severity
from tracker.drift.gates import carries
from tracker.drift.interface import Hit, Sources, rule
from tracker.drift.links import AMENDING
from tracker.lives import AmendmentLife, EventKind, LineLife
from tracker.standing import AmendmentState

_UNSTABLE = (AmendmentState.LANDED, AmendmentState.QUEUED, AmendmentState.VOTED)
_STABLE = (AmendmentState.STABILIZED, AmendmentState.RELEASED)


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every amendment on which two lines that are both carried disagree.

    A line may stand on several branches; it counts as stable when one of them has it so.
    """
    proposals = {each.id: each for each in sources.subjects.proposals}
    branches = {(each.repository, each.name): each for each in sources.chronicle.heads}
    for life in sources.lives:
        parent = proposals.get(life.parent)
        farthest: dict[str | None, LineLife] = {}
        for line in life.lines:
            branch = branches.get((line.repository, line.branch))
            if parent is None or branch is None or not line.carried or not carries(sources, parent, branch):
                continue
            if line.line not in farthest or _rank(line) > _rank(farthest[line.line]):
                farthest[line.line] = line
        stable = [each for each in farthest.values() if each.state in _STABLE]
        unstable = [each for each in farthest.values() if each.state in _UNSTABLE]
        if stable and unstable:
            yield _hit(sources, life, stable, unstable)


def _rank(line: LineLife) -> int:
    order = (*_UNSTABLE, *_STABLE)
    return order.index(line.state) if line.state in order else -1


def _hit(sources: Sources, life: AmendmentLife, stable: list[LineLife], unstable: list[LineLife]) -> Hit:
    moments = [_stable_since(life, line) for line in stable] + [line.first.date for line in unstable]
    return Hit(
        subject=life.id,
        message=f"{life.title} is {' and '.join(map(_state, stable))}, and still @unstable on "
        f"{' and '.join(map(_where, unstable))}",
        since=later(*moments),
        evidence=tuple(one for line in (*stable, *unstable) for one in _said(sources, line)),
        fix="stabilize it on every line that is carried, or say in the list why one of them keeps the gate",
    )


def _stable_since(life: AmendmentLife, line: LineLife) -> datetime | None:
    """Return when an amendment became stable on a line; of a branch that began with it stable, when that began."""
    dates = [each.date for each in life.events if each.state is EventKind.STABILIZED and each.line == line.line]
    return min(dates, default=None)


def _state(line: LineLife) -> str:
    version = line.released_in or line.stabilized_in
    return f"{line.state} on {_where(line)}" + (f" in {version}" if version else "")


def _where(line: LineLife) -> str:
    return f"{line.line or 'no version'} ({line.branch} of {line.repository})"


def _said(sources: Sources, line: LineLife) -> Iterator[Said]:
    heads = sources.chronicle.heads
    head = next((heads[each] for each in heads if (each.repository, each.name) == (line.repository, line.branch)), None)
    states = _STABLE if line.state in _STABLE else _UNSTABLE
    item = next((each for each in line.items if each.state in states), None)
    if head is not None and item is not None:
        says = f"line {line.line or 'without a version'}: {item.path} is {item.state}"
        yield said(line.repository, head.revision, item.file, item.line, says)


RULE = rule(
    check,
    Severity.ERROR,
    "An amendment is stable on one release line and `@unstable` on another.",
    AMENDING,
)
"""The rule."""
