"""What every check's table of cases is made of."""

from datetime import date

from tracker.checks import Subject
from tracker.facts import Document, Filling, RepositoryName, Revision, Section, Topic, WitFile
from tracker.permalink import evidence
from tracker.standing import Criterion, CriterionResult, CriterionStatus, Evidence

REPOSITORY = RepositoryName("Own/wasi-lamp")
REVISION = Revision("b" * 40)
MET, UNMET, UNKNOWN = CriterionStatus.MET, CriterionStatus.UNMET, CriterionStatus.UNKNOWN

UNREAD = Subject("lamp", 1, problem="Own/wasi-lamp has no mirror")


def criterion(name: str, phase: int = 2) -> Criterion:
    """Return a criterion with nothing but what a check looks at."""
    return Criterion(name, phase, "Title", "Requirement.", "tool", date(2023, 9, 7), "https://example.org")


def place(path: str, line: int | None = None) -> Evidence:
    """Return a place in the subject's repository."""
    return evidence(REPOSITORY, REVISION, path, line)


def lamp(*documents: tuple[str, Document], wit: tuple[tuple[str, WitFile], ...] = ()) -> Subject:
    """Return a proposal that was read."""
    return Subject("lamp", 1, REPOSITORY, REVISION, "", documents=documents, wit_files=wit)


def readme(*sections: Section) -> tuple[str, Document]:
    """Return a README at the root."""
    return ("README.md", Document(sections))


def written(topic: Topic, line: int, level: int = 3, words: int = 30) -> Section:
    """Return a section somebody wrote."""
    return Section(topic, level, line, Filling.CONTENT, words)


def empty(topic: Topic, line: int, level: int = 3) -> Section:
    """Return a heading with nothing under it."""
    return Section(topic, level, line, Filling.EMPTY, 0)


def filler(topic: Topic, line: int, level: int = 3) -> Section:
    """Return a section that holds only a placeholder."""
    return Section(topic, level, line, Filling.FILLER, 0)


def result(
    of: Criterion, status: CriterionStatus, reason: str, *lines: int, path: str = "README.md"
) -> CriterionResult:
    """Return a result whose evidence is lines of one file."""
    return CriterionResult(of.id, of.phase, status, reason, tuple(place(path, line) for line in lines))
