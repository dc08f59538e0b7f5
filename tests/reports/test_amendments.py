"""Amendments in every format, written out whole."""

import json
from dataclasses import replace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.reports.made_lives import FIRST, LANDED, LIVES, PROPOSED, RELEASED, SECOND, THIRD, on
from tests.reports.made_standing import AMENDMENT, COMMIT, HUB, ITEM, STANDING
from tracker.lives import LineLife, Mark
from tracker.reports.amendments_json import amendments_as_json
from tracker.reports.amendments_markdown import amendments_as_markdown
from tracker.reports.amendments_table import amendments_as_table, line_said
from tracker.reports.json import JsonReport
from tracker.standing import AmendmentState, Standing

ELSEWHERE = replace(STANDING, amendments=())
"""A standing that knows of no amendment."""


def _lines(text: str) -> list[str]:
    assert text.endswith("\n")
    return text.splitlines()


# --- a terminal -------------------------------------------------------------------------------------------------------


def test_a_table_tells_each_amendment_with_its_lines() -> None:
    assert _lines(amendments_as_table(LIVES, STANDING, 100, color=False)) == [
        "As of 2026-08-20 12:30 UTC: 3 amendments",
        "",
        "lamp/lamp-dim · Lamp: Dim",
        "  landed · phase 2 · its own row in the proposal list",
        "  Open: a plan.",
        "  0.2  landed  Own/wasi-lamp main                gated since 2026-01-01, until 2026-03-09; the",
        "                                                 branch holds this line no more",
        "  0.3  landed  Own/hub main                      gated since 2026-02-01",
        "",
        "lamp/lamp-blink · Lamp: Blink",
        "  released · phase 3 · no row in the proposal list",
        "  Shipping it in 0.3.1 waits for the release manager.",
        "  left out: no row of its own in the proposal list",
        "  0.2  released    Own/hub wasi-0.2                 gated since 2026-01-01, until 2026-03-01;",
        "                                                    released in 0.2.4",
        "  0.3  stabilized  Own/hub main                     there since 2026-04-01; @since 0.3.1, not",
        "                                                    released",
        "",
        "lamp/lamp-<b>glow</b> · Lamp: [glow] | *more*",
        "  proposed · no phase yet · no row in the proposal list",
        "  Accepting it (#7) waits for the champion.",
    ]


def test_a_table_counts_one_and_none() -> None:
    assert amendments_as_table((), STANDING, 80, color=False) == "As of 2026-08-20 12:30 UTC: 0 amendments\n"
    first, *_ = _lines(amendments_as_table((PROPOSED,), STANDING, 80, color=False))
    assert first == "As of 2026-08-20 12:30 UTC: 1 amendment"


@pytest.mark.parametrize("width", [40, 80, 140])
def test_a_table_keeps_to_its_width_and_its_colours_change_no_word(width: int) -> None:
    lines = _lines(amendments_as_table(LIVES, STANDING, width, color=False))
    assert [line for line in lines if len(line) > width or line != line.rstrip()] == []
    assert "\x1b" in amendments_as_table(LIVES, STANDING, width, color=True)


_NO_LINE = LineLife(None, HUB, "main", AmendmentState.WITHDRAWN, Mark(on(1), FIRST), Mark(on(1), FIRST), None, None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (_NO_LINE, "gated since 2026-01-01, until 2026-01-01"),
        (replace(_NO_LINE, last=None), "gated since 2026-01-01"),
        (replace(_NO_LINE, state=AmendmentState.STABILIZED, stabilized_in="0.2.4"),
         "there since 2026-01-01; @since 0.2.4, not released"),
        (replace(_NO_LINE, state=AmendmentState.RELEASED, stabilized_in="0.2.4", released_in="0.2.5", carried=False),
         "there since 2026-01-01; released in 0.2.5; the branch holds this line no more"),
    ],
)  # fmt: skip
def test_a_line_says_what_was_seen_of_it_and_no_more(line: LineLife, said: str) -> None:
    assert line_said(line) == said


def test_a_line_without_a_version_has_a_dash() -> None:
    life = replace(PROPOSED, lines=(_NO_LINE,))
    assert _lines(amendments_as_table((life,), ELSEWHERE, 100, color=False))[-1] == (
        "  -  withdrawn  Own/hub main                      gated since 2026-01-01, until 2026-01-01"
    )
    assert "| - | Own/hub | `main` | withdrawn | gated since 2026-01-01, until 2026-01-01 |" in _lines(
        amendments_as_markdown((life,), ELSEWHERE)
    )


