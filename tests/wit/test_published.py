"""A published package is held against its source, and each thing that is wrong is its own finding."""

import pytest

from tracker.facts import WitFolder, WitText
from tracker.published import PublicationFault, PublicationFinding
from tracker.wit.published import published_findings, source_packages
from tracker.wit.reference import ReferenceTool

_GATED = """\
package test:lamp@0.2.1;

@unstable(feature = lamp)
interface light {
  on: func();
}

@unstable(feature = lamp)
world lit {
  import light;
}
"""
_PLAIN = "package test:lamp@0.2.1;\ninterface light { on: func(); off: func(); }\n"
_EMPTY = "package root:component;\n\nworld root {\n}\n"


def _folder(text: str, *vendored: str) -> WitFolder:
    beside = tuple(WitFolder(f"deps/{number}", (WitText("a.wit", each),)) for number, each in enumerate(vendored))
    return WitFolder("wit", (WitText("wit/lamp.wit", text),), beside)


def _found(source: str, published: str, *vendored: str) -> list[tuple[str, str, str]]:
    findings = published_findings("test:lamp", "0.2.1", source_packages(_folder(source, *vendored)), published)
    return [(each.fault.value, each.item, each.message) for each in findings]


def test_a_text_is_as_itself() -> None:
    assert _found(_PLAIN, _PLAIN) == []
    assert _found(_GATED, _GATED) == []


def test_a_package_of_which_all_is_gated_is_published_empty() -> None:
    message = "the source has it behind a gate, and what is published is empty"
    assert _found(_GATED, _EMPTY) == [
        ("missing-gated-item", "test:lamp/light", message),
        ("missing-gated-item", "test:lamp/lit", message),
    ]


@pytest.mark.parametrize(
    ("published", "held"),
    [
        (_EMPTY, "no WIT package"),
        ("", "no WIT package"),
        ("package root:component;\nworld root { import test:lamp/light@0.2.1; }", "no WIT package"),
        ("package test:bulb;", "test:bulb"),
    ],
)
def test_what_holds_no_package_or_another_is_said_to(published: str, held: str) -> None:
    assert _found(_PLAIN, published) == [("wrong-package", "test:lamp", f"it was to hold test:lamp and holds {held}")]


def test_another_api_is_told_change_by_change() -> None:
    published = "package test:lamp@0.2.1;\ninterface light { on: func(far: bool); dim: func(); }\n"
    assert _found(_PLAIN, published) == [
        (
            "different-api",
            "test:lamp/light#on.far",
            "the parameter `far: bool` is new, from the source to what is published",
        ),
        ("different-api", "test:lamp/light#off", "the function is gone, from the source to what is published"),
        ("different-api", "test:lamp/light#dim", "the function is new, from the source to what is published"),
    ]


def test_a_version_unlike_the_tag_is_told_without_a_source_too() -> None:
    findings = published_findings("test:lamp", "0.2.1", (), "package test:lamp;")
    expected = PublicationFinding(
        PublicationFault.TAG_UNLIKE_VERSION, "test:lamp", "its tag is 0.2.1 and it declares no version"
    )
    assert findings == (expected,)


def test_items_without_their_words_are_told_one_by_one_or_together() -> None:
    source = "package test:lamp@0.2.1;\n/// A.\ninterface light {\n  /// B.\n  on: func();\n  off: func(); }\n"
    silent = "the source documents it, and it is published without a word"
    assert _found(source, source.replace("/// B.", "")) == [("missing-documentation", "test:lamp/light#on", silent)]
    nothing = "the source documents 2 items, and nothing that is published has a word"
    assert _found(source, _PLAIN) == [("missing-documentation", "test:lamp", nothing)]


def test_of_many_findings_of_one_fault_the_first_are_told() -> None:
    functions = "".join(f" f{number}: func();" for number in range(25))
    found = _found(
        f"package test:lamp@0.2.1;\ninterface light {{{functions} }}", _PLAIN.replace("on: func(); off: func();", "")
    )
    assert len(found) == 21
    assert found[-1] == ("different-api", "test:lamp", "and 5 more of this kind")


def test_what_a_world_spells_out_is_no_difference() -> None:
    mains = "package test:mains@0.1.0;\ninterface plug { type volt = u8; }\nworld power { import plug; }\n"
    source = "package test:lamp@0.2.1;\nworld lit { include test:mains/power@0.1.0; }\n"
    published = (
        "package test:lamp@0.2.1;\nworld lit { import test:mains/plug@0.1.0; }\n"
        "package test:mains@0.1.0 { interface plug { type volt = u8; } world power { import plug; } }\n"
    )
    assert _found(source, published, mains) == []
    assert _found(source, published) == []


def test_a_file_that_is_no_webassembly_cannot_be_decoded(reference_tool: ReferenceTool) -> None:
    decoded = reference_tool.decode(b"\0asm no more")
    assert decoded.text is None
    assert decoded.problem != ""
