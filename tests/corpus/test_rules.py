"""The rules over real repositories find what is known to be wrong there, and raise no other alarm."""

import subprocess
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tracker.lint import lint
from tracker.sources.folders import read_wit_paths

pytestmark = pytest.mark.corpus

Judge = Callable[..., Counter[tuple[str, str]]]

CLEAN = ("blobstore", "config", "gfx", "i2c", "io", "keyvalue", "messaging", "nn", "random", "tls", "usb", "webgpu")
"""Repositories in which nothing is wrong: either all is gated, or nothing."""

TAGS = ("v0.2.0", "v0.2.1", "v0.2.2", "v0.2.4", "v0.2.8", "v0.2.9", "v0.2.10", "v0.2.12", "v0.3.0")


@pytest.fixture
def check_out(corpus: Path, tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that lays out a revision of a repository as a folder."""

    def lay_out(repository: str, revision: str = "HEAD") -> Path:
        mirror, tree = tmp_path / f"{repository}.git", tmp_path / repository / revision
        if not mirror.is_dir():
            bundle = corpus / f"WebAssembly+{repository}.bundle"
            _git("clone", "-q", "--mirror", str(bundle), str(mirror))
        tree.mkdir(parents=True)
        _git("-C", str(mirror), f"--work-tree={tree}", "checkout", "-q", revision, "--", ".")
        return tree

    return lay_out


@pytest.fixture
def judge(check_out: Callable[[str, str], Path]) -> Judge:
    """Return a function that counts the findings in a revision of a repository by rule and file."""

    def count(repository: str, revision: str = "HEAD") -> Counter[tuple[str, str]]:
        tree = check_out(repository, revision)
        findings = lint(read_wit_paths([tree])).findings
        return Counter((each.rule, Path(each.place.file).relative_to(tree).as_posix()) for each in findings)

    return count


def _git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_is_wrong_where_all_is_gated_or_nothing(judge: Judge, name: str) -> None:
    assert judge(f"wasi-{name}") == Counter()


def test_the_main_line_lacks_gates_in_the_packages_of_0_3(judge: Judge) -> None:
    found = judge("WASI")
    assert {rule for rule, _ in found} == {"missing-gate"}
    assert found == {
        ("missing-gate", "proposals/cli/wit/stdio.wit"): 3,
        ("missing-gate", "proposals/clocks/wit/monotonic-clock.wit"): 1,
        ("missing-gate", "proposals/clocks/wit/system-clock.wit"): 1,
        ("missing-gate", "proposals/http/wit/types.wit"): 36,
        ("missing-gate", "proposals/http/wit/worlds.wit"): 13,
    }


def test_the_0_2_line_has_two_features_without_prefix_and_one_method_without_gate(judge: Judge) -> None:
    assert judge("WASI", "wasi-0.2") == {
        ("feature-without-prefix", "proposals/http/wit/types.wit"): 1,
        ("feature-without-prefix", "proposals/sockets/wit/network.wit"): 1,
        ("missing-gate", "proposals/sockets/wit/udp.wit"): 1,
    }


def test_two_types_of_the_filesystem_had_no_gate(judge: Judge) -> None:
    assert judge("wasi-filesystem") == {
        ("missing-gate", "wit/types.wit"): 2,
        ("missing-gate", "wit-0.3.0-draft/types.wit"): 2,
    }


@pytest.mark.parametrize(("old", "new"), [*pairwise(TAGS)])
def test_no_release_changed_a_since(check_out: Callable[[str, str], Path], old: str, new: str) -> None:
    before, after = (read_wit_paths([check_out("WASI", tag)]) for tag in (old, new))
    assert lint(after, {"since-changed"}, against=before).findings == ()
