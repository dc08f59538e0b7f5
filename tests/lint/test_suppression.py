"""A comment silences the rules it names, on its line or the one below it."""

import pytest

from tests.lint.cases import folder
from tracker.lint import lint

HEAD = "package example:lamp@1.0.0;\n@since(version = 1.0.0)\ninterface light {\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("dim: func(); // tracker: ignore[missing-gate] why", []),
        ("dim: func(); //tracker:ignore[missing-gate]", []),
        ("dim: func(); /* tracker: ignore[missing-gate] */", []),
        ("// tracker: ignore[missing-gate] why\ndim: func();", []),
        ("// tracker: ignore[missing-gate] why\n/// Dims.\n// Slowly.\ndim: func();", []),
        ("/* tracker: ignore[missing-gate]\n   why */\ndim: func();", []),
        ("// tracker: ignore[wit-syntax, missing-gate]\ndim: func();", ["unknown-suppression"]),
        ("// tracker: ignore[]\ndim: func();", ["missing-gate"]),
        ("// tracker: ignore missing-gate\ndim: func();", ["missing-gate"]),
        ("// see tracker: ignore[missing-gate]\ndim: func();", ["missing-gate"]),
        ("// tracker: ignore[missing-gate] why\n\ndim: func();", ["unknown-suppression", "missing-gate"]),
        ("dim: func(); // tracker: ignore[missing-gate]\nfade: func();", ["missing-gate"]),
        ("dim: func();\n// tracker: ignore[missing-gate]", ["missing-gate", "unknown-suppression"]),
    ],
)
def test_a_comment_silences_what_it_names_where_it_stands(body: str, expected: list[str]) -> None:
    found = lint([folder(f"{HEAD}{body}\n}}\n")]).findings
    assert sorted(each.rule for each in found) == sorted(expected)


def test_broken_syntax_can_be_silenced() -> None:
    text = "package example:lamp;\ninterface light {\n  dim: func(;  // tracker: ignore[wit-syntax] on purpose\n}\n"
    assert lint([folder(text)]).findings == ()
