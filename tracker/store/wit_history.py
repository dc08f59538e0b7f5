"""Reads what stood in WIT files over time: own ones, vendored copies, and the packages that they name."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from tracker.chronicle import BranchKind, DependencySpan, FileSpan, WitHistory
from tracker.facts import BlobId, FileKind, WitDependency, WitPackage
from tracker.store.branches import Branches
from tracker.store.reader import Reader

_SPAN = "span.branch_id, span.path, span.from_position, span.until_position"
_FILES = f"""
    SELECT {_SPAN}, span.kind, span.blob_id, blob.oid
    FROM span JOIN blob ON blob.id = span.blob_id JOIN branch ON branch.id = span.branch_id
    WHERE span.kind IN ('{FileKind.WIT}', '{FileKind.VENDORED}') AND branch.kind <> '{BranchKind.PULL}'
      AND span.from_at <= :at
    ORDER BY span.branch_id, span.from_position, span.path
"""  # noqa: S608 -- constants
_DEPENDENCIES = f"""
    SELECT {_SPAN}, dependency.namespace, dependency.name, dependency.version, dependency.line
    FROM dependency JOIN span ON span.blob_id = dependency.blob_id JOIN branch ON branch.id = span.branch_id
    WHERE branch.kind = '{BranchKind.DEFAULT}' AND span.from_at <= :at
    ORDER BY span.branch_id, span.from_position, span.path, dependency.id
"""  # noqa: S608 -- constants


def wit_history_at(reader: Reader, moment: datetime | None = None, branches: Branches | None = None) -> WitHistory:
    """Return what stood in WIT files up to `moment`; by default, all that was recorded.

    `branches` are those of the moment, where they were read before.
    """
    branches = branches or Branches.read(reader, moment)
    return WitHistory(tuple(_files(reader, branches)), tuple(_dependencies(reader, branches)))


def _files(reader: Reader, branches: Branches) -> Iterator[FileSpan]:
    packages: dict[int, list[WitPackage]] = defaultdict(list)
    for blob, *columns in reader.rows("SELECT blob_id, namespace, name, version, line FROM package ORDER BY id"):
        packages[blob].append(WitPackage(*columns))
    for row in reader.rows(_FILES, at=branches.until):
        if (place := branches.place(row)) is not None:
            kind, blob, oid = row[4:]
            yield FileSpan(**branches.span(place), kind=FileKind(kind), blob=BlobId(oid), packages=(*packages[blob],))


def _dependencies(reader: Reader, branches: Branches) -> Iterator[DependencySpan]:
    for row in reader.rows(_DEPENDENCIES, at=branches.until):
        if (place := branches.place(row)) is not None:
            yield DependencySpan(**branches.span(place), dependency=WitDependency(*row[4:]))
