"""What the real proposal list says, over its whole history."""

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tracker.facts import ProposalList
from tracker.sources.registry import read_proposal_list
from tracker.sources.text import decode_text

pytestmark = pytest.mark.corpus

PATHS = ("docs/Proposals.md", "Proposals.md")

NEWEST = """
3 WebAssembly/wasi-clocks Clocks = Dan Gohman, Colin Murphy
3 WebAssembly/wasi-random Random = Dan Gohman, Roman Volosatovs
3 WebAssembly/wasi-filesystem Filesystem = Dan Gohman, Victor Adossi
3 WebAssembly/wasi-sockets Sockets = Dave Bakker
3 WebAssembly/wasi-cli CLI = Dan Gohman, Lann Martin
3 WebAssembly/wasi-http HTTP = Piotr Sikora, Jiaxiao Zhou, Dan Chiarlone, David Justice, Luke Wagner
2 WebAssembly/wasi-clocks Clocks: Timezone = Dan Gohman, Colin Murphy
2 WebAssembly/wasi-http HTTP: Informational Outbound Response \
= Piotr Sikora, Jiaxiao Zhou, Dan Chiarlone, David Justice, Luke Wagner
2 WebAssembly/wasi-i2c I2C = Friedrich Vandenberghe, Merlijn Sebrechts, Maximilian Seidler
2 WebAssembly/wasi-kv-store Key-value Store = Jiaxiao Zhou, Dan Chiarlone, David Justice
2 WebAssembly/wasi-nn Machine Learning (wasi-nn) = Andrew Brown, Mingqiu Sun
2 WebAssembly/wasi-runtime-config Runtime Config = Jiaxiao Zhou, Dan Chiarlone, David Justice
2 WebAssembly/wasi-webgpu WebGPU = Mendy Berger, Sean Isom
2 WebAssembly/wasi-messaging Messaging = Jiaxiao Zhou, Dan Chiarlone, David Justice, Taylor Thomas
1 WebAssembly/wasi-blob-store Blob Store = Jiaxiao Zhou, Dan Chiarlone, David Justice
1 WebAssembly/wasi-crypto Crypto = Frank Denis, Daiki Ueno
1 WebAssembly/wasi-gpio GPIO = Merlijn Sebrechts, Maximilian Seidler
1 WebAssembly/wasi-distributed-lock-service Distributed Lock Service = Jiaxiao Zhou, Dan Chiarlone, David Justice
1 WebAssembly/wasi-logging Logging = Dan Gohman
1 dylibso/wasi-observe Observe = Caleb Schoepp
1 WebAssembly/wasi-parallel Parallel = Andrew Brown
1 WebAssembly/wasi-pattern-match Pattern Match = Jianjun Zhu
1 WebAssembly/wasi-spi SPI = Merlijn Sebrechts
1 WebAssembly/wasi-sql SQL = Jiaxiao Zhou, Dan Chiarlone, David Justice
1 WebAssembly/wasi-sql-embed SQL Embed = Robin Brown
1 WebAssembly/wasi-native-threads Threads = Alexandru Ene, Marcin Kolny, Andrew Brown
1 WebAssembly/wasi-tls TLS = Joel Dice, Dave Bakker, James Sturtevant
1 WebAssembly/wasi-url URL = Radu Matei
1 WebAssembly/wasi-usb USB = Wouter Hennen, Warre Dujardin, Merlijn Sebrechts
1 calebschoepp/wasi-otel OTel = Caleb Schoepp, Andrew Steurer
0 proxy-wasm/spec proxy-wasm/spec = Piotr Sikora
"""

ROWS_PER_PHASE = {
    "2020-04-13": {0: 1, 1: 1, 2: 6},
    "2022-05-19": {0: 2, 1: 6, 2: 8},
    "2023-03-31": {0: 3, 1: 20, 2: 6},
    "2023-11-30": {0: 1, 1: 17, 2: 1, 3: 7},
    "2024-11-12": {0: 1, 1: 15, 2: 5, 3: 7},
    "2025-02-07": {0: 1, 1: 15, 2: 9, 3: 7},
    "2026-06-11": {0: 1, 1: 16, 2: 8, 3: 6},
    "2026-07-21": {0: 1, 1: 16, 2: 8, 3: 6},
}

PROBLEMS = {
    "2020-04-13": ["wasi-filesystem", "wasi-clocks", "wasi-random", "wasi-misc"],
    "2021-02-11": ["handle-index", "poll"],
    "2022-09-23": ["wasi-message-queue", "wasi-threads"],
    "2024-11-01": ["wasi-gfx"],
}
"""References that a version of that day did not define: all there ever was to complain of."""


def _git(mirror: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(mirror), *arguments], check=True, capture_output=True).stdout


def _read(mirror: Path, revision: str) -> ProposalList:
    (path,) = _git(mirror, "ls-tree", "--name-only", revision, *PATHS).decode().split()
    text, problem = decode_text(_git(mirror, "show", f"{revision}:{path}"))
    assert (text is not None, problem) == (True, None)
    return read_proposal_list(text or "")


@pytest.fixture
def versions(corpus: Path, tmp_path: Path) -> list[tuple[str, ProposalList]]:
    """Return each version of the list with its day, oldest first."""
    bundle = corpus / "WebAssembly+WASI.bundle"
    if not bundle.is_file():
        pytest.skip("the corpus has no WebAssembly+WASI.bundle")
    mirror = tmp_path / "mirror.git"
    subprocess.run(["git", "clone", "--quiet", "--mirror", str(bundle), str(mirror)], check=True, capture_output=True)
    log = _git(mirror, "log", "--reverse", "--format=%H %cs", "HEAD", "--", *PATHS).decode().splitlines()
    return [(line.split()[1], _read(mirror, line.split()[0])) for line in log]


def test_the_list_reads_as_it_does_to_people(versions: list[tuple[str, ProposalList]]) -> None:
    newest = versions[-1][1]
    home = "https://github.com/"
    shown = [
        f"{row.phase} {(row.url or '').removeprefix(home)} {row.title} = {', '.join(row.champions)}"
        for row in newest.rows
    ]
    assert (shown, newest.problems) == (NEWEST.strip().splitlines(), ())

    last_of_day = {day: dict(sorted(Counter(row.phase for row in read.rows).items())) for day, read in versions}
    assert {day: last_of_day[day] for day in ROWS_PER_PHASE} == ROWS_PER_PHASE

    told = {day: [problem.message for problem in read.problems] for day, read in versions if read.problems}
    assert len(versions) >= 64
    assert told == {
        day: [f"the reference [{name}] is defined nowhere" for name in names] for day, names in PROBLEMS.items()
    }
