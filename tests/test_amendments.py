"""Identity of amendments: which row of the list tracks which feature."""

from dataclasses import replace

import pytest

from tests.made_facts import ALIASES, github, hub, identified, repository, row, since, unstable, wit

LAMP = github("Own/wasi-lamp")


def _amended(
    *titles: str, gates: tuple[str, ...] = (), seen: tuple[str, ...] = (), aliases: dict[str, str] | None = None
) -> list[tuple[str, str | None, bool, int]]:
    """Return id, feature, whether it has a row, and the number of gates of each amendment of a phase-3 lamp."""
    files = {"wit/a.wit": wit("wasi:lamp@0.3.0", *(unstable(name, line=line) for line, name in enumerate(gates, 3)))}
    found = identified(
        hub(row(3, "Lamp", LAMP), *(row(2, title, LAMP, line=30 + line) for line, title in enumerate(titles))),
        repository("Own/wasi-lamp", files, seen=tuple(("wit/a.wit", name) for name in (*gates, *seen))),
        aliases=replace(ALIASES, features=aliases or {}),
    )
    assert [each.id for each in found.proposals] == ["lamp"]
    return [(each.id, each.feature, each.row is not None, len(each.gates)) for each in found.amendments]


@pytest.mark.parametrize(
    ("title", "feature"),
    [
        ("Lamp: Dimmer", "lamp-dimmer"),
        ("Lamp: dimmers", "lamp-dimmer"),
        ("LAMP : Dimmer", "lamp-dimmer"),
        ("Lamp: Exit with Code", "lamp-exit-with-code"),
        ("Lamp: with-code exit", "lamp-exit-with-code"),
        ("Lamp: Query", "lamp-queries"),
        ("Lamp: Outbound Response", "outbound-responses"),
        ("Lamp: Address", "lamp-addresses"),
        ("Lamp: Exit code (draft)", "lamp-exit-code"),
        ("wasi-lamp: Dimmer", "lamp-dimmer"),
        ("Lamp: The Dimmer for Lamps", "lamp-dimmer"),
        ("Dimmer", "lamp-dimmer"),
    ],
)
def test_a_row_tracks_the_feature_of_its_words(title: str, feature: str) -> None:
    assert _amended(title, gates=(feature, "lamp-other-thing")) == [
        (f"lamp/{feature}", feature, True, 1),
        ("lamp/lamp-other-thing", "lamp-other-thing", False, 1),
    ]


def test_the_exact_words_come_before_a_part_of_them() -> None:
    assert _amended("Lamp: Dim", "Lamp: Dim Slowly", gates=("lamp-dim-slowly", "lamp-dim")) == [
        ("lamp/lamp-dim", "lamp-dim", True, 1),
        ("lamp/lamp-dim-slowly", "lamp-dim-slowly", True, 1),
    ]


def test_a_row_never_takes_the_feature_that_another_names_exactly() -> None:
    assert _amended("Lamp: Dim", "Lamp: Dim Slowly", gates=("lamp-dim-slowly",)) == [
        ("lamp/dim", None, True, 0),
        ("lamp/lamp-dim-slowly", "lamp-dim-slowly", True, 1),
    ]


def test_of_several_candidates_none_is_chosen() -> None:
    assert _amended("Lamp: Dim", gates=("lamp-dim-slowly", "lamp-dim-fast")) == [
        ("lamp/dim", None, True, 0),
        ("lamp/lamp-dim-fast", "lamp-dim-fast", False, 1),
        ("lamp/lamp-dim-slowly", "lamp-dim-slowly", False, 1),
    ]


def test_the_file_of_aliases_names_the_feature_that_no_rule_finds() -> None:
    assert _amended("Lamp: Twilight", gates=("lamp-dim",), aliases={"Lamp: Twilight": "lamp-dim"}) == [
        ("lamp/lamp-dim", "lamp-dim", True, 1)
    ]


def test_a_feature_never_seen_leaves_the_row_without_one() -> None:
    assert _amended("Lamp: Dim") == [("lamp/dim", None, True, 0)]


def test_a_feature_seen_only_in_history_names_the_row() -> None:
    assert _amended("Lamp: Dim", seen=("lamp-dim",)) == [("lamp/lamp-dim", "lamp-dim", True, 0)]


def test_a_gate_without_a_row_is_an_amendment() -> None:
    assert _amended(gates=("lamp-dim", "lamp-dim", "blink")) == [
        ("lamp/blink", "blink", False, 1),
        ("lamp/lamp-dim", "lamp-dim", False, 2),
    ]


def test_two_rows_for_one_feature_are_two_amendments_and_one_has_the_gates() -> None:
    found = _amended("Lamp: Dim", "Lamp: Dims", "wasi-lamp: dim", gates=("lamp-dim",))
    assert found == [
        ("lamp/lamp-dim", "lamp-dim", True, 1),
        ("lamp/dims", None, True, 0),
        ("lamp/dim", None, True, 0),
    ]


def test_gates_below_phase_3_are_no_amendments() -> None:
    files = {"wit/a.wit": wit("wasi:lamp", unstable("lamp"))}
    assert identified(hub(row(1, "Lamp", LAMP)), repository("Own/wasi-lamp", files)).amendments == ()


def test_a_colon_in_the_title_of_a_proposal_is_no_amendment() -> None:
    found = identified(hub(row(1, "Lamp", LAMP), row(1, "Lamp: Dim", github("Own/wasi-dim")), row(0, "Wool: Red")))
    assert ([each.id for each in found.proposals], found.amendments) == (["lamp", "dim", "wool-red"], ())


def test_titles_in_parentheses_name_their_parent() -> None:
    found = identified(
        hub(
            row(3, "Electric Light (wasi-lamp)", LAMP),
            row(2, "Electric Light: Dim"),
            row(2, "lamp: Glow"),
            row(2, "Electric Light (wasi-lamp): Blink"),
        )
    )
    assert [each.id for each in found.amendments] == ["lamp/dim", "lamp/glow", "lamp/blink"]


def test_a_parent_of_two_packages_has_the_gates_of_both() -> None:
    files = {
        "proposals/lamp/wit/a.wit": wit("wasi:lamp", unstable("lamp-dim")),
        "proposals/lamp/wit/types/a.wit": wit("wasi:lamp-types", unstable("lamp-dim")),
    }
    (found,) = identified(hub(row(3, "Lamp", LAMP), row(2, "Lamp: Dim", LAMP), files=files)).amendments
    assert [(path, str(package)) for path, _, package in found.gates] == [
        ("proposals/lamp/wit/a.wit", "wasi:lamp"),
        ("proposals/lamp/wit/types/a.wit", "wasi:lamp-types"),
    ]


def test_only_unstable_gates_make_amendments() -> None:
    files = {"wit/a.wit": wit("wasi:lamp", since("0.2.0"))}
    assert identified(hub(row(3, "Lamp", LAMP)), repository("Own/wasi-lamp", files)).amendments == ()
