"""Turns rows that hang on blobs into facts."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from tracker.facts import (
    ClaimedChampion,
    ClaimedPhase,
    Document,
    Filling,
    GateKind,
    ListProblem,
    ListRow,
    ProposalList,
    Section,
    Topic,
    WitDependency,
    WitFile,
    WitGate,
    WitPackage,
    WitProblem,
)
from tracker.store.reader import Reader, Row

GATE = "item, item_kind, kind, feature, version, line, item_line, queued, package"
"""The columns of `gate` that make a fact."""
_COLUMNS = "id, problem, interfaces, worlds, claimed_phase, claimed_phase_line"
_KINDS = {str(each): each for each in GateKind}
_AT_ONCE = 50_000
"""How many keys one statement names: databases bound how long it may be."""
_ByBlob = dict[int, list[Any]]


class BlobReader:
    """What each of some blobs says, read with one statement a table, once it is asked for."""

    def __init__(self, reader: Reader, keys: Iterable[int]) -> None:
        """Read blobs by their keys; `reader` stays open as long as this is asked."""
        self._reader = reader
        self._keys = sorted({*keys})
        self._wit: dict[int, WitFile] = {}

    def wit(self, blob: int) -> WitFile:
        """Return what a blob says as WIT: of each blob the same object, however often it is asked for."""
        if blob not in self._wit:
            self._wit[blob] = self._read_wit(blob)
        return self._wit[blob]

    def _read_wit(self, blob: int) -> WitFile:
        _, interfaces, worlds, _, _ = self._blobs[blob]
        return WitFile(
            packages=tuple(self._packages[blob]),
            gates=tuple(self._gates[blob]),
            dependencies=tuple(self._dependencies[blob]),
            interfaces=interfaces,
            worlds=worlds,
            problems=tuple(self._wit_problems[blob]),
        )

    def document(self, blob: int) -> Document:
        """Return what a blob says as a README."""
        problem, _, _, phase, line = self._blobs[blob]
        return Document(
            sections=tuple(self._sections[blob]),
            claimed_phase=None if phase is None else ClaimedPhase(phase, line),
            champions=tuple(self._champions[blob]),
            problem=problem,
        )

    def proposal_list(self, blob: int) -> ProposalList:
        """Return what a blob says as a proposal list."""
        return ProposalList(tuple(self._rows[blob]), tuple(self._list_problems[blob]))

    @cached_property
    def _blobs(self) -> dict[int, Row]:
        return {row[0]: row[1:] for row in self._selected(_COLUMNS, "blob", "id")}

    def _table(self, name: str, columns: str, make: Callable[..., Any]) -> _ByBlob:
        return by_key((row[0], make(*row[1:])) for row in self._selected(f"blob_id, {columns}", name, "blob_id"))

    def _selected(self, columns: str, table: str, key: str) -> Iterator[Row]:
        """Yield the rows of a table that hang on the blobs; those of each blob in the order of their ids."""
        for start in range(0, len(self._keys), _AT_ONCE):
            # Keys are written out: to find them anew for each table takes ten times as long as all the rest.
            keys = ", ".join(map(str, self._keys[start : start + _AT_ONCE]))
            yield from self._reader.rows(f"SELECT {columns} FROM {table} WHERE {key} IN ({keys}) ORDER BY id")  # noqa: S608 -- numbers and constants

    @cached_property
    def _packages(self) -> _ByBlob:
        return self._table("package", "namespace, name, version, line", WitPackage)

    @cached_property
    def _gates(self) -> _ByBlob:
        return self._table("gate", GATE, gate_fact)

    @cached_property
    def _dependencies(self) -> _ByBlob:
        return self._table("dependency", "namespace, name, version, line", WitDependency)

    @cached_property
    def _wit_problems(self) -> _ByBlob:
        return self._table("wit_problem", 'line, "column", message', WitProblem)

    @cached_property
    def _sections(self) -> _ByBlob:
        return self._table("section", "topic, level, line, filling, words, placeholder_heading", _section)

    @cached_property
    def _champions(self) -> _ByBlob:
        return self._table("claimed_champion", "name, line", ClaimedChampion)

    @cached_property
    def _rows(self) -> _ByBlob:
        return self._table("list_row", "phase, title, url, champions, versions, line", _list_row)

    @cached_property
    def _list_problems(self) -> _ByBlob:
        return self._table("list_problem", "line, message", ListProblem)


def by_key(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Return values grouped by their keys."""
    grouped: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped


def gate_fact(
    item: str,
    item_kind: str,
    kind: str,
    feature: str | None,
    version: str | None,
    line: int,
    item_line: int,
    queued: int,
    package: str | None,
) -> WitGate:
    """Return a row of `gate`, its columns in the order of `GATE`, as a fact."""
    return WitGate(
        item, item_kind, _KINDS[kind], feature, version, line, item_line, bool(queued), parse_package(package)
    )


def parse_package(text: str | None) -> WitPackage | None:
    """Return the package that `str(WitPackage)` wrote; its line is not kept and reads 0."""
    if text is None:
        return None
    names, _, version = text.partition("@")
    namespace, _, name = names.partition(":")
    return WitPackage(namespace, name, version or None, 0)


def _section(topic: str, level: int, line: int, filling: str, words: int, placeholder: int) -> Section:
    return Section(Topic(topic), level, line, Filling(filling), words, bool(placeholder))


def _list_row(phase: int, title: str, url: str | None, champions: Any, versions: str, line: int) -> ListRow:
    return ListRow(phase, title, url, texts(champions), versions, line)


def texts(value: Any) -> tuple[str, ...]:
    """Return a list that the database keeps as JSON."""
    if value is None:
        return ()
    return _read_texts(value) if isinstance(value, str) else tuple(value)


@lru_cache(maxsize=4096)
def _read_texts(written: str) -> tuple[str, ...]:
    # Most lists are empty, and most others stand in every version of a file.
    return tuple(json.loads(written))
