"""A proposal's README says what its sections are about, what fills them, and what it claims."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts import ClaimedChampion, ClaimedPhase, Document, Filling, Section, Topic
from tracker.sources.documents import read_document
from tracker.sources.documents_topics import is_placeholder_heading, topic_of

WHOLE = """\
Flies in any wind.

# Kite

An API for kites.

### Current Phase

Kite is now in [Phase
2](https://example.org/list#phase-3).

### Champions

<!-- One for each nest. -->
- [Ada Lark](https://example.org/lark)
- Bo Finch (@finch)
- [etc.]

Portability Criteria
--------------------

* [ ] Two nests on `linux` and one elsewhere.

## Table of Contents [when long]

- [Goals](#goals)
- [[Wing shape 1]](#wing-shape-1)

### Goals [or Dreams]

[What is it for?]

### 4. Detailed design discussion

#### \\[Wing shape #1\\]

TODO

```
# Not a heading
```

> # Nor this
"""


def test_a_document_is_its_sections_and_its_claims() -> None:
    assert read_document(WHOLE) == Document(
        sections=(
            Section(Topic.OTHER, 0, 1, Filling.CONTENT, 4),
            Section(Topic.OTHER, 1, 3, Filling.CONTENT, 4),
            Section(Topic.PHASE, 3, 7, Filling.CONTENT, 6),
            Section(Topic.CHAMPIONS, 3, 12, Filling.CONTENT, 5),
            Section(Topic.PORTABILITY, 2, 19, Filling.CONTENT, 7),
            Section(Topic.CONTENTS, 2, 24, Filling.CONTENT, 1),
            Section(Topic.GOALS, 3, 29, Filling.FILLER, 0),
            Section(Topic.DESIGN, 3, 33, Filling.EMPTY, 0),
            Section(Topic.OTHER, 4, 35, Filling.CONTENT, 5, placeholder_heading=True),
        ),
        claimed_phase=ClaimedPhase(2, 9),
        champions=(ClaimedChampion("Ada Lark", 15), ClaimedChampion("Bo Finch", 16)),
    )


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text, str.rstrip])
def test_line_ends_byte_order_marks_and_a_missing_last_newline_change_nothing(change: object) -> None:
    assert callable(change)
    assert read_document(change(WHOLE)) == read_document(WHOLE)


HEADINGS = {
    Topic.PORTABILITY: """
        Portability Criteria | PORTABILITY CRITERIA: | Portability criterion | 3. Portability criteria | Portability
        Phase 4 Advancement Criteria | Phase 3/4 Advancement Criteria | Advancement criteria | Compatibility criteria
        Kite's portability criteria (draft) | Portability Criteria for Phase 4 | Portability criteria [when known]""",
    Topic.PHASE: "Current Phase | Phase | Status | Current status | Standardization status | Current Phase: 2",
    Topic.CHAMPIONS: "Champions | Champion | Champion(s) | Proposal champions | Champions & friends",
    Topic.INTRODUCTION: """
        Introduction | Overview | Abstract | Summary | Motivation | Background | Problem statement
        About | About Kite | 1.1 Overview""",
    Topic.GOALS: "Goals | Goals [or Use Cases, or Scenarios] | Goals and non-goals | Use cases | WASI goals",
    Topic.NON_GOALS: "Non-goals | Non goals | Nongoals | Out of scope",
    Topic.WALKTHROUGH: "API walk-through | API Walkthrough | Walkthrough | Usage | Examples | API",
    Topic.DESIGN: "Detailed design discussion | Design | Design decisions",
    Topic.ALTERNATIVES: "Considered alternatives | Alternatives considered | Alternatives",
    Topic.FEEDBACK: "Stakeholder Interest & Feedback | Stakeholder feedback | Feedback",
    Topic.REFERENCES: "References & acknowledgements | References | Acknowledgments",
    Topic.CONTENTS: "Table of Contents | Contents | Table of Contents [when it is long] | TOC",
    Topic.OTHER: """
        Kite | POSIX compatibility | Phase 2 | Implementation status | Launch criteria | [Title]
        Why is portability hard? | Use case 1 | Contributing""",
}


@pytest.mark.parametrize(
    ("heading", "topic"),
    [(heading.strip(), topic) for topic, lines in HEADINGS.items() for heading in re.split(r"[|\n]", lines.strip())],
)
def test_a_heading_tells_what_its_section_is_about(heading: str, topic: Topic) -> None:
    assert topic_of(heading) is topic


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("[Use case 1]", True),
        ("[Tricky design choice #1]", True),
        ("[Tricky design choice] #1", True),
        ("2. [Use case [or two]]", True),
        ("[One] and [two]", False),
        ("Goals [or dreams]", False),
        ("TODO", False),
        ("", False),
    ],
)
def test_a_heading_wholly_in_brackets_is_a_placeholder(heading: str, *, expected: bool) -> None:
    assert is_placeholder_heading(heading) is expected


@pytest.mark.parametrize(
    "heading",
    [
        "## *Portability* `Criteria`",
        "## [Portability Criteria](#portability)",
        "## Portability Criteria ##",
        "Portability Criteria\n===",
        '<h2 align="center">Portability <b>Criteria</b></h2>\n',
        "<h2>\nPortability Criteria\n</h2>\n",
    ],
)
def test_a_heading_may_be_written_in_many_ways(heading: str) -> None:
    (section,) = read_document(heading + "\n\nAnywhere.\n").sections
    assert (section.topic, section.filling, section.words) == (Topic.PORTABILITY, Filling.CONTENT, 1)


@pytest.mark.parametrize(
    "text",
    [
        "```\n# Goals\n```\n",
        "    # Goals\n",
        "> # Goals\n",
        "- # Goals\n",
        "<!--\n# Goals\n-->\ntext\n",
        "<pre>\n# Goals\n</pre>\n",
        "#Goals\n",
        "text\n<!-- <h1>Goals</h1> -->\n",
    ],
)
def test_what_only_looks_like_a_heading_divides_nothing(text: str) -> None:
    assert [section.level for section in read_document(text).sections] == [0]


EMPTY = ["", "<!-- something -->", "---", "<br>", "&nbsp;", "- ", "![](kite.png)", "```\n```", "[kite]: kite"]
FILLER = [
    "TODO",
    "todo",
    "TODO.",
    "**TODO**",
    "_TODO before entering Phase 2._",
    "TODO before entering Phase 2.",
    "TODO: say where it flies\nand when.",
    "TBD",
    "T.B.D.",
    "WIP...",
    "To be determined",
    "to be written by Ada",
    "Work in progress",
    "[Fill in where it flies]",
    "\\[Fill in where it flies\\]",
    "[First part.\n\nSecond part.]",
    "[Fill in.] [And this.]",
    "TODO [Say where it flies.]",
    "- [Champion 1]\n- [etc.]",
    "* TODO\n* TBD",
    "> TODO",
    "<p>TODO</p>",
    "`TODO`",
    "<!-- a --> TODO",
    "| Where | When |\n|---|---|\n| TODO | |",
    "| Where | When |\n|---|---|",
    "The criteria are not yet defined.",
    "Kite has not yet proposed its advancement criteria.",
    "Windows: TODO",
    "...",
    "🚧",
]
CONTENT = {
    "Anywhere.": 1,
    "TODO\nFlies anywhere.": 2,
    "Flies anywhere. TODO: say how.": 2,
    "* [ ] At least two nests": 4,
    "- [x] Two nests": 2,
    "See [1] for more.": 4,
    "[Notes](notes.md)": 1,
    "[Notes][notes]\n\n[notes]: notes.md": 1,
    "![a red kite](kite.png)": 3,
    "```\nfly(kite)\n```": 2,
    "    fly(kite)": 2,
    "| Where | When |\n|---|---|\n| hill | TODO |": 3,
    "> [!NOTE]\n> Flies anywhere.": 2,
    "<p>Flies <b>anywhere</b></p>": 2,
    "Todo lists are out.": 4,
    "The set of hills to be climbed grows with every year that we look, and so it will.": 18,
    "# \nsnake_case and wasi:kite/fly@0.2": 8,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, (Filling.EMPTY, 0)) for text in EMPTY),
        *((text, (Filling.FILLER, 0)) for text in FILLER),
        *((text, (Filling.CONTENT, words)) for text, words in CONTENT.items()),
    ],
)
def test_a_section_is_empty_filler_or_content(text: str, expected: tuple[Filling, int]) -> None:
    section = read_document(f"## Kite\n\n{text}\n").sections[-1]
    assert (section.filling, section.words) == expected


