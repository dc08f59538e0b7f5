"""Items come where proposals and discussions stand, in the manner of that list; every other line stays as it is."""

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agenda.inserting import Inserted, insert_items
from tracker.sources.meetings import read_notes

FRAME = """\
# Lamps

## Agenda: May 16 call

- **When**: May 16

## Agenda items

1. Opening
    1. Please take notes.
1. Announcements
    1. _Submit a PR to add yours_
{list}

## Attendees

- Ada Author
"""
ITEM = "Vote: [Loom](https://example.org/loom) to phase 3 (Ada Author)"


def placed(listed: str, *items: str) -> str:
    """Return the new lines, each with those beside it, as a diff would."""
    before = FRAME.format(list=listed)
    found = insert_items(before, items or (ITEM,))
    assert found.problem is None
    lines = found.text.splitlines()
    start, end = lines.index("    1. _Submit a PR to add yours_") + 1, lines.index("## Attendees") - 1
    return "\n".join(lines[start:end])


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        pytest.param(
            "1. Proposals and discussions",
            f"1. Proposals and discussions\n    1. {ITEM}",
            id="nothing below it",
        ),
        pytest.param(
            "1. Proposals and discussions\n    1. Vote: Lamp\n    1. Kettle",
            f"1. Proposals and discussions\n    1. Vote: Lamp\n    1. Kettle\n    1. {ITEM}",
            id="every number is one",
        ),
        pytest.param(
            "1. Proposals and discussions\n    1. Lamp\n    2. Kettle\n1. Closing",
            f"1. Proposals and discussions\n    1. Lamp\n    2. Kettle\n    3. {ITEM}\n1. Closing",
            id="numbers go up",
        ),
        pytest.param(
            "1. Proposals and discussions\n    1. Lamp\n    2. Kettle\n    3. _Submit a PR to add yours_",
            "1. Proposals and discussions\n    1. Lamp\n    2. Kettle\n"
            f"    3. {ITEM}\n    3. _Submit a PR to add yours_",
            id="before an invitation at the end",
        ),
        pytest.param(
            "1. Proposals and discussions\n    1. _Submit a PR to add yours_",
            f"1. Proposals and discussions\n    1. {ITEM}\n    1. _Submit a PR to add yours_",
            id="an invitation alone",
        ),
        pytest.param(
            "1. Proposals and discussions\n    1. _Submit a PR to add yours_\n    2. Triage",
            f"1. Proposals and discussions\n    1. _Submit a PR to add yours_\n    2. Triage\n    3. {ITEM}",
            id="an invitation first",
        ),
        pytest.param(
            "* **Discussions**\n\t* Lamp\n\t  which is wrapped\n\t\t* deeper\n* Closing",
            f"* **Discussions**\n\t* Lamp\n\t  which is wrapped\n\t\t* deeper\n\t* {ITEM}\n* Closing",
            id="bullets set in by tabs",
        ),
        pytest.param(
            "- Proposals & discussions (40 min):\n\n  - Lamp\n\n  - Kettle\n\n- Closing",
            f"- Proposals & discussions (40 min):\n\n  - Lamp\n\n  - Kettle\n\n  - {ITEM}\n\n- Closing",
            id="empty lines between items",
        ),
        pytest.param(
            "1) Topics\n    1)  Lamp\n\nSee you there.",
            f"1) Topics\n    1)  Lamp\n    1)  {ITEM}\n\nSee you there.",
            id="a text below the list",
        ),
        pytest.param(
            "1. Closing\n\n### Proposals and discussions\n\n* Lamp\n\n### Later",
            f"1. Closing\n\n### Proposals and discussions\n\n* Lamp\n* {ITEM}\n\n### Later",
            id="under a heading",
        ),
    ],
)
def test_an_item_comes_after_what_is_discussed_already(listed: str, expected: str) -> None:
    assert placed(listed) == expected


