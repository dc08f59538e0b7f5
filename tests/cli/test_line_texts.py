"""The texts of a release line are read at the commits that carried it at a moment, offline, from kept mirrors."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.builders import MirrorFolder, RepositoryBuilder
from tracker.aliases import shipped_aliases
from tracker.chronicle import line_of
from tracker.cli.line_texts import read_line_trees, read_texts_between
from tracker.cli.past import Past
from tracker.cli.session import read_tagged, read_wit_history
from tracker.next_release.attribution import attributed
from tracker.next_release.interface import Target
from tracker.next_release.texts import LineTree
from tracker.releases import releases_of
from tracker.sources.git import Mirrors
from tracker.store.location import Location
from tracker.sync import Sync
from tracker.wit.compare import compare_packages

LIST = """\
# Proposals

### Phase 3

| Proposal | Champion |
| -------- | -------- |
| [Lamp][lamp] | Ada Author |
| [Loom][loom] | Ada Author |

### Phase 1

| Proposal | Champion |
| -------- | -------- |
| [Kettle][kettle] | Ada Author |

[lamp]: https://github.com/WebAssembly/wasi-lamp
[loom]: https://github.com/WebAssembly/wasi-loom
[kettle]: https://github.com/WebAssembly/wasi-kettle
"""
SHARED = "proposals/lamp/wit"
DRAFT = "proposals/lamp/wit-0.3.0-draft"


def wit(name: str, version: str, *functions: str) -> str:
    """Return the WIT of a package."""
    body = "".join(f"  {each}: func();\n" for each in functions)
    return f"package wasi:{name}@{version};\ninterface types {{\n{body}}}\n"


def _registry(folder: Path) -> RepositoryBuilder:
    """Build the registry: copies of releases first, then the lamp itself with a draft beside it, then two branches."""
    built = RepositoryBuilder(folder / "WASI.git")
    copies = {f"wasip2/{each}/{each}.wit": wit(each, "0.2.0", "on") for each in ("lamp", "loom")}
    built.commit({"docs/Proposals.md": LIST, **copies}, date="2025-01-10")
    built.tag("v0.2.0")
    deps = {f"{SHARED}/deps/io/io.wit": wit("io", "0.2.0"), f"{SHARED}/README.md": "# Lamp\n"}
    moved = {f"{SHARED}/lamp.wit": wit("lamp", "0.2.0", "on"), f"{DRAFT}/lamp.wit": wit("lamp", "0.3.0-rc-1", "go")}
    built.commit({**moved, **deps, "wasip2": None}, date="2025-03-01", message="Move the lamp")
    built.commit({f"{SHARED}/lamp.wit": wit("lamp", "0.2.0", "on", "off")}, date="2025-03-10", message="Add off")
    built.commit({f"{SHARED}/lamp.wit": wit("lamp", "0.2.1", "on", "off")}, date="2025-04-01", message="Release 0.2.1")
    built.tag("v0.2.1")
    built.switch("wasi-0.2")
    built.commit({DRAFT: None, f"{SHARED}/lamp.wit": wit("lamp", "0.2.1", "on", "off", "dim")}, date="2025-05-01")
    built.commit({DRAFT: None, f"{SHARED}/lamp.wit": wit("lamp", "0.3.0", "go")}, date="2025-05-02", branch="main")
    return built


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the database and the kept mirrors of an invented registry."""
    folder = tmp_path_factory.mktemp("lines")
    mirrors = MirrorFolder(folder / "mirrors")
    mirrors.add("WebAssembly/WASI", _registry(folder))
    own = RepositoryBuilder(folder / "wasi-lamp.git")
    own.commit({"wit/lamp.wit": wit("lamp", "0.2.0", "on")}, date="2025-01-05")
    own.tag("v0.2.0")
    own.commit({"wit/lamp.wit": wit("lamp", "0.2.0", "on", "blink")}, date="2025-02-01")
    mirrors.add("WebAssembly/wasi-lamp", own)
    kettle = RepositoryBuilder(folder / "wasi-kettle.git")
    kettle.commit({"wit/kettle.wit": wit("kettle", "0.2.0", "boil")}, date="2025-01-05")
    mirrors.add("WebAssembly/wasi-kettle", kettle)
    kept = Mirrors(folder / "cache", mirror=mirrors.path)
    Sync(Location.of_file(folder / "tracker.db"), kept, shipped_aliases(), None).run()
    return folder


@pytest.fixture(autouse=True)
def _kept(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(made / "cache"))


def _asked(made: Path, version: str, day: str) -> tuple[Past, Target]:
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    past = Past.read(str(made / "tracker.db"), moment)
    every = releases_of(read_tagged(past.database, moment), past.assessment.subjects, past.assessment.aliases)
    train = [each for each in every if each.train == past.assessment.aliases.registry and each.line == line_of(version)]
    actual = next((each for each in train if each.version == version), None)
    before = [each for each in train if each is not actual]
    return past, Target(version, line_of(version) or "", before[-1] if before else None, actual)


