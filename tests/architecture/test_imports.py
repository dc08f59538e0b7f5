"""Imports point one way, and each outside library is known to one part only."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.architecture.program import Module, graph, modules

WORDS = frozenset(
    {"changes", "chronicle", "core_signatures", "durations", "errors", "facts", "happenings", "lives", "permalink"}
    | {"released"}
    | {"hosting", "ledger", "published", "readings", "shipped", "standing", "voted", "voting"}
)
"""What every part may speak of."""

LANGUAGE = "frozen"
"""What classes are made with, as with what Python itself has: no part of the program."""

SUBJECTS = frozenset({"aliases", "packages", "subjects", "titles"})
"""What the things that are tracked are called."""

JUDGING = frozenset(
    {
        "checks",
        "drift",
        "gate_standings",
        "impact",
        "lifecycle",
        "notices",
        "phases",
        "pull_report",
        "readiness",
        "releases",
    }
    | {"steps", "threads", "waiting"}
)
"""What turns facts into verdicts."""

ALLOWED: dict[str, frozenset[str]] = {
    "": frozenset(),
    LANGUAGE: frozenset(),
    "changes": frozenset(),
    "core_signatures": frozenset({"facts"}),
    "chronicle": frozenset({"facts"}),
    "lives": frozenset({"facts", "hosting", "standing"}),
    "happenings": frozenset({"facts", "lives"}),
    "durations": frozenset(),
    "errors": frozenset(),
    "facts": frozenset(),
    "released": frozenset({"facts"}),
    "voting": frozenset({"chronicle"}),
    "voted": frozenset({"changes", "facts", "voting"}),
    "ledger": frozenset({"chronicle", "errors", "facts", "standing", "voting"}),
    "published": frozenset(),
    "readings": frozenset({"facts", "voting"}),
    "hosting": frozenset({"facts"}),
    "news": WORDS | {"agenda"},
    "proposing": frozenset({"facts"}),
    "shipped": frozenset({"errors"}),
    "standing": frozenset({"facts"}),
    "permalink": frozenset({"facts", "standing"}),
    "wit": WORDS,
    "process": WORDS,
    "aliases": WORDS,
    "packages": WORDS,
    "titles": frozenset(),
    "subjects": WORDS | {"aliases", "packages", "titles"},
    "lint": WORDS | {"wit"},
    "sources": WORDS | {"wit", "process", "proposing", "aliases", "titles"},
    "store": WORDS,
    "sync": WORDS | SUBJECTS | {"wit", "process", "sources", "store"},
    "hosting_sync": WORDS | {"sources", "store"},
    "threads": WORDS | SUBJECTS,
    "phases": WORDS | SUBJECTS | {"threads"},
    "lifecycle": WORDS | SUBJECTS | {"process", "phases"},
    "releases": WORDS | SUBJECTS,
    "decisions": WORDS | SUBJECTS | {"process"},
    "votes": WORDS,
    "ballots": WORDS | SUBJECTS | {"decisions", "process"},
    "agenda": WORDS | SUBJECTS | {"decisions", "drift", "process"},
    "waiting": WORDS | SUBJECTS | {"process"},
    "drift": WORDS | SUBJECTS | {"ballots", "checks", "process", "readiness"},
    "checks": WORDS | SUBJECTS | {"wit", "process", "lifecycle"},
    "next_release": WORDS
    | SUBJECTS
    | {"agenda", "ballots", "checks", "drift", "lint", "process", "readiness", "releases", "wit"},
    "pull_report": WORDS | SUBJECTS | {"drift", "gate_standings", "lifecycle", "lint", "next_release"},
    "steps": WORDS | SUBJECTS | {"process"},
    "notices": WORDS | SUBJECTS | {"process"},
    "gate_standings": WORDS | SUBJECTS,
    "readiness": WORDS | SUBJECTS | {"wit", "process"} | JUDGING,
    "impact": WORDS | {"checks", "process", "readiness"},
    "reports": WORDS
    | {"agenda", "ballots", "drift", "impact", "lint", "news", "next_release", "pull_report", "proposing"},
    "website": WORDS | {"agenda", "ballots", "drift", "next_release", "process"},
    "cli": WORDS
    | SUBJECTS
    | JUDGING
    | {
        "agenda",
        "ballots",
        "decisions",
        "hosting_sync",
        "lint",
        "news",
        "next_release",
        "process",
        "proposing",
        "reports",
        "sources",
        "store",
        "sync",
        "votes",
        "website",
        "wit",
    },
    "__main__": frozenset({"cli"}),
}
"""For each part, the parts it may import: data goes down only."""

OWNERS = {
    "alembic": "store",
    "sqlalchemy": "store",
    "sqlite3": "store",
    "sqlmodel": "store",
    "github": "sources",
    "httpx": "sources",
    "pygit2": "sources",
    "jinja2": "website",
    "nh3": "website",
    "typer": "cli",
}
"""The one part that may import each of these."""

PURE = (
    SUBJECTS
    | JUDGING
    | (WORDS - {"shipped"})
    | {"agenda", "decisions", "lint", "news", "next_release", "process", "proposing", "votes", "wit"}
)
"""Parts that do no input or output and take the moment as an argument."""

OUTSIDE = frozenset(
    {"asyncio", "fcntl", "glob", "http", "io", "os", "platformdirs", "requests", "shutil", "signal", "socket"}
    | {"subprocess", "sys", "tempfile", "threading", "time", "urllib.request"}
)
"""Modules that reach out of the program."""

RUNS_THE_TOOL = "tracker/wit/reference.py"
"""The one exception: it runs the reference tool over a folder of WIT."""


def _pure() -> list[Module]:
    return [module for module in modules() if module.part in PURE and module.path != RUNS_THE_TOOL]


def _below(name: str, roots: frozenset[str] | set[str]) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def test_no_import_cycles() -> None:
    try:
        TopologicalSorter(graph()).prepare()
    except CycleError as cycle:
        pytest.fail(f"these modules import each other: {' <- '.join(cycle.args[1])}")


def test_every_part_has_its_place() -> None:
    assert {module.part for module in modules()} - ALLOWED.keys() == set()


def test_data_goes_down_only() -> None:
    upward = [
        f"{module.path} imports {target}"
        for module in modules()
        for target in sorted(graph()[module.name])
        if _part(target) not in {"", LANGUAGE, module.part} | ALLOWED.get(module.part, frozenset())
    ]
    assert upward == []


def test_each_outside_library_belongs_to_one_part() -> None:
    foreign = [
        f"{module.path} imports {name}"
        for module in modules()
        for name in module.imports
        if OWNERS.get(name.split(".")[0], module.part) != module.part
    ]
    assert foreign == []


def test_pure_parts_import_nothing_that_reaches_outside() -> None:
    reaching = [
        f"{module.path} imports {name}"
        for module in _pure()
        for name in module.imports
        if _below(name, OUTSIDE) or (_below(name, {"pathlib"}) and not name.startswith("pathlib.Pure"))
    ]
    assert reaching == []


def test_pure_parts_open_nothing_and_ask_no_clock() -> None:
    clock = {"now", "today", "utcnow"}
    calls = [f"{module.path}:{line} calls {name}" for module in _pure() for name, line in _calls(module)]
    assert [call for call in calls if call.rpartition(" ")[2] in {"open", "input"} | clock] == []


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{module.path}:{line}"
        for module in modules()
        for name, line in _calls(module)
        if name == "print" and module.part != "cli"
    ]
    streams = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) in {"sys.stdout", "sys.stderr"}
        and module.part != "cli"
    ]
    assert (printing, streams) == ([], [])


def _part(name: str) -> str:
    return name.partition(".")[2].partition(".")[0]


def _calls(module: Module) -> Iterator[tuple[str, int]]:
    """Yield each call's plain name: `open` for `open()`, and `now` for `datetime.now()`."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                yield name, node.lineno
            case ast.Call(func=ast.Attribute(attr="now" | "today" | "utcnow" as name)):
                yield name, node.lineno
