"""What holds of any comparison, whatever the texts."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.wit.compare.made_packages import Package, evolutions, packages
from tracker.changes import Change, Effect
from tracker.wit import parse
from tracker.wit.compare import compare

_PIECES = [
    *("package a:b@1.0.0;", "package a:b { interface i { } }", "interface i {", "world w {", "}", "use i.{t};"),
    *(
        "use a:b/i.{t as u};",
        "use x:y/z@1.0.0.{t};",
        "include w;",
        "include v with { a as b }",
        "import i;",
        "export i;",
    ),
    *("import n: i;", "export n: interface {", "type t = u;", "type u = t;", "record t { a: t, b: list<u> }"),
    *("resource t { m: func(); constructor(); }", "f: func(a: t, b: borrow<t>) -> own<t>;", "world v { include w; }"),
    *("@unstable(feature = q)", "@since(version = 1.0.0)", "variant t { a(t) }", "enum t { a, a }", "use i as j;", ";"),
]
texts = st.lists(st.sampled_from(_PIECES), max_size=14).map("\n".join) | st.text(max_size=40)


@given(texts, texts)
def test_any_two_texts_can_be_compared(old: str, new: str) -> None:
    there, back = ({"a.wit": parse(one)} for one in (old, new))
    kinds = Counter(change.kind for change in compare(there, back, documentation=True).changes)
    mirrored = Counter(change.kind.mirror for change in compare(back, there, documentation=True).changes)
    assert kinds == mirrored


@given(texts)
def test_any_text_is_the_same_as_itself(text: str) -> None:
    assert compare({"a.wit": parse(text)}, {"a.wit": parse(text)}, documentation=True).changes == ()


@given(packages())
def test_any_package_is_the_same_as_itself(package: Package) -> None:
    files = {"a.wit": parse(package.written())}
    assert compare(files, files, documentation=True).changes == ()


@given(evolutions(exporting=True) | evolutions())
def test_the_way_back_has_the_mirrored_changes(pair: tuple[Package, Package]) -> None:
    old, new = ({"a.wit": parse(f"package a:b;\n{each.written()}")} for each in pair)
    there = Counter(change.kind for change in compare(old, new).changes)
    back = Counter(change.kind.mirror for change in compare(new, old).changes)
    assert there == back


@given(evolutions(largest=4))
def test_all_of_an_unstable_package_is_free_to_change(pair: tuple[Package, Package]) -> None:
    old, new = (each.written() for each in pair)
    for word in ("interface", "world"):
        old, new = (text.replace(f"{word} ", f"@unstable(feature = q) {word} ") for text in (old, new))
    changes = compare({"a.wit": parse(old)}, {"a.wit": parse(new)}).changes
    assert {change.effect for change in changes} <= {Effect.NEUTRAL}


def test_every_change_has_a_mirror_whose_mirror_it_is() -> None:
    assert [change for change in Change if change.mirror.mirror is not change] == []


def test_long_chains_and_wide_trees_are_compared() -> None:
    def chain(letter: str) -> str:
        types = [f"type {letter}{n} = tuple<{letter}{n - 1}, {letter}{n - 1}>;" for n in range(1, 2000)]
        worlds = [
            f"world {letter}w{n} {{ include {letter}w{n - 1}; include {letter}w{n - 1}; }}" for n in range(1, 2000)
        ]
        head = f"package a:b;\ninterface i {{ type {letter}0 = u8;\n"
        tail = f"f: func() -> {letter}1999; }}\nworld {letter}w0 {{ import i; }}\n"
        return head + "\n".join(types) + tail + "\n".join(worlds)

    changes = compare({"a.wit": parse(chain("x"))}, {"a.wit": parse(chain("y"))}).changes
    assert Counter(change.kind for change in changes if "#" not in change.item or change.item.endswith("#f")) == {
        Change.WORLD_REMOVED: 2000,
        Change.WORLD_ADDED: 2000,
    }
