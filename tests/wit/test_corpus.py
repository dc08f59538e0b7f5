"""Over the whole history of the real repositories: nothing raises, nothing is lost, and the gates are all there."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from tests.wit.agreement import contents_of_json, contents_of_tree
from tracker.facts import ReferenceStatus
from tracker.wit import Dialect, lexer, parse, read_wit
from tracker.wit.reference import ReferenceTool
from tracker.wit.validity import check_package

pytestmark = pytest.mark.corpus

_GATE = re.compile(r"@(?:since|unstable|deprecated)\b")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)


@dataclass(frozen=True)
class Folder:
    """A folder of WIT at the head of a branch, with the packages vendored under it."""

    place: str
    files: Mapping[str, bytes]
    dependencies: Mapping[str, Mapping[str, bytes]]


def _git(mirror: Path, *arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["git", "-C", str(mirror), *arguments], input=given, capture_output=True, check=True).stdout


@pytest.fixture(scope="session")
def mirrors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mirrors")


def _mirrors(corpus: Path, mirrors: Path) -> Iterator[Path]:
    """Yield a mirror of each bundle, cloned when first asked for."""
    for bundle in sorted(corpus.glob("*.bundle")):
        mirror = mirrors / bundle.stem
        if not mirror.exists():
            subprocess.run(["git", "clone", "-q", "--mirror", str(bundle), str(mirror)], check=True)
        yield mirror


def _blobs(mirror: Path, wanted: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of blobs; `wanted` has a name for each id."""
    output = _git(mirror, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in wanted).encode())
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        blob, _kind, size = output[at:end].decode().split()
        at = end + 1 + int(size) + 1
        yield wanted[blob], output[end + 1 : at - 1]


def _history(corpus: Path, mirrors: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every WIT file there ever was, once per content."""
    for mirror in _mirrors(corpus, mirrors):
        objects = _git(mirror, "rev-list", "--all", "--objects").decode().splitlines()
        paths = (line.split(" ", 1) for line in objects if " " in line)
        wanted = {blob: path for blob, path in paths if path.endswith((".wit", ".wit.md"))}
        yield from ((f"{mirror.name}:{path}", content) for path, content in _blobs(mirror, wanted))


def _folders(corpus: Path, mirrors: Path) -> Iterator[Folder]:
    """Yield the folders of WIT at the head of each branch, once per content."""
    seen: set[frozenset[str]] = set()
    for mirror in _mirrors(corpus, mirrors):
        for branch in _git(mirror, "for-each-ref", "--format=%(refname)", "refs/heads").decode().split():
            entries = [line.split(None, 3) for line in _git(mirror, "ls-tree", "-r", branch).decode().splitlines()]
            paths = {path: blob for _mode, _kind, blob, path in entries if path.endswith(".wit")}
            for folder in _folders_of_tree(f"{mirror.name}:{branch}", mirror, paths):
                key = frozenset(f"{folder.place}:{path}:{paths[path]}" for path in folder.files)
                if key not in seen:
                    seen.add(key)
                    yield folder


def _folders_of_tree(place: str, mirror: Path, paths: Mapping[str, str]) -> Iterator[Folder]:
    contents = dict(_named(mirror, paths))
    by_folder: dict[str, dict[str, bytes]] = defaultdict(dict)
    for path, content in contents.items():
        by_folder[str(PurePosixPath(path).parent)][path] = content
    for folder, files in by_folder.items():
        if "deps" in PurePosixPath(folder).parts:
            continue
        inner = "" if folder == "." else f"{folder}/"
        dependencies = {name: found for name, found in by_folder.items() if name.startswith(f"{inner}deps")}
        yield Folder(f"{place}:{folder}", files, dependencies)


def _named(mirror: Path, paths: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    contents = dict(_blobs(mirror, {blob: blob for blob in set(paths.values())}))
    return ((path, contents[blob]) for path, blob in paths.items())


def _count(text: str) -> int:
    """Count gates the naive way: what looks like one, outside comments."""
    return len(_GATE.findall(_COMMENT.sub(" ", text)))


@cache
def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def test_every_file_in_history_is_read_without_loss(corpus: Path, mirrors: Path) -> None:
    lossy = []
    for place, content in _history(corpus, mirrors):
        text = _text(content)
        read_wit(text)
        if "".join(text[token.start : token.end] for token in lexer.tokenize(text)) != text:
            lossy.append(place)
    assert lossy == []


def test_every_gate_in_history_is_found(corpus: Path, mirrors: Path) -> None:
    """A file with faults may lose the gates of faulty items, and nothing else."""
    lost = [
        (place, len(facts.gates), _count(text))
        for place, text in ((place, _text(content)) for place, content in _history(corpus, mirrors))
        if place.endswith(".wit") and len((facts := read_wit(text)).gates) != _count(text) and not facts.problems
    ]
    assert lost == []


def test_every_gate_at_a_branch_head_is_found(corpus: Path, mirrors: Path) -> None:
    lost = [
        (folder.place, path)
        for folder in _folders(corpus, mirrors)
        for path, content in folder.files.items()
        if len(read_wit(_text(content)).gates) != _count(_text(content))
    ]
    assert lost == []


def test_both_dialects_find_the_same_in_files_of_today(corpus: Path, mirrors: Path) -> None:
    different = [
        place
        for place, content in _history(corpus, mirrors)
        if not parse(_text(content)).diagnostics
        and read_wit(_text(content), Dialect.HISTORIC).gates != read_wit(_text(content)).gates
    ]
    assert different == []


def test_what_the_reference_accepts_is_read_as_it_reads_it(
    corpus: Path, mirrors: Path, reference_tool: ReferenceTool
) -> None:
    checked, different = 0, []
    for folder in _folders(corpus, mirrors):
        verdict = reference_tool.check(folder.place, folder.files, folder.dependencies)
        parsed = {path: parse(_text(content)) for path, content in folder.files.items()}
        if verdict.status is ReferenceStatus.UNKNOWN:
            continue
        checked += 1
        faults = check_package(parsed)
        if verdict.status is ReferenceStatus.REJECTED:
            if not faults and verdict.path in folder.files:
                different.append((folder.place, verdict.message))
            continue
        document = reference_tool.json(folder.files, folder.dependencies)
        name = next(str(tree.tree.package) for tree in parsed.values() if tree.tree.package is not None)
        theirs = contents_of_json(document or b"{}", name)
        ours = {name: gates for tree in parsed.values() for name, gates in contents_of_tree(tree).items()}
        if faults or any(theirs.get(name) != gates for name, gates in ours.items()):
            different.append((folder.place, str(faults[:1])))
    assert different == []
    assert checked > 0
