"""Tallies are read exactly, in whatever form a note taker writes them, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.chronicle import Outcome
from tracker.sources.meetings import read_notes
from tracker.voting import Confidence, Tally

ABOVE = """## Agenda items

1. Vote: advance `wasi-lamp` to phase 2 (@ada)

## Notes

### Attendees

- Ada Bulb

### Advance wasi-lamp to phase 2

"""
FIRST = ABOVE.count("\n") + 1
USUAL = Tally(3, 4, 0, 0, 1)


def told(body: str) -> list[tuple[int, Tally | None]]:
    """Return the line of each decision, counted from the body's first, and its tally."""
    return [(decision.line - FIRST, decision.tally) for decision in read_notes(ABOVE + body).decisions]


FORMS = {
    "lines": "SF: 3\nF: 4\nN: 0\nA: 0\nSA: 1\n",
    "bullets": "- SF: 3\n- F: 4\n- N: 0\n- A: 0\n- SA: 1\n",
    "stars": "* SF: 3\n* F: 4\n* N: 0\n* A: 0\n* SA: 1\n",
    "numbered": "1. SF: 3\n1. F: 4\n1. N: 0\n1. A: 0\n1. SA: 1\n",
    "counted": "1. SF: 3\n2. F: 4\n3. N: 0\n4. A: 0\n5. SA: 1\n",
    "bold labels": "**SF**: 3\n**F**: 4\n**N**: 0\n**A**: 0\n**SA**: 1\n",
    "bold with the colon": "**SF:** 3  \n**F:** 4  \n**N:** 0  \n**A:** 0  \n**SA:** 1\n",
    "bold lines": "**SF: 3**\n**F: 4**\n**N: 0**\n**A: 0**\n**SA: 1**\n",
    "italics": "*SF*: 3\n\n*F*: 4\n\n*N*: 0\n\n*A*: 0\n\n*SA*: 1\n",
    "code type": "- `SF`: 3\n- `F`: 4\n- `N`: 0\n- `A`: 0\n- `SA`: 1\n",
    "other order": "SA: 1\nA: 0\nN: 0\nF: 4\nSF: 3\n",
    "dashes": "SF - 3\nF - 4\nN - 0\nA - 0\nSA - 1\n",
    "long dashes": "SF – 3\nF – 4\nN – 0\nA – 0\nSA – 1\n",
    "equals": "SF=3 F=4 N=0 A=0 SA=1\n",
    "arrows": "SF -> 3\nF -> 4\nN -> 0\nA -> 0\nSA -> 1\n",
    "dots": "SF.......3\nF........4\nN........0\nA........0\nSA.......1\n",
    "spaces": "SF  3\nF   4\nN   0\nA   0\nSA  1\n",
    "no spaces": "SF3 F4 N0 A0 SA1\n",
    "paragraphs": "SF: 3\n\nF: 4\n\nN: 0\n\nA: 0\n\nSA: 1\n",
    "line breaks": "SF: 3<br>F: 4<br>N: 0<br>A: 0<br>SA: 1\n",
    "commas": "SF: 3, F: 4, N: 0, A: 0, SA: 1\n",
    "semicolons": "SF 3; F 4; N 0; A 0; SA 1\n",
    "slashes": "SF 3 / F 4 / N 0 / A 0 / SA 1\n",
    "bars": "| SF: 3 | F: 4 | N: 0 | A: 0 | SA: 1 |\n",
    "brackets": "SF (3), F (4), N (0), A (0), SA (1)\n",
    "number first": "3 SF, 4 F, 0 N, 0 A, 1 SA\n",
    "number times": "3x SF, 4x F, 0x N, 0x A, 1x SA\n",
    "number lines": "3 SF\n4 F\n0 N\n0 A\n1 SA\n",
    "words": "Strongly For: 3\nFor: 4\nNeutral: 0\nAgainst: 0\nStrongly Against: 1\n",
    "other words": "Strongly in favour - 3\nIn favour - 4\nNeutral - none\nOpposed - none\nStrongly opposed - 1\n",
    "words and letters": "Strongly For (SF): 3\nFor (F): 4\nNeutral (N): 0\nAgainst (A): 0\nStrongly Against (SA): 1\n",
    "letters and words": "SF (Strongly For): 3\nF (For): 4\nN (Neutral): 0\nA (Against): 0\nSA (Strongly Against): 1\n",
    "votes": "Strongly for: 3 votes\nFor: 4 votes\nNeutral: 0 votes\nAgainst: 0 votes\nStrongly against: 1 vote\n",
    "sentence": "The tally: three strongly for, four for, nobody against and one strongly against.\n",
    "lower case": "sf: 3, f: 4, n: 0, a: 0, sa: 1\n",
    "two lines": "SF: 3, F: 4\nN: 0, A: 0, SA: 1\n",
    "led": "Vote: SF: 3, F: 4, N: 0, A: 0, SA: 1\n",
    "spoken": "**Ada**: SF: 3, F: 4, N: 0, A: 0, SA: 1\n",
    "options missing": "SF: 3\nF: 4\nSA: 1\n",
    "nothing beside some": "SF: 3\nF: 4\nN:\nA:\nSA: 1\n",
    "code": "```\nSF: 3\nF: 4\nN: 0\nA: 0\nSA: 1\n```\n",
    "quotation": "> SF: 3\n> F: 4\n> N: 0\n> A: 0\n> SA: 1\n",
    "struck out": "SF: ~~2~~ 3\nF: 4\nN: 0\nA: 0\nSA: 1\n",
    "comments": "SF: 3 (including Bo)\nF: 4 (two in the chat)\nN: 0\nA: 0\nSA: 1 (Cy)\n",
    "remark between": "SF: 3\nF: 4\n(Bo leaves)\nN: 0\nA: 0\nSA: 1\n",
    "names beside": "- SF: 3 - Ada, Bo, Cy\n- F: 4\n- N: 0\n- A: 0\n- SA: 1 - Di\n",
    "names below": "- SF: 3\n  - Ada\n  - Bo\n- F: 4\n- N: 0\n- A: 0\n- SA: 1\n",
    "number below": "SF\n3\nF\n4\nN\n0\nA\n0\nSA\n1\n",
    "rows": "SF/F/N/A/SA: 3/4/0/0/1\n",
    "rows below": "SF F N A SA\n3 4 0 0 1\n",
    "numbers before": "Result: 3-4-0-0-1 (SF-F-N-A-SA)\n",
    "total": "SF: 3\nF: 4\nN: 0\nA: 0\nSA: 1\nTotal: 8\n",
    "percents": "SF: 3 (37%)\nF: 4 50%\nN: 0 0%\nA: 0\nSA: 1 (12.5%)\n",
    "of all": "Strongly For (3/8) 37%\nFor (4/8) 50%\nNeutral (0/8) 0%\nStrongly Against (1/8) 12%\n",
    "letters, words, numbers": "SF - Strongly For: 3\nF - For: 4\nN - Neutral: 0\nSA - Strongly Against: 1\n",
    "marks": "SF: 3 ✅\nF: 4\nN: 0\nA: 0\nSA: 1 ❌\n",
    "columns": "| SF | F | N | A | SA |\n|---|---|---|---|---|\n| 3 | 4 | 0 | 0 | 1 |\n",
    "bold columns": "| **SF** | **F** | **N** | **A** | **SA** |\n|---|---|---|---|---|\n| 3 | 4 | 0 | 0 | 1 |\n",
    "columns with a label": "|  | SF | F | N | A | SA |\n|--|--|--|--|--|--|\n| Votes | 3 | 4 | 0 | 0 | 1 |\n",
    "columns in words": "Strongly For | For | Neutral | Against | Strongly Against\n--|--|--|--|--\n3 | 4 | | | 1\n",
}
BELOW_HEADER = {
    "table": "| Option | Count |\n|---|---|\n| SF | 3 |\n| F | 4 |\n| N | 0 |\n| A | 0 |\n| SA | 1 |\n",
    "bold table": "| Vote | # |\n|---|---|\n| **Strongly For** | 3 |\n| **For** | 4 |\n| **Strongly Against** | 1 |\n",
    "table of names": "| | | |\n|--|--|--|\n| SF | 3 | Ada, Bo, Cy |\n| F | 4 | |\n| SA | 1 | Di |\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_tally_is_read_in_every_form(form: str) -> None:
    first = 1 if form == "code" else 0
    assert told(f"{FORMS[form]}\nAda: the vote passes.\n") == [(first, USUAL)]


@pytest.mark.parametrize("form", BELOW_HEADER)
def test_a_table_of_options_begins_with_the_first_option(form: str) -> None:
    assert told(f"{BELOW_HEADER[form]}\nAda: the vote passes.\n") == [(2, USUAL)]


@pytest.mark.parametrize(
    ("body", "tally", "reason"),
    [
        (
            "SF: Ada, Bo, Cy\nF: Di\nN:\n",
            Tally(3, 1),
            "names stand beside an option instead of a number: the tracker counted them",
        ),
        (
            "- SF\n  - Ada\n  - Bo\n- F\n  - Cy\n- N\n",
            Tally(2, 1),
            "names stand beside an option instead of a number: the tracker counted them",
        ),
        (
            "Ada: SF\nBo: SF\nCy: F\nDi: SA\n",
            Tally(2, 1, sa=1),
            "each person's answer is written beside the name: the tracker counted them",
        ),
        ("SF: 14\n", Tally(14), "only one option has a number"),
        ("SF: 12 + 2 (chat)\nF: 3\n", Tally(14, 3), "a number is written as a sum"),
        ("Yes: 9\nNo: 2\nAbstain: 1\n", Tally(f=9, a=2, abstained=1), "the answers are not the five options"),
        (
            "SF: 9\nF: 5\n\nAda: a recount, please.\n\nSF: 10\nF: 4\n",
            Tally(10, 4),
            "it was counted more than once: the last count is taken",
        ),
    ],
)
def test_a_tally_that_somebody_has_to_check_says_why(body: str, tally: Tally, reason: str) -> None:
    (decision,) = read_notes(f"{ABOVE}{body}\nAda: the vote passes.\n").decisions
    assert (decision.tally, decision.outcome, decision.confidence, decision.reason) == (
        tally,
        Outcome.PASSED,
        Confidence.MEDIUM,
        reason,
    )


def test_abstentions_are_counted_apart() -> None:
    body = "SF: 1\nF: 2\nN: 3\nA: 4\nSA: 5\nAbstain: 6\n"
    assert told(body) == [(0, Tally(1, 2, 3, 4, 5, 6))]


def test_a_corrected_tally_takes_the_place_of_the_first() -> None:
    assert told("SF: 9, F: 5, N: 1\n\nCorrection: SF: 10, F: 5, N: 0\n") == [(2, Tally(10, 5))]


def test_a_tally_that_is_told_again_counts_once() -> None:
    assert told("SF: 9, F: 5\n\n| SF | F |\n|---|---|\n| 9 | 5 |\n") == [(0, Tally(9, 5))]


def test_rows_and_columns_of_a_table_may_each_be_a_poll() -> None:
    rows = "| Poll | SF | F | SA |\n|---|---|---|---|\n| wasi-lamp | 3 | 4 | 1 |\n| wasi-fan | 0 | 2 | 7 |\n"
    columns = "| | wasi-lamp | wasi-fan |\n|---|---|---|\n| SF | 3 | 0 |\n| F | 4 | 2 |\n| SA | 1 | 7 |\n"
    assert told(rows) == [(0, Tally(3, 4, sa=1)), (3, Tally(0, 2, sa=7))]
    assert told(columns) == [(2, Tally(3, 4, sa=1)), (2, Tally(0, 2, sa=7))]


@pytest.mark.parametrize(
    "body",
    [
        "SF:\nF:\nN:\nA:\nSA:\n",
        "- SF: 0\n- F: 0\n- N: 0\n- A: 0\n- SA: 0\n",
        "| SF | F | N | A | SA |\n|---|---|---|---|---|\n|  |  |  |  |  |\n",
        "- SF: Strongly For\n- F: For\n- N: Neutral\n- A: Against\n- SA: Strongly Against\n",
        "Type SF, F, N, A or SA in the chat.\n",
        "SF = Strongly For, F = For, N = Neutral, A = Against, SA = Strongly Against\n",
        "1: SF, 2: F, 3: N, 4: A, 5: SA\n",
        "The scale is SF = 5, F = 4, N = 3, A = 2, SA = 1\n",
        "+2 = SF, +1 = F, 0 = N, -1 = A, -2 = SA\n",
        "Q: How many lamps?\nA: 3\nQ: For how long?\nA: 2 years\n",
        "For 3 years we had 2 lamps. A 5 watt bulb is enough.\n",
        "SA: Same here, nice lamp.\n\nF: I agree with that.\n",
        "The fair will be in SF: 3 days of lamps.\n",
        "We need 12 people for lunch and 3 chairs against the wall.\n",
        "Add wasi:lamp@0.2.0 for 3 hosts, and no 4th one.\n",
    ],
)
def test_what_is_no_tally_is_not_taken_for_one(body: str) -> None:
    assert told(body) == []


LABELS = {
    "sf": ("SF", "Strongly For", "Strongly in favor", "**SF**", "*Strongly for*", "Strongly For (SF)"),
    "f": ("F", "For", "In favor", "**F**", "*For*", "For (F)"),
    "n": ("N", "Neutral", "Neutral", "**N**", "*Neutral*", "Neutral (N)"),
    "a": ("A", "Against", "Opposed", "**A**", "*Against*", "Against (A)"),
    "sa": ("SA", "Strongly Against", "Strongly opposed", "**SA**", "*Strongly against*", "Strongly Against (SA)"),
}
NUMBERS = st.integers(0, 60)
OUTCOMES = {
    "": Outcome.UNCLEAR,
    "Ada: the vote passes.": Outcome.PASSED,
    "Ada: we have consensus!": Outcome.PASSED,
    "Ada: the vote does not pass.": Outcome.FAILED,
    "Ada: there is no consensus.": Outcome.FAILED,
}


@st.composite
def polls(draw: st.DrawFn) -> tuple[str, Tally, Outcome]:
    """Draw a poll in some form, with its tally and outcome."""
    style = draw(st.integers(0, 5))
    order = draw(st.sampled_from([("sf", "f", "n", "a", "sa"), ("sa", "a", "n", "f", "sf")]))
    shown = [option for option in order if option in {"sf", "f"} or draw(st.booleans())]
    numbers = {option: draw(NUMBERS) for option in shown}
    numbers["sf"] = max(numbers["sf"], 1)
    mark = draw(st.sampled_from([": ", " - ", " = ", ": ", " – ", ":", " "]))
    after = draw(st.sampled_from(["", "", " (with Bo)", " votes"]))
    if draw(st.booleans()):
        answers = [f"{LABELS[option][style]}{mark}{numbers[option]}{after}" for option in shown]
    else:
        answers = [f"{numbers[option]} {LABELS[option][style]}" for option in shown]
    bullet = draw(st.sampled_from(["", "- ", "* ", "1. ", "  - "]))
    joined = draw(st.sampled_from(["\n", "\n\n", ", ", " / ", "; ", " | "]))
    body = joined.join(f"{bullet}{answer}" for answer in answers) if "\n" in joined else joined.join(answers)
    said, outcome = draw(st.sampled_from(sorted(OUTCOMES.items())))
    return f"{body}\n\n{said}\n", Tally(**numbers), outcome


@given(polls())
def test_a_poll_of_any_form_is_read_back(poll: tuple[str, Tally, Outcome]) -> None:
    body, tally, outcome = poll
    read = read_notes(ABOVE + body).decisions
    assert [(decision.tally, decision.outcome, decision.line) for decision in read] == [(tally, outcome, FIRST)]
