"""Decisions that people read in notes: the file that ships, and what is said of a wrong one."""

import re
from datetime import date
from pathlib import Path

import pytest

from tracker.chronicle import Outcome
from tracker.facts import RepositoryName
from tracker.sources.git import Mirrors
from tracker.votes import VotesError, load_votes, notes_date, shipped_votes
from tracker.voting import Confidence, Method, SubjectKind, Tally, Vote, VoteSource, VoteSourceKind

ENTRY = """
[[vote]]
date = 2025-06-03
subject = "lamp"
subject_kind = "proposal"
question = "Should lamp advance to phase 2?"
method = "poll"
outcome = "passed"
path = "wasi/2025/WASI-06-03.md"
line = 40
"""
WHOLE = f"""
repository = "Own/meetings"
{ENTRY}
target_phase = 2
tally = {{ SF = 4, N = 1, abstained = 2 }}
reason = "Held again."
revision = "{"ab" * 20}"
[[vote]]
date = 2025-06-17
subject = "wasi-0.4.0"
subject_kind = "release"
question = "Should WASI 0.4.0 be launched?"
method = "other"
outcome = "deferred"
path = "wasi/2025/WASI-06-17.md"
line = 51
"""
DECLARED = {
    Outcome.PASSED: re.compile(
        r"agree|no objections|\bnew\b|advance|pass|in favor|succeed|objections\?", re.IGNORECASE
    ),
    Outcome.DEFERRED: re.compile(r"delay|next meeting|besides", re.IGNORECASE),
}
"""Words of which a declaration without a tally holds one."""
BALLOT = re.compile(r"^\W*(SF|F|N|A|SA)\W+(\d+)\s*$")
BALLOT_LINES = 5


def _file(entry: str = ENTRY, head: str = 'repository = "Own/meetings"') -> str:
    return f"{head}\n{entry}"


def test_the_file_is_read_whole() -> None:
    assert load_votes(WHOLE) == (
        Vote(
            date(2025, 6, 3),
            "lamp",
            SubjectKind.PROPOSAL,
            "Should lamp advance to phase 2?",
            2,
            Method.POLL,
            Tally(sf=4, n=1, abstained=2),
            Outcome.PASSED,
            Confidence.HIGH,
            VoteSource(
                VoteSourceKind.REVIEWED,
                "wasi/2025/WASI-06-03.md",
                40,
                f"https://github.com/Own/meetings/blob/{'ab' * 20}/wasi/2025/WASI-06-03.md#L40",
            ),
            "Held again.",
        ),
        Vote(
            date(2025, 6, 17),
            "wasi-0.4.0",
            SubjectKind.RELEASE,
            "Should WASI 0.4.0 be launched?",
            None,
            Method.OTHER,
            None,
            Outcome.DEFERRED,
            Confidence.HIGH,
            VoteSource(
                VoteSourceKind.REVIEWED,
                "wasi/2025/WASI-06-17.md",
                51,
                "https://github.com/Own/meetings/blob/main/wasi/2025/WASI-06-17.md#L51",
            ),
        ),
    )


