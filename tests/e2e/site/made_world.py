"""An invented registry with every kind of page: releases, votes, meetings, drift, a past, and something to come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.builders import Content as FileContent
from tests.builders import MirrorFolder, RepositoryBuilder
from tracker.facts import RepositoryName, Revision
from tracker.hosting import Hosted, HostedIssue, HostedPull, HostedRelease, PullState, ReviewDecision
from tracker.published import Publication, PublicationFault, PublicationFinding, PublicationState
from tracker.website.content import Content

HUB = "https://github.com/WebAssembly"
FIRST_LIST = f"""\
# Proposals

### Phase 1

| Proposal | Champion | Versions |
| -------- | -------- | -------- |
| [Lamp][lamp] | Ada Author | |

[lamp]: {HUB}/wasi-lamp
"""
LIST = f"""\
# Proposals

### Phase 3

| Proposal | Champion | Versions |
| -------- | -------- | -------- |
| [Lamp][lamp] | Ada Author, Bo Builder | 0.2.1 |
| [Room][room] | Bo Builder | |

### Phase 2

| Proposal | Champion | Versions |
| -------- | -------- | -------- |
| [Lamp: Dimmer][lamp] | Cleo Coder | |
| [Lamp: Blink][lamp] | Cleo Coder | |
| [Lamp: Glow][lamp] | Eve Engineer | |
| [Room: Shade][room] | Eve Engineer | |
| [Loom (wasi-loom)][loom] | Ada Author | |

### Phase 1

| Proposal | Champion | Versions |
| -------- | -------- | -------- |
| [Latin][latin] | Dan Drafter | |
| [Missing][missing] | Dan Drafter | |

### Phase 0

| Proposal | Champion | Versions |
| -------- | -------- | -------- |
| Idea | Eve Engineer | |

[lamp]: {HUB}/WASI/tree/main/proposals/lamp
[room]: {HUB}/WASI/tree/main/proposals/room
[loom]: {HUB}/wasi-loom
[latin]: {HUB}/wasi-latin
[missing]: {HUB}/wasi-missing
"""
README = """\
# {name}

The proposal is currently in phase 1.

## Introduction

Everybody who works after sunset needs a way to talk to this device from a component, without knowing how the host has
wired it, and today each host invents its own functions for that.

## Portability criteria

Two independent hosts, on two operating systems, must pass every test of the shared suite before phase four.
"""
LAMP = """\
package wasi:lamp@{version};

@since(version = 0.2.0)
interface types {{
  @since(version = 0.2.0)
  on: func();
  {dimmer}
  dim: func(percent: u8);
  @unstable(feature = lamp-blink)
  blink: func();
  @unstable(feature = lamp-glow)
  glow: func();
  @deprecated(version = 0.2.1)
  @since(version = 0.2.0)
  strike: func();
}}
"""
UNSTABLE_DIMMER = "@unstable(feature = lamp-dimmer)"
ROOM = """\
package wasi:room@{version};

@unstable(feature = room-shade)
interface shade {{
  @unstable(feature = room-shade)
  lower: func();
}}

@since(version = 0.2.0)
world room {{
  @since(version = 0.2.0)
  import wasi:lamp/types@{version};
  @unstable(feature = room-shade)
  import wasi:loom/threads@0.1.0;
}}
"""
LOOM = """\
package wasi:loom@0.1.0;

interface threads {
  use wasi:lamp/types@0.2.2.{};
  @unstable(feature = loom)
  weave: func();
}
"""
NOTES = """\
# Weekly

## Agenda items

1. Opening
1. Announcements
1. Proposals and discussions
    1. Vote: {named} to phase {phase} (Cleo Coder)
    1. Look at Loom again (Ada Author)

## Attendees

- Ada Author
- Bo Builder

## Notes

### Vote: {named} to phase {phase}

SF: 5
F: 3
N: 1
A: 0
SA: {against}

The vote {outcome}.
"""
AHEAD = """\
# Weekly

## Agenda items

1. Opening
1. Proposals and discussions
    1. Vote: Loom to phase 3 (Ada Author)
