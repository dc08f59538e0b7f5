"""`unlisted-release-feature` finds a feature on the line that the proposal list does not track."""

from tests.next_release.made_lamp import lamp, release
from tests.next_release.made_sources import MadeRelease, Told, decision, proposal_row, told, unchecked
from tracker.drift.findings import Severity

RULE = "unlisted-release-feature"
UNLISTED = Told(
    Severity.ERROR,
    "lamp/lamp-dim",
    "lamp-dim of wasi:lamp is @unstable on the line, and the proposal list does not track it",
    (
        "main: wasi:lamp/types#dim is @unstable(feature = lamp-dim)",
        "proposal list: only Lamp, phase 3",
    ),
)


WITHOUT = {"lamp": lamp("@since(version = 0.2.0)", version="0.2.0").replace("dim:", "dam:")}
"""A release before that has not the feature."""


def test_a_feature_without_a_row_is_found() -> None:
    assert told(release(rows=(), before=WITHOUT), RULE) == [UNLISTED]
    assert told(MadeRelease({"lamp": lamp()}), RULE) == [UNLISTED]


def test_what_the_release_before_has_as_well_holds_up_no_further_one() -> None:
    now, listed = UNLISTED.says
    was = "v0.2.0: wasi:lamp/types#dim is @unstable(feature = lamp-dim)"
    assert told(release(rows=()), RULE) == [
        UNLISTED._replace(
            severity=Severity.WARNING, message=f"{UNLISTED.message}; 0.2.0 has it as well", says=(now, was, listed)
        )
    ]


def test_a_row_of_its_own_is_enough() -> None:
    assert told(release(), RULE) == []


def test_what_was_voted_in_has_left_the_list_for_good() -> None:
    assert told(release(rows=(), votes=[decision("lamp/lamp-dim")]), RULE) == []


def test_below_phase_3_a_feature_gates_the_proposal_itself() -> None:
    assert told(MadeRelease({"lamp": lamp()}, rows=(proposal_row("lamp", 2),)), RULE) == []


def test_without_the_list_or_the_text_nobody_can_tell() -> None:
    made = release(rows=())
    assert unchecked(release(more={"tree": None}), RULE) == ["the WIT of the line was not read"]
    bare = made.sources().subjects
    listless = release(rows=(), more={"subjects": type(bare)((), (), (), ())})
    assert unchecked(listless, RULE) == ["the proposal list was not read"]
