"""Each change of a release is told with the amendment it belongs to, or else with the commit that brought it."""

from collections.abc import Mapping

from tests.made_chronicle import MadeBranch, MadeChronicle
from tests.made_facts import HUB, github, row
from tracker.changes import Change, Comparison
from tracker.facts import BlobId, WitFolder, WitText
from tracker.lifecycle import lives
from tracker.next_release.attribution import attributed, texts_wanted
from tracker.next_release.ballot import ChangeCommit
from tracker.next_release.texts import LinePackage, LineTree
from tracker.process import shipped_process
from tracker.wit import read_wit
from tracker.wit.compare import compare_packages

FOLDER = "proposals/lamp/wit"
ROWS = [row(3, "Lamp", github(HUB, "proposals/lamp")), row(2, "Loom", github(HUB, "proposals/loom"), line=8)]
DIM = "@unstable(feature = lamp-dim)\n  dim: func();"
DIMMED = "@since(version = 0.2.1)\n  dim: func();"


def lamp(*functions: str, version: str = "0.2.0") -> str:
    """Return the WIT of a lamp with some functions."""
    body = "".join(f"  {each}\n" for each in functions)
    return f"package wasi:lamp@{version};\ninterface types {{\n{body}}}\n"


class World:
    """A registry whose lamp changes; the second commit is tagged."""

    def __init__(self, *texts: str, path: str = f"{FOLDER}/lamp.wit") -> None:
        self.made = MadeChronicle()
        self.path = path
        # Lines make texts differ whose facts are the same: the made chronicle keeps facts only.
        self.texts = ["\n" * number + text for number, text in enumerate(texts)]
        self.hub: MadeBranch = self.made.branch(HUB)
        self.hub.commit("2025-01-01", rows=ROWS)
        for number, text in enumerate(self.texts):
            self.hub.commit(f"2025-02-{number + 1:02}", {path: read_wit(text)}, summary=f"Text {number}")
            if number == 0:
                self.hub.tag("v0.2.0", "2025-02-01")

    @property
    def comparison(self) -> Comparison:
        """What changed since the tag."""
        return compare_packages(self.base.read, self.tree.read)

    @property
    def base(self) -> LineTree:
        """The tag."""
        return self._tree("v0.2.0", 1, self.texts[0])

    @property
    def tree(self) -> LineTree:
        """The newest commit."""
        return self._tree("main", -1, self.texts[-1])

    @property
    def blobs(self) -> Mapping[BlobId, str]:
        """Every text by its blob."""
        spans = [each for each in self.made.wit().files if each.path == self.path]
        return {each.blob: self.texts[each.first.position - 1] for each in spans}

    def told(self, *, texts: bool = True) -> list[tuple[Change, str, str | None, str | None]]:
        """Return the kind, item, amendment and the commit's first line of each change."""
        found = attributed(
            self.comparison,
            self.base,
            self.tree,
            self.made.subjects(),
            lives(self.made.subjects(), self.made.chronicle(), shipped_process(), self.made.aliases),
            self.made.wit(),
            self.made.chronicle(),
            *([self.blobs] if texts else []),
        )
        return [
            (each.change.kind, each.change.item, each.amendment, each.commit.summary if each.commit else None)
            for each in found
        ]

    def _tree(self, name: str, commit: int, text: str) -> LineTree:
        package = read_wit(text).packages[0]
        folder = WitFolder(self.path.rpartition("/")[0], (WitText(self.path, text),))
        return LineTree(
            name, (LinePackage(package.name, package, HUB, name, self.hub.commits[commit].revision, folder),)
        )


def test_what_is_or_was_behind_a_feature_belongs_to_its_amendment() -> None:
    world = World(
        lamp("on: func();", DIM), lamp("on: func();", DIMMED, "@unstable(feature = lamp-glow)\n  glow: func();")
    )
    assert world.told() == [
        (Change.GATE_STABILIZED, "wasi:lamp/types#dim", "lamp/lamp-dim", "Text 1"),
        (Change.FUNCTION_ADDED, "wasi:lamp/types#glow", "lamp/lamp-glow", "Text 1"),
    ]


def test_below_phase_3_a_feature_gates_the_proposal_itself() -> None:
    texts = (each.replace("wasi:lamp", "wasi:loom") for each in (lamp(DIM), lamp(DIMMED)))
    world = World(*texts, path="proposals/loom/wit/loom.wit")
    assert [amendment for _, _, amendment, _ in world.told()] == [None]


def test_a_single_commit_brought_what_changed() -> None:
    world = World(lamp("on: func();"), lamp("on: func(at: u8);", version="0.2.1"))
    (version, parameter) = attributed(
        world.comparison, world.base, world.tree, world.made.subjects(), (), world.made.wit(), world.made.chronicle()
    )
    last = world.hub.commits[-1]
    commit = ChangeCommit(HUB, last.revision, last.at, "Text 1", f"https://github.com/{HUB}/commit/{last.revision}")
    assert (version.commit, parameter.commit) == (commit, commit)
    assert (parameter.change.kind, parameter.package, parameter.proposal, parameter.amendment, parameter.url) == (
        Change.PARAMETER_ADDED,
        "wasi:lamp",
        "lamp",
        None,
        f"https://github.com/{HUB}/blob/{last.revision}/{world.path}#L4",
    )


def test_of_several_commits_the_first_whose_text_has_the_change_brought_it() -> None:
    world = World(
        lamp("on: func();", "off: func();"),
        lamp("on: func(at: u8);", "off: func();"),
        lamp("on: func(at: u8);", "off: func();", "glow: func();"),
        lamp("on: func(at: u8);", "glow: func();", version="0.2.1"),
    )
    assert world.told() == [
        (Change.PACKAGE_VERSION_CHANGED, "wasi:lamp", None, "Text 3"),
        (Change.PARAMETER_ADDED, "wasi:lamp/types#on.at", None, "Text 1"),
        (Change.FUNCTION_REMOVED, "wasi:lamp/types#off", None, "Text 3"),
        (Change.FUNCTION_ADDED, "wasi:lamp/types#glow", None, "Text 2"),
    ]


def test_without_texts_what_one_of_several_commits_brought_is_left_open() -> None:
    world = World(lamp("on: func();"), lamp("on: func(at: u8);"), lamp("on: func(at: u8);", "off: func();"))
    assert [commit for *_, commit in world.told(texts=False)] == [None, None]
    wanted = texts_wanted(world.comparison, world.base, world.tree, world.made.wit(), world.made.chronicle())
    assert {each.blob for each in wanted} == world.blobs.keys() - _first(world)


def test_without_a_history_only_amendments_are_told() -> None:
    world = World(lamp(DIM), lamp(DIMMED))
    (found,) = attributed(
        world.comparison, world.base, world.tree, world.made.subjects(), (), None, world.made.chronicle()
    )
    assert (found.amendment, found.commit) == ("lamp/lamp-dim", None)


def test_a_removed_item_is_shown_where_it_stood() -> None:
    world = World(lamp("on: func();", "off: func();"), lamp("on: func();"))
    (found,) = attributed(
        world.comparison, world.base, world.tree, world.made.subjects(), (), world.made.wit(), world.made.chronicle()
    )
    tagged = world.hub.commits[1].revision
    assert found.url == f"https://github.com/{HUB}/blob/{tagged}/{world.path}#L4"


def _first(world: World) -> set[BlobId]:
    """Return the blob that was tagged."""
    return {each.blob for each in world.made.wit().files if each.path == world.path and each.first.position == 1}
