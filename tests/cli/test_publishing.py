"""`tracker sync --oci` asks a registry about every package, records what it says, and says when it could not."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import LAMP, Run, World
from tests.registries import Answer, FakeRegistry, encoded, error, fake_registry, running_registry, tags
from tracker.cli.session import read
from tracker.published import PublicationState
from tracker.readiness import results_for
from tracker.sources.oci_client import Limits
from tracker.standing import CriterionStatus
from tracker.wit.reference import ReferenceTool


@pytest.fixture
def database(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a copy of the world's database, to be synced without fetching anything."""
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(world.cache))
    # A registry that is not there is not asked again and again.
    monkeypatch.setattr("tracker.sources.oci.Limits", lambda: Limits(pause=0, wait=5))
    return str(shutil.copy(world.database, tmp_path / "tracker.db"))


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeRegistry]:
    with fake_registry() as fake:
        monkeypatch.setenv("TRACKER_OCI_REGISTRY", f"{fake.host}/mirror")
        yield fake


def _judged(database: str, subject: str) -> tuple[CriterionStatus, str]:
    results = results_for(read(database), subject, 2)
    return next((each.status, each.reason) for each in results if each.id == "oci-published")


def _sync(run: Run, database: str, *options: str) -> tuple[int, list[str]]:
    """Return the exit code, and what was said of the registry."""
    done = run("sync", "--offline", "--db", database, *options)
    return done.code, [line for line in done.err.splitlines() if "127.0.0.1" in line]


@pytest.fixture
def tool() -> ReferenceTool:
    found = ReferenceTool.find()
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("wasm-tools is not there")
    return found or pytest.skip("wasm-tools is not there: install the extra `wasm-tools`, or put the program on PATH")


def test_what_a_real_registry_holds_is_recorded_and_judged(
    run: Run, database: str, tool: ReferenceTool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_registry(tmp_path) as real:
        monkeypatch.setenv("TRACKER_OCI_REGISTRY", real.host)
        package = encoded(tool, tmp_path, {"types.wit": LAMP}, options=())
        digest = real.publish("webassembly/wasi/lamp", "0.3.0", package)
        code, told = _sync(run, database, "--oci")
        assert (code, told) == (0, [f"tracker: asked {real.host} about 2 packages: 1 published; 2 new answers"])
        code, told = _sync(run, database, "--oci")
        assert (code, told) == (0, [f"tracker: asked {real.host} about 2 packages: 1 published; 0 new answers"])
    lamp, loom = read(database).surroundings.publications
    assert (lamp.reference, lamp.state, lamp.digest) == (
        f"{real.host}/webassembly/wasi/lamp:0.3.0",
        PublicationState.PUBLISHED,
        digest,
    )
    assert (lamp.compared, [(each.fault.value, each.item) for each in lamp.findings]) == (
        True,
        [("missing-gated-item", "wasi:lamp/types#dim"), ("missing-gated-item", "wasi:lamp/types#blink")],
    )
    assert (loom.package, loom.version, loom.state) == ("wasi:loom", "0.1.0", PublicationState.NO_PACKAGE)
    day = f"(as of {lamp.checked_at:%Y-%m-%d})"
    reason = (
        "wasi:lamp@0.3.0 is published, but not as its source is: missing-gated-item (wasi:lamp/types#dim and 1 more)"
    )
    assert _judged(database, "lamp") == (CriterionStatus.MET, f"{reason} {day}")
    reason = "wasi:loom is not published, or not shown to strangers"
    assert _judged(database, "loom") == (CriterionStatus.UNMET, f"{reason} {day}")


def test_a_registry_that_cannot_be_reached_ends_with_3_and_takes_nothing_back(
    run: Run, database: str, registry: FakeRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.replies |= {
        "/v2/mirror/webassembly/wasi/lamp/tags/list": tags("0.2.0"),
        "/v2/mirror/webassembly/wasi/lamp/manifests/0.3.0": Answer(error("MANIFEST_UNKNOWN"), 404),
    }
    assert _sync(run, database, "--oci")[0] == 0
    monkeypatch.setenv("TRACKER_OCI_REGISTRY", "127.0.0.1:9")
    code, told = _sync(run, database, "--oci")
    lost = "127.0.0.1:9/webassembly/wasi/lamp:0.3.0"
    assert (code, told) == (
        3,
        [
            f"tracker: {lost} and 1 more: the registry cannot be reached: no connection",
            "tracker: asked 127.0.0.1:9 about 2 packages: 0 published; 0 new answers",
        ],
    )
    lamp, _ = read(database).surroundings.publications
    assert (lamp.state, lamp.tags) == (PublicationState.NO_TAG, ("0.2.0",))
    assert lamp.problem is not None
    assert lamp.problem.endswith("it could not be asked again: the registry cannot be reached: no connection")


def test_only_the_packages_of_the_named_subjects_are_asked_about(
    run: Run, database: str, registry: FakeRegistry
) -> None:
    _sync(run, database, "--oci", "loom")
    assert [path.partition("?")[0] for path in registry.paths] == ["/v2/mirror/webassembly/wasi/loom/tags/list"]


@pytest.mark.parametrize("options", [(), ("--no-oci",)])
def test_offline_no_registry_is_asked_unless_told_to(
    run: Run, database: str, registry: FakeRegistry, options: tuple[str, ...]
) -> None:
    assert (_sync(run, database, *options)[1], registry.asked) == ([], [])
    reason = "no registry was asked about wasi:lamp@0.3.0: `tracker sync --oci` does"
    assert _judged(database, "lamp") == (CriterionStatus.UNKNOWN, reason)


def test_a_registry_that_is_not_named_or_badly_named_is_told_before_anything_is_fetched(
    run: Run, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run("sync", "--offline", "--oci", "--db", database)
    expected = "tracker: --oci: no registry is named: set TRACKER_OCI_REGISTRY=HOST[:PORT][/PREFIX]\n"
    assert (done.code, done.err) == (2, expected)
    monkeypatch.setenv("TRACKER_OCI_REGISTRY", "https://registry.example")
    done = run("sync", "--db", database)
    expected = "tracker: TRACKER_OCI_REGISTRY: must be HOST[:PORT][/PREFIX], without a scheme or a user\n"
    assert (done.code, done.err) == (2, expected)
