"""What tags hold makes releases: which tags are one, what each added, stabilized, deprecated, and whose it is."""

from collections.abc import Mapping

import pytest

from tests.made_chronicle import moment
from tests.made_facts import ALIASES, HUB, github, hub, identified, repository, row, since, unstable, wit
from tracker.chronicle import Branch, BranchKind, Tag, Tagged
from tracker.facts import GateKind, RepositoryName, Revision, WitFile, WitGate
from tracker.released import GateCounts, Release, ReleaseItem, ReleaseTag
from tracker.releases import gates_of, releases_of, summarized
from tracker.subjects import Subjects

LAMP, LOOM = "Own/wasi-lamp", "Own/wasi-loom"
SUBJECTS = identified(
    hub(
        row(3, "Lamp", github(HUB, "proposals/lamp")),
        row(2, "Loom", github(LOOM)),
        files={"proposals/lamp/wit/a.wit": wit("wasi:lamp@0.2.9")},
    ),
    repository(LOOM, {"wit/loom.wit": wit("wasi:loom@0.1.0")}),
)


def tagged(name: str, day: str, files: Mapping[str, WitFile], where: str = HUB) -> Tagged:
    """Return a tag with what its commit holds; the commit's id is made from the day."""
    revision = Revision(f"{int(day.replace('-', '')):040d}")
    branch = Branch(RepositoryName(where), "main", BranchKind.DEFAULT)
    version = name.removeprefix("v") if name.removeprefix("v")[:1].isdigit() else None
    tag = Tag(RepositoryName(where), name, version, moment(day), revision, branch, 0)
    return Tagged(tag, tuple(sorted(files.items())))


def lamp(version: str, *gates: WitGate) -> dict[str, WitFile]:
    """Return the lamp's folder in the hub."""
    return {"proposals/lamp/wit/a.wit": wit(f"wasi:lamp@{version}", *gates)}


def deprecated(version: str, item: str, line: int = 3) -> WitGate:
    """Return a `@deprecated` gate on an interface."""
    return WitGate(item, "interface", GateKind.DEPRECATED, None, version, line, line + 1)


def built(*tags: Tagged, subjects: Subjects = SUBJECTS) -> tuple[Release, ...]:
    """Return the releases that tags make."""
    return releases_of(tags, subjects, ALIASES)


def brought(release: Release) -> dict[str, list[str]]:
    """Return the lists of a release that are not empty, by the items' own names."""
    names = ("added", "stabilized", "late", "deprecated", "unstable", "removed")
    lists = {name: [each.item.partition("/")[2] for each in getattr(release, name)] for name in names}
    return {name: items for name, items in lists.items() if items}


# --- one release, whole -------------------------------------------------------------------------------------------


def test_a_release_says_what_it_stabilized_and_whose_amendment_that_was() -> None:
    old = tagged("v0.2.0", "2024-01-01", lamp("0.2.0", unstable("lamp-dim", "types#dim")))
    new = tagged("v0.2.1", "2024-03-01", lamp("0.2.1", since("0.2.1", "types#dim", line=8)))
    revision = Revision("0000000000000000000000000000000020240301")
    assert built(old, new)[1] == Release(
        version="0.2.1",
        line="0.2",
        train=HUB,
        date=moment("2024-03-01"),
        prerelease=False,
        tags=(ReleaseTag(HUB, "v0.2.1", revision, moment("2024-03-01"), f"https://github.com/{HUB}/tree/{revision}"),),
        previous="0.2.0",
        packages=("wasi:lamp@0.2.1",),
        holds=GateCounts(since=1),
        stabilized=(
            ReleaseItem(
                proposal="lamp",
                amendment="lamp/lamp-dim",
                package="wasi:lamp@0.2.1",
                item="wasi:lamp/types#dim",
                item_kind="interface",
                kind=GateKind.SINCE,
                feature="lamp-dim",
                version="0.2.1",
                file="proposals/lamp/wit/a.wit",
                line=8,
                url=f"https://github.com/{HUB}/blob/{revision}/proposals/lamp/wit/a.wit#L8",
            ),
        ),
    )


