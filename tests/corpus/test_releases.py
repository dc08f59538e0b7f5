"""What the tracker says of releases agrees with git's own answer about the gates at each tag; how long things took."""

import re
import subprocess
from contextlib import closing

import pytest

from tests.synced_corpus import SyncedCorpus
from tracker.aliases import shipped_aliases
from tracker.lifecycle import lives
from tracker.phases import phase_history
from tracker.process import shipped_process
from tracker.readiness import Assessment, assess
from tracker.released import Release
from tracker.releases import gates_of, releases_of
from tracker.store.chronicles import chronicle_at, tagged_at
from tracker.store.queries import facts_at
from tracker.store.reader import Reader
from tracker.waiting import latency

pytestmark = pytest.mark.corpus

HUB = "WebAssembly/WASI"
GATE = re.compile(r"@(?P<kind>since|unstable|deprecated)\s*\((?:version|feature)\s*=\s*(?P<of>[^),\s]+)")
PACKAGE = re.compile(r"package\s+[a-z-]+:[a-z-]+@(?P<version>[^;\s]+)\s*;")


class _World:
    """The releases of the corpus, and the repository that most were tagged in."""

    def __init__(self, synced: SyncedCorpus) -> None:
        with closing(Reader.open(synced.location)) as reader:
            self.assessment: Assessment = assess(facts_at(reader), shipped_process(), shipped_aliases())
            self.tagged = tagged_at(reader)
            aliases = self.assessment.aliases
            self.chronicle = chronicle_at(reader, aliases.registry, aliases.lists)
        every = releases_of(self.tagged, self.assessment.subjects, self.assessment.aliases)
        self.releases: dict[str, Release] = {each.version: each for each in every if each.train == HUB}
        self._git = synced.cache / "mirrors" / f"{HUB}.git"

    def gates(self, version: str) -> list[tuple[str, int, str, str]]:
        """Return file, line, kind and version or feature of each gate that the tag's own WIT of the line has."""
        line = version.rpartition(".")[0]
        texts = {path: self._text(version, path) for path in self._own(version)}
        declared = {
            path.rpartition("/")[0]: found["version"] for path, text in texts.items() if (found := PACKAGE.search(text))
        }
        return [
            (path, number, found["kind"], found["of"])
            for path, text in texts.items()
            if declared.get(path.rpartition("/")[0], "").startswith(f"{line}.")
            for number, row in enumerate(text.splitlines(), 1)
            if (found := GATE.match(row.strip()))
        ]

    def _own(self, version: str) -> list[str]:
        paths = self._ask("ls-tree", "-r", "--name-only", f"v{version}").splitlines()
        return [path for path in paths if path.endswith(".wit") and "/deps/" not in path]

    def _text(self, version: str, path: str) -> str:
        return self._ask("show", f"v{version}:{path}")

    def _ask(self, *arguments: str) -> str:
        command = ["git", "-C", str(self._git), *arguments]
        return subprocess.run(command, check=True, capture_output=True).stdout.decode()


@pytest.fixture(scope="module")
def world(synced_corpus: SyncedCorpus) -> _World:
    """Return what is known of all releases."""
    return _World(synced_corpus)


def _brought(release: Release) -> dict[str, list[str]]:
    names = ("added", "stabilized", "late", "deprecated", "unstable", "removed")
    lists = {name: [f"{each.item}:{each.line}" for each in getattr(release, name)] for name in names}
    return {name: items for name, items in lists.items() if items}


def test_the_patch_train_has_every_release_on_its_day(world: _World) -> None:
    stable = {each.version: f"{each.date:%Y-%m-%d}" for each in world.releases.values() if not each.prerelease}
    assert stable == {
        "0.2.0": "2024-02-07",
        "0.2.1": "2024-08-01",
        "0.2.2": "2024-10-03",
        "0.2.3": "2024-12-05",
        "0.2.4": "2025-02-06",
        "0.2.5": "2025-04-03",
        "0.2.6": "2025-06-12",
        "0.2.7": "2025-08-12",
        "0.2.8": "2025-10-07",
        "0.2.9": "2025-12-02",
        "0.2.10": "2026-02-03",
        "0.2.11": "2026-04-07",
        "0.2.12": "2026-06-02",
        "0.3.0": "2026-06-11",
    }


