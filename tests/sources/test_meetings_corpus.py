"""What the real notes of three years say."""

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tracker.sources.meetings import date_of_path, read_notes
from tracker.sources.text import decode_text
from tracker.voting import MeetingNotes

pytestmark = pytest.mark.corpus

POLLS = """
2024-01-25 119 24 10 1 0 1 passed 125
2024-01-25 136 23 7 4 0 0 passed 142
2024-01-25 158 25 9 0 1 0 passed 166
2024-05-02 133 15 9 5 0 0 passed 131
2024-05-02 152 17 6 5 0 0 passed 158
2024-06-27 84 15 9 1 0 0 passed 82
2024-10-31 101 14 8 0 0 0 passed 107
2024-11-14 63 3 6 4 0 0 unclear None
2026-03-05 72 10 4 0 0 0 passed 78
2026-03-05 143 3 9 1 0 0 passed 149
2026-04-16 117 12 0 0 0 0 passed 123
2026-06-11 79 14 2 0 0 0 passed 85
2026-06-11 93 13 2 0 0 0 passed 99
2026-06-11 101 15 0 0 0 0 passed 107
2026-08-06 64 3 3 1 0 0 passed 70
2026-08-06 102 4 2 1 0 0 passed 108
"""

OTHERS = """
2022-01-13 162 unanimous-consent passed
2022-02-24 93 unanimous-consent passed
2022-04-21 86 unanimous-consent passed
2022-05-19 158 unanimous-consent passed
2022-07-14 65 unanimous-consent passed
2022-07-28 81 unanimous-consent passed
2022-09-08 186 unanimous-consent passed
2022-09-08 195 unanimous-consent passed
2022-09-08 199 unanimous-consent passed
2022-09-08 201 unanimous-consent passed
2022-09-08 203 unanimous-consent passed
2022-09-08 205 unanimous-consent passed
2022-09-08 223 unanimous-consent passed
2022-09-08 239 other deferred
2022-09-22 88 unanimous-consent passed
2024-02-08 92 unanimous-consent passed
2024-02-08 227 unanimous-consent passed
2024-04-04 101 other deferred
2024-04-18 80 unanimous-consent passed
2024-05-16 85 unanimous-consent passed
2024-10-31 169 other deferred
2026-04-16 102 other deferred
"""


@pytest.fixture(name="notes")
def _notes(corpus: Path, tmp_path: Path) -> dict[str, MeetingNotes]:
    bundle = corpus / "WebAssembly+meetings.bundle"
    if not bundle.is_file():
        pytest.skip(f"the corpus has no {bundle.name}")
    subprocess.run(["git", "clone", "-q", "--mirror", str(bundle), str(tmp_path / "mirror")], check=True)
    git = ["git", "-C", str(tmp_path / "mirror")]
    names = subprocess.run([*git, "ls-tree", "-r", "--name-only", "main", "wasi/"], check=True, capture_output=True)
    read = {}
    for path in names.stdout.decode().splitlines():
        if day := date_of_path(path):
            shown = subprocess.run([*git, "show", f"main:{path}"], check=True, capture_output=True).stdout
            read[day.isoformat()] = read_notes(decode_text(shown)[0] or "")
    return read


def test_every_poll_of_the_notes_is_found_with_its_tally_and_outcome(notes: dict[str, MeetingNotes]) -> None:
    found = [
        f"{day} {each.line} {tally.sf} {tally.f} {tally.n} {tally.a} {tally.sa} {each.outcome} {each.outcome_line}"
        for day, read in sorted(notes.items())
        for each in read.decisions
        if (tally := each.tally)
    ]
    assert found == POLLS.split("\n")[1:-1]


def test_every_decision_without_a_tally_is_found(notes: dict[str, MeetingNotes]) -> None:
    found = [
        f"{day} {each.line} {each.method} {each.outcome}"
        for day, read in sorted(notes.items())
        for each in read.decisions
        if each.tally is None
    ]
    assert found == OTHERS.split("\n")[1:-1]


def test_cancelled_meetings_are_told_from_those_that_were_held(notes: dict[str, MeetingNotes]) -> None:
    years = Counter(day[:4] for day, read in notes.items() if read.cancelled)
    held = Counter(day[:4] for day, read in notes.items() if read.held)
    assert (years, held) == ({"2024": 5, "2026": 7}, {"2022": 21, "2024": 17, "2026": 9})
