"""A standing to build sites from: proposals as the list names them, with judgements and gates that are made up."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tracker.facts import GateKind, RepositoryName, Revision
from tracker.process import Phase, Process, Requirement
from tracker.process.calendar import Calendar
from tracker.standing import (
    AmendmentStanding,
    AmendmentState,
    Criterion,
    CriterionResult,
    CriterionStatus,
    Evidence,
    GateStanding,
    Item,
    Notice,
    ProposalStanding,
    Readiness,
    Standing,
)
from tracker.website.building import rendered
from tracker.website.content import Content
from tracker.website.settings import Settings

MAIN = RepositoryName("WebAssembly/WASI")
REVISION = Revision("0123456789abcdef0123456789abcdef01234567")
HUB = "https://github.com"
PHASE_2 = ("portability-documented", "overview", "wit", "dependencies", "oci-published")
MET, UNMET, UNKNOWN, WAIVED, INHERITED = CriterionStatus

_WEB_TRIO = ("Jiaxiao Zhou", "Dan Chiarlone", "David Justice")
LISTED = (
    (3, "clocks", "Clocks", ("Dan Gohman", "Colin Murphy")),
    (3, "random", "Random", ("Dan Gohman", "Roman Volosatovs")),
    (3, "filesystem", "Filesystem", ("Dan Gohman", "Victor Adossi")),
    (3, "sockets", "Sockets", ("Dave Bakker",)),
    (3, "cli", "CLI", ("Dan Gohman", "Lann Martin")),
    (3, "http", "HTTP", ("Piotr Sikora", *_WEB_TRIO, "Luke Wagner")),
    (2, "i2c", "I2C", ("Friedrich Vandenberghe", "Merlijn Sebrechts", "Maximilian Seidler")),
    (2, "keyvalue", "Key-value Store", _WEB_TRIO),
    (2, "nn", "Machine Learning (wasi-nn)", ("Andrew Brown", "Mingqiu Sun")),
    (2, "config", "Runtime Config", _WEB_TRIO),
    (2, "webgpu", "WebGPU", ("Mendy Berger", "Sean Isom")),
    (2, "messaging", "Messaging", (*_WEB_TRIO, "Taylor Thomas")),
    (1, "blobstore", "Blob Store", _WEB_TRIO),
    (1, "crypto", "Crypto", ("Frank Denis", "Daiki Ueno")),
    (1, "gpio", "GPIO", ("Merlijn Sebrechts", "Maximilian Seidler")),
    (1, "distributed-lock-service", "Distributed Lock Service", _WEB_TRIO),
    (1, "logging", "Logging", ("Dan Gohman",)),
    (1, "observe", "Observe", ("Caleb Schoepp",)),
    (1, "parallel", "Parallel", ("Andrew Brown",)),
    (1, "pattern-match", "Pattern Match", ("Jianjun Zhu",)),
    (1, "spi", "SPI", ("Merlijn Sebrechts",)),
    (1, "sql", "SQL", _WEB_TRIO),
    (1, "sql-embed", "SQL Embed", ("Robin Brown",)),
    (1, "threads", "Threads", ("Alexandru Ene", "Marcin Kolny", "Andrew Brown")),
    (1, "tls", "TLS", ("Joel Dice", "Dave Bakker", "James Sturtevant")),
    (1, "url", "URL", ("Radu Matei",)),
    (1, "usb", "USB", ("Wouter Hennen", "Warre Dujardin", "Merlijn Sebrechts")),
    (1, "otel", "OTel", ("Caleb Schoepp", "Andrew Steurer")),
    (0, "proxy-wasm", "proxy-wasm/spec", ("Piotr Sikora",)),
)


def criterion(name: str, phase: int, title: str, requirement: str, judged_by: str = "tool") -> Criterion:
    return Criterion(name, phase, title, requirement, judged_by, date(2023, 9, 7), f"{HUB}/{MAIN}/pull/549")


def evidence(path: str, line: int | None = None) -> Evidence:
    return Evidence(f"{HUB}/{MAIN}/blob/{REVISION}/{path}#L{line}", path, line, REVISION)


def phase_2_results(seed: int) -> tuple[CriterionResult, ...]:
    """Return made-up judgements, different for each seed."""
    statuses = (
        (MET, MET, MET, MET, UNMET),
        (UNMET, MET, MET, UNKNOWN, UNMET),
        (MET, UNKNOWN, MET, MET, MET),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
        (MET, MET, MET, WAIVED, MET),
    )[seed % 5]
    reasons = {
        MET: "Found, and it says something.",
        UNMET: "The section holds only the template's placeholder.",
        UNKNOWN: "No mirror of the repository was there to read.",
        WAIVED: "The subgroup agreed that it need not be met.",
    }
    return tuple(
        CriterionResult(name, 2, status, reasons[status], (evidence("README.md", 40 + seed),) if status is MET else ())
        for name, status in zip(PHASE_2, statuses, strict=True)
    )


def phase_3_results(seed: int) -> tuple[CriterionResult, ...]:
    status = (MET, UNMET, UNKNOWN)[seed % 3]
    return (
        CriterionResult("portability-plan", 3, UNKNOWN, "People judge whether the plan is good enough."),
        CriterionResult("dependencies", 3, status, "wasi:io@0.2.6 is at phase 3.", (evidence("wit/world.wit", 3),)),
    )


def readiness(results: tuple[CriterionResult, ...]) -> Readiness | None:
    statuses = {each.status for each in results}
    if not statuses:
        return None
    if UNMET in statuses:
        return Readiness.BLOCKED
    return Readiness.UNDETERMINED if UNKNOWN in statuses else Readiness.READY


def proposal(phase: int | None, name: str, title: str, champions: tuple[str, ...], seed: int = 0) -> ProposalStanding:
    results = {1: phase_2_results, 2: phase_3_results}.get(phase or 0, lambda _: ())(seed)
    verdict = readiness(results)
    steps = {
        None: "Nothing: no further phase is defined.",
        Readiness.READY: "Put the vote for the next phase on a meeting's agenda.",
        Readiness.BLOCKED: "Document the portability criteria in the README, then publish the package.",
        Readiness.UNDETERMINED: "Have people judge the portability plan.",
    }
    next_phase = None if phase is None or phase >= 3 else phase + 1
    return ProposalStanding(
        id=name,
        title=title,
        phase=phase,
        champions=champions,
        repository=MAIN if phase == 3 else RepositoryName(f"WebAssembly/wasi-{name}"),
        path=f"proposals/{name}" if phase == 3 else "",
        packages=(f"wasi:{name}@0.3.0",) if phase in {2, 3, None} else (),
        next_phase=next_phase,
        readiness=verdict,
        criteria=results,
        next_step=steps[verdict] if next_phase != 1 else "General interest in the subgroup, and a vote for phase 1.",
        row=None if phase is None else evidence("docs/Proposals.md", 20 + seed),
        features=("tls",) if name == "tls" else (),
        repositories=(MAIN, RepositoryName(f"WebAssembly/wasi-{name}")) if phase == 3 else (),
    )


def amendment(
    parent: str, feature: str | None, title: str, state: AmendmentState, champions: tuple[str, ...]
) -> AmendmentStanding:
    inherited = ("portability-documented", "overview", "wit")
    results = (
        *(CriterionResult(name, 2, INHERITED, f"{parent} answers it.", (), parent, MET) for name in inherited),
        *phase_3_results(0),
    )
    url = f"{HUB}/{MAIN}/blob/{REVISION}/proposals/{parent}/wit/{parent}.wit#L12"
    return AmendmentStanding(
        id=f"{parent}/{feature or 'unnamed'}",
        title=title,
        parent=parent,
        feature=feature,
        state=state,
        phase=2,
        champions=champions,
        repository=MAIN,
        path=f"proposals/{parent}",
        packages=(f"wasi:{parent}@0.3.0",),
        next_phase=3,
        readiness=readiness(results),
        criteria=results,
        next_step="Show the implementations to the subgroup and ask for a vote.",
        items=()
        if feature is None
        else (
            Item(f"wasi:{parent}/{parent}-more", "interface", f"proposals/{parent}/wit/{parent}.wit", 12, url),
            Item(f"wasi:{parent}/{parent}-more#one", "function", f"proposals/{parent}/wit/{parent}.wit", 20, url),
        ),
        row=evidence("docs/Proposals.md", 37),
    )


def gate(
    proposal_id: str, item: str, kind: GateKind, feature: str | None, version: str | None, line: int
) -> GateStanding:
    path = f"proposals/{proposal_id}/wit/{proposal_id}.wit"
    url = f"{HUB}/{MAIN}/blob/{REVISION}/{path}#L{line}"
    package = f"wasi:{proposal_id}@0.3.0"
    return GateStanding(proposal_id, package, item, "function", kind, feature, version, path, line, MAIN, REVISION, url)


def make_standing() -> Standing:
    """Return 29 proposals, four amendments and two unlisted repositories."""
    proposals = tuple(proposal(*each, seed=seed) for seed, each in enumerate(LISTED))
    amendments = (
        amendment("clocks", "clocks-timezone", "Clocks: Timezone", AmendmentState.LANDED, LISTED[0][3]),
        amendment("cli", "cli-exit-with-code", "CLI: Exit with Code", AmendmentState.QUEUED, LISTED[4][3]),
        amendment(
            "http",
            "informational-outbound-responses",
            "HTTP: Informational Outbound Response",
            AmendmentState.LANDED,
            LISTED[5][3],
        ),
        amendment("random", None, "Random: Something Listed", AmendmentState.TRACKED, ()),
    )
    gates = (
        *(
            gate("clocks", f"wasi:clocks/monotonic-clock#item-{n}", GateKind.SINCE, None, "0.3.0", 10 + n)
            for n in range(14)
        ),
        gate("clocks", "wasi:clocks/clocks-more", GateKind.UNSTABLE, "clocks-timezone", None, 12),
        gate("clocks", "wasi:clocks/old#now", GateKind.DEPRECATED, None, "0.2.2", 60),
        gate("tls", "wasi:tls/types", GateKind.UNSTABLE, "tls", None, 3),
    )
    read = (MAIN, *(each.repository for each in proposals if each.repository is not None and each.phase == 2))
    return Standing(
        as_of=datetime(2026, 7, 21, 10, 0, tzinfo=UTC),
        revisions=dict.fromkeys(read, REVISION),
        proposals=proposals,
        amendments=amendments,
        unlisted=(
            proposal(None, "io", "wasi-io", ("Dan Gohman",)),
            proposal(None, "gfx", "wasi-gfx", ("Mendy Berger", "Sean Isom")),
        ),
        gates=gates,
        notices=(Notice("WebAssembly/wasi-crypto", "There is no mirror of it, so its criteria are unknown."),),
        synced_at=datetime(2026, 7, 21, 9, 30, tzinfo=UTC),
    )


PHASES = (
    "Pre-proposal",
    "Feature proposal",
    "Feature description available",
    "Implementation phase",
    "Standardize the feature",
    "The feature is standardized",
)
SETTINGS = Settings("1.2.3")


def make_process() -> Process:
    """Return the phases and criteria, worded for these tests."""
    criteria = (
        criterion("portability-documented", 2, "Portability criteria written", "The README states them."),
        criterion("overview", 2, "Overview document", "The README explains the proposal.", "people"),
        criterion("wit", 2, "WIT description", "The repository holds a WIT package that can be read."),
        criterion("dependencies", 2, "Dependencies at phase 2", "Each package it uses is at phase 2 or later."),
        criterion("oci-published", 2, "Published package", "A registry holds the package at its version."),
        criterion("portability-plan", 3, "Portability met or planned", "They are met, or a plan is.", "people"),
        criterion("dependencies", 3, "Dependencies at phase 3", "Each package it uses is at phase 3 or later."),
    )
    decided = date(2019, 1, 1)
    return Process(
        phases=tuple(
            Phase(number, name, None if number > 3 else decided, f"{HUB}/{MAIN}") for number, name in enumerate(PHASES)
        ),
        requirements=tuple(Requirement(each) for each in criteria),
    )


def make_content() -> Content:
    """Return what the site shows when nothing but the standing is known."""
    return Content(make_standing(), make_process(), Calendar())


@pytest.fixture(scope="session")
def standing() -> Standing:
    return make_standing()


@pytest.fixture(scope="session")
def content() -> Content:
    return make_content()


@pytest.fixture(scope="session")
def settings() -> Settings:
    return SETTINGS


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "public"


@pytest.fixture(scope="session")
def files(content: Content) -> dict[str, bytes]:
    """Return every file of the site by its path."""
    return rendered(content, SETTINGS)


@pytest.fixture(scope="session")
def parse() -> Callable[[bytes], Element]:
    """Return a parser that fails on any error a browser would have to repair."""

    def strict(page: bytes) -> Element:
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
        tree: Element = parser.parse(page, transport_encoding="utf-8")
        return tree

    return strict
