"""Asks the registry about every package that the facts know, and records what it answers: `sync --oci`."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tracker.cli.cache import cache_folder
from tracker.cli.output import tell, warn
from tracker.cli.session import read_chronicle
from tracker.facts import RepositoryName, Revision, WitFolder
from tracker.frozen import frozen
from tracker.published import Publication, PublicationState
from tracker.readiness import Assessment
from tracker.released import Release
from tracker.releases import releases_of
from tracker.releases.outline import outlined
from tracker.sources.errors import SourceError
from tracker.sources.oci_settings import RegistrySettings
from tracker.store.location import Location
from tracker.store.publications import record_publications
from tracker.store.writer import Writer
from tracker.subjects import Proposal
from tracker.wit.declarations import read_declaration

if TYPE_CHECKING:
    from tracker.sources.git import Mirrors
    from tracker.sources.oci import Progress, Wanted
    from tracker.sources.wit_revisions import WitRevision


@frozen
class _Version:
    """A version of a package, and where its text stands."""

    package: str
    version: str
    places: tuple[tuple[RepositoryName, Revision], ...]
    """The commits that may hold it, the likeliest first."""


def ask_registry(
    settings: RegistrySettings, database: str | None, subjects: Iterable[str], progress: "Progress"
) -> bool:
    """Ask about the packages of subjects, of all without any named, and record it; return whether all was answered."""
    from tracker.sources.oci import ask  # noqa: PLC0415 -- httpx: only where a registry is asked
    from tracker.wit.reference import ReferenceTool  # noqa: PLC0415 -- as above

    wanted = _wanted(database, {*subjects})
    answers = ask(wanted, settings, ReferenceTool.find(), datetime.now(tz=UTC), progress=progress)
    with Writer.open(Location.find(database)) as writer, writer.transaction() as statements:
        new = record_publications(statements, answers)
    unanswered = [each for each in answers if each.state is PublicationState.UNKNOWN]
    for line in _complaints(unanswered):
        warn(line)
    published = sum(each.state is PublicationState.PUBLISHED for each in answers)
    tell(f"asked {settings.host} about {len(answers)} packages: {published} published; {new} new answers")
    return not unanswered


def _complaints(unanswered: list[Publication]) -> Iterator[str]:
    """Yield a line for each reason why nobody could tell."""
    reasons: dict[str, list[str]] = {}
    for each in unanswered:
        reasons.setdefault(each.problem or "", []).append(each.reference)
    for reason, references in reasons.items():
        more = f" and {len(references) - 1} more" if len(references) > 1 else ""
        yield f"{references[0]}{more}: {reason}"


# --- what is asked about ------------------------------------------------------------------------------------------


def _wanted(database: str | None, subjects: set[str]) -> "tuple[Wanted, ...]":
    """Return what is asked about: packages as default branches have them, and the newest release of each line."""
    from tracker.sources.git import Mirrors  # noqa: PLC0415 -- as above

    assessment, chronicle, _ = read_chronicle(database)
    releases = releases_of(outlined(chronicle), assessment.subjects, assessment.aliases)
    texts = _Texts(Mirrors(cache_folder(), offline=True))
    return tuple(texts.wanted(each) for each in _versions(assessment, releases, _chosen(subjects)))


def _chosen(subjects: set[str]) -> Callable[[Proposal], bool]:
    """Return what tells whether a proposal is one of those named; without names all are."""
    names = {each if each.count("/") != 1 else each.partition("/")[0] for each in subjects} | subjects

    def chosen(proposal: Proposal) -> bool:
        repository = proposal.home.repository if proposal.home else ""
        return not names or bool({proposal.id, repository, repository.rpartition("/")[2]} & names)

    return chosen


def _versions(
    assessment: Assessment, releases: tuple[Release, ...], chosen: Callable[[Proposal], bool]
) -> tuple[_Version, ...]:
    """Return each version of each package once, by package and version."""
    found: dict[tuple[str, str], list[tuple[RepositoryName, Revision]]] = {}
    for release in _newest(releases):
        for declared in release.packages:
            package, _, version = declared.partition("@")
            owner = assessment.subjects.owners.get(package)
            if version and owner is not None and chosen(owner):
                found[package, version] = []
    for proposal in filter(chosen, (*assessment.subjects.proposals, *assessment.subjects.unlisted)):
        for each in proposal.packages:
            repository = assessment.repositories.get(each.repository)
            if each.declared.version is not None and repository is not None and repository.revision is not None:
                places = found.setdefault((each.declared.id, each.declared.version), [])
                places.append((each.repository, repository.revision))
    tagged = {
        (package, version): [
            (tag.repository, tag.revision) for release in releases if release.version == version for tag in release.tags
        ]
        for package, version in found
    }
    # What was tagged is what was to be published.
    return tuple(_Version(*key, tuple(dict.fromkeys((*tagged[key], *found[key])))) for key in sorted(found))


def _newest(releases: Iterable[Release]) -> Iterable[Release]:
    """Return the newest release of each line of each train; prereleases do not count."""
    return {(each.train, each.line): each for each in releases if not each.prerelease}.values()


class _Texts:
    """Reads the WIT that packages are made of; each commit is read once."""

    def __init__(self, mirrors: "Mirrors") -> None:
        self._mirrors = mirrors
        self._read: dict[tuple[RepositoryName, Revision], WitRevision | str] = {}

    def wanted(self, version: _Version) -> "Wanted":
        """Return what to ask about a version, with its source where that can be read."""
        from tracker.sources.oci import Wanted  # noqa: PLC0415 -- as above

        problem = None
        for place in version.places:
            found = self._revision(*place)
            if isinstance(found, str):
                problem = problem or found
                continue
            source = next((each for each in found.folders if _declares(each, version)), None)
            if source is not None:
                beside = tuple(each for each in found.folders if each is not source)
                return Wanted(version.package, version.version, source, beside)
        return Wanted(
            version.package, version.version, problem=problem or "no commit that is kept holds it under that version"
        )

    def _revision(self, repository: RepositoryName, revision: Revision) -> "WitRevision | str":
        from tracker.sources.wit_revisions import read_wit_revision  # noqa: PLC0415 -- as above

        key = repository, revision
        if key not in self._read:
            try:
                self._read[key] = read_wit_revision(self._mirrors.open(repository), revision, "")
            except SourceError as error:
                self._read[key] = str(error)
        return self._read[key]


def _declares(folder: WitFolder, version: _Version) -> bool:
    """Return whether a folder is that version of the package."""
    declared = (each for file in folder.files for each in read_declaration(file.text).packages)
    first = next(declared, None)
    return first is not None and (first.id, first.version) == (version.package, version.version)
