"""The proposal list is read row by row, and what cannot be read is told."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts import ListProblem, ListRow, ProposalList
from tracker.sources.registry import read_proposal_list

WHOLE = """\
# Proposals

Proposals go through phases.

## Active

### Phase 3 - Building (CG + WG)

| Proposal           | Champion                | Versions    |
| ------------------ | ----------------------- | ----------- |
| [Kite][wasi-kite]  | Ada Lark, Bo Finch      | [0.2][rel]  |
| [Kite: Tail][wasi-kite] | Ada Lark and Cy Wren |            |

### Phase 2 - Text

| Proposal | Champion | Versions |
| -------- | -------- | -------- |

### Phase 0 - Idea

| Proposal                                        | Champion |          |  |
| ----------------------------------------------- | -------- | -------- |  |
| [nest/egg](https://example.org/egg) (will hatch) | Di Rook |
| [Moss][moss]                                    | TBD      |

## Versioning

| Level | Meaning |
| ----- | ------- |
| minor | more    |

[wasi-kite]: https://github.com/Owner/wasi-kite
[rel]: https://example.org/0.2
"""

THREE = "### Phase 3\n\n| Proposal | Champion | Versions |\n|---|---|---|\n"
"""A phase's heading and the head of its table; the first row stands on line 5."""

KITE = "https://github.com/Owner/wasi-kite"


def _row(title: str = "Kite", url: str | None = "kite", *champions: str, phase: int = 3, line: int = 5) -> ListRow:
    return ListRow(phase, title, url, champions, "", line)


def test_each_phase_has_the_rows_of_its_table() -> None:
    broken = WHOLE.replace("| Champion |          |  |", "| Champion | Versions |").replace(
        "-------- |  |", "-------- |"
    )
    assert read_proposal_list(broken) == ProposalList(
        rows=(
            ListRow(3, "Kite", KITE, ("Ada Lark", "Bo Finch"), "0.2", 11),
            ListRow(3, "Kite: Tail", KITE, ("Ada Lark", "Cy Wren"), "", 12),
            ListRow(0, "nest/egg", "https://example.org/egg", ("Di Rook",), "", 23),
            ListRow(0, "Moss", None, (), "", 24),
        ),
        problems=(ListProblem(24, "the reference [moss] is defined nowhere"),),
    )


def test_a_line_of_dashes_with_a_hole_makes_no_table_and_is_told() -> None:
    read = read_proposal_list(WHOLE)
    assert [row.title for row in read.rows] == ["Kite", "Kite: Tail"]
    assert [problem.line for problem in read.problems] == [21]


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text, str.rstrip])
def test_line_ends_byte_order_marks_and_a_missing_last_newline_change_nothing(change: object) -> None:
    assert callable(change)
    assert read_proposal_list(change(WHOLE)) == read_proposal_list(WHOLE)


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ("| [Kite](kite) | Ada Lark | | |", _row("Kite", "kite", "Ada Lark")),
        ("| [Kite](kite) |", _row()),
        ("[Kite](kite) | Ada Lark", _row("Kite", "kite", "Ada Lark")),
        ("| **[Kite](kite)** ([docs](docs)) | |", _row()),
        ("| ~~[Kite](kite)~~ | |", _row()),
        ("| [`kite` and *tail*](kite) | |", _row("kite and tail")),
        ('| <a href="kite">Kite</a> | Ada<br>Bo |', _row("Kite", "kite", "Ada", "Bo")),
        ("| Kite \\| Tail | |", _row("Kite | Tail", None)),
        ("| Kite | [Ada Lark](lark), Bo (@bo) |", _row("Kite", None, "Ada Lark", "Bo")),
        (f"| Kite ({KITE}) | |", _row("Kite", KITE)),
        (f"| <{KITE}> | |", _row(KITE, KITE)),
        (f"| {KITE} | |", _row(KITE, KITE)),
        ("| [![Kite](kite.png)](kite) | |", _row()),
    ],
)
def test_a_row_is_its_first_link_and_its_names(cells: str, row: ListRow) -> None:
    assert read_proposal_list(THREE + cells) == ProposalList((row,))


@pytest.mark.parametrize(
    ("cells", "row", "message"),
    [
        ("| [Kite][kite] | |", _row("Kite", None), "the reference [kite] is defined nowhere"),
        ("| [Kite] | |", _row("Kite", None), "the reference [Kite] is defined nowhere"),
        ("| [Kite][none] ([docs](docs)) | |", _row("Kite", None), "the reference [none] is defined nowhere"),
        ("| [Kite](a b) | |", _row("Kite", None), "the link of 'Kite' is not written as a link"),
        ("| [Kite]() | |", _row("Kite", None), "the link of 'Kite' has no target"),
        ("| [Kite](kite) | Ada | 1 | 2 |", None, "the row 'Kite' has 4 cells, and the table 3 columns"),
        ("| | Ada | |", None, "a row without a title was not read"),
        ("Kite", None, "the line below the table has no | and is no row: leave an empty line before it"),
        ("[kite]: kite", None, "the line below the table has no | and is no row: leave an empty line before it"),
    ],
)
def test_what_is_wrong_with_a_row_is_told(cells: str, row: ListRow | None, message: str) -> None:
    read = read_proposal_list(THREE + cells)
    assert read.problems == (ListProblem(5, message),)
    if row:
        assert read.rows == (row,)


@pytest.mark.parametrize("cells", ["| | | |", "| - | - | |", "| _None_ | | |", "| TBD | | |"])
def test_a_row_that_says_nothing_is_passed_over(cells: str) -> None:
    assert read_proposal_list(THREE + cells) == ProposalList()


