"""`overview`: the proposal's README says what the API is and how it is used or designed.

The process asks for a precise and complete document around which there is consensus. Whether there is consensus is for
people to say; that something is written, and what is not, can be read. What the API is, an introduction or the goals
tell; how it is used, the walk-through, the design or the goals, whichever the first question did not use up. A long
explainer under headings of its own answers both.
"""

from tracker.checks.interface import Subject, Surroundings, met, unknown, unmet
from tracker.checks.phrases import listed
from tracker.checks.readme import Block, blocks, is_placeholder, loose_sections, proposal_document
from tracker.facts import Document, Filling, Section, Topic
from tracker.frozen import frozen
from tracker.standing import Criterion, CriterionResult

_INTRODUCTORY_WORDS = 20
"""So many words under the title or headings of its own introduce a proposal; the template's tagline has fewer."""

_EXPLAINER_WORDS = 200
"""So many words under headings of its own are an explainer, whatever the headings say."""

_SUBSTANCE = (Topic.GOALS, Topic.WALKTHROUGH, Topic.DESIGN)
_NAMES = {
    Topic.INTRODUCTION: "introduction",
    Topic.GOALS: "goals",
    Topic.NON_GOALS: "non-goals",
    Topic.WALKTHROUGH: "API walk-through",
    Topic.DESIGN: "design discussion",
    Topic.ALTERNATIVES: "considered alternatives",
}
"""The topics that make an overview, in the order in which a reader wants them."""


@frozen
class _Overview:
    """What one README holds of an overview."""

    path: str
    blocks: tuple[Block, ...]
    """Those of an overview's topics."""
    loose_words: int
    """How many words stand under the title and headings of no known topic."""

    def written(self, topic: Topic) -> Block | None:
        return next((one for one in self.blocks if one.head.topic is topic and one.written), None)

    @property
    def explainer(self) -> bool:
        below = sum(one.words for block in self.blocks if block.head.topic is Topic.INTRODUCTION for one in block.body)
        return self.loose_words + below >= _EXPLAINER_WORDS

    @property
    def introduced(self) -> bool:
        return self.written(Topic.INTRODUCTION) is not None or self.loose_words >= _INTRODUCTORY_WORDS

    @property
    def substance(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in _SUBSTANCE if self.written(topic) is not None)

    @property
    def complete(self) -> bool:
        needed = 1 if self.introduced else 2
        says_what = self.introduced or Topic.GOALS in self.substance
        return self.explainer or (says_what and len(self.substance) >= needed)

    @property
    def untouched(self) -> bool:
        return not (self.introduced or self.substance) and any(block.placeholder for block in self.blocks)


def check(subject: Subject, _surroundings: Surroundings, criterion: Criterion) -> CriterionResult:
    """Return whether the README is an overview, naming what is missing and where placeholders are left."""
    unreadable = subject.unreadable()
    if unreadable is not None:
        return unknown(criterion, unreadable)
    found = proposal_document(subject)
    if found is None:
        return unmet(criterion, "there is no README")
    path, document = found
    if document.problem is not None:
        return unknown(criterion, f"{path} could not be read: {document.problem}", subject.place(path))
    overview = _overview(path, document)
    if overview.complete:
        written = tuple(block for topic in _NAMES if (block := overview.written(topic)) is not None)
        places = tuple(place for block in written for place in subject.place(path, block.head.line))
        return met(criterion, _praise(overview, written), places or subject.place(path))
    return unmet(criterion, _blame(overview), subject.place(path, _first_gap(overview)))


def _overview(path: str, document: Document) -> _Overview:
    return _Overview(
        path,
        tuple(block for block in blocks(document) if block.head.topic in _NAMES),
        sum(one.words for one in loose_sections(document) if one.filling is Filling.CONTENT),
    )


def _praise(overview: _Overview, written: tuple[Block, ...]) -> str:
    names = [_NAMES[block.head.topic] for block in written]
    if overview.explainer and (not overview.introduced or not overview.substance):
        names.append("an explanation under headings of its own")
    elif not any(block.head.topic is Topic.INTRODUCTION for block in written) and overview.introduced:
        names.insert(0, "opening text")
    left = _placeholders(overview)
    unfinished = f"; placeholders are left in the {listed(left)}" if left else ""
    contents = f"written in {overview.path}: {listed(names)}{unfinished}"
    return f"{contents}; whether there is consensus on it is for people to say"


def _placeholders(overview: _Overview) -> list[str]:
    left: list[str] = []
    for topic, name in _NAMES.items():
        found = (one for block in overview.blocks if block.head.topic is topic for one in block.sections)
        section = next((one for one in found if is_placeholder(one)), None)
        if section is not None:
            left.append(f"{name} (line {section.line})")
    return left


def _blame(overview: _Overview) -> str:
    if overview.untouched:
        return f"{overview.path} is the proposal template with nothing filled in"
    gaps = [_gap(overview, topic) for topic in _SUBSTANCE if topic not in overview.substance]
    if overview.introduced:
        return f"{overview.path} says what the proposal is but not how it is used: {listed(gaps)}"
    gaps.insert(0, _gap(overview, Topic.INTRODUCTION))
    return f"{overview.path} does not say what the proposal is: {listed(gaps)}"


def _gap(overview: _Overview, topic: Topic) -> str:
    block = _unwritten(overview, topic)
    if block is None:
        return f"no {_NAMES[topic]}"
    state = "nothing" if block.placeholder is None else "only placeholders"
    return f"{state} under the {_NAMES[topic]} (line {block.head.line})"


def _unwritten(overview: _Overview, topic: Topic) -> Block | None:
    return next((one for one in overview.blocks if one.head.topic is topic), None)


def _first_gap(overview: _Overview) -> int | None:
    lines: list[Section] = []
    for topic in (Topic.INTRODUCTION, *_SUBSTANCE):
        block = _unwritten(overview, topic)
        if block is not None and not block.written:
            lines.append(block.head)
    return min((section.line for section in lines), default=None)
