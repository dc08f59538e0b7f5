"""`readme-phase-against-vote` finds READMEs that are behind the last passed vote, once votes are recorded."""

import pytest

from tests.drift.made_drift import LAMP, NO_VOTES, Told, drift, lamp_row, readme, told, unchecked
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB
from tracker.chronicle import Outcome
from tracker.drift.findings import CouldNotCheck

RULE = "readme-phase-against-vote"


def _world(claimed: int | None, listed: int, voted: int | None = 2) -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(listed)])
    made.branch(LAMP).commit("2025-02-01", {"README.md": readme(claimed)})
    if voted is not None:
        made.decide("lamp", "2025-03-01", Outcome.PASSED, voted)
    return made


def test_a_readme_behind_its_vote_is_found_since_the_vote() -> None:
    assert told(_world(1, 1), RULE) == [
        Told(
            "lamp",
            "the vote of 2025-03-01 put Lamp into phase 2, and README.md of Own/wasi-lamp says phase 1",
            "2025-03-01",
            ("README: phase 1",),
        )
    ]


@pytest.mark.parametrize(
    ("claimed", "listed", "rules"),
    [
        (2, 2, []),
        (1, 2, [RULE]),
        (1, 1, [RULE, "unapplied-vote"]),
        (2, 1, ["unapplied-vote"]),
        (3, 2, ["phase-claims-differ"]),
        (None, 2, []),
    ],
)
def test_each_disagreement_of_list_readme_and_vote_is_told_by_one_rule(
    claimed: int | None, listed: int, rules: list[str]
) -> None:
    made = _world(claimed, listed)
    every = (RULE, "phase-claims-differ", "unapplied-vote")
    assert [rule for rule in every if drift(made, rule).findings] == rules


def test_what_was_not_read_of_a_voted_proposal_is_told() -> None:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(1)])
    made.decide("lamp", "2025-03-01", Outcome.PASSED, 2)
    assert unchecked(made, RULE) == (CouldNotCheck(RULE, "the README of lamp was not read", ("lamp",)),)


def test_while_no_vote_is_recorded_nobody_can_tell() -> None:
    assert unchecked(_world(1, 1, None), RULE) == (CouldNotCheck(RULE, NO_VOTES),)
