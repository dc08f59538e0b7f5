"""The verdict on generated packages is that of `wasm-tools component semver-check`, or differs for a named reason.

`make fuzz` draws thousands of pairs; every run draws some.
"""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.wit.compare.made_packages import Package, evolutions
from tests.wit.compare.semver_check import NEW, OLD, Answer, semver_check
from tracker.changes import Change, Comparison
from tracker.wit import parse
from tracker.wit.compare import compare
from tracker.wit.reference import ReferenceTool

SOME = max(60, settings().max_examples)
FIXTURE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]

HIDING = {Change.GATE_ADDED, Change.GATE_UNSTABILIZED}
"""A stable item that goes behind an `@unstable` gate is removed for all who do not ask for the feature."""


def compared(old: str, new: str) -> Comparison:
    sides = [{"made.wit": parse(f"package made:up@{version};\n{text}")} for version, text in ((OLD, old), (NEW, new))]
    return compare(sides[0], sides[1])


def accepted(tool: ReferenceTool, old: str, new: str, worlds: tuple[str, ...] = ("some", "every")) -> bool | None:
    """Return whether the reference accepts every world; `None` when it cannot judge one."""
    answers = [semver_check(tool.path, old, new, world) for world in worlds]
    if any(answer is Answer.INVALID for answer, _said in answers):
        return None
    return all(answer is Answer.COMPATIBLE for answer, _said in answers)


@settings(max_examples=SOME, suppress_health_check=FIXTURE)
@given(evolutions())
def test_the_verdict_on_what_is_imported_is_the_references(
    reference_tool: ReferenceTool, pair: tuple[Package, Package]
) -> None:
    old, new = (each.written() for each in pair)
    theirs = accepted(reference_tool, old, new)
    assert theirs in {None, compared(old, new).compatible}


@settings(max_examples=SOME, suppress_health_check=FIXTURE)
@given(evolutions(exporting=True))
def test_of_what_is_only_exported_the_reference_minds_all_but_removals(
    reference_tool: ReferenceTool, pair: tuple[Package, Package]
) -> None:
    old, new = (each.written() for each in pair)
    theirs = accepted(reference_tool, old, new)
    ours = compared(old, new)
    breaking = {change.kind for change in ours.changes if not change.compatible}
    if theirs is False:
        assert not ours.compatible
    elif theirs:
        assert {kind for kind in breaking if not kind.endswith("-removed")} - HIDING == set()


@settings(max_examples=SOME, suppress_health_check=FIXTURE)
@given(evolutions(used=False, largest=3))
def test_what_the_reference_rejects_is_never_compatible(
    reference_tool: ReferenceTool, pair: tuple[Package, Package]
) -> None:
    old, new = (each.written() for each in pair)
    assert (accepted(reference_tool, old, new), compared(old, new).compatible) != (False, True)


DIFFERENCES = {
    "the reference looks at what components can need only: an import that offers nothing stable": (
        "interface i { @unstable(feature = q) f: func(); } world w { import i; }",
        "interface i { @unstable(feature = q) f: func(); } world w { }",
    ),
    "the reference looks at worlds only: an interface that no world of the package holds": (
        "interface i { f: func(); } world w { }",
        "interface i { } world w { }",
    ),
    "the reference needs the world in both versions: a world that is gone": (
        "world w { } world v { }",
        "world w { }",
    ),
    "the reference looks at types that functions need only: other packages may use any": (
        "interface i { record r { a: u8 } } world w { import i; }",
        "interface i { record r { a: u16 } } world w { import i; }",
    ),
    "the reference looks at types that functions need only: a type that is gone": (
        "interface i { record r { a: u8 } f: func(); } world w { import i; }",
        "interface i { f: func(); } world w { import i; }",
    ),
    "the reference looks at types that functions need only: other packages may use a `use`": (
        "interface j { record r { a: u8 } } interface i { use j.{r}; f: func(); } world w { import i; }",
        "interface j { record r { a: u8 } } interface i { f: func(); } world w { import i; }",
    ),
    "the reference minds what components lack, not what hosts lose: a function of an export that is gone": (
        "interface i { f: func(); g: func(); } world w { export i; }",
        "interface i { f: func(); } world w { export i; }",
    ),
    "the reference minds what components lack, not what hosts lose: stable, then unstable, in an export": (
        "interface i { f: func(); @since(version = 1.0.0) g: func(); } world w { export i; }",
        "interface i { f: func(); @unstable(feature = q) g: func(); } world w { export i; }",
    ),
}