def test_a_list_of_links_into_the_document_is_contents_under_any_heading() -> None:
    text = "## Portability Criteria\n\n- [One](#one)\n- [Two](#two)\n\n## Goals\n\n- [Fly](#fly) high\n"
    assert [section.topic for section in read_document(text).sections] == [Topic.CONTENTS, Topic.GOALS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Current Phase\nPhase 2", (2, 2)),
        ("## Phase\n\nphase-2", (2, 3)),
        ("## Status\n\n_Phase two_", (2, 3)),
        ("## Current Phase\n2", (2, 2)),
        ("## Current Phase\n\n**[Phase 3][p]**\n\n[p]: list#phase-2", (3, 3)),
        ("## Current Phase\nKite is in [Phase 3].", (3, 2)),
        ("## Current Phase\n[here](list.md#phase-3---building)", (3, 2)),
        ("## Current Phase\n~~Phase 1~~ Phase 2", (2, 2)),
        ("## Current Phase\nKite has long\nbeen in phase\n3.", (3, 3)),
        ("<h3>Current Phase</h3>\n\nPhase 4", (4, 3)),
        ("## Current Phase: Phase 1", (1, 1)),
        ("# Kite\n\nKite is currently in Phase 2.", (2, 3)),
        ("# Kite\n\n**Phase:** 3", (3, 3)),
        ("# Kite\n\nKite waits for phase 3.", None),
        ("## Current Phase\n[Fill in, such as Phase 1]", None),
        ("## Current Phase\nTODO before entering Phase 2.", None),
        ("Now in Phase 1.\n\n## Current Phase\n\nTBD", None),
        ("## Current Phase\nPhase 1, soon Phase 2", None),
        ("## Current Phase\nPhase 1, soon Phase 2 [here](x#phase-2)", None),
        ("## Current Phase\nPhase 7", None),
        ("## Current Phase\nPhase 0.2", None),
        ("## Current Phase\n", None),
        ("", None),
    ],
)
def test_a_document_claims_the_one_phase_it_names(text: str, expected: tuple[int, int] | None) -> None:
    assert read_document(text).claimed_phase == (ClaimedPhase(*expected) if expected else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Ada Lark\n- Bo Finch\n", {"Ada Lark": 3, "Bo Finch": 4}),
        ("1. Ada Lark\n\n2. Bo Finch\n", {"Ada Lark": 3, "Bo Finch": 5}),
        ("Ada Lark, Bo Finch and Cy Wren", {"Ada Lark": 3, "Bo Finch": 3, "Cy Wren": 3}),
        ("Ada Lark,\nBo Finch", {"Ada Lark": 3, "Bo Finch": 4}),
        ("- [Ada Lark](lark)\n- [Bo Finch][finch]", {"Ada Lark": 3, "Bo Finch": 4}),
        ("- [Ada]([@lark](https://example.org/lark))", {"Ada": 3}),
        ("- [Ada Lark]: https://example.org/lark", {"Ada Lark": 3}),
        ("- Ada Lark, Nest\n- Bo Finch, Hill Hut", {"Ada Lark": 3, "Bo Finch": 4}),
        ("- Ada Lark\n  - Nest of the North\n\n  She began it.", {"Ada Lark": 3}),
        ("These are the people.\n\n- Ada Lark", {"Ada Lark": 5}),
        ("The champions of Kite are Ada Lark and Bo Finch.", {"Ada Lark": 3, "Bo Finch": 3}),
        ("| Nest | Champion |\n|---|---|\n| North | Ada Lark |", {"Ada Lark": 5}),
        ("<ul>\n<li>Ada Lark</li>\n<li>Bo Finch</li>\n</ul>", {"Ada Lark": 4, "Bo Finch": 5}),
        ("- Ada Lark\n- ~~Bo Finch~~\n- Ada Lark", {"Ada Lark": 3}),
        ("- [Champion 1]\n- [Champion 2]\n- [etc.]", {}),
        ("TBD", {}),
        ("See who wrote most of it.", {}),
        ("", {}),
    ],
)
def test_champions_are_the_names_in_their_section(text: str, expected: dict[str, int]) -> None:
    claimed = read_document(f"## Champions\n\n{text}").champions
    assert claimed == tuple(ClaimedChampion(name, line) for name, line in expected.items())


