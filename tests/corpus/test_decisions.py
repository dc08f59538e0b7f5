"""What the tracker reads from real notes by itself, held to what a person read in the same notes."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.synced_corpus import SyncedCorpus
from tracker.aliases import shipped_aliases
from tracker.decisions.noted import NotesAt
from tracker.decisions.record import Record, votes_of
from tracker.facts import RepositoryName
from tracker.phases import former_names
from tracker.sources.git import Mirrors
from tracker.sources.meetings import date_of_path, read_notes
from tracker.store.chronicles import chronicle_at
from tracker.store.queries import facts_at
from tracker.store.reader import Reader
from tracker.subjects import identify
from tracker.votes import shipped_votes
from tracker.voting import SubjectKind, VoteSourceKind

pytestmark = pytest.mark.corpus

MEETINGS = RepositoryName("WebAssembly/meetings")
READ_UNTIL = datetime(2026, 8, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def record(synced_corpus: SyncedCorpus, corpus: Path) -> Record:
    """Return the record of the corpus: its notes, and what a person read in them."""
    aliases = shipped_aliases()
    mirrors = Mirrors(synced_corpus.cache, mirror=corpus)
    with closing(Reader.open(synced_corpus.location)) as reader:
        facts = facts_at(reader, READ_UNTIL)
        subjects = identify(facts, aliases)
        chronicle = chronicle_at(reader, aliases.registry, aliases.lists, READ_UNTIL)
    mirror = mirrors.open(MEETINGS)
    notes = {
        path: NotesAt(replace(read_notes(mirror.read(blob).decode()), date=date_of_path(path)), MEETINGS, None)
        for name, blob in mirror.folder(mirror.head("main"), "wasi").items()
        if date_of_path(path := f"wasi/{name}") is not None
    }
    known = former_names(chronicle, aliases, subjects)
    return votes_of(notes, shipped_votes(), (), subjects, known)


def test_nearly_every_decision_is_found_and_nearly_nothing_else(record: Record) -> None:
    reviewed = len(shipped_votes())
    found = sum(each.by.source.kind is VoteSourceKind.REVIEWED for each in record.superseded)
    assert (found >= 0.95 * reviewed, len(record.noted) - found <= 0.05 * len(record.noted)) == (True, True)


def test_every_tally_is_read_exactly(record: Record) -> None:
    assert [each for each in record.disagreements if "tally" in each.differs] == []


def test_nearly_every_outcome_is_the_one_that_was_declared(record: Record) -> None:
    wrong = [each for each in record.disagreements if "outcome" in each.differs]
    assert len(wrong) <= 0.05 * len(record.superseded)


def test_every_decision_that_is_found_has_its_subject(record: Record) -> None:
    assert [each for each in record.disagreements if "subject" in each.differs] == []


def test_nothing_that_a_person_did_not_see_in_these_notes_counts(record: Record) -> None:
    until = READ_UNTIL.date()
    assert [each for each in record.votes if each.source.kind is VoteSourceKind.NOTES and each.date < until] == []


def test_each_reviewed_subject_is_one_that_is_or_was_there(record: Record) -> None:
    named = {SubjectKind.PROPOSAL, SubjectKind.AMENDMENT}
    known = {each.subject for each in record.noted if each.subject_kind in named}
    assert {each.subject for each in shipped_votes() if each.subject_kind in named} - known == set()
