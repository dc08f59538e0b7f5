"""A file is read as the grammar has it, and as if `@since` could keep a feature."""

import pytest

from tests.lint.cases import folder
from tracker.lint.files import KeptFeature, LintFile, Span

HEAD = "package example:lamp@1.0.0;\n"


def _file(text: str) -> LintFile:
    return LintFile(folder(HEAD + text).files[0])


def test_a_kept_feature_is_found_with_its_gate_and_what_to_leave_out() -> None:
    gate = "@since(version = 1.0.0-rc.1, feature = %lamp)"
    file = _file(f"{gate}\ninterface light {{}}\n")
    start = len(HEAD)
    comma = start + gate.index(",")
    assert file.kept_features == (
        KeptFeature(Span(comma, start + len(gate) - 1), "lamp", Span(start, start + len(gate))),
    )
    assert (len(file.strict.diagnostics), file.parsed.diagnostics) == (1, ())


@pytest.mark.parametrize(
    "text",
    [
        "@unstable(feature = lamp)\ninterface light {}\n",
        "// @since(version = 1.0.0, feature = lamp)\ninterface light {}\n",
        "@since(feature = lamp, version = 1.0.0)\ninterface light {}\n",
        "@since(version = 1.0.0, feature = lamp, feature = shade)\ninterface light {}\n",
        "@since(version = , feature = lamp)\ninterface light {}\n",
        "@deprecated(version = 1.0.0, feature = lamp)\ninterface light {}\n",
        ", feature = lamp)",
    ],
)
def test_nothing_else_is_taken_for_one(text: str) -> None:
    assert _file(text).kept_features == ()


def test_blank_pieces_keep_every_line_where_it_is() -> None:
    file = _file("interface light {\n  dim: func(\n;\n}\n")
    start = file.text.index("dim")
    assert file.without([Span(start, file.text.index(";", start) + 1)]).text.count("\n") == file.text.count("\n")
