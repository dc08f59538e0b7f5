"""Releases in every format, whole: a line each, and all that one brought."""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.reports.made_releases import AS_OF, COMMIT, DRAFT, FIRST, FULL, QUIET, RELEASES
from tests.reports.test_schemas import closed, schema
from tracker.reports.releases_json import releases_as_json
from tracker.reports.releases_markdown import release_notes, releases_as_markdown
from tracker.reports.releases_table import release_as_table, releases_as_table

OVERVIEW = """\
As of 2026-08-20 12:30 UTC: 4 releases; 2 prereleases left out (--prereleases)

Own/HUB
version  date        tagged in  stab.  added  depr.  gated  brings
0.2.0    2026-03-01  HUB + 1                                first of line 0.2: 1 package, 12 @since,
                                                            1 @unstable
0.2.1    2026-03-08  HUB            1      2      1      1  stabilizes lamp/lamp-dim, gates
                                                            lamp/lamp-blink, 1 late, 1 gate gone
0.2.2    2026-03-15  HUB            ·      ·      ·      ·

Own/wasi-loom
version      date        tagged in  stab.  added  depr.  gated  brings
0.1.0-draft  2026-03-20  wasi-loom                              first of line 0.1: 0 packages, no
                                                                gates
"""

NARROW = """\
As of 2026-08-20 12:30 UTC: 4 releases

Own/HUB
version  date        brings
0.2.0    2026-03-01  first of line 0.2: 1 package, 12
                     @since, 1 @unstable
0.2.1    2026-03-08  stabilizes lamp/lamp-dim, gates
                     lamp/lamp-blink, 1 late, 1 gate gone
0.2.2    2026-03-15

Own/wasi-loom
version      date        brings
0.1.0-draft  2026-03-20  first of line 0.1: 0 packages, no
                         gates
"""

ONE = """\
HUB 0.2.1 · 2026-03-08 · after 0.2.0
Packages: wasi:lamp@0.2.1, wasi:wick@0.2.0
Declared with another version: wasi:wick@0.2.0
v0.2.1: https://github.com/Own/HUB/tree/COMMIT

Stabilized (1): unstable in 0.2.0, stable now
  lamp · wasi:lamp/types
    lamp.dim                  method     @since 0.2.1, was lamp-dim  proposals/lamp/wit/types.wit:7

Added (2): new and stable
  lamp · wasi:lamp/room
    room                            world      @since 0.2.1  proposals/lamp/wit/types.wit:3
  lamp · wasi:lamp/types
    lamp                            resource   @since 0.2.1  proposals/lamp/wit/types.wit:12

Late (1): the first release with this gate, which names an earlier one
  lamp · wasi:lamp/types
    off                             function   @since 0.2.0  proposals/lamp/wit/types.wit:20

Deprecated (1): deprecated from this release on
  lamp · wasi:lamp/types
    on                            function   @deprecated 0.2.1  proposals/lamp/wit/types.wit:21

New behind a feature (1): gated as unstable, not so in 0.2.0
  lamp · wasi:lamp/types
    blink                       function   @unstable lamp-blink  proposals/lamp/wit/types.wit:25

Gates gone (1): gated in 0.2.0, without that gate now
  lamp · wasi:lamp/types
    glow                         function   @unstable lamp-glow  proposals/lamp/wit/types.wit:30

HUB 0.2.2 · 2026-03-15 · after 0.2.1
Packages: wasi:lamp@0.2.2
v0.2.2: https://github.com/Own/HUB/tree/COMMIT

No gate changed since 0.2.1.
"""

ONE_NARROW = """\
HUB 0.2.1 · 2026-03-08 · after 0.2.0
Packages: wasi:lamp@0.2.1, wasi:wick@0.2.0
Declared with another version: wasi:wick@0.2.0
v0.2.1: https://github.com/Own/HUB/tree/COMMIT

Stabilized (1): unstable in 0.2.0, stable now
  lamp · wasi:lamp/types
    lamp.dim: @since 0.2.1, was lamp-dim

Added (2): new and stable
  lamp · wasi:lamp/room
    room: @since 0.2.1
  lamp · wasi:lamp/types
    lamp: @since 0.2.1

Late (1): the first release with this gate, which names an
earlier one
  lamp · wasi:lamp/types
    off: @since 0.2.0

Deprecated (1): deprecated from this release on
  lamp · wasi:lamp/types
    on: @deprecated 0.2.1

New behind a feature (1): gated as unstable, not so in 0.2.0
  lamp · wasi:lamp/types
    blink: @unstable lamp-blink

Gates gone (1): gated in 0.2.0, without that gate now
  lamp · wasi:lamp/types
    glow: @unstable lamp-glow

HUB 0.2.0 · 2026-03-01 · first of line 0.2: 1 package, 12
@since, 1 @unstable
Packages: wasi:lamp@0.2.0
v0.2.0: https://github.com/Own/HUB/tree/COMMIT
v0.2.0: https://github.com/Own/wasi-lamp/tree/COMMIT

All of it is initial: --verbose lists it item by item.
"""

