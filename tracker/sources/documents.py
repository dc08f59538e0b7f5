"""A proposal's README: its sections, what fills them, and the phase and champions that it claims."""

from tracker.facts import Document, Filling, Section, Topic
from tracker.sources.documents_claims import claimed_champions, claimed_phase
from tracker.sources.documents_filling import measure
from tracker.sources.documents_outline import Part, outline
from tracker.sources.documents_topics import is_placeholder_heading, topic_of


def read_document(text: str) -> Document:
    """Return what a README says, section by section.

    A section reaches up to the next heading of any level. What stands before the first heading is a section of level 0,
    when anything does. Headings in code, comments, lists and quotations are not sections. A section that only lists
    links into the document itself is contents, whatever its heading says.
    """
    parts = outline(text)
    topics = [_topic(part) for part in parts]
    sections = [_section(part, topic) for part, topic in zip(parts, topics, strict=True)]
    topical = list(zip(topics, parts, strict=True))
    return Document(
        sections=tuple(section for section in sections if section.level or section.filling is not Filling.EMPTY),
        claimed_phase=claimed_phase(topical),
        champions=claimed_champions(topical),
    )


def _topic(part: Part) -> Topic:
    if part.lists_own_sections:
        return Topic.CONTENTS
    return topic_of(part.heading) if part.level else Topic.OTHER


def _section(part: Part, topic: Topic) -> Section:
    filling, words = measure(part.blocks)
    return Section(topic, part.level, part.line, filling, words, is_placeholder_heading(part.heading))
