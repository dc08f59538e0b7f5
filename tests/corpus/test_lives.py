"""The lives of real amendments are what git says of their gates, asked in another way.

The expected commits come from `git grep` over each commit along the first parents of the WASI repository's branch.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.synced_corpus import SyncedCorpus
from tracker.aliases import shipped_aliases
from tracker.lifecycle import lives
from tracker.lives import AmendmentLife
from tracker.process import shipped_process
from tracker.store.chronicles import chronicle_at
from tracker.store.queries import facts_at
from tracker.store.reader import Reader
from tracker.subjects import identify

pytestmark = pytest.mark.corpus

Lives = Callable[[str], dict[str, AmendmentLife]]

WASI = "WebAssembly/WASI"
NEWEST = "2026-08-20"
MOVED = "f04f350af3daa971b21c6531354e30158474253f"
"""The last commit of the branch that held the 0.2 line."""

GATES = {
    ("cli/cli-exit-with-code", "0.2"): (
        ("2024-08-01", "7ce0431125679d2c533abf10d8802c326d2f4e77"),
        ("2026-06-02", "4b1023a0321e46e975a7d8deaea7b62288b43468"),
        "released",
    ),
    ("cli/cli-exit-with-code", "0.3"): (
        ("2025-11-25", "5506fae12b0e747d312574204785cc9df5395f51"),
        ("2026-06-03", "3fa0e8a3b3912eddba0e03a8717ab4d7906ce52b"),
        "released",
    ),
    ("clocks/clocks-timezone", "0.2"): (
        ("2024-08-01", "7ce0431125679d2c533abf10d8802c326d2f4e77"),
        ("2026-06-11", MOVED),
        "landed",
    ),
    ("clocks/clocks-timezone", "0.3"): (
        ("2025-11-25", "5506fae12b0e747d312574204785cc9df5395f51"),
        None,
        "landed",
    ),
    ("http/informational-outbound-responses", "0.2"): (
        ("2025-02-06", "2910cea0f61632461c72f755cf92893dc5399ede"),
        ("2026-06-11", MOVED),
        "landed",
    ),
    ("sockets/network-error-code", "0.2"): (
        ("2024-10-03", "b8675371fd94562252ee1510f10216e2ad73317a"),
        ("2026-06-11", MOVED),
        "landed",
    ),
}
"""Amendment and line -> the first and the last commit of the branch with a gate, and the state of the line there."""


@pytest.fixture(scope="module")
def told(synced_corpus: SyncedCorpus) -> Lives:
    """Return a function that tells the lives up to a day."""
    aliases = shipped_aliases()

    def tell(day: str) -> dict[str, AmendmentLife]:
        moment = datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=UTC)
        with closing(Reader.open(synced_corpus.location)) as reader:
            chronicle = chronicle_at(reader, aliases.registry, aliases.lists, moment)
            subjects = identify(facts_at(reader, moment), aliases)
        return {life.id: life for life in lives(subjects, chronicle, shipped_process(), aliases)}

    return tell


def test_the_gates_on_the_branch_begin_and_end_where_git_says(told: Lives) -> None:
    found = {
        (name, line.line): (
            (f"{line.first.date:%Y-%m-%d}", line.first.revision),
            (f"{line.last.date:%Y-%m-%d}", line.last.revision) if line.last else None,
            str(line.state),
        )
        for name, life in told(NEWEST).items()
        for line in life.lines
        if (line.repository, line.branch) == (WASI, "main")
    }
    assert found == GATES


def test_the_line_that_left_the_branch_lives_on_its_own(told: Lives) -> None:
    found = {
        (name, line.line): (str(line.state), line.last is None)
        for name, life in told(NEWEST).items()
        for line in life.lines
        if (line.repository, line.branch) == (WASI, "wasi-0.2")
    }
    assert found == {
        ("cli/cli-exit-with-code", "0.2"): ("released", False),
        ("clocks/clocks-timezone", "0.2"): ("landed", True),
        ("http/informational-outbound-responses", "0.2"): ("landed", True),
        ("sockets/network-error-code", "0.2"): ("landed", True),
    }


def test_every_amendment_there_ever_was_has_a_state(told: Lives) -> None:
    assert {name: (str(life.state), life.phase, life.step) for name, life in told(NEWEST).items()} == {
        "cli/cli-exit-with-code": ("released", 3, None),
        "cli/tmp-dir": ("proposed", None, 2),
        "clocks/clocks-timezone": ("landed", 2, 5),
        "clocks/timezone": ("proposed", None, 2),
        "http/informational-outbound-responses": ("landed", 2, 5),
        "io/io-output-stream-close": ("proposed", None, 2),
        "sockets/network-error-code": ("landed", 2, 5),
    }


def test_an_amendment_released_on_one_line_was_behind_on_the_other(told: Lives) -> None:
    life = told("2026-06-03")["cli/cli-exit-with-code"]
    assert (str(life.state), life.step, life.missing[-1]) == ("released", 7, "the 0.3 line still has it @unstable")
    stable = [
        (f"{event.date:%Y-%m-%d}", str(event.state), event.line, event.summary)
        for event in told(NEWEST)["cli/cli-exit-with-code"].events
        if event.state in {"stabilized", "released"}
    ]
    assert stable == [
        ("2026-06-02", "stabilized", "0.2", "stabilized as 0.2.12 on 1 item"),
        ("2026-06-02", "released", "0.2", "released in 0.2.12 with 1 item"),
        ("2026-06-08", "stabilized", "0.3", "stabilized as 0.3.0-rc-2026-03-15 on 1 item"),
        ("2026-06-11", "released", "0.3", "released in 0.3.0 with 1 item"),
    ]


def test_rows_that_were_dropped_and_put_back_are_told(told: Lives) -> None:
    rows = {
        name: [
            (f"{event.date:%Y-%m-%d}", str(event.state))
            for event in life.events
            if event.state in {"tracked", "untracked"}
        ]
        for name, life in told(NEWEST).items()
    }
    assert {name: each for name, each in rows.items() if each} == {
        "cli/cli-exit-with-code": [
            ("2024-08-01", "tracked"),
            ("2024-11-12", "untracked"),
            ("2025-02-07", "tracked"),
            ("2026-06-02", "untracked"),
        ],
        "clocks/clocks-timezone": [
            ("2024-05-30", "tracked"),
            ("2024-11-12", "untracked"),
            ("2025-02-07", "tracked"),
        ],
        "http/informational-outbound-responses": [("2025-02-07", "tracked")],
    }
    assert told("2024-12-01")["clocks/clocks-timezone"].missing == ("its row left the proposal list on 2024-11-12",)
