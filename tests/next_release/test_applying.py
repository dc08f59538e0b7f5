"""Gates after a vote: what becomes of a text, byte by byte."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wit.drawn import VERSION, packages
from tracker.facts import GateKind
from tracker.next_release.applying import Applied, Flip, Manner, flipped
from tracker.wit.reading import Dialect, read_wit

HEAD = "package wasi:lamp@0.2.4;\n\n"
PLAIN = f"{HEAD}interface types {{\n  /// Dims it.\n  @unstable(feature = dim)\n  dim: func();\n}}\n"
STABLE = f"{HEAD}interface types {{\n  /// Dims it.\n  @since(version = 0.2.5)\n  dim: func();\n}}\n"
QUEUED = (
    f"{HEAD}interface types {{\n  /// Dims it.\n  // @stabilize-next\n  @unstable(feature = dim)\n  dim: func();\n}}\n"
)


def stable(item: str, line: int, feature: str = "dim") -> Flip:
    """Return the gate of an item as changed to `@since`."""
    return Flip(item, feature, line, Manner.STABLE)


def test_a_voted_gate_names_the_version_it_is_there_since() -> None:
    assert flipped(PLAIN, {"dim"}, "0.2.5") == Applied(STABLE, (stable("types#dim", 5),))


def test_the_marker_of_a_queued_gate_goes_with_it() -> None:
    assert flipped(QUEUED, {"dim"}, "0.2.5") == Applied(STABLE, (stable("types#dim", 6),))


def test_a_gate_is_queued_by_a_line_directly_above_it() -> None:
    expected = Applied(QUEUED, (Flip("types#dim", "dim", 5, Manner.QUEUED),))
    assert flipped(PLAIN, {"dim"}, "0.2.5", queue=True) == expected


def test_what_is_queued_already_is_left_as_it_is() -> None:
    assert flipped(QUEUED, {"dim"}, "0.2.5", queue=True) == Applied(QUEUED)


def test_what_was_not_voted_stays() -> None:
    assert flipped(PLAIN, {"blink"}, "0.2.5") == Applied(PLAIN)


def test_another_line_stays() -> None:
    draft = PLAIN.replace("0.2.4", "0.3.0-draft")
    assert flipped(draft, {"dim"}, "0.2.5") == Applied(draft)


SPELLINGS = {
    "line ends of Windows": (PLAIN.replace("\n", "\r\n"), STABLE.replace("\n", "\r\n")),
    "their marker": (QUEUED.replace("\n", "\r\n"), STABLE.replace("\n", "\r\n")),
    "a byte order mark": ("\ufeff" + PLAIN, "\ufeff" + STABLE),
    "no line end at the end": (PLAIN.rstrip(), STABLE.rstrip()),
    "tabs": (QUEUED.replace("  ", "\t"), STABLE.replace("  ", "\t")),
    "no spaces": (
        "interface a{@unstable(feature=dim)b:func();}",
        "interface a{@since(version=0.2.5)b:func();}",
    ),
    "comments inside the gate": (
        "interface a { @unstable /* one */ ( feature /* two */ = // three\n dim ) b: func(); }",
        "interface a { @since /* one */ ( version /* two */ = // three\n 0.2.5 ) b: func(); }",
    ),
    "escaped names": (
        "interface a { @unstable(feature = %dim) b: func(); }",
        "interface a { @since(version = 0.2.5) b: func(); }",
    ),
    "deprecated as well": (
        "interface a {\n  @unstable(feature = dim)\n  @deprecated(version = 0.2.5)\n  b: func();\n}",
        "interface a {\n  @since(version = 0.2.5)\n  @deprecated(version = 0.2.5)\n  b: func();\n}",
    ),
    "deprecated before it": (
        "interface a {\n  // @stabilize-next\n  @deprecated(version = 0.2.5) @unstable(feature = dim) b: func();\n}",
        "interface a {\n  @deprecated(version = 0.2.5) @since(version = 0.2.5) b: func();\n}",
    ),
    "several on one line": (
        (
            "interface a { @unstable(feature = dim) b: func(); @unstable(feature = other) c: func(); "
            "@unstable(feature ="
            " dim) d: func(); }"
        ),
        (
            "interface a { @since(version = 0.2.5) b: func(); @unstable(feature = other) c: func(); @since(version ="
            " 0.2.5) d: func(); }"
        ),
    ),
    "one inside the other": (
        "@unstable(feature = dim)\ninterface a {\n  @unstable(feature = dim)\n  b: func();\n}",
        "@since(version = 0.2.5)\ninterface a {\n  @since(version = 0.2.5)\n  b: func();\n}",
    ),
    "said in a comment": (
        (
            "interface a {\n  // @unstable(feature = dim)\n  @unstable(feature = dim)\n  b: func(); "
            "/* @unstable(feature = "
            "dim) */\n}"
        ),
        (
            "interface a {\n  // @unstable(feature = dim)\n  @since(version = 0.2.5)\n  b: func(); /* "
            "@unstable(feature = "
            "dim) */\n}"
        ),
    ),
    "a marker that is not directly above": (
        "interface a {\n  // @stabilize-next\n\n  @unstable(feature = dim)\n  b: func();\n}",
        "interface a {\n  // @stabilize-next\n\n  @since(version = 0.2.5)\n  b: func();\n}",
    ),
    "a world": (
        (
            "world w {\n  // @stabilize-next\n  @unstable(feature = dim)\n  import lamp;\n  @unstable(feature = dim)\n"
            "  include v;\n}\ninterface lamp {}\nworld v {}\n"
        ),
        (
            "world w {\n  @since(version = 0.2.5)\n  import lamp;\n  @since(version = 0.2.5)\n"
            "  include v;\n}\ninterface lamp {}\nworld v {}\n"
        ),
    ),
    "a nested package of another line": (
        (
            "package wasi:a@0.2.5 {\n  interface a {\n    @unstable(feature = dim)\n    b: func();\n  }\n}\n"
            "package wasi:b@0.3.0 {\n  interface a {\n    @unstable(feature = dim)\n    b: func();\n  }\n}\n"
        ),
        (
            "package wasi:a@0.2.5 {\n  interface a {\n    @since(version = 0.2.5)\n    b: func();\n  }\n}\n"
            "package wasi:b@0.3.0 {\n  interface a {\n    @unstable(feature = dim)\n    b: func();\n  }\n}\n"
        ),
    ),
}


@pytest.mark.parametrize(("before", "after"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_every_other_byte_stays(before: str, after: str) -> None:
    found = flipped(before, {"dim"}, "0.2.5")
    assert (found.text, found.problems) == (after, ())


MARKED = {
    "line ends of Windows": (PLAIN.replace("\n", "\r\n"), QUEUED.replace("\n", "\r\n")),
    "a byte order mark": (
        "\ufeff@unstable(feature = dim) interface a {}",
        "\ufeff\n// @stabilize-next\n@unstable(feature = dim) interface a {}",
    ),
    "tabs": (PLAIN.replace("  ", "\t"), QUEUED.replace("  ", "\t")),
    "several on one line": (
        "interface a {\n  @unstable(feature = dim) b: func(); @unstable(feature = dim) c: func(); }\n",
        (
            "interface a {\n  // @stabilize-next\n  @unstable(feature = dim) b: func(); \n  // @stabilize-next\n"
            "  @unstable(feature = dim) c: func(); }\n"
        ),
    ),
    "another attribute before it": (
        "interface a {\n  @deprecated(version = 0.2.5) @unstable(feature = dim) b: func(); }\n",
        (
            "interface a {\n  @deprecated(version = 0.2.5) \n  // @stabilize-next\n  "
            "@unstable(feature = dim) b: func(); }"
            "\n"
        ),
    ),
    "a gate over several lines": (
        "interface a {\n  @unstable(\n    feature = dim\n  )\n  b: func(); }\n",
        "interface a {\n  // @stabilize-next\n  @unstable(\n    feature = dim\n  )\n  b: func(); }\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), MARKED.values(), ids=MARKED.keys())
def test_a_marker_stands_on_a_line_of_its_own(before: str, after: str) -> None:
    found = flipped(before, {"dim"}, "0.2.5", queue=True)
    assert (found.text, found.problems) == (after, ())


REFUSED = {
    "inside something unstable": (
        "@unstable(feature = lamp)\ninterface a {\n  @unstable(feature = dim)\n  b: func();\n}",
        "line 3: a#b stands in a, which stays @unstable(feature = lamp)",
    ),
    "inside an unstable import": (
        (
            "world w {\n  @unstable(feature = lamp)\n  import a: interface {\n    @unstable(feature = "
            "dim)\n    b: func();"
            "  }\n}"
        ),
        "line 4: w#import:a.b stands in w#import:a, which stays @unstable(feature = lamp)",
    ),
    "a fault": (
        "interface a {\n  @unstable(feature = dim)\n  b: func()\n}",
        "line 4: expected `;`, found `}`",
    ),
    "two that contradict each other": (
        "interface a {\n  @since(version = 0.2.0) @unstable(feature = dim)\n  b: func();\n}",
        "line 2: `@since` and `@unstable` cannot stand on the same item",
    ),
}


@pytest.mark.parametrize("queue", [False, True])
@pytest.mark.parametrize(("text", "problem"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_become_stable_is_refused_with_a_reason(text: str, problem: str, queue: bool) -> None:
    assert flipped(text, {"dim"}, "0.2.5", queue=queue) == Applied(text, problems=(problem,))


def test_a_version_that_is_none_is_refused() -> None:
    refused = flipped(PLAIN, {"dim"}, "0.2")
    assert refused == Applied(PLAIN, problems=("'0.2' is not a semantic version",))


FEATURES = st.sets(st.sampled_from(["wide", "clocks-timezone", "world"]))


@settings(max_examples=40)
@given(packages(), FEATURES)
def test_only_the_gates_that_were_voted_change(text: str, features: set[str]) -> None:
    found = flipped(text, features, VERSION)
    if found.problems:
        assert found.text == text
        return
    before, after = (read_wit(each, Dialect.CURRENT) for each in (text, found.text))
    assert after.problems == ()
    assert [(each.item, each.kind, each.feature, each.version) for each in after.gates] == [
        (each.item, GateKind.SINCE, None, VERSION)
        if each.kind is GateKind.UNSTABLE and each.feature in features
        else (each.item, each.kind, each.feature, each.version)
        for each in before.gates
    ]


@settings(max_examples=40)
@given(packages(), FEATURES, st.sampled_from(["\n", "\r\n"]))
def test_queued_and_then_released_is_released_but_for_broken_lines(text: str, features: set[str], end: str) -> None:
    text = text.replace("\r\n", "\n").replace("\n", end)
    queued = flipped(text, features, VERSION, queue=True)
    if queued.problems:
        return
    after = read_wit(queued.text, Dialect.CURRENT)
    waiting = [each for each in after.gates if each.kind is GateKind.UNSTABLE and each.feature in features]
    assert all(each.queued for each in waiting)
    assert len(waiting) == len(queued.flips)
    released, at_once = flipped(queued.text, features, VERSION), flipped(text, features, VERSION)
    assert released.text.split() == at_once.text.split()
    assert flipped(queued.text, features, VERSION, queue=True) == Applied(queued.text)