# --- what changed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((), (), {}),
        ((since("0.2.0"),), (since("0.2.0"),), {}),
        ((since("0.2.0"),), (since("0.2.0"), since("0.2.1", "new")), {"added": ["new"]}),
        ((unstable("dim"),), (since("0.2.1"),), {"stabilized": ["types"]}),
        ((unstable("dim"),), (since("0.2.0"),), {"stabilized": ["types"]}),
        ((unstable("dim"),), (unstable("dim"),), {}),
        ((unstable("dim"),), (unstable("fade"),), {"unstable": ["types"]}),
        ((unstable("dim"),), (), {"removed": ["types"]}),
        ((since("0.2.0"),), (unstable("dim"),), {"unstable": ["types"]}),
        ((), (unstable("dim"),), {"unstable": ["types"]}),
        ((since("0.2.0"),), (), {"removed": ["types"]}),
        ((since("0.2.0"),), (since("0.2.0"), deprecated("0.2.1", "types")), {"deprecated": ["types"]}),
        ((since("0.2.0"), deprecated("0.2.0", "types")), (since("0.2.0"),), {"removed": ["types"]}),
        ((), (since("0.2.0"),), {}),
        ((since("0.2.0"),), (since("0.2.0"), since("0.2.0", "old")), {"late": ["old"]}),
        ((since("0.2.0"),), (since("0.2.0"), since("0.2.2", "next")), {}),
        ((since("0.2.0"),), (since("0.2.0"), deprecated("0.2.2", "types")), {}),
        ((unstable("dim"),), (since("0.2.2"),), {}),
        ((since("0.2.0"),), (since("0.2.0"), since("soon", "new")), {}),
    ],
)
def test_what_a_release_did_is_told_by_its_gates(
    before: tuple[WitGate, ...], after: tuple[WitGate, ...], expected: dict[str, list[str]]
) -> None:
    releases = built(
        tagged("v0.2.0", "2024-01-01", lamp("0.2.0", *before)), tagged("v0.2.1", "2024-03-01", lamp("0.2.1", *after))
    )
    assert brought(releases[1]) == expected


def test_an_item_that_was_announced_too_early_is_added_by_the_release_it_names() -> None:
    gate = since("0.2.2", "next")
    releases = built(*(tagged(f"v0.2.{n}", f"2024-0{n + 1}-01", lamp(f"0.2.{n}", gate)) for n in range(4)))
    assert [brought(each) for each in releases] == [{}, {}, {"added": ["next"]}, {}]


def test_a_version_in_an_items_name_is_no_part_of_it() -> None:
    def importing(version: str) -> dict[str, WitFile]:
        return lamp(version, since("0.2.0", f"room#import:wasi:loom/threads@{version}"))

    releases = built(*(tagged(f"v0.2.{n}", f"2024-0{n + 1}-01", importing(f"0.2.{n}")) for n in range(3)))
    assert [brought(each) for each in releases[1:]] == [{}, {}]


def test_an_item_both_since_and_unstable_is_not_stable() -> None:
    both = (since("0.2.1", "new"), unstable("dim", "new"))
    releases = built(
        tagged("v0.2.0", "2024-01-01", lamp("0.2.0")), tagged("v0.2.1", "2024-03-01", lamp("0.2.1", *both))
    )
    assert brought(releases[1]) == {"unstable": ["new"]}


def test_a_package_that_a_release_left_out_is_compared_with_the_last_that_had_it() -> None:
    loom = {"proposals/loom/wit/a.wit": wit("wasi:loom@0.2.1")}
    releases = built(
        tagged("v0.2.0", "2024-01-01", lamp("0.2.0", unstable("dim"))),
        tagged("v0.2.1", "2024-03-01", loom),
        tagged("v0.2.2", "2024-05-01", {**loom, **lamp("0.2.2", since("0.2.2"))}),
    )
    assert [brought(each) for each in releases[1:]] == [{}, {"stabilized": ["types"]}]


