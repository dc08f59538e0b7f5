"""Blobs are read alike here and in processes of their own, whatever happens to those."""

import os
import signal

import pytest

from tracker.facts import BlobId, FileKind
from tracker.sources import pool
from tracker.sources.blobs import read_blob
from tracker.sources.pool import BlobPool, Key

TEXTS = {
    FileKind.WIT: "package wasi:lamp@0.1.{};\ninterface light {{ @unstable(feature = lamp-dim) dim: func(); }}\n",
    FileKind.README: "# Lamp {}\n\nCurrent Phase: 2\n\n### Champions\n\n- Ada\n",
    FileKind.PROPOSAL_LIST: "### Phase 2\n\n| Proposal | Champion | Versions |\n| --- | --- | --- |\n| Lamp {} | | |\n",
}
BLOBS: list[tuple[Key, bytes]] = [
    ((BlobId(f"{number:040x}"), kind), text.format(number).encode())
    for kind, text in TEXTS.items()
    for number in range(30)
]
SAID = {key: read_blob(key[1], data) for key, data in BLOBS}


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_WORTH_IT", 10_000)
    monkeypatch.setattr(pool, "_AT_ONCE", 20_000)


def test_few_blobs_are_read_here() -> None:
    with BlobPool(2) as readers:
        reading = readers.start(BLOBS[:2])
        assert (reading.alone, reading.facts()) == (False, dict(list(SAID.items())[:2]))


def test_one_processor_reads_all_itself() -> None:
    with BlobPool(1) as readers:
        reading = readers.start(BLOBS)
        assert (reading.alone, reading.facts()) == (False, SAID)


def test_other_processes_read_the_same() -> None:
    with BlobPool(2) as readers:
        first, second = readers.start(BLOBS), readers.start(BLOBS[:60])
        assert first.alone
        assert second.facts() == dict(list(SAID.items())[:60])
        assert first.facts() == SAID


def test_once_there_are_processes_they_read_the_few_as_well() -> None:
    with BlobPool(2) as readers:
        assert [readers.pays(BLOBS[:2]), readers.pays(BLOBS)] == [False, True]
        many, few = readers.start(BLOBS), readers.start(BLOBS[:2])
        assert (many.alone, few.alone, readers.start(()).alone) == (True, True, False)
        assert (many.facts(), few.facts()) == (SAID, dict(list(SAID.items())[:2]))


def test_what_a_killed_process_left_is_read_here() -> None:
    with BlobPool(2) as readers:
        reading = readers.start(BLOBS)
        for _, handed_over in reading._elsewhere:
            handed_over.result()
        assert readers._pool is not None
        for process in list((readers._pool._processes or {}).values()):
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)
        assert reading.facts() == SAID
