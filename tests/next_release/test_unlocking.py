"""What candidates reach that is not in phase, listed, released or voted in, and what single actions would free."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_facts import facts, github, hub, repository, row, unstable, wit
from tests.next_release.made_sources import MadeRelease, amendment_row, decision, proposal_row
from tracker.facts import RepositoryFacts
from tracker.next_release.ballot import Blockage, Unlock
from tracker.next_release.interface import Sources
from tracker.next_release.unlocking import blockages, candidates, unlocks
from tracker.subjects import identify

DIM = "vote on lamp/lamp-dim"


def _package(name: str, *items: str, version: str = "0.2.1") -> str:
    return "\n".join([f"package wasi:{name}@{version};", *items, ""])


def _lamp(dim: str, more: str = "") -> str:
    """Return the lamp with a function behind `lamp-dim`."""
    return _package("lamp", f"interface types {{ {more} @unstable(feature = lamp-dim) dim: {dim}; }}")


def _with(made: MadeRelease, *others: RepositoryFacts) -> Sources:
    """Return sources that also know other repositories."""
    sources = made.sources()
    known = replace(sources.facts, repositories=(*sources.facts.repositories, *others))
    return replace(sources, facts=known, subjects=identify(known, sources.aliases))


def _blocked(sources: Sources) -> list[tuple[str, tuple[str, ...], str]]:
    return [(each.subject, each.path, each.reason) for each in blockages(sources)]


def _frees(sources: Sources) -> dict[str, tuple[str, ...]]:
    return {each.action: each.frees for each in unlocks(sources)}


# --- the line ---------------------------------------------------------------------------------------------------------


def test_a_vote_frees_what_depends_on_nothing_that_is_held_up() -> None:
    sources = MadeRelease({"lamp": _lamp("func()")}).sources()
    assert blockages(sources) == ()
    assert unlocks(sources) == (Unlock(DIM, "lamp/lamp-dim", ("wasi:lamp/types#dim",)),)


def test_what_was_voted_in_is_free_already() -> None:
    sources = MadeRelease({"lamp": _lamp("func()")}, votes=[decision("lamp/lamp-dim")]).sources()
    assert (blockages(sources), unlocks(sources)) == ((), ())


LOOM = _package("loom", "@unstable(feature = loom-red)\ninterface colors { type red = u8; type blue = u8; }")
USES_LOOM = _lamp("func(at: red)", "@unstable(feature = lamp-dim) use wasi:loom/colors@0.2.1.{red};")


def test_what_uses_a_gated_item_of_another_package_waits_for_that_vote_too() -> None:
    sources = MadeRelease({"lamp": USES_LOOM, "loom": LOOM}).sources()
    assert blockages(sources) == (
        Blockage(
            "lamp/lamp-dim",
            ("wasi:lamp@0.2.1/types#use:wasi:loom/colors@0.2.1", "wasi:loom@0.2.1/colors"),
            "loom/loom-red is still behind a gate, and not voted in",
        ),
    )
    assert _frees(sources) == {"vote on loom/loom-red": ("wasi:loom/colors",)}


def test_when_the_other_vote_passed_its_own_frees_it() -> None:
    sources = MadeRelease({"lamp": USES_LOOM, "loom": LOOM}, votes=[decision("loom/loom-red")]).sources()
    assert blockages(sources) == ()
    assert _frees(sources) == {DIM: ("wasi:lamp/types#dim", "wasi:lamp/types#use:wasi:loom/colors@0.2.1")}


@pytest.mark.parametrize(
    ("items", "reached"),
    [
        # A function that names a gated type of its interface.
        (("interface i { RED type red = u8; DIM f: func(r: list<red>); }",), True),
        (("interface i { RED type red = u8; DIM f: func() -> u8; }",), False),
        # A gated interface with an item of its own, and one behind a further gate.
        (("DIM interface i { use j.{red}; }", "interface j { RED type red = u8; }"), True),
        (("DIM interface i { RED f: func(); }",), False),
        (("RED interface i { DIM f: func(); }",), True),
        # Worlds: imports, includes, functions, interfaces written in place.
        (("RED interface j {}", "world w { DIM import j; }"), True),
        (("RED world v {}", "world w { DIM include v; }"), True),
        (("interface j { RED type red = u8; }", "world w { DIM import x: interface { use j.{red}; } }"), True),
        (("interface j { RED type red = u8; }", "world w { use j.{red}; DIM export f: func(r: red); }"), True),
        (("RED interface j {}", "use j as k;", "world w { DIM import k; }"), True),
        # Resources and what is made of them.
        (("interface i { RED resource r {} DIM f: func(r: borrow<r>); }",), True),
        (("interface i { RED resource r { DIM f: func(); } }",), True),
        (("interface i { DIM resource r { RED f: func(); } }",), False),
        (("interface i { RED type red = u8; DIM resource r { f: func(r: red); } }",), True),
        (("interface i { RED type red = u8; DIM record r { r: option<red> } }",), True),
        (("interface i { RED type red = u8; DIM variant v { r(red), s } }",), True),
    ],
)  # fmt: skip
def test_items_need_what_they_name_and_what_holds_them(items: tuple[str, ...], reached: bool) -> None:
    text = _package("lamp", *items)
    for feature in ("red", "dim"):
        text = text.replace(feature.upper(), f"@unstable(feature = lamp-{feature})")
    found = blockages(MadeRelease({"lamp": text}).sources())
    assert ("lamp/lamp-dim" in {each.subject for each in found}) is reached


def test_circles_and_names_that_lead_nowhere_do_no_harm() -> None:
    circle = "interface i { use j.{a}; type b = c; @unstable(feature = lamp-dim) f: func(x: a, y: nothing); }"
    other = "interface j { use i.{b as a}; use nowhere.{c}; use wasi:none/i.{d}; }"
    found = blockages(MadeRelease({"lamp": _package("lamp", circle, other)}).sources())
    assert [(each.subject, each.path[-1], each.reason) for each in found] == [
        ("lamp/lamp-dim", "wasi:none", "the proposal list has no row for wasi:none")
    ]


def test_a_package_named_at_another_version_than_the_lines_holds_up_what_names_it() -> None:
    older = USES_LOOM.replace("colors@0.2.1", "colors@0.2.0")
    loom = LOOM.replace("@unstable(feature = loom-red)", "")
    sources = MadeRelease({"lamp": older, "loom": loom}, before={"lamp": USES_LOOM, "loom": loom}).sources()
    assert _blocked(sources) == [
        (
            "lamp/lamp-dim",
            ("wasi:lamp@0.2.1/types#use:wasi:loom/colors@0.2.0", "wasi:loom@0.2.0/colors", "wasi:loom@0.2.0"),
            "lamp names wasi:loom@0.2.0, and the line has wasi:loom@0.2.1",
        )
    ]
    assert unlocks(sources) == ()
    voted = MadeRelease(
        {"lamp": older, "loom": loom}, before={"lamp": USES_LOOM, "loom": loom}, votes=[decision("lamp/lamp-dim")]
    )
    assert unlocks(voted.sources()) == (
        Unlock(
            "let lamp depend on wasi:loom@0.2.1",
            "lamp",
            ("wasi:lamp/types#dim", "wasi:lamp/types#use:wasi:loom/colors@0.2.0"),
            (
                "wasi:lamp@0.2.1/types#dim",
                "wasi:lamp@0.2.1/types#use:wasi:loom/colors@0.2.0",
                "wasi:loom@0.2.0/colors",
                "wasi:loom@0.2.0",
            ),
        ),
    )


def test_a_package_of_the_line_that_is_new_and_below_phase_3_holds_its_items_up() -> None:
    lamp = {"lamp": _lamp("func()")}
    below = MadeRelease(lamp, rows=[proposal_row("lamp", 1)]).sources()
    assert _frees(below) == {"advance lamp to phase 3": ("wasi:lamp/types#dim",)}
    assert below.tree is not None
    released = replace(below, base=below.tree, subjects=MadeRelease(lamp).sources().subjects)
    assert _frees(released) == {DIM: ("wasi:lamp/types#dim",)}


# --- packages elsewhere -----------------------------------------------------------------------------------------------

USES_TLS = _lamp("func(at: client)", "@unstable(feature = lamp-dim) use wasi:tls/client@0.1.0.{client};")
TLS = github("Own/wasi-tls")


def test_a_dependency_below_phase_3_and_never_released_holds_up_what_names_it() -> None:
    tls = repository("Own/wasi-tls", {"wit/a.wit": wit("wasi:tls@0.1.0", unstable("tls", "client"))})
    sources = _with(MadeRelease({"lamp": USES_TLS}, rows=[row(1, "Tls", TLS)]), tls)
    use = "wasi:lamp@0.2.1/types#use:wasi:tls/client@0.1.0"
    assert _blocked(sources) == [
        (
            "lamp/lamp-dim",
            (use, "wasi:tls@0.1.0/client"),
            "client of wasi:tls is behind the feature tls",
        ),
        (
            "lamp/lamp-dim",
            (use, "wasi:tls@0.1.0/client", "wasi:tls@0.1.0"),
            "wasi:tls@0.1.0, which lamp names, was never released",
        ),
    ]


def test_what_a_dependency_needs_itself_is_reached_through_it() -> None:
    tls = repository("Own/wasi-tls", {"wit/a.wit": wit("wasi:tls@0.1.0", needs=["wasi:keys"])})
    sources = _with(MadeRelease({"lamp": USES_TLS.replace("@0.1.0", "")}, rows=[row(3, "Tls", TLS)]), tls)
    assert _blocked(sources) == [
        (
            "lamp/lamp-dim",
            ("wasi:lamp@0.2.1/types#use:wasi:tls/client", "wasi:tls/client", "wasi:tls", "wasi:keys"),
            "the proposal list has no row for wasi:keys",
        )
    ]
    assert unlocks(sources) == ()


def test_a_proposal_at_phase_2_is_a_candidate_and_its_own_phase_no_blockage() -> None:
    tls = repository("Own/wasi-tls", {"wit/a.wit": wit("wasi:tls@0.1.0", unstable("tls", "client"))})
    keys = repository("Own/wasi-keys", {"wit/a.wit": wit("wasi:keys@0.1.0", needs=["wasi:lamp@0.2.1"])})
    rows = [row(2, "Tls", TLS, line=6), row(2, "Keys", github("Own/wasi-keys"), line=7)]
    sources = _with(MadeRelease({"lamp": _lamp("func()")}, rows=rows), tls, keys)
    assert blockages(sources) == ()
    assert _frees(sources) == {
        "advance keys to phase 3": ("wasi:keys@0.1.0",),
        "advance tls to phase 3": ("wasi:tls/client",),
        DIM: ("wasi:lamp/types#dim",),
    }


def test_packages_of_one_proposal_are_released_together() -> None:
    files = {"wit/a.wit": wit("wasi:tls@0.1.0", needs=["wasi:certs@0.1.0"]), "certs/a.wit": wit("wasi:certs@0.1.0")}
    sources = _with(
        MadeRelease({"lamp": _lamp("func()")}, rows=[row(2, "Tls", TLS)]), repository("Own/wasi-tls", files)
    )
    assert blockages(sources) == ()
    assert _frees(sources)["advance tls to phase 3"] == ("wasi:certs@0.1.0", "wasi:tls@0.1.0")


def test_a_released_version_of_a_phase_3_package_that_left_the_line_is_fine() -> None:
    lamp = USES_TLS.replace("0.1.0", "0.2.0")
    before = {"lamp": lamp, "tls": _package("tls", "interface client { resource client {} }", version="0.2.0")}
    assert blockages(MadeRelease({"lamp": lamp}, before=before).sources()) == ()


def test_a_long_chain_of_packages_is_followed_to_its_end() -> None:
    chain = [
        repository(f"Own/wasi-p{each}", {"wit/a.wit": wit(f"wasi:p{each}", needs=[f"wasi:p{each + 1}"])})
        for each in range(600)
    ]
    rows = [row(3, f"P{each}", github(f"Own/wasi-p{each}"), line=each + 30) for each in range(600)]
    sources = MadeRelease({"lamp": _lamp("func(at: a)", "@unstable(feature = lamp-dim) use wasi:p0/i.{a};")}).sources()
    subjects = identify(facts(hub(*rows, proposal_row("lamp")), *chain), sources.aliases)
    (found,) = blockages(replace(sources, subjects=subjects))
    assert (len(found.path), found.reason) == (603, "the proposal list has no row for wasi:p600")


# --- what cannot be told ----------------------------------------------------------------------------------------------


def test_without_the_lines_texts_only_proposals_are_candidates() -> None:
    tls = repository("Own/wasi-tls", {"wit/a.wit": wit("wasi:tls@0.1.0")})
    made = MadeRelease({"lamp": _lamp("func()")}, rows=[row(2, "Tls", TLS)])
    assert _frees(replace(_with(made, tls), tree=None)) == {"advance tls to phase 3": ("wasi:tls@0.1.0",)}


def test_without_recorded_votes_gates_stand() -> None:
    assert [*_frees(MadeRelease({"lamp": _lamp("func()")}, votes=None).sources())] == [DIM]


# --- acting -----------------------------------------------------------------------------------------------------------

FEATURES = ("lamp-a", "lamp-b", "lamp-c")


@st.composite
def lamps(draw: st.DrawFn) -> str:
    """Return a lamp of types behind gates, each made of another one or of nothing."""
    count = draw(st.integers(1, 6))
    types = []
    for number in range(count):
        feature = draw(st.sampled_from(FEATURES))
        needs = draw(st.one_of(st.just("u8"), st.integers(0, count - 1).map(lambda each: f"list<t{each}>")))
        types.append(f"@unstable(feature = {feature}) type t{number} = {needs};")
    return _package("lamp", f"interface types {{ {' '.join(types)} }}")


def _voted(text: str, *features: str) -> Sources:
    rows = [amendment_row(f"Lamp: {each[-1]}", line=line) for line, each in enumerate(FEATURES, 10)]
    return MadeRelease({"lamp": text}, rows=rows, votes=[decision(f"lamp/{each}") for each in features]).sources()


def _held(sources: Sources) -> set[str]:
    found = candidates(sources)
    return {path for items in found.items.values() for node, path in items.items() if found.closure.held_by([node])}


@settings(max_examples=25)
@given(lamps())
def test_a_vote_that_is_held_frees_exactly_what_was_said(text: str) -> None:
    before = _voted(text)
    frees = _frees(before)
    for feature in FEATURES:
        freed = _held(before) - _held(_voted(text, feature))
        assert freed == {*frees.get(f"vote on lamp/{feature}", ())}


@settings(max_examples=25)
@given(lamps())
def test_when_all_is_voted_in_all_is_free(text: str) -> None:
    assert _held(_voted(text, *FEATURES)) == set()