def test_a_file_without_an_entry_holds_no_decision() -> None:
    assert load_votes('repository = "Own/meetings"') == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("= 1", "data/votes.toml: Invalid statement (at line 1, column 1)"),
        ("", "data/votes.toml: repository must be text such as OWNER/NAME"),
        (_file(head="repository = 3"), "data/votes.toml: repository must be text such as OWNER/NAME"),
        (_file(head='repository = "Own/meetings"\nmore = 1'), "data/votes.toml: more is not a known key"),
        (_file("vote = 3"), "data/votes.toml: vote must be written as [[vote]] tables"),
        (_file("vote = [3]"), "data/votes.toml: vote must be written as [[vote]] tables"),
        (_file("[[vote]]"), "data/votes.toml: vote 1: date is missing"),
        (
            _file(ENTRY.replace("line = 40", "")),
            "data/votes.toml: vote 1 (2025-06-03 lamp): line is missing",
        ),
        (
            _file(f"{ENTRY}{ENTRY.replace('line = 40', 'row = 40')}"),
            "data/votes.toml: vote 2 (2025-06-03 lamp): line is missing",
        ),
        (_file(f"{ENTRY}who = 1"), "data/votes.toml: vote 1 (2025-06-03 lamp): who is not a known key"),
        (
            _file(ENTRY.replace('"passed"', '"pased"')),
            (
                "data/votes.toml: vote 1 (2025-06-03 lamp): outcome must be one of passed, failed, deferred, unclear, "
                "not pased"
            ),
        ),
        (
            _file(ENTRY.replace("2025-06-03\n", "2025-06-04\n")),
            "data/votes.toml: vote 1 (2025-06-04 lamp): date must be that of the path, 2025-06-03",
        ),
        (
            _file(ENTRY.replace("2025-06-03\n", "2025-06-03T10:00:00\n")),
            "data/votes.toml: vote 1 (2025-06-03 10:00:00 lamp): date must be a date such as 2024-04-04",
        ),
        (
            _file(ENTRY.replace("WASI-06-03.md", "WASI-13-03.md")),
            (
                "data/votes.toml: vote 1 (2025-06-03 lamp): path must be that of a meeting's notes, such as "
                "wasi/2024/WASI-04-04.md"
            ),
        ),
        (
            _file(ENTRY.replace("line = 40", "line = 0")),
            "data/votes.toml: vote 1 (2025-06-03 lamp): line must not be less than 1",
        ),
        (
            _file(ENTRY.replace("line = 40", "line = true")),
            "data/votes.toml: vote 1 (2025-06-03 lamp): line must be a whole number",
        ),
        (_file(ENTRY.replace('"lamp"', '""')), "data/votes.toml: vote 1 (2025-06-03): subject must be text"),
        (
            _file(ENTRY.replace('"lamp"', '"la\\nmp"')),
            "data/votes.toml: vote 1 (2025-06-03 la mp): subject must be one line, without space around it",
        ),
        (_file(f"{ENTRY}tally = {{}}"), "data/votes.toml: vote 1 (2025-06-03 lamp): tally must be a table"),
        (
            _file(f"{ENTRY}tally = {{ sf = 3 }}"),
            "data/votes.toml: vote 1 (2025-06-03 lamp): tally.sf is none of SF, F, N, A, SA, abstained",
        ),
        (
            _file(f"{ENTRY}tally = {{ SF = -1 }}"),
            "data/votes.toml: vote 1 (2025-06-03 lamp): tally.SF must be a whole number, not less than 0",
        ),
        (
            _file(ENTRY * 2),
            "data/votes.toml: vote 2 (2025-06-03 lamp): tells the same as vote 1",
        ),
    ],
)
def test_a_wrong_file_is_told_in_one_line_that_names_the_entry(text: str, message: str) -> None:
    with pytest.raises(VotesError) as caught:
        load_votes(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("wasi/2024/WASI-02-29.md", date(2024, 2, 29)),
        ("wasi/2023/WASI-02-29.md", None),
        ("main/2024/CG-02-29.md", None),
        ("wasi/2024/WASI-02-29.md.txt", None),
    ],
)
def test_the_path_of_notes_tells_the_day(path: str, day: date | None) -> None:
    assert notes_date(path) == day


def test_what_ships_is_in_order_of_time_and_counts_at_once() -> None:
    votes = shipped_votes()
    assert [each.date for each in votes] == sorted(each.date for each in votes)
    assert {(each.source.kind, each.confidence) for each in votes} == {(VoteSourceKind.REVIEWED, Confidence.HIGH)}


def test_what_ships_names_subjects_as_their_kinds_do() -> None:
    forms = {
        SubjectKind.PROPOSAL: re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"),
        SubjectKind.AMENDMENT: re.compile(r"[a-z0-9-]+/[a-z0-9-]+"),
        SubjectKind.RELEASE: re.compile(r"wasi-\d+\.\d+\.\d+|preview-\d"),
        SubjectKind.FEATURE: re.compile(r"component-model/[a-z0-9-]+"),
        SubjectKind.PROCESS: re.compile(r"process/[a-z0-9-]+"),
    }
    assert [each.subject for each in shipped_votes() if not forms[each.subject_kind].fullmatch(each.subject)] == []


def test_what_ships_has_a_tally_for_each_poll_and_for_nothing_else() -> None:
    votes = shipped_votes()
    assert [each for each in votes if (each.tally is not None) is not (each.method is Method.POLL)] == []


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return the lines of each file of notes in the corpus."""
    from tests.conftest import CORPUS  # noqa: PLC0415 -- the session scope has no fixture for it

    if not CORPUS:
        pytest.skip("TRACKER_CORPUS is not set: it names a folder of real repositories as git bundles")
    mirror = Mirrors(tmp_path_factory.mktemp("cache"), mirror=Path(CORPUS)).open(RepositoryName("WebAssembly/meetings"))
    blobs = mirror.folder(mirror.head("main"), "wasi")
    return {f"wasi/{path}": mirror.read(blob).decode().splitlines() for path, blob in blobs.items()}


@pytest.mark.corpus
def test_each_reviewed_tally_stands_where_its_entry_says(notes: dict[str, list[str]]) -> None:
    polls = [each for each in shipped_votes() if each.tally is not None]
    assert [(each.source, each.tally) for each in polls] == [(each.source, _ballot(notes, each)) for each in polls]


@pytest.mark.corpus
def test_each_reviewed_declaration_stands_where_its_entry_says(notes: dict[str, list[str]]) -> None:
    others = [each for each in shipped_votes() if each.tally is None]
    silent = [each for each in others if not DECLARED[each.outcome].search(_lines(notes, each)[0])]
    assert silent == []


def _lines(notes: dict[str, list[str]], vote: Vote) -> list[str]:
    return notes[vote.source.path or ""][(vote.source.line or 0) - 1 :]


def _ballot(notes: dict[str, list[str]], vote: Vote) -> Tally | None:
    """Return the tally that begins on the line of a vote; `None` when that line begins none."""
    found = [BALLOT.match(line) for line in _lines(notes, vote)[:BALLOT_LINES]]
    counts = {match[1].lower(): int(match[2]) for match in found if match}
    return Tally(**counts) if found[0] else None
