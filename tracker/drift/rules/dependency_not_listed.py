"""`dependency-not-listed`: WIT depends on a `wasi` package of which the proposal list has no row."""

from collections.abc import Iterator
from datetime import datetime

from tracker.drift.evidence import day, file_said, later, linked
from tracker.drift.findings import Said, Severity
from tracker.drift.interface import Hit, Sources, Untold, rule
from tracker.drift.links import PHASES
from tracker.drift.needs import Mention, mentions, named_since
from tracker.lives import ChangeKind, PhaseChange
from tracker.subjects import Proposal

_NAMESPACE = "wasi"


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every package that a listed proposal names and the list does not have.

    A package that nobody was seen to declare may be that of a listed repository that was not read.
    """
    unread = sum(each.home is None or sources.repository(each.home.repository) is None for each in _listed(sources))
    for proposal in _listed(sources):
        told = set()
        for mention in mentions(sources, proposal):
            needed = mention.dependency
            owner = sources.subjects.owners.get(needed.id)
            if needed.namespace != _NAMESPACE or needed.id in told or (owner and owner.phase is not None):
                continue
            told.add(needed.id)
            if owner is None and unread:
                count = "a listed repository" if unread == 1 else f"{unread} listed repositories"
                reason = f"{proposal.id}: {needed.id} may be declared in {count} that could not be read"
                yield Untold((proposal.id,), reason)
            else:
                yield _hit(sources, proposal, mention, owner)


def _listed(sources: Sources) -> tuple[Proposal, ...]:
    return sources.subjects.proposals


def _hit(sources: Sources, proposal: Proposal, mention: Mention, owner: Proposal | None) -> Hit:
    needed = mention.dependency
    removed = _removal(sources, owner.id if owner else needed.name)
    history = f"the row of which left the list on {day(removed.date)}" if removed else "of which the list has no row"
    named = named_since(sources, proposal, mention, lambda each: each.id == needed.id)
    removal = linked(removed.url, f"proposal list: {removed.title} is removed") if removed else ()
    return Hit(
        subject=proposal.id,
        message=f"the WIT of {proposal.title} depends on {needed.id}, {history}",
        since=later(named, removed.date if removed else _list_begun(sources)),
        evidence=(
            *file_said(mention.repository, mention.path, needed.line, f"WIT of {proposal.id}: {mention}"),
            *_home_said(sources, owner),
            *removal,
        ),
        fix=f"depend on what took the place of {needed.id}, or give it a row in the proposal list",
    )


def _home_said(sources: Sources, owner: Proposal | None) -> tuple[Said, ...]:
    """Return where the package is declared."""
    repository = sources.repository(owner.home.repository) if owner and owner.home else None
    package = owner.packages[0] if owner and owner.packages else None
    if repository is None or package is None:
        return ()
    return file_said(repository, package.declared_in, package.declared.line, f"declares {package.declared}")


def _list_begun(sources: Sources) -> datetime | None:
    """Return since when there is a list, which never had a row that did not leave it."""
    return min((each.first.at for each in sources.chronicle.lists), default=None)


def _removal(sources: Sources, subject: str) -> PhaseChange | None:
    """Return how a subject left the list, if that was the last thing that happened to it there."""
    own = [each for each in sources.phases if each.subject == subject]
    last = max(own, key=lambda each: each.date, default=None)
    return last if last is not None and last.kind is ChangeKind.REMOVED else None


RULE = rule(
    check,
    Severity.WARNING,
    "WIT depends on a `wasi` package of which the proposal list has no row.",
    PHASES,
)
"""The rule."""
