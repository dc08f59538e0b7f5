"""`oci-published`: the WIT is in an OCI registry under its package's version; only a registry can tell.

That something was fetched does not mean that it is fine: what is wrong with it is named.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from tracker.checks.interface import Subject, Surroundings, met, unknown, unmet
from tracker.facts import WitPackage
from tracker.published import Publication, PublicationFault, PublicationState
from tracker.standing import Criterion, CriterionResult, CriterionStatus

MET, UNMET, UNKNOWN = CriterionStatus.MET, CriterionStatus.UNMET, CriterionStatus.UNKNOWN
_ANOTHER = frozenset({PublicationFault.TAG_UNLIKE_VERSION, PublicationFault.WRONG_PACKAGE})
"""What is published under the tag is not that version of the package."""
_SHOWN = 3
"""How many tags are named."""


def check(subject: Subject, surroundings: Surroundings, criterion: Criterion) -> CriterionResult:
    """Return whether every package of the subject is published under its version."""
    problem = subject.unreadable()
    if problem is not None:
        return unknown(criterion, problem)
    packages = tuple(dict.fromkeys(_unplaced(each) for each in subject.packages))
    if not packages:
        return unknown(criterion, "no WIT package to look for in a registry")
    known = {(each.package, each.version): each for each in surroundings.publications}
    told = [_judged(each, known) for each in packages]
    places = tuple(
        place for path, file in subject.wit_files for each in file.packages for place in subject.place(path, each.line)
    )
    for status, answer in ((UNMET, unmet), (UNKNOWN, unknown)):
        if any(one is status for one, _ in told):
            return answer(criterion, _reason(told, status, packages, known), places)
    return met(criterion, _reason(told, MET, packages, known), places)


def _unplaced(package: WitPackage) -> tuple[str, str | None]:
    return package.id, package.version


def _reason(
    told: Iterable[tuple[CriterionStatus, str]],
    status: CriterionStatus,
    packages: Iterable[tuple[str, str | None]],
    known: Mapping[tuple[str, str], Publication],
) -> str:
    """Return what decides, with the day on which it was last known."""
    reasons = "; ".join(reason for one, reason in told if one is status)
    asked = [found.checked_at for name, version in packages if (found := known.get((name, version or ""))) is not None]
    return f"{reasons} (as of {min(asked):%Y-%m-%d})" if asked and status is not UNKNOWN else reasons


def _judged(
    package: tuple[str, str | None], known: Mapping[tuple[str, str], Publication]
) -> tuple[CriterionStatus, str]:
    name, version = package
    if version is None:
        return UNMET, f"{name} declares no version to be published under"
    found = known.get((name, version))
    if found is None:
        return UNKNOWN, f"no registry was asked about {name}@{version}: `tracker sync --oci` does"
    match found.state:
        case PublicationState.PUBLISHED:
            return _published(found)
        case PublicationState.NO_TAG:
            return UNMET, f"{name} is published, but not as {version}: {_tags(found)}"
        case PublicationState.NO_PACKAGE:
            return UNMET, f"{name} is not published, or not shown to strangers"
    return UNKNOWN, f"nobody could tell of {name}@{version} on {found.checked_at:%Y-%m-%d}: {found.problem}"


def _published(found: Publication) -> tuple[CriterionStatus, str]:
    name = f"{found.package}@{found.version}"
    wrong = [each for each in found.findings if each.fault in _ANOTHER]
    if wrong:
        return UNMET, f"what is published as {name} is something else: {'; '.join(each.message for each in wrong)}"
    said = [f"{name} is published"]
    counted = Counter(each.fault for each in found.findings)
    first = {each.fault: each.item for each in reversed(found.findings)}
    faults = [f"{fault.value} ({_items(first[fault], count)})" for fault, count in counted.items()]
    if faults:
        said.append(f"but not as its source is: {', '.join(faults)}")
    if not found.compared:
        said.append(f"and was not compared with its source: {found.problem or 'nobody did'}")
    elif found.problem is not None:
        said.append(found.problem)
    return MET, ", ".join(said)


def _items(first: str, count: int) -> str:
    return first if count == 1 else f"{first} and {count - 1} more"


def _tags(found: Publication) -> str:
    if not found.tags:
        return "the registry lists no tag"
    left = len(found.tags) - _SHOWN
    more = f" and {left} more" if left > 0 else ""
    return f"its tags are {', '.join(found.tags[-_SHOWN:])}{more}"
