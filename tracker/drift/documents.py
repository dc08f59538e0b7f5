"""What the README at a proposal's home claims, and since when."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from tracker.drift.interface import Sources, Untold
from tracker.drift.rows import held_since
from tracker.facts import ClaimedPhase, Document, RepositoryFacts
from tracker.subjects import Proposal


class Readme(NamedTuple):
    """A README of a proposal."""

    repository: RepositoryFacts
    path: str
    document: Document


def readmes(sources: Sources, proposal: Proposal) -> Iterator[Readme]:
    """Yield the READMEs of a proposal's home, and outside the registry those of the folders above it, nearest first."""
    repository = sources.repository(proposal.home.repository) if proposal.home else None
    if proposal.home is None or repository is None:
        return
    folders = [proposal.home.path]
    while repository.name != sources.aliases.registry and folders[-1]:
        folders.append(folders[-1].rpartition("/")[0])
    for folder in folders:
        for path, document in repository.documents:
            if path.rpartition("/")[0] == folder:
                yield Readme(repository, path, document)


def claim_of(sources: Sources, proposal: Proposal) -> tuple[Readme, ClaimedPhase] | None:
    """Return the nearest README of a proposal that claims a phase, and its claim."""
    found = ((each, each.document.claimed_phase) for each in readmes(sources, proposal))
    return next(((readme, claim) for readme, claim in found if claim), None)


def unread(sources: Sources, of: Collection[str] | None = None) -> Iterator[Untold]:
    """Yield once, if there are any, the listed proposals of which no README could be read; with `of` only of those."""
    names = tuple(
        each.id
        for each in sources.subjects.proposals
        if each.home and (of is None or each.id in of) and not _could_be_read(sources, each)
    )
    if names:
        yield Untold(names, f"the README of {', '.join(names)} was not read")


def _could_be_read(sources: Sources, proposal: Proposal) -> bool:
    home = sources.repository(proposal.home.repository) if proposal.home else None
    return home is not None and all(each.document.problem is None for each in islice(readmes(sources, proposal), 1))


def claimed_since(sources: Sources, readme: Readme, claims: Callable[[Document], bool]) -> datetime | None:
    """Return since when a README claims something without a break."""
    spans = [
        each
        for each in sources.chronicle.documents
        if each.path == readme.path and each.branch.repository == readme.repository.name
    ]
    spans.sort(key=lambda each: each.first.position)
    return held_since(spans, lambda each: claims(each.document))
