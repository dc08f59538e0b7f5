"""A blob becomes facts whatever its bytes are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts import Document, FileKind, ListProblem, ProposalList, WitFile, WitGate, WitProblem
from tracker.readings import BlobFacts
from tracker.sources.blobs import READERS, read_blob, unreadable
from tracker.voting import MeetingNotes

LATIN_1 = "not UTF-8: byte 0xE9 at line 2"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FileKind.WIT, WitFile(problems=(WitProblem(1, 1, LATIN_1),))),
        (FileKind.VENDORED, WitFile(problems=(WitProblem(1, 1, LATIN_1),))),
        (FileKind.README, Document(problem=LATIN_1)),
        (FileKind.PROPOSAL_LIST, ProposalList(problems=(ListProblem(1, LATIN_1),))),
    ],
)
def test_a_file_that_is_not_utf_8_is_one_problem(kind: FileKind, expected: BlobFacts) -> None:
    assert read_blob(kind, b"# Title\ncaf\xe9\n") == expected
    assert unreadable(kind, LATIN_1) == expected


def test_each_kind_is_read_by_its_own_reader() -> None:
    wit = read_blob(FileKind.WIT, b"\xef\xbb\xbfpackage a:b;\ninterface i { @unstable(feature = f) g: func(); }\n")
    assert isinstance(wit, WitFile)
    assert [(gate.item, gate.feature) for gate in wit.gates] == [("i#g", "f")]
    assert isinstance(wit.gates[0], WitGate)
    document = read_blob(FileKind.README, b"# Title\n\n## Current Phase\n\nPhase 2\n")
    assert isinstance(document, Document)
    assert document.claimed_phase is not None
    assert document.claimed_phase.phase == 2
    listed = read_blob(
        FileKind.PROPOSAL_LIST, b"### Phase 2\n\n| Proposal | Champion |\n| --- | --- |\n| Tea | Ada |\n"
    )
    assert isinstance(listed, ProposalList)
    assert [(row.phase, row.title) for row in listed.rows] == [(2, "Tea")]


@given(kind=st.sampled_from(FileKind), data=st.binary(max_size=200))
def test_no_bytes_make_a_reader_fail(kind: FileKind, data: bytes) -> None:
    assert isinstance(read_blob(kind, data), (WitFile, Document, ProposalList, MeetingNotes))


def test_every_kind_of_file_has_a_reader_with_a_version() -> None:
    assert set(READERS) == set(FileKind)
    assert all(version >= 1 for version in READERS.values())
