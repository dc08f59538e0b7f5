"""Identity: which proposals and amendments the facts speak of, and where each lives."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_facts import ALIASES, HUB, LIST, facts, github, hub, identified, repository, row, unstable, wit
from tracker.aliases import Place
from tracker.facts import ProposalList, RepositoryFacts, WitFile
from tracker.process import shipped_process
from tracker.readiness import assess, standing
from tracker.subjects import Amendment, Proposal, Subjects, identify, own_gates

LAMP = github("Own/wasi-lamp")


def _packages(proposal: Proposal) -> list[str]:
    return [str(package.declared) for package in proposal.packages]


def _one(*repositories: RepositoryFacts) -> Proposal:
    (proposal,) = identified(*repositories).proposals
    return proposal


def _home(proposal: Proposal) -> tuple[str, str] | None:
    return None if proposal.home is None else (proposal.home.repository, proposal.home.path)


# --- what a proposal is called, and where it lives ------------------------------------------------------------------


def test_a_proposal_is_called_like_its_package() -> None:
    found = _one(hub(row(1, "Light", LAMP)), repository("Own/wasi-lamp", {"wit/a.wit": wit("wasi:light@0.1.0")}))
    assert (found.id, _packages(found), _home(found)) == ("light", ["wasi:light@0.1.0"], ("Own/wasi-lamp", ""))


def test_a_proposal_without_a_package_is_called_like_its_repository() -> None:
    found = _one(hub(row(1, "Light", LAMP)), repository("Own/wasi-lamp", {"wit/a.wit": wit()}))
    assert (found.id, _packages(found), _home(found)) == ("lamp", [], ("Own/wasi-lamp", ""))


def test_a_proposal_of_several_packages_is_called_like_its_repository() -> None:
    files = {"wit/bulb/a.wit": wit("wasi:bulb"), "wit/shade/a.wit": wit("wasi:shade")}
    found = _one(hub(row(1, "Light", LAMP)), repository("Own/wasi-lamp", files))
    assert (found.id, _packages(found), _home(found)) == ("lamp", ["wasi:bulb", "wasi:shade"], ("Own/wasi-lamp", ""))


def test_versions_side_by_side_are_one_proposal() -> None:
    files = {"wit/a.wit": wit("wasi:lamp@0.2.4"), "wit-0.3.0-draft/a.wit": wit("wasi:lamp@0.3.0")}
    found = _one(hub(row(3, "Lamp", LAMP)), repository("Own/wasi-lamp", files))
    assert (found.id, sorted(_packages(found)), _home(found)) == (
        "lamp",
        ["wasi:lamp@0.2.4", "wasi:lamp@0.3.0"],
        ("Own/wasi-lamp", ""),
    )


def test_packages_of_one_folder_are_each_found_once() -> None:
    files = {"wit/a.wit": wit("wasi:lamp"), "wit/b.wit": wit("wasi:lamp"), "wit/c.wit": wit()}
    found = _one(hub(row(1, "Lamp", LAMP)), repository("Own/wasi-lamp", files))
    assert [(str(each.declared), each.declared_in, len(each.files)) for each in found.packages] == [
        ("wasi:lamp", "wit/a.wit", 3)
    ]


def test_nested_packages_belong_to_the_proposal() -> None:
    files = {"wit/a.wit": wit("wasi:lamp@0.1.0", nested=["wasi:lamp-types@0.1.0"])}
    found = _one(hub(row(1, "Lamp", LAMP)), repository("Own/wasi-lamp", files))
    assert (found.id, _packages(found)) == ("lamp", ["wasi:lamp@0.1.0", "wasi:lamp-types@0.1.0"])


@pytest.mark.parametrize(
    ("folder", "home"),
    [
        ("", ""),
        ("wit", ""),
        ("wit-0.3.0-draft", ""),
        ("wit/inner", ""),
        ("lamp/wit", "lamp"),
        ("lamp/wit/inner", "lamp"),
        ("witness", "witness"),
        ("lamp/with-shade", "lamp/with-shade"),
    ],
)
def test_the_home_is_the_folder_that_holds_the_wit_folder(folder: str, home: str) -> None:
    path = f"{folder}/a.wit".lstrip("/")
    found = _one(hub(row(1, "Lamp", LAMP)), repository("Own/wasi-lamp", {path: wit("wasi:lamp")}))
    assert _home(found) == ("Own/wasi-lamp", home)


def test_the_shared_repository_wins_as_home_and_the_old_one_is_elsewhere() -> None:
    found = _one(
        hub(row(3, "Lamp", LAMP), files={"proposals/lamp/wit/a.wit": wit("wasi:lamp@0.3.0")}),
        repository("Own/wasi-lamp", {"wit/a.wit": wit("wasi:lamp@0.2.4")}),
    )
    assert (_packages(found), _home(found)) == (["wasi:lamp@0.3.0"], (HUB, "proposals/lamp"))
    assert [(each.repository, str(each.declared)) for each in found.elsewhere] == [("Own/wasi-lamp", "wasi:lamp@0.2.4")]


def test_a_folder_of_the_shared_repository_keeps_all_its_packages() -> None:
    files = {
        "proposals/lamp/wit/a.wit": wit("wasi:lamp@0.3.0"),
        "proposals/lamp/wit/types/a.wit": wit("wasi:lamp-types@0.3.0"),
        "proposals/loom/wit/a.wit": wit("wasi:loom@0.3.0"),
    }
    for link in (LAMP, github(HUB, "proposals/lamp")):
        found = _one(hub(row(3, "Lamp", link), files=files))
        assert (found.id, _packages(found), _home(found)) == (
            "lamp",
            ["wasi:lamp@0.3.0", "wasi:lamp-types@0.3.0"],
            (HUB, "proposals/lamp"),
        )


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com/Own/hub/tree/main/proposals/lamp",
        "https://github.com/Own/hub/tree/main/proposals/lamp/",
        "https://github.com/Own/hub/blob/main/proposals/lamp/README.md",
        "http://www.github.com/own/HUB/tree/wasi-0.2/proposals/lamp#goals",
    ],
)
def test_a_link_into_the_shared_repository_leads_to_the_proposals_folder(link: str) -> None:
    found = _one(hub(row(3, "Lamp", link), files={"proposals/lamp/wit/a.wit": wit("wasi:lamp@0.3.0")}))
    assert (found.id, _packages(found), _home(found)) == ("lamp", ["wasi:lamp@0.3.0"], (HUB, "proposals/lamp"))


def test_a_folder_that_is_not_there_names_the_proposal_and_is_its_home() -> None:
    found = _one(hub(row(0, "Lamp", github(HUB, "proposals/lamp"))))
    assert (found.id, _packages(found), _home(found)) == ("lamp", [], (HUB, "proposals/lamp"))


@pytest.mark.parametrize("url", [None, "https://example.org/lamp", "mailto:ada@example.org", "lamp.md"])
def test_a_row_that_leads_to_no_repository_is_called_like_its_title(url: str | None) -> None:
    found = _one(hub(row(0, "Lamp & Loom (both)", url)))
    assert (found.id, found.title, found.home, found.packages) == ("lamp-loom-both", "Lamp & Loom (both)", None, ())


def test_a_title_without_a_word_is_called_like_its_line() -> None:
    assert _one(hub(row(0, "💡", line=12))).id == "line-12"


def test_a_renamed_repository_is_known_by_its_present_name() -> None:
    found = _one(
        hub(row(1, "Lamp", github("own/wasi-LANTERN"))),
        repository("Own/wasi-lamp", {"wit/a.wit": wit("wasi:lamp")}),
    )
    assert (found.id, _home(found)) == ("lamp", ("Own/wasi-lamp", ""))


def test_upper_and_lower_case_of_a_repository_are_the_same() -> None:
    found = _one(
        hub(row(1, "Lamp", github("OWN/WASI-lamp"))), repository("Own/wasi-lamp", {"a.wit": wit("wasi:light")})
    )
    assert (found.id, _home(found)) == ("light", ("Own/wasi-lamp", ""))


# --- the list -------------------------------------------------------------------------------------------------------


def test_rows_come_highest_phase_first_and_then_as_the_list_has_them() -> None:
    rows = [row(0, "Zither"), row(2, "Yarn"), row(0, "Axe"), row(3, "Wheel")]
    assert [(each.phase, each.id) for each in identified(hub(*rows)).proposals] == [
        (3, "wheel"),
        (2, "yarn"),
        (0, "zither"),
        (0, "axe"),
    ]


def test_a_repeated_row_counts_once_under_its_highest_phase() -> None:
    rows = [row(1, "Lamp", LAMP, line=20), row(2, "Lamp", LAMP, line=8), row(1, "LAMP", LAMP, line=21)]
    found = identified(hub(*rows))
    assert [(each.id, each.phase) for each in found.proposals] == [("lamp", 2)]
    assert [(each.row.phase, each.row.line) for each in found.repeated] == [(1, 20), (1, 21)]


def test_two_rows_for_one_repository_are_two_proposals_with_ids_of_their_own() -> None:
    rows = [row(1, "Lamp", LAMP), row(1, "Lamp Shade", LAMP), row(0, "Lamp / shade", LAMP + "#2"), row(0, "Lamp!")]
    assert [each.id for each in identified(hub(*rows)).proposals] == ["lamp", "lamp-shade", "lamp-2"]


def test_while_the_list_is_moved_the_longer_file_counts() -> None:
    both = replace(hub(row(1, "Lamp")), lists=((LIST, ProposalList()), ("List.md", ProposalList((row(1, "Lamp"),)))))
    assert [(each.id, each.row.path if each.row else "") for each in identified(both).proposals] == [
        ("lamp", "List.md")
    ]


def test_without_a_list_every_repository_is_unlisted() -> None:
    found = identified(repository("Own/wasi-lamp", {"wit/a.wit": wit("wasi:lamp")}))
    assert (found.proposals, [each.id for each in found.unlisted]) == ((), ["lamp"])


# --- repositories without a row -------------------------------------------------------------------------------------


def test_a_repository_without_a_row_is_told() -> None:
    (found,) = identified(hub(), repository("Own/wasi-loom", {"wit/a.wit": wit("wasi:loom")})).unlisted
    assert (found.id, found.phase, found.row, _home(found)) == ("loom", None, None, ("Own/wasi-loom", ""))


def test_a_folder_of_the_shared_repository_without_a_row_is_told() -> None:
    files = {"proposals/loom/wit/a.wit": wit("wasi:loom"), "proposals/lamp/wit/a.wit": wit("wasi:lamp")}
    found = identified(hub(row(3, "Lamp", LAMP), files=files))
    assert [(each.id, _home(each)) for each in found.unlisted] == [("loom", (HUB, "proposals/loom"))]


def test_a_repository_that_holds_only_what_is_listed_is_not_told() -> None:
    found = identified(
        hub(row(3, "Lamp", github("Own/wasi-lamp"))),
        repository("Own/wasi-lamp", {"wit/a.wit": wit("wasi:lamp")}),
        repository("Else/copy", {"wit/a.wit": wit("wasi:lamp")}),
        repository("Own/template", {"wit/a.wit": wit("wasi:template")}),
        repository("Own/wasi-docs"),
    )
    assert found.unlisted == ()


def test_an_unlisted_repository_never_takes_the_id_of_a_listed_one() -> None:
    found = identified(
        hub(row(1, "Lamp", LAMP)),
        repository("Own/wasi-lamp", {"wit/a.wit": wit("wasi:lamp")}),
        repository("Other/wasi-lamp", {"wit/a.wit": wit("other:lamp")}),
    )
    assert [each.id for each in (*found.proposals, *found.unlisted)] == ["lamp", "lamp-2"]


# --- whose a package is ---------------------------------------------------------------------------------------------


def test_a_copy_of_a_package_belongs_to_the_proposal_of_its_name() -> None:
    found = identified(
        hub(
            row(3, "Wick", github("Own/wasi-wick")),
            row(3, "Lamp", LAMP),
            row(1, "Loom", github("Own/wasi-loom")),
            row(1, "Rope", github("Own/wasi-rope")),
        ),
        repository("Own/wasi-wick", {"wit/a.wit": wit("wasi:wick"), "copy/a.wit": wit("wasi:lamp")}),
        repository("Own/wasi-lamp", {"wit/a.wit": wit("wasi:lamp")}),
        repository("Own/wasi-loom", {"wit/a.wit": wit("wasi:loom"), "copy/a.wit": wit("wasi:lamp")}),
    )
    assert {package: owner.id for package, owner in found.owners.items()} == {
        "wasi:wick": "wick",
        "wasi:lamp": "lamp",
        "wasi:loom": "loom",
        "wasi:rope": "rope",
    }


def test_each_gate_at_home_counts_once() -> None:
    files = {"wit/a.wit": wit("wasi:lamp", unstable("lamp-dim"), nested=["wasi:lamp-types"])}
    found = _one(hub(row(1, "Lamp", LAMP)), repository("Own/wasi-lamp", files))
    assert [(path, gate.line) for path, gate, _ in own_gates(found)] == [("wit/a.wit", 3)]


_TITLES = st.sampled_from(["Lamp", "lamp", "Lamp: Dim", "Loom", "Loom: Dim", "Lamp (wasi-lamp)", "", "💡", "Lamp:"])
_URLS = st.sampled_from([None, LAMP, github("Own/wasi-loom"), github(HUB, "proposals/lamp"), github(HUB), "x:y"])
_FILES = st.dictionaries(
    st.sampled_from(["a.wit", "wit/a.wit", "wit/b/a.wit", "proposals/lamp/wit/a.wit", "proposals/lamp/wit/b/a.wit"]),
    st.builds(
        lambda package, features: wit(package, *(unstable(each, line=line) for line, each in enumerate(features, 3))),
        st.sampled_from([None, "wasi:lamp", "wasi:loom@0.1.0", "other:lamp"]),
        st.lists(st.sampled_from(["lamp-dim", "dim", "dims", "loom-dim"]), max_size=3),
    ),
)


@given(st.lists(st.tuples(st.integers(0, 5), _TITLES, _URLS), max_size=6), _FILES, _FILES, _FILES)
def test_every_row_is_one_subject_or_repeated_and_no_two_subjects_share_an_id(
    rows: list[tuple[int, str, str | None]],
    shared: dict[str, WitFile],
    lamp: dict[str, WitFile],
    loom: dict[str, WitFile],
) -> None:
    listed = [row(phase, title, url, line=line) for line, (phase, title, url) in enumerate(rows, 5)]
    said = facts(hub(*listed, files=shared), repository("Own/wasi-lamp", lamp), repository("Own/wasi-loom", loom))
    found = identify(said, ALIASES)
    every: list[Proposal | Amendment] = [*found.proposals, *found.unlisted, *found.amendments]
    assert len({each.id for each in every}) == len(every)
    assert sorted(_lines(found)) == [each.line for each in listed]
    shown = standing(assess(said, shipped_process(), ALIASES))
    assert [each.id for each in shown.proposals] == [each.id for each in found.proposals]
    assert [each.id for each in shown.amendments] == [each.id for each in found.amendments]


def _lines(found: Subjects) -> list[int]:
    own: list[Proposal | Amendment] = [*found.proposals, *found.amendments]
    return [each.row.row.line for each in own if each.row] + [each.row.line for each in found.repeated]


def test_a_place_is_a_repository_and_a_folder() -> None:
    assert _one(hub(row(1, "Lamp", github("Own/wasi-lamp", "inner")))).home == Place(
        repository("Own/wasi-lamp").name, "inner"
    )
