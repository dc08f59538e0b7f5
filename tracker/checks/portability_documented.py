"""`portability-documented`: the proposal's README has a section on its portability criteria that says something."""

from tracker.checks.interface import Subject, Surroundings, met, unknown, unmet
from tracker.checks.phrases import at
from tracker.checks.readme import Block, blocks, is_placeholder, proposal_document
from tracker.facts import Filling, Topic
from tracker.standing import Criterion, CriterionResult


def check(subject: Subject, _surroundings: Surroundings, criterion: Criterion) -> CriterionResult:
    """Return whether any portability section of the README has content, in itself or below it."""
    unreadable = subject.unreadable()
    if unreadable is not None:
        return unknown(criterion, unreadable)
    found = proposal_document(subject)
    if found is None:
        return unmet(criterion, "there is no README to document them in")
    path, document = found
    if document.problem is not None:
        return unknown(criterion, f"{path} could not be read: {document.problem}", subject.place(path))
    sections = [block for block in blocks(document) if block.head.topic is Topic.PORTABILITY]
    if not sections:
        return unmet(criterion, f"{path} has no section on portability criteria", subject.place(path))
    written = next((block for block in sections if _says_something(block)), None)
    if written is not None:
        line = written.head.line
        return met(criterion, f"documented at {at(path, line)}", subject.place(path, line))
    return unmet(criterion, _missing(path, sections[0]), subject.place(path, sections[0].head.line))


def _says_something(block: Block) -> bool:
    return any(one.filling is Filling.CONTENT and not is_placeholder(one) for one in block.sections)


def _missing(path: str, block: Block) -> str:
    place = at(path, block.head.line)
    if block.placeholder is None:
        return f"the section at {place} is empty"
    return f"the section at {place} holds only a placeholder"
