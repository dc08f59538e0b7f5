"""What the commands say of the real repositories, as a careful reader would."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.synced_corpus import SyncedCorpus
from tracker.cli.past import Past
from tracker.facts import Facts
from tracker.reports import Subject
from tracker.standing import AmendmentState, CriterionStatus, Standing

pytestmark = pytest.mark.corpus

_TRIO = "Jiaxiao Zhou, Dan Chiarlone, David Justice"
_RESEARCH = "Friedrich Vandenberghe, Merlijn Sebrechts, Maximilian Seidler"
ROWS = {
    ("clocks", 3): "Dan Gohman, Colin Murphy",
    ("random", 3): "Dan Gohman, Roman Volosatovs",
    ("filesystem", 3): "Dan Gohman, Victor Adossi",
    ("sockets", 3): "Dave Bakker",
    ("cli", 3): "Dan Gohman, Lann Martin",
    ("http", 3): f"Piotr Sikora, {_TRIO}, Luke Wagner",
    ("i2c", 2): _RESEARCH,
    ("keyvalue", 2): _TRIO,
    ("nn", 2): "Andrew Brown, Mingqiu Sun",
    ("config", 2): _TRIO,
    ("webgpu", 2): "Mendy Berger, Sean Isom",
    ("messaging", 2): f"{_TRIO}, Taylor Thomas",
    ("blobstore", 1): _TRIO,
    ("crypto", 1): "Frank Denis, Daiki Ueno",
    ("gpio", 1): "Merlijn Sebrechts, Maximilian Seidler",
    ("distributed-lock-service", 1): _TRIO,
    ("logging", 1): "Dan Gohman",
    ("observe", 1): "Caleb Schoepp",
    ("parallel", 1): "Andrew Brown",
    ("pattern-match", 1): "Jianjun Zhu",
    ("spi", 1): "Merlijn Sebrechts",
    ("sql", 1): _TRIO,
    ("sql-embed", 1): "Robin Brown",
    ("threads", 1): "Alexandru Ene, Marcin Kolny, Andrew Brown",
    ("tls", 1): "Joel Dice, Dave Bakker, James Sturtevant",
    ("url", 1): "Radu Matei",
    ("usb", 1): "Wouter Hennen, Warre Dujardin, Merlijn Sebrechts",
    ("otel", 1): "Caleb Schoepp, Andrew Steurer",
    ("spec", 0): "Piotr Sikora",
}
MISSING = {
    "crypto", "gpio", "distributed-lock-service", "logging", "observe", "parallel", "pattern-match", "spi", "sql",
    "sql-embed", "threads", "url", "otel", "spec",
}  # fmt: skip

GATES = {
    "WASI": 208,
    "wasi-cli": 98,
    "wasi-clocks": 42,
    "wasi-filesystem": 94,
    "wasi-io": 32,
    "wasi-random": 24,
    "wasi-tls": 14,
}
"""Counted by searching the files' text without its comments, and not by the tracker."""


@pytest.fixture(scope="session")
def past(synced_corpus: SyncedCorpus) -> Past:
    """Return what one sync over the corpus recorded, without the reference tool."""
    return Past.read(str(synced_corpus.database), None)


@pytest.fixture(scope="session")
def recorded(past: Past) -> Facts:
    """Return the facts of today."""
    return past.assessment.facts


@pytest.fixture(scope="session")
def everything(past: Past) -> Standing:
    """Return where everything stands."""
    return past.standing


def test_every_row_of_the_list_is_told_with_phase_and_champions(everything: Standing) -> None:
    assert {(each.id, each.phase): ", ".join(each.champions) for each in everything.proposals} == ROWS


def test_the_amendments_are_those_of_phase_3_wherever_they_are_gated(everything: Standing) -> None:
    """Git finds the gates of the first on both branches of the registry, those of the others on `wasi-0.2` alone."""
    assert [
        (each.id, each.state, each.phase, each.title, len(each.items), each.row is not None)
        for each in everything.amendments
    ] == [
        ("clocks/clocks-timezone", AmendmentState.LANDED, 2, "Clocks: Timezone", 6, True),
        ("sockets/network-error-code", AmendmentState.LANDED, 2, "Sockets: network error code", 0, False),
        (
            "http/informational-outbound-responses",
            AmendmentState.LANDED,
            2,
            "HTTP: Informational Outbound Response",
            0,
            True,
        ),
    ]
    assert {each.id: each.features for each in everything.proposals}["tls"] == ("tls",)


def test_what_was_not_there_is_unknown(everything: Standing) -> None:
    for each in everything.proposals:
        unmet = [one.id for one in each.criteria if one.status is not CriterionStatus.UNKNOWN]
        assert (each.id in MISSING, bool(unmet)) in {(True, False), (False, True)}


def test_portability_is_documented_where_a_reader_finds_it(everything: Standing) -> None:
    told = {each.id: each.criteria[0].status.value for each in everything.proposals if each.id not in MISSING}
    assert {name for name, status in told.items() if status != "met"} == {"tls"}


def test_every_verdict_follows_from_its_criteria(everything: Standing) -> None:
    subjects: list[Subject] = [*everything.proposals, *everything.amendments]
    for each in subjects:
        unmet = any(one.status is CriterionStatus.UNMET for one in each.criteria)
        assert (each.readiness == "blocked") == (unmet and each.next_phase is not None)


def test_gates_are_told_of_every_repository_that_has_some(everything: Standing, recorded: Facts) -> None:
    counted = Counter(str(each.repository) for each in everything.gates)
    read = {each.name: sum(len(file.gates) for _, file in each.wit) for each in recorded.repositories}
    assert counted == {name: count for name, count in read.items() if count}
    assert [each for each in everything.gates if "/deps/" in each.file] == []
    assert {name.rpartition("/")[2]: count for name, count in counted.items()} == GATES


def test_the_answer_speaks_of_every_repository_it_read(everything: Standing, corpus: Path) -> None:
    bundles = {path.name.removesuffix(".bundle").replace("+", "/", 1) for path in corpus.glob("*.bundle")}
    assert set(everything.revisions) == bundles


def test_every_claim_of_a_file_has_evidence(everything: Standing) -> None:
    bare: list[Any] = [
        (each.id, one.id)
        for each in everything.proposals
        for one in each.criteria
        if one.status is CriterionStatus.MET and not one.evidence and one.id != "dependencies"
    ]
    assert json.dumps(bare) == "[]"
