"""Asks the reference tool about every folder of WIT in a repository, with its dependencies laid out for it."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from tracker.facts import BlobId, FileKind, ReferenceStatus, ReferenceVerdict, Revision, WitFile
from tracker.sources.errors import SourceError
from tracker.sources.git import Mirror
from tracker.sources.text import decode_text
from tracker.wit.reference import ReferenceTool

_AT_ONCE = 2
"""How many programs run at once."""

Files = dict[str, bytes]
"""Path relative to its folder -> content."""


class Referee:
    """The reference tool, for whole repositories."""

    def __init__(self, tool: ReferenceTool) -> None:
        self._tool = tool

    @classmethod
    def find(cls) -> "Referee | None":
        """Return the referee; `None` when the tool is not installed."""
        tool = ReferenceTool.find()
        return None if tool is None else cls(tool)

    @property
    def version(self) -> str:
        """The tool and its version."""
        return self._tool.version

    def judge(self, mirror: Mirror, branch: str, read: Mapping[BlobId, WitFile]) -> Iterator[ReferenceVerdict]:
        """Yield what the tool says of each folder of WIT at the newest commit of `branch`.

        What is among the blobs that were `read` already is not read again.
        """
        checkout = _Checkout(mirror, branch, read)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            # Only the programs run side by side: the repository is read by one thread.
            asked = [self._ask(pool, checkout, folder) for folder in checkout.folders]
            for each in asked:
                yield each if isinstance(each, ReferenceVerdict) else each.result()
        for folder, reason in checkout.unreadable.items():
            yield self._no_verdict(folder, reason)

    def _ask(
        self, pool: ThreadPoolExecutor, checkout: "_Checkout", folder: str
    ) -> Future[ReferenceVerdict] | ReferenceVerdict:
        """Let the tool judge a folder; what is in the way of that is told at once."""
        try:
            dependencies = checkout.dependencies(folder)
        except SourceError as error:
            return self._no_verdict(folder, error.reason)
        return pool.submit(self._tool.check, folder, checkout.files(folder), dependencies)

    def _no_verdict(self, folder: str, reason: str) -> ReferenceVerdict:
        return ReferenceVerdict(folder, ReferenceStatus.UNKNOWN, self.version, reason)


class _Checkout:
    """The WIT of a repository at one commit: each folder's own files, and what they depend on."""

    def __init__(self, mirror: Mirror, branch: str, read: Mapping[BlobId, WitFile]) -> None:
        self._mirror = mirror
        self._revision: Revision = mirror.head(branch)
        self._own: dict[str, Files] = defaultdict(dict)
        self.unreadable: dict[str, str] = {}
        """The folders of which a file cannot be read: the tool would judge something else than what is there."""
        facts: dict[str, list[WitFile]] = defaultdict(list)
        for path, (kind, blob) in mirror.files(branch).items():
            if kind is FileKind.WIT:
                folder, name = posixpath.split(path)
                try:
                    self._own[folder][name] = mirror.read(blob)
                except SourceError as error:
                    self.unreadable[folder] = error.reason
                else:
                    facts[folder].append(read.get(blob) or _facts(self._own[folder][name]))
        for folder in self.unreadable:
            self._own.pop(folder, None)
        self._read = {folder: _named(facts[folder]) for folder in self._own}

    @property
    def folders(self) -> list[str]:
        return sorted(self._own)

    def files(self, folder: str) -> Files:
        return self._own[folder]

    def dependencies(self, folder: str) -> dict[str, Files]:
        """Return a folder's vendored copies; where a package is not among them, the repository's own folder of it."""
        found = self._vendored(folder)
        provided = {package for files in found.values() for package in _named(map(_facts, files.values()))[0]}
        wanted = [folder]
        seen = {folder}
        while wanted:
            for package in _read_dependencies(self._read[wanted.pop()]):
                sibling = self._sibling(package)
                if package in provided or sibling is None or sibling in seen:
                    continue
                seen.add(sibling)
                found[sibling.replace("/", "_") or "root"] = self._own[sibling]
                wanted.append(sibling)
        return found

    def _vendored(self, folder: str) -> dict[str, Files]:
        """Return what lies under `deps/` of a folder, by the first part of its path."""
        found: dict[str, Files] = defaultdict(dict)
        inside = self._mirror.folder(self._revision, posixpath.join(folder, "deps"))
        for path, blob in inside.items():
            if path.endswith(".wit"):
                name, _, rest = path.partition("/")
                found[name][rest or name] = self._mirror.read(blob)
        return found

    def _sibling(self, package: str) -> str | None:
        """Return the folder that declares a package, by name and version."""
        return next((folder for folder, (packages, _) in self._read.items() if package in packages), None)


_Read = tuple[frozenset[str], frozenset[str]]
"""The packages that files declare, and those they name."""


def _read_dependencies(read: _Read) -> frozenset[str]:
    return read[1]


def _facts(content: bytes) -> WitFile:
    from tracker.wit.reading import read_wit  # noqa: PLC0415 -- costs 70 ms to import, when there is something to read

    text, _ = decode_text(content)
    return read_wit(text) if text is not None else WitFile()


def _named(files: Iterable[WitFile]) -> _Read:
    packages: set[str] = set()
    named: set[str] = set()
    for said in files:
        packages |= {str(package) for package in said.packages}
        named |= {f"{each.id}@{each.version}" if each.version else each.id for each in said.dependencies}
    return frozenset(packages), frozenset(named)