def test_a_package_that_is_new_on_a_line_adds_what_is_since_that_release() -> None:
    releases = built(
        tagged("v0.2.0", "2024-01-01", {"proposals/loom/wit/a.wit": wit("wasi:loom@0.2.0")}),
        tagged("v0.2.1", "2024-03-01", lamp("0.2.1", since("0.2.1"), since("0.2.0", "old"), unstable("dim", "new"))),
    )
    assert brought(releases[1]) == {"added": ["types"], "unstable": ["new"]}


# --- the first of a line ------------------------------------------------------------------------------------------


def test_all_of_the_first_release_of_a_line_is_initial_and_can_be_summarized() -> None:
    gates = (since("0.3.0"), unstable("dim", "new"), since("0.2.4", "old"), deprecated("0.3.0", "old"))
    before, first = built(
        tagged("v0.2.0", "2024-01-01", lamp("0.2.0")), tagged("v0.3.0", "2024-03-01", lamp("0.3.0", *gates))
    )
    assert (before.previous, first.previous, first.holds) == (None, None, GateCounts(2, 1, 1))
    assert brought(first) == {"added": ["types", "old"], "unstable": ["new"], "deprecated": ["old"]}
    assert brought(summarized(first)) == {}


def test_a_release_follows_no_prerelease_and_a_prerelease_follows_whatever_was_before() -> None:
    names = ("0.2.0-rc-2023-11-10", "0.2.0-rc-2023-12-05", "0.2.0", "0.2.1-rc.1", "0.2.1")
    releases = built(*(tagged(f"v{name}", "2024-01-01", lamp(name)) for name in names))
    assert [(each.version, each.previous, each.prerelease) for each in releases] == [
        ("0.2.0-rc-2023-11-10", None, True),
        ("0.2.0-rc-2023-12-05", "0.2.0-rc-2023-11-10", True),
        ("0.2.0", None, False),
        ("0.2.1-rc.1", "0.2.0", True),
        ("0.2.1", "0.2.0", False),
    ]


# --- which packages count -----------------------------------------------------------------------------------------


def test_only_packages_of_the_tags_line_count_by_the_version_they_declare() -> None:
    draft = {"proposals/lamp/wit-0.3.0-draft/a.wit": wit("wasi:lamp@0.3.0-rc.1", since("0.3.0-rc.1"))}
    bare = {"proposals/loom/wit/a.wit": wit("wasi:loom", since("0.2.1"))}
    (release,) = built(tagged("v0.2.1", "2024-01-01", {**lamp("0.2.0", since("0.2.1")), **draft, **bare}))
    assert (release.packages, release.holds) == (("wasi:lamp@0.2.0",), GateCounts(since=1))


def test_beside_a_draft_of_the_same_line_the_package_of_the_release_counts() -> None:
    draft = {"proposals/lamp/wit-0.2.3-draft/a.wit": wit("wasi:lamp@0.2.3", since("0.2.3"))}
    lagging = built(tagged("v0.2.2", "2024-01-01", {**lamp("0.2.1"), **draft}))
    assert [each.packages for each in lagging] == [("wasi:lamp@0.2.1",)]


def test_a_tag_without_a_package_of_its_line_is_a_release_of_nothing() -> None:
    (release,) = built(tagged("v0.1.0", "2020-01-01", lamp("0.2.0")))
    assert (release.packages, release.holds, brought(release)) == ((), GateCounts(), {})


def test_tags_that_name_no_version_are_no_releases() -> None:
    assert built(tagged("snapshot-01", "2020-01-01", lamp("0.1.0")), tagged("show", "2020-01-02", {})) == ()


# --- which tags are one release -----------------------------------------------------------------------------------