@pytest.mark.parametrize(("old", "new"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_the_guard_rail_is_stricter(reference_tool: ReferenceTool, old: str, new: str) -> None:
    assert (accepted(reference_tool, old, new, ("w",)), compared(old, new).compatible) == (True, False)


SHARED = "interface a { resource r; f: func(x: r); } interface b { use a.{r}; g: func(x: r); } "
USER = "interface c { use a.{r}; h: func(x: r); } "

AGREED = {
    "an export's resources become those of an import": (
        f"{SHARED} world w {{ export a; export b; }}",
        f"{SHARED} world w {{ export b; }}",
        False,
    ),
    "an import brings the resources that exports share": (
        f"{SHARED} {USER} world w {{ export a; export b; }}",
        f"{SHARED} {USER} world w {{ import c; export a; export b; }}",
        False,
    ),
    "an import of what is exported, too": (
        f"{SHARED} world w {{ export a; export b; }}",
        f"{SHARED} world w {{ import a; export a; export b; }}",
        True,
    ),
    "unstable items come and go": (
        "interface i { f: func(); @unstable(feature = q) g: func(); } world w { import i; }",
        "interface i { f: func(); @unstable(feature = q) h: func(); } world w { import i; }",
        True,
    ),
    "what becomes stable in an export is missing from components": (
        "interface i { f: func(); @unstable(feature = q) g: func(); } world w { export i; }",
        "interface i { f: func(); @since(version = 1.1.0) g: func(); } world w { export i; }",
        False,
    ),
    "an export less": (
        "interface i { f: func(); } world w { export i; }",
        "interface i { f: func(); } world w { }",
        True,
    ),
    "an export more": (
        "interface i { f: func(); } world w { }",
        "interface i { f: func(); } world w { export i; }",
        False,
    ),
    "an include written out": (
        "interface i { f: func(); } world v { import i; } world w { include v; }",
        "interface i { f: func(); } world v { import i; } world w { import i; }",
        True,
    ),
    "an include that loses an import": (
        "interface i { f: func(); } world v { import i; } world w { include v; }",
        "interface i { f: func(); } world v { import i; } world w { }",
        False,
    ),
    "a name for what was written out in a world": (
        "interface i { f: func(); } world w { import n: interface { f: func(); } }",
        "interface i { f: func(); } world w { import n: i; }",
        True,
    ),
    "another function in an interface that is written out in an export": (
        "world w { export n: interface { f: func(); } }",
        "world w { export n: interface { f: func(); g: func(); } }",
        False,
    ),
    "a type of a world": ("world w { record r { a: u8 } }", "world w { record r { a: u16 } }", False),
    "a resource and its handle": (
        "interface i { resource r; f: func(a: r); } world w { import i; }",
        "interface i { resource r; f: func(a: own<r>); } world w { import i; }",
        True,
    ),
    "a resource that is lent": (
        "interface i { resource r; f: func(a: r); } world w { import i; }",
        "interface i { resource r; f: func(a: borrow<r>); } world w { import i; }",
        False,
    ),
    "a resource moved away under an import": (
        "interface j { } interface i { resource r; f: func(a: r); } world w { import i; }",
        "interface j { resource r; } interface i { use j.{r}; f: func(a: r); } world w { import i; }",
        True,
    ),
    "a resource moved away with its functions": (
        "interface j { } interface i { resource r { m: func(); } f: func(a: r); } world w { import i; }",
        "interface j { resource r { m: func(); } } interface i { use j.{r}; f: func(a: r); } world w { import i; }",
        False,
    ),
    "a resource moved away, and used from there elsewhere, too": (
        "interface j { } interface i { resource r; } interface k { use i.{r}; f: func(a: r); } world w { import k; }",
        (
            "interface j { resource r; } interface i { use j.{r}; } interface k { use j.{r}; f: func(a: r); } "
            "world w { import i; import k; }"
        ),
        True,
    ),
    "a resource moved away under an export": (
        "interface j { } interface i { resource r; f: func(a: r); } world w { export i; }",
        "interface j { resource r; } interface i { use j.{r}; f: func(a: r); } world w { export i; }",
        False,
    ),
    "a type moved back, and an import with it": (
        "interface j { record r { a: u8 } } interface i { use j.{r}; f: func(a: r); } world w { import i; }",
        "interface j { } interface i { record r { a: u8 } f: func(a: r); } world w { import i; }",
        False,
    ),
    "an alias in between": (
        "interface i { f: func(a: list<u8>); } world w { import i; }",
        "interface i { type b = u8; f: func(a: list<b>); } world w { import i; }",
        True,
    ),
}


@pytest.mark.parametrize(("old", "new", "compatible"), AGREED.values(), ids=AGREED)
def test_the_verdict_is_the_references(reference_tool: ReferenceTool, old: str, new: str, compatible: bool) -> None:
    assert (accepted(reference_tool, old, new, ("w",)), compared(old, new).compatible) == (compatible, compatible)
