"""Reads a blob as one kind of file: the one door from bytes to facts."""

from tracker.facts import Document, FileKind, ListProblem, ProposalList, WitFile, WitProblem
from tracker.readings import BlobFacts
from tracker.sources.text import decode_text
from tracker.voting import MeetingNotes
from tracker.wit.declarations import DECLARATION_READER, read_declaration
from tracker.wit.version import PARSER_VERSION

DOCUMENT_READER = 1
"""Raised whenever a README would be read differently."""
LIST_READER = 1
"""Raised whenever a proposal list would be read differently."""

NOTES_READER = 1
"""Raised whenever the notes of a meeting would be read differently."""

READERS = {
    FileKind.WIT: PARSER_VERSION,
    FileKind.VENDORED: DECLARATION_READER,
    FileKind.README: DOCUMENT_READER,
    FileKind.PROPOSAL_LIST: LIST_READER,
    FileKind.NOTES: NOTES_READER,
}
"""The version of the reader of each kind: what an older one read is read again."""


def read_blob(kind: FileKind, data: bytes) -> BlobFacts:
    """Return what a blob says; what cannot be decoded is a problem among the facts."""
    text, problem = decode_text(data)
    if text is None:
        return unreadable(kind, problem or "cannot be decoded")
    match kind:
        case FileKind.WIT:
            from tracker.wit.reading import read_wit  # noqa: PLC0415 -- costs 70 ms to import

            return read_wit(text)
        case FileKind.VENDORED:
            return read_declaration(text)
        case FileKind.README:
            from tracker.sources.documents import read_document  # noqa: PLC0415 -- as above

            return read_document(text)
        case FileKind.PROPOSAL_LIST:
            from tracker.sources.registry import read_proposal_list  # noqa: PLC0415 -- as above

            return read_proposal_list(text)
        case FileKind.NOTES:
            from tracker.sources.meetings import read_notes  # noqa: PLC0415 -- as above

            return read_notes(text)


def unreadable(kind: FileKind, problem: str) -> BlobFacts:
    """Return the facts of a blob of which nothing but the problem is known."""
    match kind:
        case FileKind.WIT | FileKind.VENDORED:
            return WitFile(problems=(WitProblem(1, 1, problem),))
        case FileKind.README:
            return Document(problem=problem)
        case FileKind.PROPOSAL_LIST:
            return ProposalList(problems=(ListProblem(1, problem),))
        case FileKind.NOTES:
            return MeetingNotes(problem=problem)