"""


def lamp(version: str, dimmer: str = UNSTABLE_DIMMER) -> dict[str, FileContent]:
    """Return the packages of the registry at a version."""
    return {
        "proposals/lamp/wit/types.wit": LAMP.format(version=version, dimmer=dimmer),
        "proposals/room/wit/deps/lamp/types.wit": LAMP.format(version=version, dimmer=dimmer),
        "proposals/room/wit/room.wit": ROOM.format(version=version),
    }


def make_mirrors(folder: Path) -> Path:
    """Make the repositories, and return the folder that holds them."""
    mirrors = MirrorFolder(folder / "mirrors")
    hub = _built(folder, "WASI")
    hub.commit({"docs/Proposals.md": FIRST_LIST}, date="2024-01-10")
    readmes = {f"proposals/{name.lower()}/README.md": README.format(name=name) for name in ("Lamp", "Room")}
    hub.commit({"docs/Proposals.md": LIST, **readmes, **lamp("0.2.0")}, date="2025-11-01")
    hub.tag("v0.2.0", message="Release 0.2.0", date="2025-12-01")
    hub.commit(lamp("0.2.1"), date="2026-03-01", message="Deprecate `strike`\n\nNobody calls it (#12).")
    hub.tag("v0.2.1", message="Release 0.2.1", date="2026-03-05")
    hub.commit(lamp("0.2.2", "@since(version = 0.2.2)"), date="2026-08-10", message="Keep the dimmer (#14)")
    mirrors.add("WebAssembly/WASI", hub)
    loom = _built(folder, "wasi-loom")
    loom.commit({"wit/loom.wit": LOOM, "README.md": README.format(name="Loom")}, date="2025-02-01")
    mirrors.add("WebAssembly/wasi-loom", loom)
    latin = _built(folder, "wasi-latin")
    latin.commit({"README.md": "# Latin\n\nTo be written.\n"}, date="2025-03-01")
    mirrors.add("WebAssembly/wasi-latin", latin)
    io = _built(folder, "wasi-io")
    io.commit({"wit/io.wit": "package wasi:io@0.2.0;\ninterface poll {}\n"}, date="2025-03-01")
    mirrors.add("WebAssembly/wasi-io", io)
    mirrors.add("WebAssembly/meetings", _meetings(folder))
    return mirrors.path


def _meetings(folder: Path) -> RepositoryBuilder:
    meetings = _built(folder, "meetings")
    passed = {"outcome": "passes", "against": 0}
    meetings.commit(
        {
            "wasi/2025/WASI-10-09.md": NOTES.format(named="Lamp", phase=3, **passed),
            "wasi/2026/WASI-07-23.md": NOTES.format(named="lamp-blink", phase=3, outcome="does not pass", against=9),
            "wasi/2026/WASI-08-06.md": NOTES.format(named="lamp-dimmer", phase=3, **passed),
            "wasi/2026/WASI-09-03.md": AHEAD,
        },
        date="2026-08-15",
    )
    return meetings


def _built(folder: Path, name: str) -> RepositoryBuilder:
    return RepositoryBuilder(folder / "built" / f"{name}.git")


# --- what only a host or a registry tells -----------------------------------------------------------------------------

HUB_NAME = RepositoryName("WebAssembly/WASI")
LOOM_NAME = RepositoryName("WebAssembly/wasi-loom")
_DAY = datetime(2026, 8, 20, 12, tzinfo=UTC)


def in_full(content: Content) -> Content:
    """Return the content with what a host of repositories and a registry would add to it."""
    return replace(content, hosted=_hosted(), publications=(_publication("0.2.0"), _publication("0.2.1")))


def _pull(number: int, repository: RepositoryName, title: str, state: PullState, labels: tuple[str, ...]) -> HostedPull:
    merged = _DAY - timedelta(days=5) if state is PullState.MERGED else None
    return HostedPull(
        repository=repository,
        number=number,
        title=title,
        state=state,
        draft=state is PullState.OPEN,
        author="ada",
        labels=labels,
        reviewers=("bo", "@chairs"),
        linked=(1,),
        base="main",
        head=Revision("a" * 40),
        created_at=_DAY - timedelta(days=30),
        updated_at=_DAY - timedelta(days=3),
        closed_at=merged,
        merged_at=merged,
        decision=ReviewDecision.APPROVED,
    )


def _hosted() -> Hosted:
    return Hosted(
        pulls=(
            _pull(14, HUB_NAME, "Keep the dimmer", PullState.MERGED, ("P-lamp",)),
            _pull(15, HUB_NAME, "Let lamps glow", PullState.OPEN, ("P-lamp",)),
            _pull(3, LOOM_NAME, "Weave faster", PullState.OPEN, ("enhancement",)),
        ),
        issues=(
            HostedIssue(
                HUB_NAME,
                1,
                "Proposal: glow",
                open=True,
                author="eve",
                labels=("P-lamp",),
                created_at=_DAY,
                updated_at=_DAY,
                closed_at=None,
                proposes=True,
            ),
        ),
        releases=(HostedRelease(HUB_NAME, "v0.2.1", "Lamps", prerelease=False, published_at=_DAY),),
    )


def _publication(version: str) -> Publication:
    wrong = PublicationFinding(PublicationFault.MISSING_DOCUMENTATION, "wasi:lamp/types#on", "says nothing of it")
    return Publication(
        package="wasi:lamp",
        version=version,
        reference=f"registry.example/wasi/lamp:{version}",
        state=PublicationState.PUBLISHED,
        checked_at=_DAY,
        digest=f"sha256:{'b' * 64}",
        tags=("0.2.0", "0.2.1"),
        compared=True,
        findings=(wrong,) if version == "0.2.1" else (),
    )
