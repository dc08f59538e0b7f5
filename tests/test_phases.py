"""What the proposal list did to each subject, under the id it has now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_chronicle import MadeBranch, MadeChronicle
from tests.made_facts import ALIASES, HUB, LIST, github, row, unstable, wit
from tracker.aliases import Aliases
from tracker.chronicle import Chronicle
from tracker.facts import ListProblem, ListRow, ProposalList
from tracker.lives import ChangeKind, PhaseChange
from tracker.phases import former_names, list_history, phase_history
from tracker.subjects import Subjects
from tracker.threads import Thread
from tracker.titles import words

LAMP, LOOM, YARN = github("Own/wasi-lamp"), github("Own/wasi-loom"), github("Own/wasi-yarn")
Told = tuple[int, str, str, int | str | None, int | str | None]


def _made(*versions: Sequence[ListRow]) -> MadeChronicle:
    """Return a hub whose list has these versions, a month apart; rows stand on lines of their own."""
    made = MadeChronicle()
    hub = made.branch(HUB)
    for month, rows in enumerate(versions, 1):
        _list(hub, f"2024-{month:02}-01", rows)
    return made


def _list(hub: MadeBranch, day: str, rows: Sequence[ListRow]) -> None:
    hub.commit(day, rows=[replace(each, line=10 + number) for number, each in enumerate(rows)])


def _history(made: MadeChronicle) -> tuple[PhaseChange, ...]:
    return phase_history(made.chronicle(), made.aliases, made.subjects())


def _told(made: MadeChronicle) -> list[Told]:
    """Return month, subject, kind, from and to of each change after the first version."""
    changes = [(each.date.month, each.subject, each.kind.value, each.origin, each.target) for each in _history(made)]
    return [each for each in changes if each[0] > 1]


def _names(made: MadeChronicle) -> dict[str, str]:
    return dict(former_names(made.chronicle(), made.aliases, made.subjects()))


# --- what can happen to a row -----------------------------------------------------------------------------------------


def test_a_change_says_when_where_and_by_whom() -> None:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2024-01-01", rows=[row(1, "Lamp", LAMP, line=7)], by="Bo Builder", summary="Begin the list")
    hub.commit("2024-02-01", rows=[row(2, "Lamp", LAMP, line=9)], summary="Move Lamp to phase 2")
    hub.commit("2024-03-01", rows=[], summary="Remove Lamp")
    address = f"https://github.com/{HUB}/blob"
    first, second, third = (commit.revision for commit in hub.commits)
    dates = [commit.at for commit in hub.commits]
    assert _history(made) == (
        PhaseChange(
            dates[0], "lamp", ChangeKind.ENTERED, None, 1, first, "Lamp", f"{address}/{first}/{LIST}#L7",
            "Bo Builder", "Begin the list",
        ),
        PhaseChange(
            dates[1], "lamp", ChangeKind.ADVANCED, 1, 2, second, "Lamp", f"{address}/{second}/{LIST}#L9",
            "Ada Author", "Move Lamp to phase 2",
        ),
        PhaseChange(
            dates[2], "lamp", ChangeKind.REMOVED, 2, None, third, "Lamp", f"{address}/{third}/{LIST}",
            "Ada Author", "Remove Lamp",
        ),
    )  # fmt: skip


LAMP_1, LOOM_1 = row(1, "Lamp", LAMP), row(1, "Loom", LOOM, ("Bo Builder",))
BEFORE_AND_AFTER: dict[str, tuple[list[ListRow], list[ListRow], list[Told]]] = {
    "a-row-comes-in": ([LAMP_1], [LAMP_1, LOOM_1], [(2, "loom", "entered", None, 1)]),
    "a-row-goes": ([LAMP_1, LOOM_1], [LOOM_1], [(2, "lamp", "removed", 1, None)]),
    "the-last-row-goes": ([LAMP_1], [], [(2, "lamp", "removed", 1, None)]),
    "a-row-advances": ([LAMP_1], [row(3, "Lamp", LAMP)], [(2, "lamp", "advanced", 1, 3)]),
    "a-row-moves-back": ([row(2, "Lamp", LAMP)], [LAMP_1], [(2, "lamp", "moved-back", 2, 1)]),
    "rows-change-places": ([LAMP_1, LOOM_1], [LOOM_1, LAMP_1], []),
    "champions-change": ([LAMP_1], [row(1, "Lamp", LAMP, ("Cleo Coder",))], []),
    "a-title-is-written-another-way": ([row(1, "Blob Store", LAMP)], [row(1, "Blob-store", LAMP)], []),
    "a-link-is-written-another-way": ([LAMP_1], [row(1, "Lamp", LAMP.replace("wasi-lamp", "WASI-Lamp/"))], []),
    "the-repository-moves": ([LAMP_1], [row(1, "Lamp", github("Else/wasi-lamp"))], []),
    "the-repository-moves-and-the-row-advances": (
        [LAMP_1],
        [row(2, "Lamp", github("Else/wasi-lamp"))],
        [(2, "lamp", "advanced", 1, 2)],
    ),
    "a-link-comes-in": ([row(1, "Lamp")], [LAMP_1], []),
    "a-title-changes": ([LAMP_1], [row(1, "Light", LAMP)], [(2, "lamp", "renamed", "Lamp", "Light")]),
    "a-title-changes-with-a-renamed-repository": (
        [row(1, "Lantern", github("Own/wasi-lantern"))],
        [LAMP_1],
        [(2, "lamp", "renamed", "Lantern", "Lamp")],
    ),
    "a-title-changes-and-the-row-advances": (
        [LAMP_1],
        [row(2, "Light", LAMP)],
        [(2, "lamp", "renamed", "Lamp", "Light"), (2, "lamp", "advanced", 1, 2)],
    ),
    "a-document-becomes-a-repository-of-that-name": (
        [row(0, "wasi-lamp", github("Own/template", "talks/lamp"))],
        [LAMP_1],
        [(2, "lamp", "renamed", "wasi-lamp", "Lamp"), (2, "lamp", "advanced", 0, 1)],
    ),
    "a-typo-without-a-link": (
        [row(0, "Patern Match"), row(0, "Loom")],
        [row(0, "Pattern Match"), row(0, "Loom")],
        [(2, "pattern-match", "renamed", "Patern Match", "Pattern Match")],
    ),
    "a-typo-where-the-row-stays-but-its-champions-change": (
        [row(0, "Loom"), row(0, "Patern", None, ("Ada",)), row(0, "Yarn")],
        [row(0, "Loom"), row(0, "Pattern", None, ("Bo",)), row(0, "Yarn")],
        [(2, "pattern", "renamed", "Patern", "Pattern")],
    ),
    "another-number-is-no-typo": (
        [row(0, "Lamp 2", None, ())],
        [row(0, "Lamp 3", None, ())],
        [(2, "lamp-2", "removed", 0, None), (2, "lamp-3", "entered", None, 0)],
    ),
    "the-same-champions-take-over-one-phase-on": (
        [row(1, "Weaving", LOOM, ("Bo", "Cleo")), LAMP_1],
        [row(2, "Yarn", YARN, ("Cleo", "Bo")), LAMP_1],
        [(2, "yarn", "renamed", "Weaving", "Yarn"), (2, "yarn", "advanced", 1, 2)],
    ),
    "the-same-champions-take-over-where-the-row-stood": (
        [LAMP_1, row(1, "Weaving", LOOM, ("Bo",))],
        [LAMP_1, row(1, "Yarn", YARN, ("Bo",))],
        [(2, "yarn", "renamed", "Weaving", "Yarn")],
    ),
    "the-same-champions-elsewhere-in-the-table-are-no-rename": (
        [LAMP_1, row(1, "Weaving", LOOM, ("Bo",))],
        [row(1, "Yarn", YARN, ("Bo",)), LAMP_1],
        [(2, "loom", "removed", 1, None), (2, "yarn", "entered", None, 1)],
    ),
    "no-one-can-tell-which-of-two-took-over": (
        [row(1, "Weaving", LOOM, ("Bo",))],
        [row(1, "Yarn", YARN, ("Bo",)), row(1, "Wool", github("Own/wasi-wool"), ("Bo",))],
        [(2, "loom", "removed", 1, None), (2, "wool", "entered", None, 1), (2, "yarn", "entered", None, 1)],
    ),
    "nobody-champions-what-has-no-champion": (
        [row(1, "Weaving", LOOM, ())],
        [row(1, "Yarn", YARN, ())],
        [(2, "loom", "removed", 1, None), (2, "yarn", "entered", None, 1)],
    ),
    "of-rows-that-share-a-place-the-title-decides": (
        [row(1, "Lamp bulb", LAMP), row(1, "Lamp shade", LAMP)],
        [row(1, "Lamp shades", LAMP), row(1, "Lamp bulb", LAMP)],
        [(2, "lamp", "renamed", "Lamp shade", "Lamp shades")],
    ),
    "several-documents-in-one-folder-are-not-one-proposal": (
        [row(0, "Loom", github("Own/template", "talks"), ("Ada",))],
        [row(0, "Yarn", github("Own/template", "talks"), ("Bo",))],
        [(2, "loom", "removed", 0, None), (2, "talks", "entered", None, 0)],
    ),
    "a-row-that-is-repeated-counts-once": ([LAMP_1, LAMP_1], [LAMP_1], []),
    "a-row-in-two-phases-counts-at-the-highest": (
        [LAMP_1],
        [row(2, "Lamp", LAMP), LAMP_1],
        [(2, "lamp", "advanced", 1, 2)],
    ),
}


@pytest.mark.parametrize("name", BEFORE_AND_AFTER)
def test_two_versions_of_the_list_differ_in(name: str) -> None:
    before, after, expected = BEFORE_AND_AFTER[name]
    made = _made(before, after)
    assert (_told(made), _replayed(made)) == (expected, [])


# --- amendments -------------------------------------------------------------------------------------------------------

LAMP_3 = row(3, "Lamp", LAMP)
DIM, GLOW = row(2, "Lamp: Dim", LAMP), row(2, "Lamp: Glow", LAMP)
AMENDMENTS: dict[str, tuple[list[ListRow], list[ListRow], list[Told]]] = {
    "one-comes-in-with-its-parents-link": ([LAMP_3], [LAMP_3, DIM], [(2, "lamp/dim", "entered", None, 2)]),
    "one-goes": ([LAMP_3, DIM, GLOW], [LAMP_3, GLOW], [(2, "lamp/dim", "removed", 2, None)]),
    "another-takes-its-place": (
        [LAMP_3, DIM],
        [LAMP_3, GLOW],
        [(2, "lamp/dim", "removed", 2, None), (2, "lamp/glow", "entered", None, 2)],
    ),
    "one-advances": ([LAMP_3, row(0, "Lamp: Dim", LAMP)], [LAMP_3, DIM], [(2, "lamp/dim", "advanced", 0, 2)]),
    "a-typo": (
        [LAMP_3, row(2, "Lamp: Dimer", LAMP)],
        [LAMP_3, row(2, "Lamp: Dimmer", LAMP)],
        [(2, "lamp/dimmer", "renamed", "Lamp: Dimer", "Lamp: Dimmer")],
    ),
    "the-parent-moves": ([LAMP_3, DIM], [row(3, "Lamp", github(HUB, "proposals/lamp")), DIM], []),
    "the-parent-moves-as-one-comes-in": (
        [LAMP_3],
        [row(3, "Lamp", github(HUB, "proposals/lamp")), DIM],
        [(2, "lamp/dim", "entered", None, 2)],
    ),
    "the-parent-is-renamed": (
        [LAMP_3, DIM],
        [row(3, "Light", LAMP), row(2, "Light: Dim", LAMP)],
        [(2, "lamp", "renamed", "Lamp", "Light"), (2, "lamp/dim", "renamed", "Lamp: Dim", "Light: Dim")],
    ),
    "both-go": (
        [LAMP_3, DIM, LOOM_1],
        [LOOM_1],
        [(2, "lamp", "removed", 3, None), (2, "lamp/dim", "removed", 2, None)],
    ),
}


@pytest.mark.parametrize("name", AMENDMENTS)
def test_an_amendment_is_a_subject_of_its_own_when(name: str) -> None:
    before, after, expected = AMENDMENTS[name]
    made = _made(before, after)
    assert (_told(made), _replayed(made)) == (expected, [])


def test_an_amendment_that_left_the_list_is_called_after_its_feature() -> None:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2024-01-01", rows=[LAMP_3])
    hub.commit("2024-02-01", rows=[LAMP_3, row(2, "Lamp: Slow dimmer", LAMP), GLOW])
    lamp = made.branch("Own/wasi-lamp")
    gates = unstable("lamp-dimmer-slow"), unstable("lamp-glow", "glow")
    lamp.commit("2024-02-02", {"wit/lamp.wit": wit("wasi:lamp@0.3.0", *gates)})
    lamp.commit("2024-02-03", {"wit/lamp.wit": wit("wasi:lamp@0.3.1")})
    hub.commit("2024-03-01", rows=[LAMP_3, GLOW])
    assert _told(made) == [
        (2, "lamp/lamp-dimmer-slow", "entered", None, 2),
        (2, "lamp/lamp-glow", "entered", None, 2),
        (3, "lamp/lamp-dimmer-slow", "removed", 2, None),
    ]


def test_an_amendment_whose_gate_still_stands_has_the_id_of_the_gate() -> None:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2024-01-01", rows=[LAMP_3, DIM])
    made.branch("Own/wasi-lamp").commit("2024-01-02", {"wit/a.wit": wit("wasi:lamp@0.3.0", unstable("lamp-dim"))})
    hub.commit("2024-02-01", rows=[LAMP_3])
    assert [each.id for each in made.subjects().amendments] == ["lamp/lamp-dim"]
    assert _told(made) == [(2, "lamp/lamp-dim", "removed", 2, None)]


# --- over many versions -----------------------------------------------------------------------------------------------


def test_what_happened_under_earlier_names_is_told_under_the_present_id() -> None:
    made = _made([row(0, "Glow")], [row(1, "Glow", LOOM)], [row(1, "Weaving", LOOM)], [row(2, "Weaving", YARN)])
    made.branch("Own/wasi-yarn").commit("2024-05-01", {"wit/a.wit": wit("wasi:thread@0.1.0")})
    assert [(each.subject, each.kind.value) for each in _history(made)] == [
        ("thread", "entered"),
        ("thread", "advanced"),
        ("thread", "renamed"),
        ("thread", "advanced"),
    ]


def test_a_title_that_changes_and_changes_back_is_renamed_twice() -> None:
    glow = row(1, "Glow", github("Own/wasi-glow"))
    assert _told(_made([LAMP_1], [glow], [LAMP_1])) == [
        (2, "lamp", "renamed", "Lamp", "Glow"),
        (3, "lamp", "renamed", "Glow", "Lamp"),
    ]


@pytest.mark.parametrize(
    "again",
    [
        row(2, "Lamp", LAMP),
        row(2, "Lamp", github("Else/light")),
        row(2, "Light", LAMP),
        row(2, "Light", github(HUB, "proposals/lamp")),
    ],
    ids=["as-it-was", "with-another-link", "with-another-title", "with-the-same-name-elsewhere"],
)
def test_a_row_that_comes_back_enters_again(again: ListRow) -> None:
    changes = _history(_made([LAMP_1, LOOM_1], [LOOM_1], [LOOM_1, again]))
    lamp = [each for each in changes if each.subject != "loom"]
    assert len({each.subject for each in lamp}) == 1
    assert [(each.date.month, each.kind.value, each.target) for each in lamp] == [
        (1, "entered", 1),
        (2, "removed", None),
        (3, "entered", 2),
    ]


def test_amendments_that_were_dropped_and_put_back_are_the_same() -> None:
    assert _told(_made([LAMP_3, DIM, GLOW], [LAMP_3], [LAMP_3, GLOW, DIM])) == [
        (2, "lamp/dim", "removed", 2, None),
        (2, "lamp/glow", "removed", 2, None),
        (3, "lamp/dim", "entered", None, 2),
        (3, "lamp/glow", "entered", None, 2),
    ]


def test_another_proposal_in_a_place_that_several_share_is_new() -> None:
    made = _made(
        [row(1, "Bulb", LAMP), row(1, "Shade", LAMP)],
        [row(1, "Bulb", LAMP)],
        [row(1, "Bulb", LAMP), row(1, "Wick", LAMP)],
    )
    assert [each[1:] for each in _told(made)] == [
        ("shade", "removed", 1, None),
        ("wick", "entered", None, 1),
    ]  # fmt: skip


def test_two_that_were_never_one_keep_two_ids() -> None:
    bulb = row(1, "Bulb", github("Else/wasi-lamp"))
    assert _told(_made([LAMP_1, bulb], [LAMP_1])) == [(2, "bulb", "removed", 1, None)]


def test_the_list_moves_without_a_change() -> None:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit("2024-01-01", rows=[LAMP_1])
    chronicle = made.chronicle()
    (old,) = chronicle.lists
    moved = replace(hub.commits[0].point(1), at=made.chronicle("2024-02-01").at)
    away = replace(old, path="List.md", last=old.first, end=moved)
    here = replace(old, first=replace(moved, position=3))
    both = replace(chronicle, lists=(away, here))
    assert len(phase_history(both, ALIASES, made.subjects())) == 1


def test_a_list_that_could_not_be_read_says_nothing() -> None:
    made = _made([LAMP_1], [LOOM_1], [row(2, "Lamp", LAMP)])
    chronicle = made.chronicle()
    broken = ProposalList((), (ListProblem(1, "no table"),))
    lists = (chronicle.lists[0], replace(chronicle.lists[1], content=broken), chronicle.lists[2])
    changes = phase_history(replace(chronicle, lists=lists), ALIASES, made.subjects())
    assert [(each.kind.value, each.date.month) for each in changes] == [("entered", 1), ("advanced", 3)]


def test_the_past_is_told_as_of_the_moment() -> None:
    made = _made([LAMP_1], [row(2, "Lamp", LAMP)], [])
    past = "2024-02-15"
    changes = phase_history(made.chronicle(past), made.aliases, made.subjects(past))
    assert [each.kind.value for each in changes] == ["entered", "advanced"]


def test_without_a_list_there_is_no_history() -> None:
    made = MadeChronicle()
    assert (_history(made), _names(made)) == ((), {})


# --- names ------------------------------------------------------------------------------------------------------------


def test_former_names_are_ids_titles_and_repositories() -> None:
    made = _made([row(1, "Lantern", github("Own/wasi-lantern"))], [LAMP_1])
    made.branch("Own/wasi-lamp").commit("2024-05-01", {"wit/a.wit": wit("wasi:light@0.1.0")})
    assert _names(made) == dict.fromkeys(
        ["lantern", "wasi-lantern", "own/wasi-lantern", "lamp", "wasi-lamp", "own/wasi-lamp", "light"], "light"
    )


def test_an_amendment_was_called_by_its_titles_and_not_by_its_parents_repository() -> None:
    made = _made([LAMP_3, row(2, "Lamp: Dimer", LAMP)], [LAMP_3, row(2, "Lamp: Dimmer", LAMP)])
    assert _names(made) == {
        "lamp": "lamp",
        "wasi-lamp": "lamp",
        "own/wasi-lamp": "lamp",
        "lamp: dimer": "lamp/dimmer",
        "lamp/dimer": "lamp/dimmer",
        "lamp: dimmer": "lamp/dimmer",
        "lamp/dimmer": "lamp/dimmer",
    }


def test_a_name_that_several_had_is_the_one_on_the_list_or_nobodys() -> None:
    made = _made(
        [row(1, "Glow", LAMP), row(1, "Loom", LOOM)],
        [row(1, "Lamp", LAMP), row(1, "Loom", LOOM)],
        [row(1, "Lamp", LAMP), row(1, "Glow", LOOM), row(1, "Shine", YARN)],
        [row(1, "Lamp", LAMP), row(1, "Loom", LOOM)],
    )
    names = _names(made)
    assert ("glow" in names, names["shine"], names["wasi-yarn"]) == (False, "yarn", "yarn")


# --- the changes are all there is -------------------------------------------------------------------------------------


ROWS = st.builds(
    row,
    st.integers(0, 3),
    st.sampled_from(["Lamp", "Lamps", "Lantern", "Lamp: Dim", "Lamp: Dimm", "Loom", "wasi-loom", "Loom: Dim", "…"]),
    st.sampled_from([None, LAMP, LOOM, YARN, github("Own/template", "a"), github(HUB, "proposals/lamp"), "nowhere"]),
    st.sampled_from([(), ("Ada",), ("Bo", "Cleo")]),
)


@given(st.lists(st.lists(ROWS, max_size=5), min_size=1, max_size=6))
def test_whatever_the_list_says_its_changes_tell(versions: list[list[ListRow]]) -> None:
    made = _made(*versions)
    subjects = made.subjects()
    names = {each.id for each in subjects.proposals} | {each.id for each in subjects.amendments}
    (*_, newest) = list_history(made.chronicle(), made.aliases, subjects).versions
    standing = {name: thread for name, thread in _threads(made).items() if thread.newest in newest.entries}
    assert (_replayed(made), standing.keys() & names) == ([], names)


def _threads(made: MadeChronicle) -> Mapping[str, Thread]:
    return list_history(made.chronicle(), made.aliases, made.subjects()).threads


def _replayed(made: MadeChronicle) -> list[str]:
    return differences(made.chronicle(), made.aliases, made.subjects())


def differences(chronicle: Chronicle, aliases: Aliases, subjects: Subjects) -> list[str]:
    """Replay the changes; return at which versions they do not give the titles and phases that the list had."""
    history = list_history(chronicle, aliases, subjects)
    changes = history.changes
    state: dict[str, tuple[str, int]] = {}
    wrong: list[str] = []
    for version in history.versions:
        for change in (each for each in changes if each.revision == version.point.revision):
            _apply(state, change)
        listed = sorted((words(each.row.row.title), each.phase) for each in version.entries)
        if sorted((words(title), phase) for title, phase in state.values()) != listed:
            wrong.append(version.point.revision)
    return wrong


def _apply(state: dict[str, tuple[str, int]], change: PhaseChange) -> None:
    """Apply a change, which must fit what is there."""
    title, phase = state.pop(change.subject, (None, None))
    if change.kind is ChangeKind.RENAMED:
        assert (change.origin, phase is None) == (title, False)
        state[change.subject] = change.title, phase or 0
        return
    assert change.origin == phase
    if isinstance(change.target, int):
        state[change.subject] = change.title, change.target