MARKDOWN = """\
# Releases

As of 2026-08-20 12:30 UTC.

| version | date | tagged in | stabilized | added | deprecated | new behind a feature | amendments |
| --- | --- | --- | --- | --- | --- | --- | --- |
| HUB 0.2.0 | 2026-03-01 | [Own/HUB](https://github.com/Own/HUB/tree/COMMIT), [Own/wasi-lamp](https://github.com/Own/wasi-lamp/tree/COMMIT) |  |  |  |  | first of line 0.2: 1 package, 12 @since, 1 @unstable |
| HUB 0.2.1 | 2026-03-08 | [Own/HUB](https://github.com/Own/HUB/tree/COMMIT) | 1 | 2 | 1 | 1 | `lamp/lamp-dim` |
| HUB 0.2.2 | 2026-03-15 | [Own/HUB](https://github.com/Own/HUB/tree/COMMIT) | 0 | 0 | 0 | 0 |  |
| wasi-loom 0.1.0-draft | 2026-03-20 | [Own/wasi-loom](https://github.com/Own/wasi-loom/tree/COMMIT) |  |  |  |  | first of line 0.1: 0 packages, no gates |
"""  # noqa: E501 -- a row, or an item with its link, is one line

NOTES = """\
# HUB 0.2.1

2026-03-08, after 0.2.0.

* Tags: [Own/HUB v0.2.1](https://github.com/Own/HUB/tree/COMMIT)
* Packages: `wasi:lamp@0.2.1`, `wasi:wick@0.2.0`
* Declared with another version: `wasi:wick@0.2.0`

## Stabilized

Unstable in 0.2.0, stable now.

### lamp

`wasi:lamp/types`

* [`lamp.dim`](https://github.com/Own/HUB/blob/COMMIT/proposals/lamp/wit/types.wit#L7): method, `@since 0.2.1, was lamp-dim`; amendment `lamp/lamp-dim`

## Added

New and stable.

### lamp

`wasi:lamp/room`

* [`room`](https://github.com/Own/HUB/blob/COMMIT/proposals/lamp/wit/types.wit#L3): world, `@since 0.2.1`

`wasi:lamp/types`

* [`lamp`](https://github.com/Own/HUB/blob/COMMIT/proposals/lamp/wit/types.wit#L12): resource, `@since 0.2.1`

## Late

The first release with this gate, which names an earlier one.

### lamp

`wasi:lamp/types`

* [`off`](https://github.com/Own/HUB/blob/COMMIT/proposals/lamp/wit/types.wit#L20): function, `@since 0.2.0`

## Deprecated

Deprecated from this release on.

### lamp

`wasi:lamp/types`

* [`on`](https://github.com/Own/HUB/blob/COMMIT/proposals/lamp/wit/types.wit#L21): function, `@deprecated 0.2.1`

## New behind a feature

Gated as unstable, not so in 0.2.0.

### lamp

`wasi:lamp/types`

* [`blink`](https://github.com/Own/HUB/blob/COMMIT/proposals/lamp/wit/types.wit#L25): function, `@unstable lamp-blink`; amendment `lamp/lamp-blink`

## Gates gone

Gated in 0.2.0, without that gate now.

### lamp

`wasi:lamp/types`

* [`glow`](https://github.com/Own/HUB/blob/COMMIT/proposals/lamp/wit/types.wit#L30): function, `@unstable lamp-glow`; amendment `lamp/lamp-glow`

# wasi-loom 0.1.0-draft

2026-03-20, first of line 0.1: 0 packages, no gates.

* Tags: [Own/wasi-loom v0.1.0-draft](https://github.com/Own/wasi-loom/tree/COMMIT)
* Packages: none of its line

It holds no gates.
"""  # noqa: E501 -- a row, or an item with its link, is one line


def _plain(text: str) -> str:
    """Return a text with the one commit there is spelled as a word."""
    return text.replace(COMMIT, "COMMIT")


def test_the_table_has_a_line_for_each_release() -> None:
    assert releases_as_table(RELEASES, AS_OF, 2, 100, color=False) == OVERVIEW


def test_a_narrow_table_leaves_the_counts_out() -> None:
    assert releases_as_table(RELEASES, AS_OF, 0, 60, color=False) == NARROW