def test_a_labelled_line_near_the_top_names_champions_too() -> None:
    claimed = read_document("# Kite\n\nAn API.\n**Champions**: Ada Lark, Bo Finch\n").champions
    assert claimed == (ClaimedChampion("Ada Lark", 4), ClaimedChampion("Bo Finch", 4))


@given(
    st.text(alphabet=st.sampled_from("#-=|[]()<>!*_`~:.\\ \n\t\r&;,@12TODOPhaseé\u2028\u2029\x1f\0"), max_size=300),
    st.sampled_from(
        ["", "## Champions\n", "## Current Phase\n", "## Portability Criteria\n\n- ", "<h1>", "<!--", "```\n"]
    ),
)
def test_any_text_is_a_document(text: str, before: str) -> None:
    document = read_document(before + text)
    lines = text.count("\n") + text.count("\r") + 3
    assert document.problem is None
    assert all(1 <= section.line <= lines for section in document.sections)
    assert all((section.words > 0) == (section.filling is Filling.CONTENT) for section in document.sections)
    assert all(1 <= champion.line <= lines and champion.name for champion in document.champions)


@pytest.mark.parametrize(
    "piece", ["[", "![", "[a] ", "(", "<h1>", "<h1 ", "a@", "- ", "> ", "# [", "()", "TODO ", "a. ", "Phase "]
)
@pytest.mark.parametrize("before", ["# ", "## Champions\n"])
def test_a_hundred_thousand_characters_in_one_line_take_seconds(before: str, piece: str) -> None:
    long = piece * (100_000 // len(piece))
    begun = time.monotonic()
    read_document(before + long)
    assert time.monotonic() - begun < 30


def test_deep_nesting_is_read_as_far_as_it_goes() -> None:
    deep = "\n".join(">" * depth + " " + "- " * depth + "Ada" for depth in range(1, 400))
    assert [section.level for section in read_document(deep).sections] == [0]


def test_separators_of_the_text_itself_are_spaces() -> None:
    claimed = read_document("## Champions\n\nAda\u2028Lark, Bo\u2029Finch\n").champions
    assert claimed == (ClaimedChampion("Ada Lark", 3), ClaimedChampion("Bo Finch", 3))
