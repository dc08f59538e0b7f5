"""Reads the blobs of one repository that were not read before, as its history tells of them."""

from collections.abc import Iterable, Mapping

from tracker.chronicle import BranchHistory
from tracker.facts import BlobId
from tracker.readings import BlobFacts
from tracker.sources.blobs import READERS, unreadable
from tracker.sources.errors import SourceError
from tracker.sources.git import Mirror
from tracker.sources.pool import BlobPool, Key, Reading


class RepositoryReading:
    """The reading of a repository's blobs, some of it by other processes while more is found."""

    def __init__(self, mirror: Mirror, pool: BlobPool, known: Mapping[tuple[str, str], int]) -> None:
        """Read from `mirror` by `pool` what `known` does not have by the readers of today."""
        self._mirror = mirror
        self._pool = pool
        self._known = known
        self._found: set[Key] = set()
        self._waiting: list[tuple[Key, bytes]] = []
        self._unreadable: dict[Key, BlobFacts] = {}
        self._begun: list[Reading] = []

    def find(self, history: BranchHistory) -> None:
        """Take the blobs that a history tells of."""
        changes = (change for step in history.steps for change in step.changes)
        self.want(
            (change.blob, change.kind)
            for change in changes
            if change.blob is not None and self._known.get((change.blob, change.kind)) != READERS[change.kind]
        )

    def begin_early(self) -> None:
        """Begin with what was found so far where other processes read it, beside the search for more."""
        if self._pool.pays(self._waiting):
            self._start()

    def want(self, blobs: Iterable[Key]) -> None:
        """Take blobs, whether or not they were read before."""
        for blob, kind in sorted(set(blobs) - self._found):
            self._found.add((blob, kind))
            content = self._content(blob)
            if isinstance(content, bytes):
                self._waiting.append(((blob, kind), content))
            else:
                self._unreadable[blob, kind] = unreadable(kind, content.reason)

    def begin(self) -> bool:
        """Begin with the rest, and return whether other processes read any, so that this one may do something else."""
        self._start()
        return any(reading.alone for reading in self._begun)

    def facts(self) -> dict[Key, BlobFacts]:
        """Return what the blobs say, when all are read."""
        said = dict(self._unreadable)
        for reading in self._begun:
            said |= reading.facts()
        return said

    def _start(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._begun.append(self._pool.start(waiting))

    def _content(self, blob: BlobId) -> bytes | SourceError:
        try:
            return self._mirror.read(blob)
        except SourceError as error:
            return error
