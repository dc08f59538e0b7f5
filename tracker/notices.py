"""What a reader must know about what was, or was not, read: one line each, naming the source."""

from collections.abc import Iterator

from tracker.aliases import Aliases
from tracker.facts import Facts, RepositoryFacts
from tracker.standing import Notice
from tracker.subjects import Subjects


def notices(facts: Facts, subjects: Subjects, aliases: Aliases) -> Iterator[Notice]:
    """Yield every notice: what could not be read, then rows without a repository, then repositories without a row."""
    for repository in facts.repositories:
        yield from _of_repository(repository, aliases)
    for proposal in subjects.proposals:
        if proposal.row is not None and proposal.row.place is None:
            where = f"{aliases.registry}:{proposal.row.path}:{proposal.row.row.line}"
            link = proposal.row.row.url or "nothing"
            yield Notice(where, f"the row of {proposal.title} links to {link}, not to a repository that can be read")
    for row in subjects.repeated:
        where = f"{aliases.registry}:{row.path}:{row.row.line}"
        yield Notice(where, f"the row of {row.row.title} under phase {row.row.phase} repeats another: not counted")
    for proposal in subjects.unlisted:
        if proposal.home is not None:
            packages = ", ".join(dict.fromkeys(str(package.declared) for package in proposal.packages))
            yield Notice(proposal.home.repository, f"holds {packages} and has no row in the proposal list")


def _of_repository(repository: RepositoryFacts, aliases: Aliases) -> Iterator[Notice]:
    for problem in repository.problems:
        yield Notice(problem.source, problem.reason)
    if repository.revision is None and not repository.problems:
        yield Notice(repository.name, "has no commit: nothing to read")
    for path, document in repository.documents:
        if document.problem is not None:
            yield Notice(f"{repository.name}:{path}", f"skipped: {document.problem}")
    for path, file in repository.wit:
        if file.problems:
            first, more = file.problems[0], len(file.problems) - 1
            and_more = f" (and {more} more)" if more else ""
            yield Notice(f"{repository.name}:{path}:{first.line}:{first.column}", f"{first.message}{and_more}")
    for path, content in repository.lists:
        for broken in content.problems:
            yield Notice(f"{repository.name}:{path}:{broken.line}", broken.message)
    if repository.revision and not repository.wit and repository.name not in aliases.not_proposals:
        yield Notice(repository.name, "holds no WIT file")
