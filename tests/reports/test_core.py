"""Core signatures in every form, written out."""

import json
from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.reports.made_standing import COMMIT, HUB
from tests.reports.test_schemas import _parts, closed, schema
from tracker.core_signatures import (
    Allocation,
    CoreFunction,
    CorePlace,
    CoreSignatures,
    Direction,
    WorldSignature,
)
from tracker.reports.core_json import core_as_json
from tracker.reports.core_markdown import core_as_markdown
from tracker.reports.core_table import core_as_table

LAMP = "cm32p2|wasi:lamp/types@0.3"
ITEM = "wasi:lamp/types@0.3.0"
URL = f"https://github.com/{HUB}/blob/{COMMIT}/proposals/lamp/wit"
IMPORT, EXPORT = Direction.IMPORT, Direction.EXPORT
ROOM = WorldSignature(
    "wasi:lamp/room@0.3.0",
    (
        CoreFunction(IMPORT, LAMP, "on", (), ("i32",), f"{ITEM}#on"),
        CoreFunction(
            IMPORT, LAMP, "dim", ("i32", "i64"), (), f"{ITEM}#dim", False, Allocation.CALL, ("lamp-dim", "lamp-x")
        ),
        CoreFunction(IMPORT, LAMP, "light", (), ("i32",), f"{ITEM}#light", True, Allocation.PAYLOAD),
        CoreFunction(EXPORT, None, "cm32p2||go|x", ("f32",), (), "wasi:lamp/room#go", False, Allocation.UNKNOWN),
    ),
)  # fmt: skip
PLACE = CorePlace(
    "wasi:lamp@0.3.0",
    HUB,
    "main",
    COMMIT,
    "proposals/lamp/wit",
    URL,
    (ROOM,),
    ("lamp-dim", "lamp-x"),
    ("wasi:lamp/hall@0.3.0 has no core signature: a <b> | c",),
)
BARE = CorePlace("wasi:wick", HUB, "main", COMMIT, "", f"https://github.com/{HUB}/tree/{COMMIT}")
AT = datetime(2030, 3, 5, 12, tzinfo=UTC)
WHOLE = CoreSignatures(AT, "lamp", None, "wasm-tools 9.9.9", (PLACE, BARE))
ADDED = CoreSignatures(AT, "lamp/lamp-dim", "lamp-dim", "wasm-tools 9.9.9", (PLACE, BARE))

TABLE = f"""\
lamp · core modules for the build target wasm32, as wasm-tools 9.9.9 gives them

wasi:lamp@0.3.0 · proposals/lamp/wit/ of main of Own/hub at cccccccccccc
  {URL}

  world wasi:lamp/room@0.3.0: 3 imports and 1 export
    import from cm32p2|wasi:lamp/types@0.3
          on            () -> i32
      !+  dim           (i32 i64)     with lamp-dim and lamp-x
      ~   light         () -> i32     async, here the form that waits
    export
      ?   cm32p2||go|x  (f32)
  wasi:lamp/hall@0.3.0 has no core signature: a <b> | c

wasi:wick · its root of main of Own/hub at cccccccccccc
  https://github.com/Own/hub/tree/{COMMIT}
  it has no world: there is nothing that a core module could stand for

! the call makes the other side allocate in the module's memory, by its
cm32p2_realloc (cabi_realloc)
~ the call does not; reading the stream or future that it gives does
+ there with a feature only   ? not known
"""
MARKDOWN = f"""\
## lamp/lamp-dim · core modules for the build target wasm32, as wasm-tools 9.9.9 gives them

### [wasi:lamp@0.3.0 · proposals/lamp/wit/ of main of Own/hub at cccccccccccc]({URL})

#### world wasi:lamp/room@0.3.0: lamp-dim adds 1 import, to 3 imports and 1 export with it

| | module | name | core type | WIT | allocates | |
| --- | --- | --- | --- | --- | --- | --- |
| import + | `cm32p2\\|wasi:lamp/types@0.3` | `dim` | `(i32 i64)` | `{ITEM}#dim` | by the call | with lamp-x |

* wasi:lamp/hall@0.3.0 has no core signature: a \\<b\\> \\| c

### [wasi:wick · its root of main of Own/hub at cccccccccccc](https://github.com/Own/hub/tree/{COMMIT})

* it has no world: there is nothing that a core module could stand for

* nothing is behind lamp-dim here: what it brought is stable by now, or gone, or not there yet

"""


def test_the_table_names_every_function_by_where_it_comes_from() -> None:
    assert core_as_table(WHOLE, 80, color=False) == TABLE


def test_the_markdown_of_an_amendment_shows_what_it_adds() -> None:
    shown, how, told = core_as_markdown(ADDED).partition("Names and types")
    assert (shown, bool(how), told.count("component-model/blob/main/design/mvp/")) == (MARKDOWN, True, 2)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("told", [WHOLE, ADDED])
def test_no_line_is_wider_than_asked_but_for_addresses(told: CoreSignatures, width: int) -> None:
    lines = core_as_table(told, width, color=False).splitlines()
    assert [line for line in lines if len(line) > width and "https://" not in line] == []


@pytest.mark.parametrize("told", [WHOLE, ADDED])
def test_the_json_is_as_its_schema_says_and_the_schema_names_every_field(told: CoreSignatures) -> None:
    read = schema("core")
    validator = Draft202012Validator(closed(read), format_checker=FormatChecker())
    answer = json.loads(core_as_json(told))
    assert [error.message for error in validator.iter_errors(answer)] == []
    for field in answer:
        assert not validator.is_valid({key: value for key, value in answer.items() if key != field})


def test_the_schema_is_valid_and_describes_every_field() -> None:
    read = schema("core")
    Draft202012Validator.check_schema(read)
    undescribed = [
        key
        for part in _parts(read)
        if isinstance(part.get("properties"), dict) and "required" in part
        for key, each in part["properties"].items()
        if "description" not in each
    ]
    allowed = read["$defs"]["function"]["properties"]["realloc"]["enum"]
    assert (undescribed, allowed) == ([], [each.value for each in Allocation])


def test_the_json_has_each_function_with_its_types() -> None:
    (world,) = json.loads(core_as_json(ADDED))["places"][0]["worlds"]
    assert world["functions"][1] == {
        "direction": "import",
        "module": "cm32p2|wasi:lamp/types@0.3",
        "name": "dim",
        "params": ["i32", "i64"],
        "results": [],
        "item": "wasi:lamp/types@0.3.0#dim",
        "async": False,
        "realloc": "call",
        "features": ["lamp-dim", "lamp-x"],
    }
