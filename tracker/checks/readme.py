"""How a README hangs together: which of its documents speaks for a proposal, and what belongs to which heading."""

from tracker.checks.interface import Subject
from tracker.facts import Document, Filling, Section, Topic
from tracker.frozen import frozen

PLACEHOLDER_WORDS = 12
"""Up to so many words beside a placeholder are the template's own or a pointer elsewhere, not what was asked for."""

_OWN_TOPICS = (Topic.PHASE, Topic.CHAMPIONS, Topic.PORTABILITY)


@frozen
class Block:
    """A heading of a known topic with all that belongs to it."""

    head: Section
    """The section under the heading itself."""
    body: tuple[Section, ...]
    """The sections below it, and those beside it when it is nothing but a title for them."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """The head, then the body."""
        return (self.head, *self.body)

    @property
    def words(self) -> int:
        """How many words of content all of it has."""
        return sum(section.words for section in self.sections)

    @property
    def placeholder(self) -> Section | None:
        """The first section of it that still is the template's."""
        return next((one for one in self.sections if is_placeholder(one)), None)

    @property
    def written(self) -> bool:
        """Whether somebody wrote what the heading asks for."""
        if not any(section.filling is Filling.CONTENT for section in self.sections):
            return False
        return self.placeholder is None or self.words > PLACEHOLDER_WORDS


def is_placeholder(section: Section) -> bool:
    """Return whether the section still is what the template offers."""
    return section.filling is Filling.FILLER or (
        section.placeholder_heading and (section.filling is Filling.EMPTY or section.words <= PLACEHOLDER_WORDS)
    )


def blocks(document: Document) -> tuple[Block, ...]:
    """Return every heading of a known topic with what belongs to it.

    Deeper sections belong to the heading above them, until the next known topic. A heading with nothing under it and
    a section of no known topic beside it is a title: then the sections beside it belong to it too. That many writers
    do not indent the topics of a design discussion is why.
    """
    return tuple(
        Block(head, _body(head, document.sections[index + 1 :]))
        for index, head in enumerate(document.sections)
        if head.topic is not Topic.OTHER
    )


def loose_sections(document: Document) -> tuple[Section, ...]:
    """Return the sections that belong to no known topic, without the template's own."""
    owned = {section.line for block in blocks(document) for section in block.body}
    return tuple(
        section
        for section in document.sections
        if section.topic is Topic.OTHER and section.line not in owned and not section.placeholder_heading
    )


def proposal_document(subject: Subject) -> tuple[str, Document] | None:
    """Return the README that speaks for the proposal, with its path; `None` when there is none.

    It is the nearest, unless that one tells of no known topic (notes beside the WIT) and one above it names a phase,
    champions or portability criteria, as only a proposal's README does. One that could not be read counts as nearest:
    nobody knows what it says.
    """
    if not subject.documents:
        return None
    nearest = subject.documents[0]
    if nearest[1].problem is not None or any(one.topic is not Topic.OTHER for one in nearest[1].sections):
        return nearest
    own = (one for one in subject.documents if any(section.topic in _OWN_TOPICS for section in one[1].sections))
    return next(own, nearest)


def _body(head: Section, following: tuple[Section, ...]) -> tuple[Section, ...]:
    if head.topic is Topic.CONTENTS:
        # The template's table of contents stands a level above the sections it lists: they are not part of it.
        return ()
    body: list[Section] = []
    for section in following:
        if section.topic is not Topic.OTHER or section.level < head.level:
            break
        if section.level == head.level and not _is_title(head, body):
            break
        body.append(section)
    return tuple(body)


def _is_title(head: Section, body: list[Section]) -> bool:
    return head.filling is Filling.EMPTY and (not body or body[0].level == head.level)