def _shown(tree: LineTree | None) -> tuple[str, list[str]] | None:
    if tree is None:
        return None
    return tree.name, [
        f"{each.declared} of {each.proposal}: {each.repository.rpartition('/')[2]}@{each.branch}:{each.folder.path}"
        for each in tree.packages
    ]


def _read(made: Path, version: str, day: str) -> tuple[object, object, str]:
    tree, base, problem = read_line_trees(*_asked(made, version, day))
    return _shown(tree), _shown(base), problem


def test_before_it_moved_a_package_is_read_from_its_own_repository_else_from_the_copy_of_its_release(
    made: Path,
) -> None:
    assert _read(made, "0.2.1", "2025-02-10") == (
        ("main", ["wasi:lamp@0.2.0 of lamp: wasi-lamp@main:wit", "wasi:loom@0.2.0 of loom: WASI@main:wasip2/loom"]),
        (
            "v0.2.0",
            ["wasi:lamp@0.2.0 of lamp: wasi-lamp@v0.2.0:wit", "wasi:loom@0.2.0 of loom: WASI@v0.2.0:wasip2/loom"],
        ),
        "",
    )


def test_the_version_tells_a_line_from_the_draft_of_another_beside_it(made: Path) -> None:
    assert _read(made, "0.2.1", "2025-03-20")[0] == ("main", [f"wasi:lamp@0.2.0 of lamp: WASI@main:{SHARED}"])
    assert _read(made, "0.3.0", "2025-03-20") == (
        ("main", [f"wasi:lamp@0.3.0-rc-1 of lamp: WASI@main:{DRAFT}"]),
        None,
        "",
    )


def test_a_release_that_is_made_is_read_at_its_tag(made: Path) -> None:
    assert _read(made, "0.2.1", "2025-04-02")[0] == ("v0.2.1", [f"wasi:lamp@0.2.1 of lamp: WASI@v0.2.1:{SHARED}"])


def test_each_line_is_read_from_the_branch_that_carries_it_at_the_moment(made: Path) -> None:
    before, after = (_read(made, "0.2.2", day)[0] for day in ("2025-04-20", "2025-05-10"))
    assert (before, after) == (
        ("main", [f"wasi:lamp@0.2.1 of lamp: WASI@main:{SHARED}"]),
        ("wasi-0.2", [f"wasi:lamp@0.2.1 of lamp: WASI@wasi-0.2:{SHARED}"]),
    )
    assert _read(made, "0.3.0", "2025-05-10")[0] == ("main", [f"wasi:lamp@0.3.0 of lamp: WASI@main:{SHARED}"])


def test_files_are_those_of_the_folder_itself_as_they_were_then(made: Path) -> None:
    tree, _, _ = read_line_trees(*_asked(made, "0.2.1", "2025-03-20"))
    assert tree is not None
    assert {each.path: each.text for each in tree.packages[0].folder.files} == {
        f"{SHARED}/lamp.wit": wit("lamp", "0.2.0", "on", "off")
    }


def test_the_commit_that_brought_a_change_is_told_by_the_texts_between(made: Path) -> None:
    past, target = _asked(made, "0.2.1", "2025-04-02")
    tree, base, _ = read_line_trees(past, target)
    assert tree is not None
    assert base is not None
    compared, history = compare_packages(base.read, tree.read), read_wit_history(past.database, past.moment)
    texts = read_texts_between(past, compared, base, tree, history)
    found = attributed(compared, base, tree, past.assessment.subjects, past.lives, history, past.undecided, texts)
    assert [(each.change.kind.value, each.commit.summary if each.commit else None) for each in found] == [
        ("package-version-changed", "Release 0.2.1"),
        ("function-added", "Add off"),
        # The copy of the loom went, and nothing took its place.
        ("package-removed", None),
    ]


def test_without_a_mirror_the_problem_says_how_to_get_it(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _asked(made, "0.2.1", "2025-02-10")
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(tmp_path))
    problem = "WebAssembly/wasi-lamp: no mirror of it is kept, so its WIT cannot be read: `tracker sync` fetches it"
    assert read_line_trees(*asked) == (None, None, problem)


def test_a_mirror_that_lacks_the_commit_is_told(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    past, target = _asked(made, "0.3.0", "2025-05-10")
    shutil.copytree(made / "cache", tmp_path / "cache")
    mirror = tmp_path / "cache" / "mirrors" / "WebAssembly" / "WASI.git"
    shutil.rmtree(mirror)
    other = RepositoryBuilder(mirror)
    other.commit({"README.md": "# Another\n"})
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(tmp_path / "cache"))
    tree, base, problem = read_line_trees(past, target)
    (head,) = (
        head
        for branch, head in past.undecided.heads.items()
        if (branch.name, branch.repository) == ("main", "WebAssembly/WASI")
    )
    assert (tree, base, problem) == (
        None,
        None,
        f"WebAssembly/WASI: its mirror lacks the commit {head.revision[:12]}: `tracker sync` fetches it",
    )


def test_a_line_that_nobody_carries_is_told(made: Path) -> None:
    assert _read(made, "0.4.0", "2025-05-10") == (None, None, "no package of the line 0.4 was recorded by 2025-05-10")