# --- Markdown ---------------------------------------------------------------------------------------------------------


def test_markdown_has_a_section_for_each_amendment() -> None:
    assert (
        amendments_as_markdown(LIVES, STANDING)
        == rf"""# Amendments

As of 2026-08-20 12:30 UTC.

## Lamp: Dim (`lamp/lamp-dim`)

landed · phase 2 · its own row in the proposal list. Open: a plan.

| line | repository | branch | state | |
| --- | --- | --- | --- | --- |
| 0.2 | Own/wasi-lamp | `main` | landed | gated since 2026-01-01, until 2026-03-09; the branch holds this line no more |
| 0.3 | Own/hub | `main` | landed | gated since 2026-02-01 |

* 2026-01-01: landed with 1 gate ([Own/wasi-lamp](https://github.com/Own/wasi-lamp/commit/{FIRST}))
* 2026-02-01: the vote was put off

## Lamp: Blink (`lamp/lamp-blink`)

released · phase 3 · no row in the proposal list. Shipping it in 0.3.1 waits for the release manager.

* Left out: no row of its own in the proposal list

| line | repository | branch | state | |
| --- | --- | --- | --- | --- |
| 0.2 | Own/hub | `wasi-0.2` | released | gated since 2026-01-01, until 2026-03-01; released in 0.2.4 |
| 0.3 | Own/hub | `main` | stabilized | there since 2026-04-01; @since 0.3.1, not released |

* 2026-03-01: became stable ([Own/hub](https://github.com/Own/hub/commit/{SECOND}))
* 2026-05-01: shipped in 0.2.4 ([Own/hub](https://github.com/Own/hub/tree/v0.2.4))

## Lamp: \[glow\] \| \*more\* (`lamp/lamp-<b>glow</b>`)

proposed · no phase yet · no row in the proposal list. Accepting it (\#7) waits for the champion.

* 2026-06-01: filed \| as \#7 ([Own/hub](https://github.com/Own/hub/pull/7))
"""
    )


def test_markdown_of_nothing_is_its_head() -> None:
    assert amendments_as_markdown((), STANDING) == "# Amendments\n\nAs of 2026-08-20 12:30 UTC.\n"


def test_names_from_outside_add_no_markup_to_markdown() -> None:
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(amendments_as_markdown(LIVES, STANDING))
    assert ([tag for tag in ("<b>", "<em>") if tag in rendered], rendered.count("<table>")) == ([], 2)
    assert "Lamp: [glow] | *more* (<code>lamp/lamp-&lt;b&gt;glow&lt;/b&gt;</code>)" in rendered


# --- JSON -------------------------------------------------------------------------------------------------------------


def _item_life(path: str, state: str, file: str, line: int, **more: str) -> dict[str, Any]:
    told = {"path": path, "kind": "function", "state": state, "file": file, "line": line}
    return told | {"stabilized_in": None, "renamed_to": None} | more


def _line(line: str, repository: str, branch: str, state: str, **more: Any) -> dict[str, Any]:
    place = {"line": line, "repository": repository, "branch": branch, "state": state, "first": None, "last": None}
    return place | {"stabilized_in": None, "released_in": None, "carried": True, "items": []} | more


def _event(date: str, state: str, summary: str, **more: str | None) -> dict[str, Any]:
    told = {"date": date, "state": state, "line": None, "repository": None, "revision": None, "summary": summary}
    return told | {"url": None, "who": None} | more


