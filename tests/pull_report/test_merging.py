"""A merge in the place of a branch's files is as if a commit had done it: held to a sync of the real one."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.cli.conftest import LAMP, LIST, README, SYNCED
from tracker.aliases import shipped_aliases
from tracker.chronicle import Branch, BranchKind, Chronicle, GateSpan
from tracker.cli.pull_files import merging_of
from tracker.facts import Facts, RepositoryName
from tracker.pull_report.merging import merged_chronicle, merged_facts
from tracker.sources.git import Mirror, Mirrors
from tracker.sources.pull_trees import merged_files
from tracker.store.chronicles import chronicle_at
from tracker.store.location import Location
from tracker.store.queries import facts_at
from tracker.store.reader import Reader
from tracker.sync import Sync

NAME = RepositoryName("WebAssembly/WASI")
PATH = "proposals/lamp/wit/types.wit"
BRANCH = Branch(NAME, "main", BranchKind.DEFAULT)
WORLD = "package wasi:lamp@0.3.0;\n\nworld imports {\n  @unstable(feature = lamp-dimmer)\n  import types;\n}\n"


def _synced(folder: Path, name: str, registry: RepositoryBuilder) -> tuple[Facts, Chronicle]:
    mirrors = MirrorFolder(folder / f"mirrors-{name}")
    mirrors.add(NAME, registry)
    aliases = shipped_aliases()
    location = Location.of_file(folder / f"{name}.db")
    with time_machine.travel(SYNCED, tick=False):
        Sync(location, Mirrors(folder / f"cache-{name}", mirror=mirrors.path), aliases, None).run()
    with closing(Reader.open(location)) as reader:
        return facts_at(reader), chronicle_at(reader, aliases.registry, aliases.lists)


def _said(chronicle: Chronicle) -> list[tuple[object, ...]]:
    """Return what stands on the branch at the end, and what ended with the merge; a merge's own name is not known."""
    spans = [*chronicle.gates, *chronicle.packages, *chronicle.lists, *chronicle.documents]
    return sorted(
        (
            type(span).__name__,
            span.path,
            span.first.position,
            span.last.position if span.last else None,
            span.end.position if span.end else None,
            str(replace(span.gate, item_kind=str(span.gate.item_kind))) if isinstance(span, GateSpan) else "",
            str(getattr(span, "package", "")),
        )
        for span in spans
        if span.branch == BRANCH
    )


@pytest.mark.parametrize(
    "files",
    [
        {PATH: LAMP.replace("}\n", "  @unstable(feature = lamp-glow)\n  glow: func();\n}\n")},
        {PATH: LAMP.replace("@unstable(feature = lamp-blink)", "@since(version = 0.3.0)")},
        {PATH: LAMP.replace("0.3.0", "0.3.1"), "proposals/lamp/wit/world.wit": WORLD.replace("0.3.0", "0.3.1")},
        {PATH: None},
        {"docs/Proposals.md": LIST.replace("| [Lamp: Dimmer][lamp] | Cleo Coder | |\n", "")},
        {"proposals/lamp/README.md": "# Lamp\n\n## Current Phase\n\nPhase 3\n"},
        {"proposals/wick/wit/wick.wit": "package wasi:wick@0.1.0;\n\ninterface wick {}\n"},
    ],
)
def test_it_is_as_if_a_commit_had_done_it(
    tmp_path: Path, build_repository: Callable[[str], RepositoryBuilder], files: dict[str, str | None]
) -> None:
    registry = build_repository("registry")
    lists = {"docs/Proposals.md": LIST, "proposals/lamp/README.md": README.format(name="Lamp")}
    base = registry.commit({PATH: LAMP, "proposals/lamp/wit/world.wit": WORLD, **lists}, date="2026-01-01")
    registry.switch("topic")
    registry.commit(files, date="2026-02-01")
    registry.pull_request(1)
    registry.switch("main", at=base)
    facts, chronicle = _synced(tmp_path, "before", registry)
    trees = Mirror(NAME, registry.path).pulls().trees(1)
    merging = merging_of(BRANCH, trees, tuple(merged_files(trees)), shipped_aliases())
    registry.commit(files, date="2026-02-02", message="Take it (#1)")
    facts_then, chronicle_then = _synced(tmp_path, "after", registry)
    assert _said(merged_chronicle(chronicle, merging)) == _said(chronicle_then)
    (found,) = (each for each in merged_facts(facts, merging).repositories if each.name == NAME)
    (then,) = (each for each in facts_then.repositories if each.name == NAME)
    assert replace(found, revision=None, date=None) == replace(then, revision=None, date=None)
