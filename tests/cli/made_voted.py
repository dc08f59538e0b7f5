"""An invented registry in which one amendment passed its vote and another did not, and a checkout of it."""

import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
import time_machine

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.cli.conftest import README, SYNCED
from tracker.aliases import shipped_aliases
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.sync import Sync

LIST = """\
# Proposals

### Phase 3

| Proposal | Champion | Versions |
| -------- | -------- | -------- |
| [Lamp][lamp] | Ada Author | |

### Phase 2

| Proposal | Champion | Versions |
| -------- | -------- | -------- |
| [Lamp: Dimmer][lamp] | Cleo Coder | |
| [Lamp: Blink][lamp] | Cleo Coder | |
| [Loom][loom] | Ada Author | |

[lamp]: https://github.com/WebAssembly/WASI/tree/main/proposals/lamp
[loom]: https://github.com/WebAssembly/wasi-loom
"""

TYPES = """\
package wasi:lamp@0.2.4;

@since(version = 0.2.0)
interface types {
  @since(version = 0.2.0)
  on: func();
  /// Less light.
  @unstable(feature = lamp-dimmer)
  dim: func(percent: u8);
  @unstable(feature = lamp-blink)
  blink: func();
}
"""

DRAFT = """\
package wasi:lamp@0.3.0-draft;

interface types {
  @unstable(feature = lamp-dimmer)
  dim: async func(percent: u8);
}
"""

ROOM = """\
package wasi:room@0.2.4;

interface lights {
  use wasi:lamp/types@0.2.4.{};
}
"""

LOOM = "package wasi:loom@0.1.0;\n\ninterface threads {\n  weave: func();\n}\n"
LOOM_README = "# Loom\n\nThe proposal is currently in phase 2.\n"

NOTES = """\
# Weekly

## Agenda items

1. Opening
1. Announcements
1. Proposals and discussions
    1. Vote: {named} to phase 3 (Cleo Coder)

## Attendees

- Ada Author
- Bo Builder

## Notes

### Vote: {named} to phase 3

SF: 5
F: 3
N: 0
A: 0
SA: {against}

The vote {outcome}.
"""


class Voted(NamedTuple):
    """The invented world."""

    database: Path
    checkout: Path
    """A clone of the registry."""

    def file(self, path: str) -> str:
        """Return the text of a file of the checkout."""
        return (self.checkout / path).read_bytes().decode()

    def write(self, path: str, text: str, *, commit: bool = True) -> None:
        """Change a file of the checkout."""
        (self.checkout / path).write_bytes(text.encode())
        if commit:
            self.git("commit", "-q", "-a", "-m", "Change it")

    def git(self, *arguments: str) -> str:
        """Return what git says in the checkout."""
        who = ("-c", "user.name=Ada Author", "-c", "user.email=ada@example.org")
        command = ["git", "-C", str(self.checkout), *who, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


REGISTRY = {
    "docs/Proposals.md": LIST,
    "proposals/lamp/wit/types.wit": TYPES,
    "proposals/lamp/wit-draft/types.wit": DRAFT,
    "proposals/lamp/README.md": README.format(name="Lamp"),
    "proposals/room/wit/deps/lamp/types.wit": TYPES,
    "proposals/room/wit/room.wit": "package wasi:room@0.2.4;\n\nworld room {\n  import wasi:lamp/types@0.2.4;\n}\n",
}
"""The files of the registry."""


def make_voted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Voted:
    """Return the world in which `lamp-dimmer` passed on 2026-08-06 and `lamp-blink` did not."""
    mirrors = MirrorFolder(folder / "mirrors")
    hub = RepositoryBuilder(folder / "built" / "WASI.git")
    hub.commit(
        {**REGISTRY, "proposals/lamp/wit/types.wit": TYPES.replace("percent: u8", "level: u8")}, date="2026-01-01"
    )
    hub.commit({"proposals/lamp/wit/types.wit": TYPES}, date="2026-08-10")
    mirrors.add("WebAssembly/WASI", hub)
    loom = RepositoryBuilder(folder / "built" / "loom.git")
    loom.commit({"wit/loom.wit": LOOM, "README.md": LOOM_README}, date="2025-01-01")
    mirrors.add("WebAssembly/wasi-loom", loom)
    meetings = RepositoryBuilder(folder / "built" / "meetings.git")
    notes = {
        "wasi/2026/WASI-08-06.md": NOTES.format(named="lamp-dimmer", against=0, outcome="passes"),
        "wasi/2026/WASI-07-23.md": NOTES.format(named="lamp-blink", against=9, outcome="does not pass"),
    }
    meetings.commit(notes, date="2026-08-07")
    mirrors.add("WebAssembly/meetings", meetings)
    database, cache = folder / "tracker.db", folder / "cache"
    with time_machine.travel(SYNCED, tick=False):
        Sync(Location.of_file(database), Mirrors(cache, mirror=mirrors.path), shipped_aliases(), None).run()
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(cache))
    checkout = folder / "checkout"
    subprocess.run(["git", "clone", "-q", str(hub.path), str(checkout)], check=True)
    return Voted(database, checkout)
