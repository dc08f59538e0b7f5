"""The packages of others that a proposal's WIT names, and since when."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from tracker.drift.gates import standing_since
from tracker.drift.interface import Sources
from tracker.facts import RepositoryFacts, WitDependency
from tracker.subjects import Proposal


class Mention(NamedTuple):
    """A place where a file names another package."""

    repository: RepositoryFacts
    path: str
    dependency: WitDependency

    def __str__(self) -> str:
        """Return the package as it is written: `wasi:lamp@0.2.0`."""
        needed = self.dependency
        return needed.id if needed.version is None else f"{needed.id}@{needed.version}"


def mentions(sources: Sources, proposal: Proposal) -> Iterator[Mention]:
    """Yield every package of another proposal that the files of a proposal's packages name."""
    own = {package.declared.id for package in proposal.packages}
    told: set[str] = set()
    for package in proposal.packages:
        repository = sources.repository(package.repository)
        if repository is None:
            continue
        for path, file in package.files:
            if path in told:
                continue
            told.add(path)
            for needed in file.dependencies:
                owner = sources.subjects.owners.get(needed.id)
                if needed.id not in own and (owner is None or owner.id != proposal.id):
                    yield Mention(repository, path, needed)


def named_since(
    sources: Sources, proposal: Proposal, mention: Mention, same: Callable[[WitDependency], bool]
) -> datetime | None:
    """Return since when a proposal's packages name what a mention names without a break, where they live now.

    In whichever file: a file that is moved or split names nothing new.
    """
    own = {package.declared.id for package in proposal.packages}
    folders = {
        span.folder
        for span in sources.chronicle.packages
        if span.branch.repository == mention.repository.name and span.package.id in own
    }
    spans = [
        span
        for span in sources.wit.dependencies
        if span.branch.repository == mention.repository.name
        and span.path.rpartition("/")[0] in folders
        and same(span.dependency)
    ]
    return standing_since(spans)