def test_the_table_of_a_release_says_all_that_it_brought() -> None:
    assert _plain(release_as_table((FULL, QUIET), 100, color=False)) == ONE


def test_the_narrow_table_of_a_release_has_no_columns() -> None:
    assert _plain(release_as_table((FULL, FIRST), 60, color=False)) == ONE_NARROW


@pytest.mark.parametrize("width", [40, 60, 79, 80, 100, 140])
def test_no_line_is_wider_than_asked_or_ends_in_space(width: int) -> None:
    text = releases_as_table(RELEASES, AS_OF, 2, width, color=False)
    text += release_as_table(RELEASES, width, color=False)
    lines = text.splitlines()
    wide = [line for line in lines if len(line) > width and "https://" not in line]
    assert (wide, [line for line in lines if line != line.rstrip()]) == ([], [])


def test_colour_is_written_only_where_it_is_wanted() -> None:
    assert "\x1b" in release_as_table((FULL,), 100, color=True)
    assert "\x1b" not in release_as_table((FULL,), 100, color=False)


def test_the_markdown_table_has_a_row_for_each_release() -> None:
    assert _plain(releases_as_markdown(RELEASES, AS_OF)) == MARKDOWN


def test_the_release_notes_are_by_proposal_and_interface_with_links_to_the_tag() -> None:
    assert _plain(release_notes((FULL, DRAFT))) == NOTES


def test_the_json_says_everything() -> None:
    said = json.loads(releases_as_json((FULL,), AS_OF))
    (release,) = said["releases"]
    lists = ("stabilized", "added", "late", "deprecated", "unstable", "removed")
    items = {name: [each["item"] for each in release.pop(name)] for name in lists}
    assert items == {
        "stabilized": ["wasi:lamp/types#lamp.dim"],
        "added": ["wasi:lamp/types#lamp", "wasi:lamp/room"],
        "late": ["wasi:lamp/types#off"],
        "deprecated": ["wasi:lamp/types#on"],
        "unstable": ["wasi:lamp/types#blink"],
        "removed": ["wasi:lamp/types#glow"],
    }
    assert said == {
        "schema": "wasi-tracker/releases/v1",
        "as_of": "2026-08-20T12:30:00Z",
        "releases": [
            {
                "version": "0.2.1",
                "line": "0.2",
                "train": "Own/HUB",
                "date": "2026-03-08",
                "prerelease": False,
                "tags": [
                    {
                        "repository": "Own/HUB",
                        "name": "v0.2.1",
                        "revision": COMMIT,
                        "date": "2026-03-08",
                        "url": f"https://github.com/Own/HUB/tree/{COMMIT}",
                    }
                ],
                "previous": "0.2.0",
                "packages": ["wasi:lamp@0.2.1", "wasi:wick@0.2.0"],
                "holds": {"since": 15, "unstable": 2, "deprecated": 1},
                "amendments": ["lamp/lamp-dim"],
            }
        ],
    }


def test_an_item_in_json_has_its_gate_and_where_it_stands() -> None:
    said = json.loads(releases_as_json((FULL,), AS_OF))
    assert said["releases"][0]["stabilized"] == [
        {
            "proposal": "lamp",
            "amendment": "lamp/lamp-dim",
            "package": "wasi:lamp@0.2.1",
            "item": "wasi:lamp/types#lamp.dim",
            "item_kind": "method",
            "kind": "since",
            "feature": "lamp-dim",
            "version": "0.2.1",
            "file": "proposals/lamp/wit/types.wit",
            "line": 7,
            "url": f"https://github.com/Own/HUB/blob/{COMMIT}/proposals/lamp/wit/types.wit#L7",
        }
    ]


def test_the_json_is_as_its_schema_says_and_has_no_field_it_lacks() -> None:
    read = schema("releases")
    Draft202012Validator.check_schema(read)
    validator = Draft202012Validator(closed(read), format_checker=FormatChecker())
    for releases in (RELEASES, ()):
        said = json.loads(releases_as_json(releases, AS_OF))
        assert [error.message for error in validator.iter_errors(said)] == []


def test_the_schema_rejects_an_answer_without_one_of_its_fields() -> None:
    validator = Draft202012Validator(schema("releases"))
    said = json.loads(releases_as_json(RELEASES, AS_OF))
    assert [name for name in said if validator.is_valid({k: v for k, v in said.items() if k != name})] == []
    for name in said["releases"][0]:
        less = {key: value for key, value in said["releases"][0].items() if key != name}
        assert not validator.is_valid(said | {"releases": [less]})