def test_a_row_that_stands_twice_is_read_twice() -> None:
    read = read_proposal_list(THREE + "| [Kite](kite) | |\n| [Kite](kite) | |\n")
    assert read == ProposalList((_row(), _row(line=6)))


@pytest.mark.parametrize(
    "heading",
    [
        "### Phase 3 - Building",
        "## Phase Three",
        "### _Phase_ 3:",
        "Phase 3\n-------",
        "<h3>Phase 3</h3>\n",
        "### Phase 3\n\n#### Amendments",
        "### phase-3",
    ],
)
def test_a_heading_names_the_phase_in_many_ways(heading: str) -> None:
    read = read_proposal_list(heading + "\n\n| Proposal | Champion |\n|---|---|\n| [Kite](kite) | Ada |\n")
    assert [(row.phase, row.title, row.champions) for row in read.rows] == [(3, "Kite", ("Ada",))]
    assert read.problems == ()


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("| Champions | Name |\n|---|---|", "| Ada | [Kite](kite) |"),
        ("| | |\n|---|---|", "| [Kite](kite) | Ada |"),
        ("| What | Champion |\n|:--|--:|", "| [Kite](kite) | Ada |"),
    ],
)
def test_columns_are_found_by_name_then_by_order(head: str, cells: str) -> None:
    assert read_proposal_list(f"## Phase 3\n\n{head}\n{cells}") == ProposalList((_row("Kite", "kite", "Ada"),))


def test_a_column_of_phases_stands_in_for_headings() -> None:
    head = "| Proposal | Phase | Champion |\n|-|-|-|\n"
    text = head + "| [Kite](kite) | 2 | |\n| [Moss](moss) | Phase 3 | |\n| Egg | ? | |\n"
    assert read_proposal_list(text) == ProposalList(
        (_row(phase=2, line=3), _row("Moss", "moss", line=4)),
        (ListProblem(5, "the row 'Egg' names no phase from 0 to 5"),),
    )


NO_PHASE = "a table of proposals stands under no single phase"
NO_TABLE = "of a table, but there is no table here: is its line of dashes missing or too short?"
TABLE = "| Proposal | Champion |\n|---|---|\n| Kite | Ada |\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f"## Ideas\n\n{TABLE}",
            f"{NO_PHASE}: no heading above it names one",
        ),
        (
            f"## Phase 7\n\n{TABLE}",
            f"{NO_PHASE}: the heading above it names 7, and the phases are 0 to 5",
        ),
        (
            f"## Phases 1 and 2\n\n{TABLE}",
            f"{NO_PHASE}: the heading above it names 1 and 2, and the phases are 0 to 5",
        ),
        (
            "## Phase 2\n\n| When | Where |\n|---|---|\n| now | here |\n",
            "a table under a phase has no column Proposal or Champion: its rows were not read",
        ),
        (
            "## Phase 2\n\n| Proposal | Champion |\n| Kite | Ada |\n",
            f"2 lines look like rows {NO_TABLE}",
        ),
        (
            f"## Phase 2\n\n    {TABLE}",
            f"a line looks like a row {NO_TABLE}",
        ),
        (
            "## Phase 2\n\n<table><tr><td>Kite</td></tr></table>\n",
            "an HTML table is not read: write it as a Markdown table",
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_told_once(text: str, message: str) -> None:
    assert read_proposal_list(text).problems[0] == ListProblem(3, message)


def test_rows_behind_an_empty_line_are_told() -> None:
    read = read_proposal_list(THREE + "| Kite | | |\n\n| Moss | | |\n")
    assert ([row.title for row in read.rows], [problem.line for problem in read.problems]) == (["Kite"], [7])


@pytest.mark.parametrize(
    "text",
    [
        f"## Inactive proposals\n\n### Phase 2\n\n{TABLE}",
        f"## Phase 2\n\n### Withdrawn\n\n{TABLE}",
        "## Versioning\n\n| Level | Meaning |\n|---|---|\n| minor | more |\n",
        f"## Phase 2\n\n```\n{TABLE}```\n",
        "## Phase 2\n\n<!--\n| Kite | Ada |\n-->\n",
        "## Phase 2\n\nEither a | or nothing.\n",
        "## Ideas\n\n| Proposal | Champion |\n|---|---|\n",
        "",
    ],
)
def test_what_lists_no_active_proposals_is_passed_over(text: str) -> None:
    assert read_proposal_list(text) == ProposalList()


@given(
    st.text(alphabet=st.sampled_from("|-[]()<>!#*_`~:\\ \n\t\r&;,Pphase3 Proposal Champion@é\u2028\0"), max_size=300)
)
def test_any_text_gives_rows_and_problems(text: str) -> None:
    for shown in (text, THREE + text, f"{THREE}| {text} |"):
        read = read_proposal_list(shown)
        lines = shown.count("\n") + shown.count("\r") + 1
        assert all(1 <= line <= lines for line in [row.line for row in read.rows] + [at.line for at in read.problems])
        assert all("\n" not in problem.message for problem in read.problems)


@pytest.mark.parametrize(
    "piece", ["[", "![", "|", "(", "<h1>", "<h1 ", "<a href=", "a@", "- ", "> ", "[a](", "`", "()", "<!--"]
)
def test_a_hundred_thousand_characters_in_one_line_take_seconds(piece: str) -> None:
    long = piece * (100_000 // len(piece))
    begun = time.monotonic()
    read_proposal_list(THREE + long)
    assert time.monotonic() - begun < 30
