"""`package-versions-disagree` finds packages of a line that declare, or name, other versions than the rest."""

from tests.next_release.made_lamp import DIM_ROW, lamp
from tests.next_release.made_sources import MadeRelease, Told, told, unchecked
from tracker.drift.findings import Severity

RULE = "package-versions-disagree"


def _release(lamps: str, kettles: str, named: str) -> MadeRelease:
    """Return a release of a lamp and a kettle at some versions, of which the lamp names the kettle at another."""
    now, before = ({"lamp": _lamp(*each), "kettle": _kettle(each[1])} for each in ((lamps, kettles, named), _OLD))
    return MadeRelease(now, before, rows=(DIM_ROW,))


_OLD = ("0.2.0", "0.2.0", "0.2.0")


def _lamp(version: str, _kettle: str, named: str) -> str:
    use = f"    @since(version = 0.2.0)\n    use wasi:kettle/types@{named}.{{water}};\n"
    return lamp(version=version, more=use)


def _kettle(version: str) -> str:
    return (
        f"package wasi:kettle@{version};\n\n@since(version = 0.2.0)\ninterface types {{\n"
        "    @since(version = 0.2.0)\n    type water = u8;\n}\n"
    )


def test_a_package_that_lags_behind_is_found_and_by_no_other_rule() -> None:
    made = _release("0.2.1", "0.2.0", "0.2.0")
    assert told(made, RULE) == [
        Told(
            Severity.ERROR,
            "kettle",
            "wasi:kettle declares 0.2.0, and wasi:lamp of the same line 0.2.1",
            ("main: package wasi:kettle@0.2.0", "main: package wasi:lamp@0.2.1"),
        )
    ]
    assert {each.rule for each in made.findings()} == {RULE}


def test_a_version_of_a_package_that_the_line_does_not_have_is_found() -> None:
    assert told(_release("0.2.1", "0.2.1", "0.2.0"), RULE) == [
        Told(
            Severity.ERROR,
            "lamp",
            "wasi:lamp names wasi:kettle@0.2.0, and the line has wasi:kettle@0.2.1",
            ("main: the WIT of wasi:lamp names wasi:kettle@0.2.0", "main: package wasi:kettle@0.2.1"),
        )
    ]


def test_what_follows_of_a_package_that_lags_is_not_told_again() -> None:
    assert [each.subject for each in told(_release("0.2.1", "0.2.0", "0.2.1"), RULE)] == ["kettle"]
    assert [each.subject for each in told(_release("0.2.0", "0.2.1", "0.2.0"), RULE)] == ["lamp"]


def test_before_and_after_the_versions_are_raised_all_is_well() -> None:
    assert told(_release("0.2.0", "0.2.0", "0.2.0"), RULE) == []
    assert told(_release("0.2.1", "0.2.1", "0.2.1"), RULE) == []


def test_a_package_of_another_line_is_none_of_its_business() -> None:
    made = MadeRelease({"lamp": _lamp("0.2.1", "", "0.1.0")}, rows=(DIM_ROW,))
    assert told(made, RULE) == []


def test_without_a_text_nobody_can_tell() -> None:
    made = MadeRelease({"lamp": lamp()}, more={"tree": None})
    assert unchecked(made, RULE) == ["the WIT of the line was not read"]
