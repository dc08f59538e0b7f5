"""Turns rows that hang on blobs into facts."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
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
_ByBlob = dict[int, list[Any]]


class BlobReader:
    """What each of some blobs says, read with one statement a table."""

    def __init__(self, reader: Reader, which: str, **parameters: Any) -> None:
        """Read the blobs whose keys the statement `which` selects."""
        blobs = f"SELECT {_COLUMNS} FROM blob WHERE id IN ({which})"  # noqa: S608 -- constants of this package
        self._blobs: dict[int, Row] = {row[0]: row[1:] for row in reader.rows(blobs, **parameters)}

        def table(name: str, columns: str, make: Callable[..., Any]) -> _ByBlob:
            statement = (
                f"SELECT blob_id, {columns} FROM {name} "  # noqa: S608 -- constants of this package
                f"WHERE blob_id IN ({which}) ORDER BY id"
            )
            return by_key((row[0], make(*row[1:])) for row in reader.rows(statement, **parameters))

        self._packages = table("package", "namespace, name, version, line", WitPackage)
        self._gates = table("gate", GATE, gate_fact)
        self._dependencies = table("dependency", "namespace, name, version, line", WitDependency)
        self._wit_problems = table("wit_problem", 'line, "column", message', WitProblem)
        self._sections = table("section", "topic, level, line, filling, words, placeholder_heading", _section)
        self._champions = table("claimed_champion", "name, line", ClaimedChampion)
        self._rows = table("list_row", "phase, title, url, champions, versions, line", _list_row)
        self._list_problems = table("list_problem", "line, message", ListProblem)

    def wit(self, blob: int) -> WitFile:
        """Return what a blob says as WIT."""
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
        item, item_kind, GateKind(kind), feature, version, line, item_line, bool(queued), parse_package(package)
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
    names = json.loads(champions) if isinstance(champions, str) else champions
    return ListRow(phase, title, url, tuple(names), versions, line)
