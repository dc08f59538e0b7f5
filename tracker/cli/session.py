"""What every reading command does before it answers: find the database, make the first one, read the facts."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.aliases import shipped_aliases
from tracker.checks.exceptions_toml import shipped_criterion_exceptions
from tracker.chronicle import Chronicle, Tagged, WitHistory
from tracker.cli.output import tell, warn
from tracker.cli.terminal import terminal
from tracker.errors import TrackerError
from tracker.ledger import Ledger
from tracker.process import shipped_process
from tracker.readiness import Assessment, assess
from tracker.reports import Format, Report, Subject, report_of
from tracker.standing import Standing
from tracker.store.known import present_names
from tracker.store.ledger_reading import broken_at, ledger_of
from tracker.store.location import Location
from tracker.store.publications import publications
from tracker.store.queries import facts_at
from tracker.store.reader import Reader, exists

if TYPE_CHECKING:
    from tracker.store.branches import Branches


class UnknownSubjectError(TrackerError):
    """A subject that nothing recorded knows."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        """What was asked for."""


def read(database: str | None, moment: datetime | None = None) -> Assessment:
    """Return the facts of a moment ready to judge; the embedded ones when there is no database yet."""
    location = Location.find(database)
    if not exists(location):
        from tracker.store.embedded import restore  # noqa: PLC0415 -- only where there is no database

        synced = restore(location)
        tell(
            f"no database at {location} yet: it now holds the facts shipped with the tracker, synced "
            f"{synced:%Y-%m-%d}; `tracker sync` brings them up to date"
        )
    with closing(Reader.open(location)) as reader:
        facts = facts_at(reader, moment)
        ledger, published = trusted(reader), publications(reader, moment)
        aliases = shipped_aliases().with_renamed(present_names(reader))
    if not facts.repositories:
        tell(f"nothing is recorded in {location} yet; `tracker sync` fetches the sources")
    assessment = assess(facts, shipped_process(), aliases, ledger.attested(moment), published)
    exceptions = shipped_criterion_exceptions(assessment.process)
    return replace(assessment, concerns=ledger.concerns(moment), exceptions=exceptions)


def trusted(reader: Reader, *, quiet: bool = False) -> Ledger:
    """Return the ledger; nothing of it when it was tampered with, and then the user is told."""
    wrong = broken_at(reader)
    if wrong is None:
        return ledger_of(reader)
    if not quiet:
        warn(f"the ledger is broken and none of it counts: {wrong.message}; `tracker db verify` looks at it")
    return Ledger()


def read_chronicle(database: str | None, moment: datetime | None = None) -> "tuple[Assessment, Chronicle, Branches]":
    """Return the facts of a moment ready to judge, everything the sources said up to it, and the branches they said."""
    from tracker.store.branches import Branches  # noqa: PLC0415 -- only what needs the history pays for it
    from tracker.store.chronicles import chronicle_at  # noqa: PLC0415 -- as above

    assessment = read(database, moment)
    aliases = assessment.aliases
    with closing(Reader.open(Location.find(database))) as reader:
        branches = Branches.read(reader, moment)
        return assessment, chronicle_at(reader, aliases.registry, aliases.lists, moment, branches), branches


def read_tagged(database: str | None, moment: datetime | None = None) -> tuple[Tagged, ...]:
    """Return the tags there were at a moment, oldest first, with the WIT of each."""
    from tracker.store.chronicles import tagged_at  # noqa: PLC0415 -- as above

    with closing(Reader.open(Location.find(database))) as reader:
        return tagged_at(reader, moment)


def read_wit_history(
    database: str | None, moment: datetime | None = None, branches: "Branches | None" = None
) -> WitHistory:
    """Return what stood in WIT files up to a moment; `branches` are those of that moment, where they are known."""
    from tracker.store.wit_history import wit_history_at  # noqa: PLC0415 -- as above

    with closing(Reader.open(Location.find(database))) as reader:
        return wit_history_at(reader, moment, branches)


def report(name: Format) -> Report:
    """Return the report for standard output as it is."""
    width, color = terminal()
    return report_of(name, width, color=color)


def choose(
    standing: Standing, names: Iterable[str], former: Callable[[], Mapping[str, str]] | None = None
) -> tuple[Subject, ...]:
    """Return the subjects that names mean; `UnknownSubjectError` with the nearest known ones for any other.

    `former` gives what subjects were called before, in lower case -> their ids: it is asked only for a name that no
    subject of the list has now, and the user is told. An old title comes before a repository that is not on the list,
    unless the repository's id is given to the letter.
    """
    chosen: dict[str, Subject] = {}
    for name in names:
        found = _named(standing, name)
        if all(each.phase is None and each.id != name for each in found):
            found = _renamed(standing, name, former) or found
        if not found:
            raise UnknownSubjectError(name, _unknown(standing, name))
        chosen |= {each.id: each for each in found}
    return tuple(chosen.values())


def _named(standing: Standing, name: str) -> list[Subject]:
    """Return the subjects of an id; else of a feature, a title, or a repository."""
    every: list[Subject] = [*standing.proposals, *standing.amendments, *standing.unlisted]
    wanted = name.casefold().rstrip("/")
    exact = [each for each in every if each.id.casefold() == wanted]
    return exact or [each for each in every if wanted in _other_names(each)]


def _renamed(standing: Standing, name: str, former: Callable[[], Mapping[str, str]] | None) -> list[Subject]:
    """Return the subjects that once had a name."""
    now = former().get(name.casefold().rstrip("/")) if former else None
    found = [each for each in _named(standing, now) if each.phase is not None] if now else []
    if found:
        tell(f"{name} is called {now} now")
    return found


def _other_names(subject: Subject) -> set[str]:
    names = {subject.title, getattr(subject, "feature", None) or subject.title}
    if subject.phase is None or getattr(subject, "row", None):
        for repository in (subject.repository or "", *getattr(subject, "repositories", ())):
            names |= {repository, repository.rpartition("/")[2]}
    names |= {package.partition("@")[0] for package in subject.packages}
    return {each.casefold() for each in names if each}


def _unknown(standing: Standing, name: str) -> str:
    every: list[Subject] = [*standing.proposals, *standing.amendments, *standing.unlisted]
    known = [each.id for each in every]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; `tracker status` lists what is known"
    return f"{name}: no proposal or amendment of that name{hint}"
