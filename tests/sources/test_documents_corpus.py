"""What the READMEs of real proposals say."""

import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tracker.facts import Document, Filling, Topic
from tracker.sources.documents import read_document
from tracker.sources.text import decode_text

pytestmark = pytest.mark.corpus

BIG = ("Dan Chiarlone", "David Justice", "Jiaxiao Zhou")
CONTENT = (Filling.CONTENT,)


class Claims(NamedTuple):
    """What the tracker takes from a README."""

    phase: int | None
    champions: tuple[str, ...]
    portability: tuple[Filling, ...]

    @classmethod
    def of(cls, document: Document) -> "Claims":
        claimed = document.claimed_phase
        names = tuple(champion.name for champion in document.champions)
        fillings = tuple(section.filling for section in document.sections if section.topic is Topic.PORTABILITY)
        return cls(claimed.phase if claimed else None, names, fillings)


NEWEST = {
    "wasi-proposal-template": Claims(None, (), (Filling.FILLER,)),
    "wasi-tls": Claims(1, ("Dave Bakker", "Joel Dice", "James Sturtevant"), (Filling.FILLER,)),
    "wasi-nn": Claims(2, ("Andrew Brown", "Mingqiu Sun"), CONTENT),
    "wasi-blobstore": Claims(1, ("Jiaxiao Zhou", "Kevin Hoffman", "David Justice", "Dan Chiarlone"), CONTENT),
    "wasi-messaging": Claims(1, BIG, CONTENT * 2),
    "wasi-config": Claims(2, BIG, CONTENT),
    "wasi-keyvalue": Claims(2, BIG, CONTENT),
    "wasi-i2c": Claims(2, ("Friedrich Vandenberghe", "Merlijn Sebrechts", "Maximilian Seidler"), CONTENT),
    "wasi-usb": Claims(2, ("Merlijn Sebrechts",), CONTENT),
    "wasi-webgpu": Claims(2, ("Mendy Berger", "Sean Isom"), CONTENT),
    "wasi-gfx": Claims(2, ("Mendy Berger", "Sean Isom"), CONTENT),
    "wasi-cli": Claims(3, ("Dan Gohman",), CONTENT),
    "wasi-io": Claims(3, ("Dan Gohman",), CONTENT),
    "wasi-clocks": Claims(3, ("Dan Gohman",), CONTENT),
    "wasi-random": Claims(3, ("Dan Gohman",), CONTENT),
    "wasi-filesystem": Claims(3, ("Dan Gohman",), CONTENT),
}
HTTP = ("Piotr Sikora", "Jiaxiao Zhou", "Dan Chiarlone", "David Justice", "Luke Wagner")
TOGETHER = {
    "cli": Claims(3, ("Dan Gohman",), CONTENT),
    "clocks": Claims(3, ("Dan Gohman",), CONTENT),
    "filesystem": Claims(3, ("Dan Gohman",), CONTENT),
    "http": Claims(3, HTTP, CONTENT),
    "random": Claims(3, ("Dan Gohman",), CONTENT),
    "sockets": Claims(3, ("Dave Bakker",), CONTENT),
}
"""The proposals in the WASI repository itself, by their folder."""


def _git(mirror: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(mirror), *arguments], check=True, capture_output=True).stdout


def _mirror(corpus: Path, name: str, folder: Path) -> Path:
    bundle = corpus / f"WebAssembly+{name}.bundle"
    if not bundle.is_file():
        pytest.skip(f"the corpus has no {bundle.name}")
    mirror = folder / f"{name}.git"
    subprocess.run(["git", "clone", "--quiet", "--mirror", str(bundle), str(mirror)], check=True, capture_output=True)
    return mirror


def _document(mirror: Path, name: str) -> Document:
    text, problem = decode_text(_git(mirror, "show", name))
    return Document(problem=problem) if text is None else read_document(text)


@pytest.mark.parametrize("name", NEWEST)
def test_a_readme_claims_what_it_says(name: str, corpus: Path, tmp_path: Path) -> None:
    mirror = _mirror(corpus, name, tmp_path)
    assert Claims.of(_document(mirror, "HEAD:README.md")) == NEWEST[name]


def test_each_proposal_of_the_shared_repository_claims_its_own(corpus: Path, tmp_path: Path) -> None:
    mirror = _mirror(corpus, "WASI", tmp_path)
    claims = {name: Claims.of(_document(mirror, f"HEAD:proposals/{name}/README.md")) for name in TOGETHER}
    assert claims == TOGETHER


@pytest.mark.parametrize("name", ["WASI", *NEWEST])
def test_every_readme_there_ever_was_can_be_read(name: str, corpus: Path, tmp_path: Path) -> None:
    mirror = _mirror(corpus, name, tmp_path)
    objects = _git(mirror, "rev-list", "--all", "--objects").decode().splitlines()
    blobs = [line.split()[0] for line in objects if line.endswith("README.md")]
    assert [blob for blob in blobs if not _document(mirror, blob).sections] == []
