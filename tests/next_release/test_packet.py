"""What a vote packet is made of."""

import pytest

from tracker.next_release.packet import exact_question, with_phase

LISTED = "# Proposals\n\n### Phase 3 - Built (CG + WG)\n\n### Phase 2 - Written (CG)\n"
CASES = {
    "a sentence": ("It is in phase 2.\n", "It is in phase 3.\n"),
    "a word": ("It is in Phase two.\n", "It is in Phase 3.\n"),
    "a number alone": ("2\n", "3\n"),
    "line ends of Windows": ("Phase 2\r\n", "Phase 3\r\n"),
    "a link": (
        "In [Phase 2](https://example.org/list#phase-2---written-cg).\n",
        "In [Phase 3](https://example.org/list#phase-3---built-cg--wg).\n",
    ),
    "another link": (
        "In [Phase 2](https://example.org/phase-2).\n",
        "In [Phase 3](https://example.org/phase-2).\n",
    ),
    "over two lines": ("In [Phase\n  2](#there).\n", "In [Phase\n  3](#there).\n"),
    "a list below": ("Phase 2 is this phase\n\n2. one\n", "Phase 3 is this phase\n\n2. one\n"),
    "another number": ("Phase 2.1 and phase 12 are none.\n", "Phase 2.1 and phase 12 are none.\n"),
    "up to the next heading": ("Phase 2\nphase 2\n# Phase 2\n", "Phase 3\nphase 3\n# Phase 2\n"),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES.keys())
def test_a_document_says_another_phase(before: str, after: str) -> None:
    assert with_phase(f"phase 2\n\n{before}", 3, 2, 3, LISTED) == f"phase 2\n\n{after}"


def test_without_a_list_only_the_number_alone_is_an_anchor() -> None:
    assert with_phase("[Phase 2](a.md#phase-2)", 1, 2, 3) == "[Phase 3](a.md#phase-3)"


def test_the_question_leaves_nothing_open() -> None:
    assert exact_question("Lamp", 1, 2, None) == "Should Lamp advance from phase 1 to phase 2?"
    assert exact_question("Lamp: Dim", 2, 3, "dim", ["wasi:lamp", "wasi:torch"]) == (
        "Should Lamp: Dim advance from phase 2 to phase 3, so that what the feature dim gates in wasi:lamp and "
        "wasi:torch becomes stable?"
    )
