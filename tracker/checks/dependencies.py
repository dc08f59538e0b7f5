"""`dependencies`: every package that the proposal's WIT names belongs to a proposal that has reached the phase."""

from tracker.checks.interface import PackageStanding, Subject, Surroundings, met, unknown, unmet
from tracker.checks.phrases import listed
from tracker.facts import WitDependency
from tracker.frozen import frozen
from tracker.standing import Criterion, CriterionResult, Evidence


@frozen
class _Dependency:
    """Another proposal's package, where the WIT first names it, and where its proposal stands."""

    id: str
    mention: tuple[Evidence, ...]
    standing: PackageStanding | None

    @property
    def phase(self) -> int | None:
        return None if self.standing is None else self.standing.phase

    @property
    def places(self) -> tuple[Evidence, ...]:
        row = None if self.standing is None else self.standing.row
        return self.mention if row is None else (*self.mention, row)

    def __str__(self) -> str:
        return self.id if self.phase is None else f"{self.id} (phase {self.phase})"


def check(subject: Subject, surroundings: Surroundings, criterion: Criterion) -> CriterionResult:
    """Return whether each dependency's proposal is at the criterion's phase or beyond."""
    unreadable = subject.unreadable()
    if unreadable is not None:
        return unknown(criterion, unreadable)
    if not subject.wit_files:
        return unknown(criterion, "no WIT to read dependencies from")
    found = _dependencies(subject, surroundings)
    below = [one for one in found if one.phase is not None and one.phase < criterion.phase]
    if below:
        return unmet(criterion, _below(below, criterion.phase), _places(below))
    untold = [one for one in found if one.phase is None]
    if untold:
        return unknown(criterion, _untold(untold, surroundings), _places(untold))
    stumble = next(((path, file.problems[0].line) for path, file in subject.wit_files if file.problems), None)
    if stumble is not None:
        path, line = stumble
        reason = f"{path}:{line} could not be read, so there may be dependencies that are not known"
        return unknown(criterion, reason, subject.place(path, line))
    return met(criterion, _reached(found, criterion.phase), _places(found))


def _dependencies(subject: Subject, surroundings: Surroundings) -> list[_Dependency]:
    """Return the packages of other proposals by id; a proposal's packages may depend on each other."""
    own = {package.id for package in subject.packages}
    first: dict[str, tuple[str, WitDependency]] = {}
    for path, file in subject.wit_files:
        for dependency in file.dependencies:
            standing = surroundings.packages.get(dependency.id)
            if dependency.id not in own and (standing is None or standing.proposal != subject.id):
                first.setdefault(dependency.id, (path, dependency))
    return [
        _Dependency(name, subject.place(path, mention.line), surroundings.packages.get(name))
        for name, (path, mention) in sorted(first.items())
    ]


def _places(dependencies: list[_Dependency]) -> tuple[Evidence, ...]:
    return tuple(place for one in dependencies for place in one.places)


def _below(below: list[_Dependency], phase: int) -> str:
    verb = "is" if len(below) == 1 else "are"
    return f"depends on {listed([str(one) for one in below])}, which {verb} below phase {phase}"


def _untold(untold: list[_Dependency], surroundings: Surroundings) -> str:
    names = listed([one.id for one in untold])
    if surroundings.problem is not None:
        return f"the phase of {names} is not known: {surroundings.problem}"
    return f"the proposal list has no row for {names}"


def _reached(found: list[_Dependency], phase: int) -> str:
    if not found:
        return "depends on no other package"
    return f"depends on {listed([str(one) for one in found])}: phase {phase} or later"
