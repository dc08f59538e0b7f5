"""Edits of the proposal list keep its form, and the diff is one that git applies."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import RepositoryBuilder
from tracker.drift.findings import Edit, InsertRow, MoveRow, RemoveRow, ReplaceLink
from tracker.drift.patching import Patched, apply_edits, unified_diff
from tracker.sources.registry import read_proposal_list

TEXT = """\
# Proposals

### Phase 3 - Implementation

| Proposal         | Champion   | Versions |
| ---------------- | ---------- | -------- |
| [Lamp][the-lamp] | Ada Author |          |

### Phase 2 - Description

| Proposal             | Champion   | Versions |
| -------------------- | ---------- | -------- |
| [Lamp: Dim][the-lamp] | Cleo Coder |          |
| [Kettle][kettle] | Bo Builder |          |

### Phase 1

| Proposal         | Champion   | Versions |
| ---------------- | ---------- | -------- |

[the-lamp]: https://github.com/Own/wasi-lamp
[kettle]: https://github.com/Own/wasi-pot
[pots]: https://github.com/Own/wasi-pots
"""
BLINK = InsertRow(2, 13, "Lamp: Blink", ("Ada Author", "Bo Builder"), 7, "Lamp")
DROP = RemoveRow(14, "Kettle")
RENAME = ReplaceLink("https://github.com/Own/wasi-pot", "https://github.com/Own/wasi-kettle")


def _changed(*edits: Edit, text: str = TEXT) -> list[str]:
    """Return the lines that a diff of the edits removes and adds."""
    patched = apply_edits(text, edits)
    assert patched.problems == ()
    return [
        line.rstrip("\r\n")
        for line in unified_diff("List.md", text, patched.text).splitlines(keepends=True)[2:]
        if line[:1] in "+-"
    ]


def test_a_row_is_put_below_its_neighbour_as_wide_as_that_with_its_parents_link() -> None:
    assert _changed(BLINK) == ["+| [Lamp: Blink][the-lamp] | Ada Author, Bo Builder |          |"]
    (short,) = _changed(InsertRow(2, 13, "Lamp: Go", ("Ada",), 7, "Lamp"))
    assert short == "+| [Lamp: Go][the-lamp]  | Ada        |          |"


def test_a_row_moves_as_it_is_written_and_as_wide_as_its_new_neighbour() -> None:
    assert _changed(MoveRow(14, "Kettle", 3, 7)) == [
        "+| [Kettle][kettle] | Bo Builder |          |",
        "-| [Kettle][kettle] | Bo Builder |          |",
    ]
    assert _changed(MoveRow(14, "Kettle", 1, None))[-1] == "+| [Kettle][kettle] | Bo Builder |          |"


def test_a_row_that_no_table_takes_stays_where_it_is() -> None:
    narrow = TEXT.replace("| [Lamp][the-lamp] | Ada Author |          |", "| [Lamp][the-lamp] | Ada Author |")
    assert apply_edits(narrow, [MoveRow(14, "Kettle", 3, 7)]) == Patched(
        narrow, ("there is no table of phase 3 that takes a row for Kettle",)
    )
    assert apply_edits(TEXT, [MoveRow(14, "Kettle", 5, None)]).text == TEXT
    assert apply_edits(TEXT, [MoveRow(14, "Lamp", 3, 7)]) == Patched(TEXT, ("line 14 holds no row of Lamp",))


def test_what_was_written_is_read_again() -> None:
    rows = read_proposal_list(apply_edits(TEXT, [BLINK]).text).rows
    assert [(each.phase, each.title, each.url, each.champions) for each in rows if ":" in each.title] == [
        (2, "Lamp: Dim", "https://github.com/Own/wasi-lamp", ("Cleo Coder",)),
        (2, "Lamp: Blink", "https://github.com/Own/wasi-lamp", ("Ada Author", "Bo Builder")),
    ]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[Lamp](https://example.org/x)", "[Lamp: Blink](https://example.org/x)"),
        ("[Lamp][]", "[Lamp: Blink][Lamp]"),
        ("[Lamp]", "[Lamp: Blink][Lamp]"),
        ("Lamp", "Lamp: Blink"),
    ],
)
def test_the_title_links_as_its_parents_does(link: str, expected: str) -> None:
    (line,) = _changed(BLINK, text=TEXT.replace("[Lamp][the-lamp]", link))
    assert line.split("|")[1].strip() == expected


def test_marks_in_names_are_escaped() -> None:
    (line,) = _changed(InsertRow(2, 13, "Lamp: a|b_c", ("A [B]",), 7, "Lamp"))
    assert line == "+| [Lamp: a\\|b\\_c][the-lamp] | A \\[B\\]    |          |"


def test_an_empty_table_takes_a_row_below_its_header() -> None:
    assert _changed(InsertRow(1, None, "Lamp: Blink", ("Ada",), 7, "Lamp")) == [
        "+| [Lamp: Blink][the-lamp] | Ada        |          |"
    ]


@pytest.mark.parametrize(
    ("head", "dim", "expected"),
    [
        ("Proposal | Champion\n--- | ---", "[Lamp: Dim][l] | Cleo", "+ [Lamp: Blink][l] | Ada"),
        ("Champion | Proposal\n--- | ---", "Cleo | [Lamp: Dim][l]", "+ Ada | [Lamp: Blink][l]"),
    ],
)
def test_a_table_with_its_columns_in_another_order_and_no_outer_pipes_keeps_its_form(
    head: str, dim: str, expected: str
) -> None:
    text = f"## Phase 3\n\nChampion | Proposal\n--- | ---\nAda | [Lamp][l]\n\n## Phase 2\n\n{head}\n{dim}\n"
    (line,) = _changed(InsertRow(2, 11, "Lamp: Blink", ("Ada",), 5, "Lamp"), text=text)
    assert line == expected


def test_a_row_is_taken_out_and_an_address_changed_wherever_it_stands_whole() -> None:
    assert _changed(DROP) == ["-| [Kettle][kettle] | Bo Builder |          |"]
    assert _changed(RENAME) == [
        "-[kettle]: https://github.com/Own/wasi-pot",
        "+[kettle]: https://github.com/Own/wasi-kettle",
    ]


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (RemoveRow(13, "Kettle"), "line 13 holds no row of Kettle"),
        (RemoveRow(99, "Kettle"), "line 99 holds no row of Kettle"),
        (RemoveRow(1, "Proposals"), "line 1 holds no row of Proposals"),
        (InsertRow(2, 9, "X", (), 7, "Lamp"), "there is no table of phase 2 that takes a row for X"),
        (InsertRow(4, None, "X", (), 7, "Lamp"), "there is no table of phase 4 that takes a row for X"),
        (InsertRow(2, 13, "X", (), 14, "Lamp"), "there is no table of phase 2 that takes a row for X"),
    ],
)
def test_an_edit_that_does_not_fit_changes_nothing_and_is_told(edit: Edit, problem: str) -> None:
    patched = apply_edits(TEXT, [edit])
    assert (patched.text, patched.problems) == (TEXT, (problem,))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_git_takes_the_diff_and_makes_the_same_text_of_it(tmp_path: Path, ending: str, last: bool) -> None:
    text = TEXT.replace("\n", ending)
    text = text if last else text.removesuffix(ending)
    edits = (BLINK, DROP, RENAME, ReplaceLink("https://github.com/Own/wasi-pots", "https://github.com/Own/wasi-pans"))
    after = apply_edits(text, edits).text
    builder = RepositoryBuilder(tmp_path / "hub.git")
    builder.commit({"docs/Proposals.md": text.encode()})
    clone = tmp_path / "hub"
    subprocess.run(["git", "clone", "-q", str(builder.path), str(clone)], check=True)
    patch = unified_diff("docs/Proposals.md", text, after).encode()
    subprocess.run(["git", "-C", str(clone), "apply", "--check", "-"], input=patch, check=True)
    subprocess.run(["git", "-C", str(clone), "apply", "-"], input=patch, check=True)
    assert (clone / "docs" / "Proposals.md").read_bytes() == after.encode()


def test_nothing_to_change_is_no_diff() -> None:
    assert unified_diff("docs/Proposals.md", TEXT, TEXT) == ""


_LINES = st.lists(
    st.sampled_from(
        [
            "| [Lamp][l] | Ada |",
            "| --- | --- |",
            "Lamp | Ada",
            "",
            "## Phase 2",
            "|",
            "\\|",
            "a\r",
            "[l]: https://x.y/z",
        ]
    )
    | st.text(max_size=12),
    max_size=12,
)
_NUMBERS = st.integers(-2, 14)
_EDITS = st.lists(
    st.builds(RemoveRow, _NUMBERS, st.sampled_from(["Lamp", "", "|"]))
    | st.builds(ReplaceLink, st.sampled_from(["https://x.y/z", "Lamp"]), st.sampled_from(["\\1", "https://q"]))
    | st.builds(
        InsertRow,
        st.integers(0, 5),
        st.none() | _NUMBERS,
        st.text(max_size=8),
        st.lists(st.text(max_size=5), max_size=2).map(tuple),
        _NUMBERS,
        st.sampled_from(["Lamp", "", "Ada"]),
    ),
    max_size=4,
)


@given(_LINES, _EDITS)
def test_any_edit_of_any_text_is_made_or_told(lines: list[str], edits: list[Edit]) -> None:
    text = "\n".join(lines)
    patched = apply_edits(text, edits)
    assert len(patched.problems) <= len(edits)
    assert (unified_diff("List.md", text, patched.text) == "") is (text == patched.text)
