"""A site of an invented registry of any size, built in a process of its own: `python -m tests.bench.registry 500 DIR`.

It prints one JSON object: the seconds that the build took and worked, the peak of memory, the pages and their bytes.
"""

import json
import resource
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tracker.facts import GateKind, RepositoryName, Revision
from tracker.happenings import Timeline
from tracker.lives import ChangeKind, PhaseChange
from tracker.process import shipped_process
from tracker.process.calendar import Calendar
from tracker.standing import (
    AmendmentStanding,
    AmendmentState,
    CriterionResult,
    CriterionStatus,
    Evidence,
    GateStanding,
    ProposalStanding,
    Readiness,
    Standing,
)
from tracker.website.building import build
from tracker.website.content import Content
from tracker.website.settings import Settings

NOW = datetime(2026, 7, 21, 10, tzinfo=UTC)
REGISTRY = RepositoryName("WebAssembly/WASI")
REVISION = Revision("0123456789abcdef0123456789abcdef01234567")
CRITERIA = ("portability-documented", "overview", "wit", "dependencies", "oci-published")
AMENDED = 0.4
"""How many amendments there are for each proposal."""


def content(proposals: int) -> Content:
    """Return the content of a site with so many proposals, and two amendments for every five of them."""
    names = [f"invented-{number}" for number in range(proposals)]
    amended = names[: int(proposals * AMENDED)]
    return Content(
        standing=Standing(
            as_of=NOW,
            revisions={REGISTRY: REVISION},
            proposals=tuple(_proposal(name, number) for number, name in enumerate(names)),
            amendments=tuple(_amendment(name) for name in amended),
            unlisted=(),
            gates=tuple(gate for name in names for gate in _gates(name)),
            notices=(),
            synced_at=NOW,
        ),
        process=shipped_process(),
        calendar=Calendar(),
        timelines=tuple(_timeline(name, number) for number, name in enumerate(names)),
        changes=tuple(change for number, name in enumerate(names) for change in _timeline(name, number).changes),
    )


def _proposal(name: str, number: int) -> ProposalStanding:
    place = Evidence(_url("docs/Proposals.md", number + 1), "docs/Proposals.md", number + 1, REVISION)
    statuses = (CriterionStatus.MET, CriterionStatus.UNMET, CriterionStatus.UNKNOWN)
    return ProposalStanding(
        id=name,
        title=f"Invented {number}",
        phase=number % 4,
        champions=(f"Champion {number % 97}", f"Champion {number % 89}"),
        repository=RepositoryName(f"WebAssembly/wasi-{name}"),
        path="",
        packages=(f"wasi:{name}@0.1.0",),
        next_phase=2,
        readiness=Readiness.UNDETERMINED,
        criteria=tuple(
            CriterionResult(each, 2, statuses[(number + at) % 3], "Found, and it says something.", (place,))
            for at, each in enumerate(CRITERIA)
        ),
        next_step="Put the vote for the next phase on a meeting's agenda.",
        row=place,
    )


def _amendment(parent: str) -> AmendmentStanding:
    return AmendmentStanding(
        id=f"{parent}/{parent}-more",
        title=f"{parent}: more",
        parent=parent,
        feature=f"{parent}-more",
        state=AmendmentState.LANDED,
        phase=2,
        champions=("Champion 1",),
        repository=REGISTRY,
        path=f"proposals/{parent}",
        packages=(f"wasi:{parent}@0.1.0",),
        next_phase=3,
        readiness=Readiness.UNDETERMINED,
        criteria=(),
        next_step="Show the implementations to the subgroup and ask for a vote.",
        items=(),
        row=None,
    )


def _gates(name: str) -> list[GateStanding]:
    repository = RepositoryName(f"WebAssembly/wasi-{name}")
    return [
        GateStanding(
            name,
            f"wasi:{name}@0.1.0",
            f"wasi:{name}/types#item-{line}",
            "function",
            GateKind.SINCE,
            None,
            "0.1.0",
            "wit/types.wit",
            line,
            repository,
            REVISION,
            _url("wit/types.wit", line),
        )
        for line in range(4)
    ]


def _timeline(name: str, number: int) -> Timeline:
    began = datetime.combine(date(2019, 1, 1) + timedelta(days=number % 2000), datetime.min.time(), UTC)
    url = _url("docs/Proposals.md", 1)
    kinds = ((ChangeKind.ENTERED, None, 0), (ChangeKind.ADVANCED, 0, 1), (ChangeKind.ADVANCED, 1, 2))
    changes = (
        PhaseChange(began + timedelta(days=90 * at), name, kind, old, new, REVISION, name, url, "Ada Author", "Move it")
        for at, (kind, old, new) in enumerate(kinds)
    )
    return Timeline(name, f"Invented {number}", tuple(changes))


def _url(path: str, line: int) -> str:
    return f"https://github.com/{REGISTRY}/blob/{REVISION}/{path}#L{line}"


def main() -> None:
    """Build once, and print what it took."""
    made, out = content(int(sys.argv[1])), Path(sys.argv[2])
    began, worked = time.perf_counter(), time.process_time()
    done = build(made, out, Settings("0"))
    took, work = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    said = {"seconds": took, "work": work, "megabytes": peak, "pages": done.pages, "bytes": done.bytes}
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
