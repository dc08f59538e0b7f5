"""A version, or `next`, means one release of one line; what no line can come to is told in one line."""

import pytest

from tests.next_release.made_target import CALENDAR, RELEASES, noon, released
from tracker.next_release.interface import Target
from tracker.next_release.target import UnknownTargetError, target_of
from tracker.process.calendar import Calendar

BY_VERSION = {each.version: each for each in RELEASES}


def target(version: str, day: str = "2030-05-01") -> Target:
    """Return the release that is meant on a day."""
    return target_of(version, RELEASES, CALENDAR, noon(day))


@pytest.mark.parametrize("version", ["0.2.3", "v0.2.3", " 0.2.3 ", "next", "NEXT"])
def test_a_version_and_next_mean_the_same_release(version: str) -> None:
    assert target(version) == Target("0.2.3", "0.2", BY_VERSION["0.2.2"], None)


def test_a_release_that_is_out_is_looked_at_as_it_was() -> None:
    assert target("0.2.1") == Target("0.2.1", "0.2", BY_VERSION["0.2.0"], BY_VERSION["0.2.1"])


def test_the_first_release_of_a_line_is_a_launch_whatever_drafts_it_had() -> None:
    launch = target("0.2.0", "2029-11-01")
    assert (launch, launch.launch) == (Target("0.2.0", "0.2", None, None), True)


def test_a_draft_follows_the_drafts_before_it_and_is_no_launch() -> None:
    draft = target("0.2.0-rc.2", "2029-11-01")
    assert (draft, draft.launch) == (Target("0.2.0-rc.2", "0.2", BY_VERSION["0.2.0-rc.1"], None), False)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2030-02-05", "0.2.2"),
        ("2030-03-30", "0.2.3"),
        ("2030-06-03", "0.2.3"),
        ("2030-06-04", "0.2.5"),
        ("2030-08-12", "0.2.5"),
        ("2030-08-13", "0.2.6"),
        ("2031-01-01", "0.2.8"),
    ],
)
def test_next_counts_on_from_the_last_release_or_announcement(day: str, version: str) -> None:
    assert target("next", day).version == version


def test_next_is_the_release_after_one_that_came_early() -> None:
    early = (*RELEASES, released("0.2.3", "2030-05-25"))
    assert target_of("next", early, CALENDAR, noon("2030-05-28")).version == "0.2.5"


def test_a_line_of_a_package_at_hand_is_known_and_an_announced_line_without_a_release_too() -> None:
    assert target_of("1.0.0", RELEASES, CALENDAR, noon("2030-05-01"), ["1"]) == Target("1.0.0", "1", None, None)


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("soon", "soon: no version; the nearest: 0.2.2 and 0.2.3"),
        ("0.9.0", "0.9.0: no train, release or package is of the line 0.9; the nearest: 0.2.2 and 0.2.3"),
        ("0.2.0-rc.7", "0.2.0-rc.7: no tag names it, and 0.2.0 is out already; the nearest: 0.2.0-rc.1 and 0.2.0"),
    ],
)
def test_what_no_line_can_come_to_is_told_with_the_nearest_versions(version: str, message: str) -> None:
    with pytest.raises(UnknownTargetError) as error:
        target(version)
    assert str(error.value) == message


def test_a_missing_patch_number_is_the_first() -> None:
    assert target("0.2").version == "0.2.0"


def test_without_a_train_nothing_is_next() -> None:
    with pytest.raises(UnknownTargetError, match="next: no train brings a release after 2030-05-01: name a version"):
        target_of("next", RELEASES, Calendar(), noon("2030-05-01"))