def test_what_each_release_of_the_0_2_line_brought(world: _World) -> None:
    line = [each for each in world.releases.values() if each.line == "0.2" and not each.prerelease and each.previous]
    assert {each.version: said for each in line if (said := _brought(each))} == {
        "0.2.1": {
            "unstable": [
                "wasi:cli/exit#exit-with-code:15",
                "wasi:clocks/timezone:3",
                "wasi:clocks/timezone#use:wall-clock:5",
                "wasi:clocks/timezone#display:15",
                "wasi:clocks/timezone#utc-offset:19",
                "wasi:clocks/timezone#timezone-display:26",
                "wasi:clocks/imports#import:timezone:9",
            ]
        },
        "0.2.2": {
            "late": ["wasi:http/types#field-name:145"],
            "deprecated": ["wasi:http/types#field-key:157"],
            "unstable": [
                "wasi:sockets/network#use:wasi:io/error@0.2.2:3",
                "wasi:sockets/network#network-error-code:121",
            ],
        },
        "0.2.4": {"unstable": ["wasi:http/types#response-outparam.send-informational:448"]},
        "0.2.12": {"stabilized": ["wasi:cli/exit#exit-with-code:15"]},
    }


def test_every_item_since_a_version_is_brought_by_that_release_or_came_late(world: _World) -> None:
    """Ask git which gates first name each version of the 0.2 line, and at which tag they are first seen."""
    line = [f"0.2.{number}" for number in range(1, 13)]
    for version in line:
        named = {(path, at) for path, at, kind, of in world.gates(version) if (kind, of) == ("since", version)}
        release = world.releases[version]
        told = {(each.file, each.line) for each in (*release.added, *release.stabilized)}
        assert (version, told) == (version, named)


@pytest.mark.parametrize("version", ["0.2.1", "0.2.4", "0.2.8", "0.2.9", "0.2.12", "0.3.0"])
def test_the_gates_of_a_release_are_those_that_its_tag_holds(world: _World, version: str) -> None:
    gates = gates_of(version, world.tagged, world.assessment.subjects, world.assessment.aliases)
    told = [(each.file, each.line, each.kind.value, each.version or each.feature or "") for each in gates]
    assert {each.repository for each in gates} == {HUB}
    assert sorted(told) == sorted(world.gates(version))


def test_the_amendments_of_a_release_are_those_whose_items_it_stabilized(world: _World) -> None:
    stabilized = {each.version: each.amendments for each in world.releases.values() if each.amendments}
    assert stabilized == {"0.2.12": ("cli/cli-exit-with-code",)}


def test_proposals_below_phase_3_release_by_themselves(world: _World) -> None:
    every = releases_of(world.tagged, world.assessment.subjects, world.assessment.aliases)
    assert {each.train for each in every if each.train != HUB} == {
        f"WebAssembly/wasi-{name}" for name in ("blobstore", "config", "keyvalue", "nn", "tls", "webgpu")
    }


def test_how_long_steps_took(world: _World) -> None:
    known, process, aliases = world.assessment.subjects, world.assessment.process, world.assessment.aliases
    changes = phase_history(world.chronicle, aliases, known)
    answer = latency(world.chronicle, known, lives(known, world.chronicle, process, aliases), changes, process)
    took = {(each.subject, each.step): (each.days, each.at_least) for each in answer.steps}
    expected = {
        ("cli/cli-exit-with-code", "landed-to-stabilized"): (670, False),
        ("clocks/clocks-timezone", "landed-to-tracked"): (-15, False),
        ("i2c", "in-phase-1"): (564, False),
        ("nn", "in-phase-1"): (8, False),
        ("clocks", "in-phase-2"): (1326, True),
        ("sockets", "in-phase-2"): (154, False),
    }
    assert {name: days for name, days in took.items() if name in expected} == expected
