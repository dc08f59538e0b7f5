"""The expected text of each report of changes, whole, and the JSON against its schema."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tracker.changes import (
    ApiChange,
    Bump,
    Change,
    Comparison,
    Diff,
    DiffSide,
    Effect,
    PackageVerdict,
    Place,
    ReadingProblem,
    Stability,
)
from tracker.reports.changes_json import changes_as_json
from tracker.reports.changes_markdown import changes_as_markdown
from tracker.reports.changes_text import changes_as_text
from tracker.shipped import shipped

REMOVED = ApiChange(
    Change.FUNCTION_REMOVED,
    "lamp:bulb/glow#dim",
    Place("wit/glow.wit", 12),
    None,
    Stability.DEPRECATED,
    Effect.BREAKING,
    "the function is gone",
)
ADDED = ApiChange(
    Change.INTERFACE_ADDED,
    "lamp:bulb/tint",
    None,
    Place("wit/tint.wit", 3),
    Stability.UNSTABLE,
    Effect.NEUTRAL,
    "the interface is new",
)
FIELD = ApiChange(
    Change.RECORD_FIELD_TYPE_CHANGED,
    "lamp:bulb/glow#state.on",
    Place("wit/glow.wit", 4),
    Place("wit/glow.wit", 5),
    Stability.STABLE,
    Effect.BREAKING,
    "the type of the field `on` changed from `bool` to `u8`",
)
DIFF = Diff(
    DiffSide("lamp/bulb@v1.0.0:wit", "1234567890abcdef1234567890abcdef12345678", ("lamp:bulb@1.0.0",), ()),
    DiffSide("wit", None, ("lamp:bulb@1.1.0",), ()),
    Comparison(
        (REMOVED, ADDED, FIELD),
        (
            PackageVerdict(
                "lamp:bulb", "1.0.0", "1.1.0", 2, Bump.MAJOR, Bump.MINOR, False, "the changes need a major bump"
            ),
        ),
    ),
)
BROKEN = Diff(
    DiffSide("old|er", None, ("",), (ReadingProblem("a.wit", 3, "expected `;`"), ReadingProblem("b.wit", None, "no"))),
    DiffSide("new", None, (), ()),
    Comparison(
        (ADDED,),
        (PackageVerdict("", None, None, 0, Bump.PATCH, None, None, "a version is missing"),),
    ),
)
NOTHING = Diff(DiffSide("a", None, (), ()), DiffSide("b", None, (), ()), Comparison((), ()))


def test_text_groups_changes_and_shows_both_lines() -> None:
    assert changes_as_text(DIFF) == (
        """\
lamp/bulb@v1.0.0:wit → wit

lamp:bulb/glow
  ✗ function-removed  dim (deprecated)
      the function is gone
      old wit/glow.wit:12
  ✗ record-field-type-changed  state.on
      the type of the field `on` changed from `bool` to `u8`
      old wit/glow.wit:4
      new wit/glow.wit:5

lamp:bulb/tint
  · interface-added  lamp:bulb/tint (unstable)
      the interface is new
      new wit/tint.wit:3

incompatible: 2 of 3 changes break; 1 is to unstable items
lamp:bulb: not far enough: the changes need a major bump
✗ breaks   + addition   · neither
"""
    )


def test_text_says_when_not_all_could_be_read() -> None:
    assert changes_as_text(BROKEN) == (
        """\
old|er → new

lamp:bulb/tint
  · interface-added  lamp:bulb/tint (unstable)
      the interface is new
      new wit/tint.wit:3

compatible, as far as it could be read: 1 change; 1 is to unstable items
(no package): a patch bump is needed; a version is missing
✗ breaks   + addition   · neither
"""
    )


def test_text_of_nothing() -> None:
    assert changes_as_text(NOTHING) == "a → b\n\nnothing changed\n"


def test_markdown_shows_what_breaks_and_folds_the_rest() -> None:
    assert changes_as_markdown(DIFF) == (
        """\
### API: incompatible: 2 of 3 changes break; 1 is to unstable items

`lamp/bulb@v1.0.0:wit` (`1234567890ab`) → `wit`

* lamp:bulb: not far enough: the changes need a major bump

**What breaks:**

| | change | item | what | old | new |
| --- | --- | --- | --- | --- | --- |
| ✗ | function-removed | `lamp:bulb/glow#dim` (deprecated) | the function is gone | `wit/glow.wit:12` |  |
| ✗ | record-field-type-changed | `lamp:bulb/glow#state.on` | the type of the field \\`on\\` changed from \\`bool\\` \
to \\`u8\\` | `wit/glow.wit:4` | `wit/glow.wit:5` |

<details>
<summary>1 other change</summary>

**`lamp:bulb/tint`**

| | change | item | what | old | new |
| --- | --- | --- | --- | --- | --- |
| · | interface-added | `lamp:bulb/tint` (unstable) | the interface is new |  | `wit/tint.wit:3` |

✗ breaks   + addition   · neither

</details>
"""
    )


def test_markdown_lists_what_could_not_be_read() -> None:
    assert changes_as_markdown(BROKEN).splitlines()[:10] == [
        "### API: compatible, as far as it could be read: 1 change; 1 is to unstable items",
        "",
        "`old\\|er` → `new`",
        "",
        "* (no package): a patch bump is needed; a version is missing",
        "",
        "**Not everything could be read:**",
        "",
        "* a.wit:3: expected \\`;\\`",
        "* b.wit: no",
    ]


def schema() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(shipped("data/schemas/diff.v1.json").read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("diff", [DIFF, BROKEN, NOTHING])
def test_json_is_as_the_schema_has_it(diff: Diff) -> None:
    Draft202012Validator.check_schema(schema())
    assert [
        error.message for error in Draft202012Validator(schema()).iter_errors(json.loads(changes_as_json(diff)))
    ] == []


def test_json_says_everything() -> None:
    said = json.loads(changes_as_json(DIFF))
    assert (said["schema"], said["verdict"], said["changes"][0]) == (
        "wasi-tracker/diff/v1",
        {
            "compatible": False,
            "complete": True,
            "sufficient": False,
            "packages": [
                {
                    "package": "lamp:bulb",
                    "old_version": "1.0.0",
                    "new_version": "1.1.0",
                    "breaking": 2,
                    "needed": "major",
                    "actual": "minor",
                    "sufficient": False,
                    "reason": "the changes need a major bump",
                }
            ],
        },
        {
            "kind": "function-removed",
            "item": "lamp:bulb/glow#dim",
            "old": {"file": "wit/glow.wit", "line": 12},
            "new": None,
            "stability": "deprecated",
            "effect": "breaking",
            "compatible": False,
            "message": "the function is gone",
        },
    )


def test_the_schema_lists_every_kind_of_change_and_describes_every_field() -> None:
    read = schema()
    assert read["$defs"]["change"]["properties"]["kind"]["enum"] == [str(change) for change in Change]
    objects = [read, *read["$defs"].values()]
    assert [key for each in objects for key, part in each["properties"].items() if "description" not in part] == []
    assert [each["properties"].keys() for each in objects] == [
        dict.fromkeys(each["required"]).keys() for each in objects
    ]