def test_tags_of_one_version_in_several_repositories_are_one_release_dated_by_the_first() -> None:
    own = {"wit/a.wit": wit("wasi:lamp@0.2.1", since("0.2.1", line=9))}
    (release,) = built(
        tagged("v0.2.1", "2024-03-04", lamp("0.2.1", since("0.2.1"))), tagged("0.2.1", "2024-03-01", own, LAMP)
    )
    assert (release.date, [(each.repository, each.name) for each in release.tags]) == (
        moment("2024-03-01"),
        [(HUB, "v0.2.1"), (LAMP, "0.2.1")],
    )
    assert [(each.file, each.line) for each in release.added] == [("proposals/lamp/wit/a.wit", 3)]


def test_what_declares_the_releases_own_version_comes_before_what_lags_behind() -> None:
    own = {"wit/a.wit": wit("wasi:lamp@0.2.1", since("0.2.1"))}
    (release,) = built(tagged("v0.2.1", "2024-03-01", lamp("0.2.0")), tagged("v0.2.1", "2024-03-01", own, LAMP))
    assert (release.packages, [each.file for each in release.added]) == (("wasi:lamp@0.2.1",), ["wit/a.wit"])


def test_a_proposal_below_phase_3_is_a_train_of_its_own() -> None:
    loom = {"wit/a.wit": wit("wasi:loom@0.2.1", unstable("loom-fast"))}
    releases = built(
        tagged("v0.2.1", "2024-03-01", loom, LOOM),
        tagged("v0.2.1", "2024-03-01", lamp("0.2.1")),
        tagged("v0.2.2", "2024-04-01", {"wit/a.wit": wit("wasi:loom@0.2.2", since("0.2.2"))}, LOOM),
    )
    assert [(each.train, each.version, each.previous) for each in releases] == [
        (HUB, "0.2.1", None),
        (LOOM, "0.2.1", None),
        (LOOM, "0.2.2", "0.2.1"),
    ]
    assert [(each.proposal, each.amendment, each.feature) for each in releases[2].stabilized] == [
        ("loom", None, "loom-fast")
    ]


def test_a_package_that_no_proposal_owns_goes_by_its_own_name() -> None:
    files = {"proposals/wick/wit/a.wit": wit("wasi:wick@0.2.0", unstable("wick"))}
    (release,) = built(tagged("v0.2.0", "2024-01-01", files))
    assert [(each.proposal, each.amendment) for each in release.unstable] == [("wick", None)]


def test_versions_that_differ_in_build_metadata_are_releases_in_the_order_of_their_tags() -> None:
    loom = {"wit/a.wit": wit("wasi:loom@0.2.0-draft")}
    releases = built(
        tagged("v0.2.0-draft+b", "2024-01-01", loom, LOOM), tagged("v0.2.0-draft+a", "2024-02-01", loom, LOOM)
    )
    assert [(each.version, each.previous) for each in releases] == [
        ("0.2.0-draft+b", None),
        ("0.2.0-draft+a", "0.2.0-draft+b"),
    ]


def test_nothing_tagged_is_no_release() -> None:
    assert built() == ()


# --- gates of a release -------------------------------------------------------------------------------------------


def test_the_gates_of_a_release_are_those_of_its_packages() -> None:
    files = lamp("0.2.1", since("0.2.0", "types#on", line=7), unstable("lamp-dim", "types#dim", line=3))
    tags = [tagged("v0.2.0", "2024-01-01", lamp("0.2.0", since("0.2.0"))), tagged("v0.2.1", "2024-03-01", files)]
    gates = gates_of("0.2.1", tags, SUBJECTS, ALIASES)
    assert [(each.proposal, each.package, each.item, each.kind, each.line) for each in gates] == [
        ("lamp", "wasi:lamp@0.2.1", "wasi:lamp/types#dim", GateKind.UNSTABLE, 3),
        ("lamp", "wasi:lamp@0.2.1", "wasi:lamp/types#on", GateKind.SINCE, 7),
    ]
    assert gates_of("0.9.0", tags, SUBJECTS, ALIASES) == ()
