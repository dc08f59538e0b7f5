"""An invented world for the command line: a registry with a proposal list, and proposals of every phase."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import time_machine

from tests.builders import MirrorFolder, RepositoryBuilder
from tracker.aliases import shipped_aliases
from tracker.cli import main, output
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.sync import Sync

SYNCED = datetime(2026, 8, 20, 12, tzinfo=UTC)

LIST_2024 = """\
# Proposals

### Phase 1

| Proposal | Champion |
| -------- | -------- |
| [Lamp][lamp] | Ada Author |

[lamp]: https://github.com/WebAssembly/wasi-lamp
"""

LIST = """\
# Proposals

### Phase 3

| Proposal | Champion | Versions |
| -------- | -------- | -------- |
| [Lamp][lamp] | Ada Author, Bo Builder | |

### Phase 2

| Proposal | Champion | Versions |
| -------- | -------- | -------- |
| [Lamp: Dimmer][lamp] | Cleo Coder | |
| [Loom (wasi-loom)][loom] | Ada Author | |

### Phase 1

| Proposal | Champion | Versions |
| -------- | -------- | -------- |
| [Latin][latin] | Dan Drafter | |
| [Empty][empty] | Dan Drafter | |
| [Missing][missing] | Dan Drafter | |

### Phase 0

| Proposal | Champion | Versions |
| -------- | -------- | -------- |
| Idea | Eve Engineer | |

[lamp]: https://github.com/WebAssembly/wasi-lamp
[loom]: https://github.com/WebAssembly/wasi-loom
[latin]: https://github.com/WebAssembly/wasi-latin
[empty]: https://github.com/WebAssembly/wasi-empty
[missing]: https://github.com/WebAssembly/wasi-missing
"""

README = """\
# {name}

## Introduction

Everybody who works after sunset needs a way to talk to this device from a component, without knowing how the host has
wired it, and today each host invents its own functions for that.

## API walk-through

A component opens the device by its name, changes what it wants to change, waits until the host has done so, and closes
the device again; the host tells by an error when another component holds it.

## Portability criteria

Two independent hosts, on two operating systems, must pass every test of the shared suite before phase four.
"""

LAMP_OLD = """\
package wasi:lamp@0.2.0;

interface types {
  on: func();
}
"""

LAMP = """\
package wasi:lamp@0.3.0;

@since(version = 0.2.0)
interface types {
  @since(version = 0.2.0)
  on: func();
  @unstable(feature = lamp-dimmer)
  dim: func(percent: u8);
  // @unstable(feature = not-a-gate)
  @unstable(feature = lamp-blink)
  blink: func();
}
"""

LOOM = """\
package wasi:loom@0.1.0;

interface threads {
  use wasi:lamp/types@0.3.0.{on};
  @unstable(feature = loom)
  weave: func();
}
"""


class World(NamedTuple):
    """The invented world, synced."""

    mirrors: Path
    """The folder of repositories."""
    database: Path
    """The database of one sync."""
    cache: Path
    """The mirrors that the sync kept."""


def _build(folder: Path) -> Path:
    mirrors = MirrorFolder(folder / "mirrors")

    def build(name: str, *commits: tuple[str, dict[str, str | bytes | None]]) -> None:
        repository = RepositoryBuilder(folder / "built" / f"{name}.git")
        for date, files in commits:
            repository.commit(files, date=date)
        mirrors.add(f"WebAssembly/{name}", repository, as_="bundle" if commits else "git")

    lamp = README.format(name="Lamp")
    build(
        "WASI",
        ("2024-06-01", {"Proposals.md": LIST_2024}),
        (
            "2026-01-01",
            {
                "Proposals.md": None,
                "docs/Proposals.md": LIST,
                "proposals/lamp/wit/types.wit": LAMP,
                "proposals/lamp/README.md": lamp,
            },
        ),
    )
    build("wasi-lamp", ("2024-05-01", {"wit/types.wit": LAMP_OLD, "README.md": lamp}))
    build("wasi-loom", ("2025-01-01", {"wit/loom.wit": LOOM, "README.md": "# Loom\n\nTODO before entering Phase 2.\n"}))
    build(
        "wasi-latin",
        ("2025-01-01", {"wit/a.wit": "package wasi:latin;\ninterface a {}\n", "README.md": b"# Caf\xe9\n"}),
    )
    build("wasi-empty")
    build("wasi-wick", ("2025-01-01", {"wit/a.wit": "package wasi:wick;\ninterface a {\n", "README.md": "# Wick\n"}))
    return mirrors.path


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory, scrubbed_session: None) -> World:
    """Return the invented world, synced once, without the reference tool."""
    del scrubbed_session
    folder = tmp_path_factory.mktemp("world")
    mirrors = _build(folder)
    made = World(mirrors, folder / "tracker.db", folder / "cache")
    with time_machine.travel(SYNCED, tick=False):
        location = Location.of_file(made.database)
        Sync(location, Mirrors(made.cache, mirror=made.mirrors), shipped_aliases(), None).run()
    return made


class Result(NamedTuple):
    """What a run of the program gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the program in this process."""
    monkeypatch.setattr(output, "_quiet", False)

    def call(*arguments: str) -> Result:
        monkeypatch.setattr("sys.argv", ["tracker", *arguments])
        capsys.readouterr()
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
        else:
            code = 0
        return Result(code, *capsys.readouterr())

    return call


@pytest.fixture
def ask(run: Run, world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the program over the invented world."""
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(world.database))
    return run