NOWHERE: dict[str, Any] = {
    "champions": [],
    "repository": None,
    "path": None,
    "packages": [],
    "next_phase": None,
    "readiness": None,
    "criteria": [],
}
DIM_JSON = {
    **json.loads(JsonReport().status(STANDING, {}))["amendments"][0],
    "lines": [
        _line(
            "0.2", "Own/wasi-lamp", "main", "landed", first={"date": "2026-01-01", "revision": FIRST},
            last={"date": "2026-03-09", "revision": SECOND}, carried=False,
            items=[_item_life("wasi:lamp/types#dim", "landed", "wit/types.wit", 7)],
        ),
        _line(
            "0.3", "Own/hub", "main", "landed", first={"date": "2026-02-01", "revision": THIRD},
            items=[
                _item_life("wasi:lamp/types#fade", "withdrawn", "lamp/types.wit", 9, renamed_to="wasi:lamp/types#dim"),
                _item_life("wasi:lamp/types#dim", "landed", "lamp/types.wit", 7),
            ],
        ),
    ],
    "events": [
        _event(
            "2026-01-01", "landed", "landed with 1 gate", line="0.2", repository="Own/wasi-lamp", revision=FIRST,
            url=f"https://github.com/Own/wasi-lamp/commit/{FIRST}", who="Bo",
        ),
        _event("2026-02-01", "deferred", "the vote was put off"),
    ],
    "step": 5,
    "missing": [],
    "pulls": [],
    "contributors": [],
}  # fmt: skip
BLINK_JSON = {
    "id": "lamp/lamp-blink",
    "title": "Lamp: Blink",
    "phase": 3,
    **NOWHERE,
    "next_step": "Shipping it in 0.3.1 waits for the release manager.",
    "row": None,
    "parent": "lamp",
    "feature": "lamp-blink",
    "state": "released",
    "items": [],
    "last_presented": None,
    "last_activity": None,
    "quiet": False,
    "lines": [
        _line(
            "0.2", "Own/hub", "wasi-0.2", "released", first={"date": "2026-01-01", "revision": FIRST},
            last={"date": "2026-03-01", "revision": SECOND}, stabilized_in="0.2.4", released_in="0.2.4",
            items=[_item_life("wasi:lamp/types#blink", "released", "lamp/a.wit", 4, stabilized_in="0.2.4")],
        ),
        _line(
            "0.3", "Own/hub", "main", "stabilized", first={"date": "2026-04-01", "revision": THIRD},
            last={"date": "2026-04-01", "revision": THIRD}, stabilized_in="0.3.1",
            items=[_item_life("wasi:lamp/types#blink", "stabilized", "lamp/a.wit", 5, stabilized_in="0.3.1")],
        ),
    ],
    "events": [
        _event(
            "2026-03-01", "stabilized", "became stable", line="0.2", repository="Own/hub", revision=SECOND,
            url=f"https://github.com/Own/hub/commit/{SECOND}", who="Bo",
        ),
        _event(
            "2026-05-01", "released", "shipped in 0.2.4", line="0.2", repository="Own/hub", revision=SECOND,
            url="https://github.com/Own/hub/tree/v0.2.4",
        ),
    ],
    "step": 8,
    "missing": ["no row of its own in the proposal list"],
    "pulls": [],
    "contributors": [],
}  # fmt: skip
GLOW_JSON = {
    "id": "lamp/lamp-<b>glow</b>",
    "title": "Lamp: [glow] | *more*",
    "phase": None,
    **NOWHERE,
    "next_step": "Accepting it (#7) waits for the champion.",
    "row": None,
    "parent": "lamp",
    "feature": "lamp-<b>glow</b>",
    "state": "proposed",
    "items": [],
    "last_presented": None,
    "last_activity": None,
    "quiet": False,
    "lines": [],
    "events": [
        _event(
            "2026-06-01", "proposed", "filed | as #7", repository="Own/hub", revision=THIRD,
            url="https://github.com/Own/hub/pull/7", who="Ada",
        ),
    ],
    "step": 2,
    "missing": [],
    "pulls": [],
    "contributors": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "expected"),
    [(STANDING, [DIM_JSON, BLINK_JSON, GLOW_JSON]), (ELSEWHERE, [BLINK_JSON, GLOW_JSON])],
    ids=["all", "without-a-place"],
)
def test_json_has_every_field_in_this_order(standing: Standing, expected: list[dict[str, Any]]) -> None:
    lives = LIVES if standing is STANDING else (RELEASED, PROPOSED)
    answer = {
        "schema": "wasi-tracker/amendments/v1",
        "as_of": "2026-08-20T12:30:00Z",
        "synced_at": "2026-08-20T12:30:00Z",
        "revisions": {"Own/hub": COMMIT, "Own/wasi-loom": COMMIT},
        "amendments": expected,
    }
    assert amendments_as_json(lives, standing) == json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


def test_json_tells_of_what_stands_somewhere_also_where() -> None:
    (dim,) = json.loads(amendments_as_json((LANDED,), STANDING))["amendments"]
    assert (dim["champions"], dim["items"], dim["row"]["line"], dim["next_step"]) == (
        ["Bo Builder"],
        [{"path": ITEM.path, "kind": "function", "file": ITEM.file, "line": 7, "url": ITEM.url}],
        12,
        AMENDMENT.next_step,
    )


def test_json_tells_state_and_phase_as_the_life_does() -> None:
    life = replace(LANDED, state=AmendmentState.VOTED, phase=3)
    (dim,) = json.loads(amendments_as_json((life,), STANDING))["amendments"]
    assert (dim["state"], dim["phase"]) == ("voted", 3)
