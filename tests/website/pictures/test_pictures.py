"""Pictures are well-formed drawings with the same in words, whatever the things in them are called."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.website.made_records import make_life, phase_change
from tracker.happenings import Timeline
from tracker.lives import ChangeKind
from tracker.voting import Tally
from tracker.website.pages import Key, PageLink, Picture
from tracker.website.pictures import (
    Node,
    PhaseRow,
    PhaseSpan,
    dependency_picture,
    length_bar,
    life_picture,
    phase_picture,
    phase_rows,
    tally_bar,
    tally_short,
    tally_words,
)
from tracker.website.pictures.drawing import LETTER, shortened

NOW = datetime(2026, 7, 21, 10, 0, tzinfo=UTC)
NAMES = {1: "Idea", 2: "Described", 3: "Implemented"}
SVG = "{http://www.w3.org/2000/svg}"
NASTY = st.one_of(
    st.text(max_size=80),
    st.sampled_from(["</svg><script>", "\u202e", "\x00\ud800\ufffe", "]]>", "&amp;\"'", "漢" * 300, "n" * 5_000, ""]),
)
ROWS = (
    PhaseRow("lamp", "Lamp", "proposals/lamp/index.html", (PhaseSpan(1, date(2023, 1, 1), date(2025, 1, 1)),)),
    PhaseRow("loom", "Loom", None, (PhaseSpan(2, date(2024, 1, 1), None),)),
)


def well_formed(svg: str) -> Element:
    return fromstring(svg)  # noqa: S314 -- it was made here


def parsed(picture: Picture | None) -> Element:
    assert picture is not None
    tree = well_formed(picture.svg)
    ids = {each.attrib["id"] for each in tree.iter() if "id" in each.attrib}
    assert tree.attrib["role"] == "img"
    assert set(tree.attrib["aria-labelledby"].split()) == ids
    assert {each.tag.removeprefix(SVG) for each in tree.iter()} <= {
        *("svg", "title", "desc", "g", "rect", "line", "circle", "path", "text"),
    }
    assert not any(
        key in {"style", "fill", "stroke"} or key.startswith("on") for each in tree.iter() for key in each.attrib
    )
    assert all(len(row) == len(picture.head) for row in picture.rows)
    return tree


def texts(tree: Element) -> list[str]:
    return [each.text or "" for each in tree.iter(f"{SVG}text")]


def test_phases_are_drawn_along_time_and_told_in_words() -> None:
    picture = phase_picture(ROWS, NOW, NAMES)
    assert picture is not None
    assert texts(parsed(picture)) == ["2023", "2024", "2025", "2026", "Lamp", "1", "Loom", "2"]
    assert replace(picture, svg=picture.svg[:0]) == Picture(
        name="phase-history",
        title="Phases of all proposals over time",
        description=(
            "2 proposals from 1 January 2023 to 21 July 2026, one row each; the number in a bar is the phase."
        ),
        svg=picture.svg[:0],
        keys=(Key("phase-1", "Idea", "1"), Key("phase-2", "Described", "2")),
        head=("Proposal", "Phases"),
        rows=(
            (
                PageLink("Lamp", "proposals/lamp/index.html"),
                PageLink("phase 1 from 1 January 2023 to 1 January 2025", None),
            ),
            (PageLink("Loom", None), PageLink("phase 2 since 1 January 2024", None)),
        ),
    )


def test_a_phase_lasts_until_the_next_change_or_until_the_row_is_removed() -> None:
    changes = (
        phase_change(2021, ChangeKind.ENTERED, None, 0, "Lamp"),
        phase_change(2022, ChangeKind.RENAMED, None, None, "Lamp"),
        phase_change(2023, ChangeKind.ADVANCED, 0, 1, "Lamp"),
        phase_change(2024, ChangeKind.REMOVED, 1, None, "Lamp"),
        phase_change(2025, ChangeKind.ENTERED, None, 2, "Lamp"),
    )
    told = [Timeline("i2c", "Lamp", changes), Timeline("i2c/more", "More", changes), Timeline("tls", "TLS", ())]
    assert phase_rows(told, {"i2c": "proposals/i2c/index.html"}) == (
        PhaseRow(
            "i2c",
            "Lamp",
            "proposals/i2c/index.html",
            (
                PhaseSpan(0, date(2021, 3, 1), date(2023, 3, 1)),
                PhaseSpan(1, date(2023, 3, 1), date(2024, 3, 1)),
                PhaseSpan(2, date(2025, 3, 1), None),
            ),
        ),
    )


def test_nothing_is_drawn_of_nothing() -> None:
    assert phase_picture((), NOW, NAMES) is None
    assert dependency_picture((Node("lamp", "Lamp", None, 1, ("lamp", "gone")),), NAMES) is None
    assert life_picture(replace(make_life("Lamp"), events=()), NOW) is None


def test_what_is_needed_stands_left_of_what_needs_it() -> None:
    nodes = (
        Node("a", "A", None, 3, ("b", "c")),
        Node("b", "B", None, 2, ("c",)),
        Node("c", "C", None, None),
        Node("d", "D", None, 1),
    )
    picture = dependency_picture(nodes, NAMES)
    assert picture is not None
    tree = parsed(picture)
    boxes = [each for each in tree.iter(f"{SVG}rect") if each.attrib["class"] == "box"]
    groups = [group for group in tree.iter(f"{SVG}g") if any(box in list(group) for box in boxes)]
    names = [(group[0].text or "").partition(":")[0] for group in groups]
    lefts = dict(zip(names, (float(each.attrib["x"]) for each in boxes), strict=True))
    assert sorted(lefts) == ["A", "B", "C"]
    assert lefts["C"] < lefts["B"] < lefts["A"]
    assert [[cell.text for cell in row] for row in picture.rows] == [
        ["A", "3", "B, C"],
        ["B", "2", "C"],
        ["C", "unknown", "nothing"],
    ]


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40))
def test_any_graph_is_drawn_and_each_box_has_a_place_of_its_own(edges: list[tuple[int, int]]) -> None:
    nodes = tuple(
        Node(f"n{each:02}", f"N{each}", None, each % 4, tuple(f"n{to:02}" for one, to in edges if one == each))
        for each in range(12)
    )
    picture = dependency_picture(nodes, NAMES)
    if picture is None:
        assert all(one == other for one, other in edges)
        return
    tree = parsed(picture)
    places = [(each.attrib["x"], each.attrib["y"]) for each in tree.iter(f"{SVG}rect") if each.attrib["class"] == "box"]
    assert len(set(places)) == len(places)
    assert all(float(y) >= 0 for _, y in places)
    assert dependency_picture(nodes, NAMES) == picture


def test_a_life_has_a_row_for_each_line_and_a_letter_for_each_event() -> None:
    picture = life_picture(make_life("Lamp"), NOW)
    assert picture is not None
    said = [each for each in texts(parsed(picture)) if not each.isdecimal()]
    assert said == ["All lines", "T", "Line 0.2", "W", "Line 0.3", "L", "Q"]
    assert picture.keys == (
        Key("event", "tracked", "T"),
        Key("event", "landed", "L"),
        Key("event", "queued", "Q"),
        Key("event-back", "withdrawn", "W"),
    )


def test_events_of_one_day_do_not_hide_one_another() -> None:
    life = make_life("Lamp")
    same = tuple(replace(life.events[1], date=life.events[1].date + timedelta(hours=hour)) for hour in range(12))
    tree = parsed(life_picture(replace(life, events=same), NOW))
    places = sorted(float(each.attrib["cx"]) for each in tree.iter(f"{SVG}circle"))
    assert all(after - before >= 20 for before, after in pairwise(places))


@given(NASTY)
def test_a_hostile_title_is_text_in_a_well_formed_drawing(name: str) -> None:
    rows = (replace(ROWS[0], title=name), ROWS[1])
    parsed(phase_picture(rows, NOW, {1: name}))
    parsed(dependency_picture((Node("a", name, None, 1, ("b",)), Node("b", name, None, None)), {1: name}))
    parsed(life_picture(make_life(name), NOW))


@given(NASTY, st.floats(20, 400))
def test_a_shortened_text_has_no_more_letters_than_there_is_room_for(name: str, width: float) -> None:
    assert len(shortened(name, width)) <= max(width / LETTER, 1)


def test_many_rows_are_cut_in_the_drawing_and_whole_in_the_table() -> None:
    rows = tuple(replace(ROWS[1], subject=str(each)) for each in range(900))
    picture = phase_picture(rows, NOW, NAMES)
    assert picture is not None
    assert len(texts(parsed(picture))) < 500
    assert len(picture.rows) == 900
    assert picture.description.endswith("The first 200 are drawn.")


@pytest.mark.parametrize(
    ("tally", "short", "spoken"),
    [
        (Tally(sf=9, f=3), "9 SF, 3 F", "9 strongly for, 3 for"),
        (Tally(n=1, sa=3, abstained=4), "1 N, 3 SA, 4 abstained", "1 neutral, 3 strongly against, 4 abstained"),
        (Tally(), "none cast", "no vote cast"),
    ],
)  # fmt: skip
def test_a_tally_is_told_in_short_and_in_full(tally: Tally, short: str, spoken: str) -> None:
    assert (tally_short(tally), tally_words(tally)) == (short, spoken)


@given(st.builds(Tally, *(st.integers(0, 10**6),) * 5))
def test_the_bar_of_a_tally_is_full_when_anybody_voted(tally: Tally) -> None:
    bars = [each for each in well_formed(tally_bar(tally)) if each.attrib["class"].startswith("bar")]
    cast = tally.sf + tally.f + tally.n + tally.a + tally.sa
    assert abs(sum(float(each.attrib["width"]) for each in bars) - (120 if cast else 0)) <= 0.5
    assert len(bars) <= 5


@given(st.floats(-10, 1000), st.floats(0, 1000))
def test_a_bar_never_leaves_its_track(value: float, most: float) -> None:
    (_, bar) = well_formed(length_bar(value, most))
    assert 0 <= float(bar.attrib["width"]) <= 120
