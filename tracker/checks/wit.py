"""`wit`: the proposal describes its API in valid WIT with at least one interface or world."""

from tracker.checks.interface import Subject, Surroundings, met, unknown, unmet
from tracker.checks.phrases import at, count, listed
from tracker.facts import ReferenceStatus, ReferenceVerdict, WitProblem
from tracker.standing import Criterion, CriterionResult, Evidence


def check(subject: Subject, _surroundings: Surroundings, criterion: Criterion) -> CriterionResult:
    """Return whether the WIT is there, valid and not empty: the reference tool's word counts before the parser's."""
    unreadable = subject.unreadable()
    if unreadable is not None:
        return unknown(criterion, unreadable)
    if not subject.wit_files:
        return unmet(criterion, f"there is no WIT file in {_folder(subject)}")
    rejected = next((one for one in subject.reference if one.status is ReferenceStatus.REJECTED), None)
    if rejected is not None:
        return _rejection(subject, criterion, rejected)
    stumble = _first_problem(subject)
    if stumble is not None:
        path, problem = stumble
        reason = f"{path}:{problem.line}:{problem.column}: {problem.message}"
        return unmet(criterion, reason, subject.place(path, problem.line))
    return _contents(subject, criterion)


def _folder(subject: Subject) -> str:
    return str(subject.repository) if not subject.path else f"{subject.repository}/{subject.path}"


def _rejection(subject: Subject, criterion: Criterion, verdict: ReferenceVerdict) -> CriterionResult:
    path = verdict.folder if verdict.path is None else verdict.path
    tool = verdict.tool or "the reference tool"
    reason = f"{tool} rejects {at(path, verdict.line)}: {verdict.message}"
    return unmet(criterion, reason, subject.place(path, verdict.line))


def _first_problem(subject: Subject) -> tuple[str, WitProblem] | None:
    """Return the parser's first problem in a folder that the reference tool did not accept: it has the last word."""
    accepted = {one.folder for one in subject.reference if one.status is ReferenceStatus.ACCEPTED}
    for path, file in subject.wit_files:
        if file.problems and path.rpartition("/")[0] not in accepted:
            return path, file.problems[0]
    return None


def _contents(subject: Subject, criterion: Criterion) -> CriterionResult:
    places = _declarations(subject)
    if not places:
        path = subject.wit_files[0][0]
        return unmet(criterion, "no WIT file declares a package", subject.place(path))
    names = listed(sorted({str(package) for package in subject.packages}))
    interfaces = sum(file.interfaces for _, file in subject.wit_files)
    worlds = sum(file.worlds for _, file in subject.wit_files)
    if interfaces + worlds == 0:
        verb = "declares" if " and " not in names else "declare"
        return unmet(criterion, f"{names} {verb} no interface and no world", places)
    parts = [count(number, noun) for number, noun in ((interfaces, "interface"), (worlds, "world")) if number]
    return met(criterion, f"{names} with {listed(parts)}; {_judgement(subject)}", places)


def _declarations(subject: Subject) -> tuple[Evidence, ...]:
    """Return where each package is declared: once, though every file of a folder may repeat it."""
    places: dict[str, Evidence] = {}
    for path, file in subject.wit_files:
        for package in file.packages:
            for place in subject.place(path, package.line):
                places.setdefault(str(package), place)
    return tuple(places.values())


def _judgement(subject: Subject) -> str:
    undecided = next((one for one in subject.reference if one.status is ReferenceStatus.UNKNOWN), None)
    if undecided is not None:
        return f"{undecided.tool or 'the reference tool'} has not judged it: {undecided.message}"
    if not subject.reference:
        return "the reference tool has not judged it: it was not run"
    return f"accepted by {listed(sorted({one.tool for one in subject.reference}))}"