def test_several_items_go_on_counting() -> None:
    assert placed("1. Proposals\n    1. Lamp\n    2. Kettle", "Vote: a", "Vote: b") == (
        "1. Proposals\n    1. Lamp\n    2. Kettle\n    3. Vote: a\n    4. Vote: b"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("# Notes\n\n1. Proposals and discussions\n", "no heading says that it is the agenda"),
        ("## Agenda\n\n1. Opening\n1. Lamp\n", "no item of the agenda is about proposals and discussions"),
        (
            "## Agenda\n\n1. Proposals\n1. Discussions\n",
            "several items of the agenda are about proposals and discussions",
        ),
        ("## Agenda\n\n## Agenda items\n", "several headings say that they are the agenda: lines 1 and 3"),
        ("```\n## Agenda\n1. Proposals\n```\n", "no heading says that it is the agenda"),
        ("<!--\n## Agenda\n1. Proposals\n-->\n", "no heading says that it is the agenda"),
        (
            "## Agenda\n\n### Proposals\n\n",
            "nothing stands under the agenda's heading of proposals and discussions: how items look there is open",
        ),
        ("", "no heading says that it is the agenda"),
    ],
)
def test_where_the_place_cannot_be_told_nothing_changes_and_the_reason_is_said(text: str, problem: str) -> None:
    assert insert_items(text, [ITEM]) == Inserted(text, problem)


def test_line_ends_and_a_last_line_without_one_stay() -> None:
    text = "## Agenda\r\n\r\n* Proposals\r\n  * Lamp\r"
    assert insert_items(f"{text}\n", ["Vote"]).text == "## Agenda\r\n\r\n* Proposals\r\n  * Lamp\r\n  * Vote\r\n"
    assert insert_items("## Agenda\n* Topics\n  * Lamp", ["Vote"]).text == "## Agenda\n* Topics\n  * Lamp\n  * Vote"


WORDS = st.sampled_from(["Lamp", "Kettle update", "_Submit a PR to add yours_", "Vote: wick to phase 2"])
INDENTS = st.sampled_from(["  ", "   ", "    ", "\t"])
MARKERS = st.sampled_from(["1.", "1)", "-", "*", "+"])


@st.composite
def agendas(draw: st.DrawFn) -> str:
    """Return the list of an agenda with proposals and discussions somewhere in it."""
    marker, indent, gap = draw(MARKERS), draw(INDENTS), draw(st.sampled_from([" ", "  "]))
    if marker[0] == "1" and indent == "  ":
        indent = "   "
    lines = [f"{marker} Opening"]
    lines += [f"{indent}{marker}{gap}{each}" for each in draw(st.lists(WORDS, max_size=2))]
    lines.append(f"{marker} {draw(st.sampled_from(['Proposals and discussions', 'Discussion topics', '_Proposals_']))}")
    for number, each in enumerate(draw(st.lists(WORDS, max_size=4)), 1):
        counted = f"{number}{marker[1]}" if marker[0] == "1" and draw(st.booleans()) else marker
        lines.append(f"{indent}{counted}{gap}{each}")
        lines += [f"{indent}{indent}{marker} deeper"] * draw(st.integers(0, 1))
    lines += [f"{marker} Closing"] * draw(st.integers(0, 1))
    return "\n".join(lines)


@given(agendas(), st.lists(st.sampled_from(["Vote: loom to phase 3", "Vote: tea to phase 1"]), min_size=1, unique=True))
def test_every_other_line_is_unchanged_and_the_items_are_read_below_their_parent(listed: str, items: list[str]) -> None:
    before = FRAME.format(list=listed)
    after = insert_items(before, items)
    assert after.problem is None
    changed = [line for line in difflib.ndiff(before.split("\n"), after.text.split("\n")) if line[0] in "+-"]
    assert [line[0] for line in changed] == ["+"] * len(items)
    read = [(each.text, each.depth, each.asks_vote) for each in read_notes(after.text).agenda]
    texts = [text for text, _, _ in read]
    assert [each for each in read if each[0] in items] == [(each, 1, True) for each in items]
    parent = next(at for at, (text, _, _) in enumerate(read) if "roposals" in text or text == "Discussion topics")
    later = next((at for at, (_, depth, _) in enumerate(read) if at > parent and depth == 0), len(read))
    assert all(parent < texts.index(each) < later for each in items)
