"""What reading one blob as one kind of file gives."""

from tracker.facts import Document, ProposalList, WitFile
from tracker.voting import MeetingNotes

BlobFacts = WitFile | Document | ProposalList | MeetingNotes
"""What reading one blob as one `tracker.facts.FileKind` gives."""
