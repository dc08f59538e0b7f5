"""How an amendment stands on one release line: which branch speaks for the line, and its gates there."""

from tracker.chronicle import BranchKind, GateSpan
from tracker.facts import GateKind
from tracker.frozen import frozen
from tracker.lives import AmendmentLife, LineLife
from tracker.next_release.interface import Sources
from tracker.permalink import permalink
from tracker.releases import parse_version
from tracker.standing import AmendmentState, GateStanding

_STANDS = frozenset({GateKind.UNSTABLE, GateKind.SINCE})


@frozen
class OnLine:
    """An amendment on the line of a release."""

    life: LineLife
    """On the branch that speaks for the line."""
    released_in: str | None
    """The first release of the line, on whichever branch, that holds it as stable."""

    @property
    def state(self) -> AmendmentState:
        """How far it has come there."""
        return self.life.state


def on_line(sources: Sources, life: AmendmentLife) -> OnLine | None:
    """Return how an amendment stands on the line of the release; `None` when the line never had it."""
    lines = [each for each in life.lines if each.line == sources.target.line]
    if not lines:
        return None
    released = [each.released_in for each in lines if each.released_in is not None]
    first = min(released, key=lambda each: (parse_version(each) is None, parse_version(each)), default=None)
    return OnLine(max(lines, key=lambda each: _speaks(sources, each)), first)


def _speaks(sources: Sources, life: LineLife) -> tuple[bool, bool, bool, bool]:
    """Return how much a branch speaks for the line: what was read of the line comes first, then the registry's own.

    A release branch speaks for its line before the default branch does; a repository that was left does not any more.
    """
    read = sources.tree.packages if sources.tree else ()
    return (
        any((each.repository, each.branch) == (life.repository, life.branch) for each in read),
        life.carried,
        life.repository == sources.aliases.registry,
        any(
            each.kind is BranchKind.RELEASE
            for each in sources.chronicle.heads
            if (each.repository, each.name) == (life.repository, life.branch)
        ),
    )


def gates_there(sources: Sources, life: LineLife, feature: str | None) -> tuple[GateStanding, ...]:
    """Return the gates of an amendment that stand on its branch and line, by file and line."""
    items = {each.path for each in life.items}
    found = [
        span
        for span in sources.chronicle.gates
        if span.standing
        and (span.branch.repository, span.branch.name) == (life.repository, life.branch)
        and span.line == life.line
        and span.gate.kind in _STANDS
        and (span.gate.feature == feature if span.gate.kind is GateKind.UNSTABLE else _path(span) in items)
        and _path(span).partition("/")[0] in {each.partition("/")[0] for each in items}
    ]
    return tuple(_standing(sources, each) for each in sorted(found, key=lambda each: (each.path, each.gate.line)))


def _path(span: GateSpan) -> str:
    return f"{span.package.id if span.package else ''}/{span.gate.item}"


def _standing(sources: Sources, span: GateSpan) -> GateStanding:
    head = sources.chronicle.heads.get(span.branch)
    revision = head.revision if head else span.first.revision
    package = span.package
    owner = sources.subjects.owners.get(package.id) if package else None
    return GateStanding(
        proposal=owner.id if owner else package.name if package else "",
        package=str(package) if package else "",
        item=_path(span),
        item_kind=span.gate.item_kind,
        kind=span.gate.kind,
        feature=span.gate.feature,
        version=span.gate.version,
        file=span.path,
        line=span.gate.line,
        repository=span.branch.repository,
        revision=revision,
        url=permalink(span.branch.repository, revision, span.path, span.gate.line),
    )
