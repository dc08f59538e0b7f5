"""Decisions carried out on packages: which of them change, and which are needed to judge that."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.chronicle import Outcome
from tracker.facts import WitFolder, WitPackage, WitText
from tracker.lives import AmendmentLife
from tracker.next_release.applying import Flip, Manner
from tracker.next_release.checkout import (
    CarriedOut,
    Done,
    FileChange,
    carried_out,
    changed_packages,
    concerned_by,
    held_packages,
    is_due,
    needed_by,
    stabilizing_votes,
    wanted_features,
)
from tracker.next_release.raising import raised
from tracker.standing import AmendmentState
from tracker.subjects import Subjects
from tracker.voting import Confidence, Method, SubjectKind, Vote, VoteSource, VoteSourceKind

NOTHING = Subjects((), (), (), ())
LAMP = "package wasi:lamp@0.2.4;\n\ninterface types {\n  @unstable(feature = dim)\n  dim: func();\n}\n"
ROOM = "package wasi:room@0.2.4;\n\nworld room {\n  import wasi:lamp/types@0.2.4;\n}\n"
HOUSE = "package wasi:house@0.2.4;\n\nworld house {\n  include wasi:room/room@0.2.4;\n}\n"
OTHER = LAMP.replace("wasi:lamp", "wasi:torch")
DRAFT = LAMP.replace("0.2.4", "0.3.0")


def folder(path: str, *texts: str) -> WitFolder:
    """Return a folder with a file for each text."""
    return WitFolder(path, tuple(WitText(f"{path}/{at}.wit", text) for at, text in enumerate(texts)))


PACKAGES, _ = held_packages(
    [folder("lamp", LAMP), folder("draft", DRAFT), folder("torch", OTHER), folder("room", ROOM), folder("house", HOUSE)]
)
LAMPS, DRAFTS, TORCH, ROOMS, HOUSES = PACKAGES
WANTED = {("lamp", "dim"): "lamp/dim"}


def test_a_folder_is_the_package_that_its_files_declare() -> None:
    found, problems = held_packages([folder("a", LAMP, "interface more {}"), folder("b", "interface none {}")])
    assert ([str(each.declared) for each in found], problems) == (["wasi:lamp@0.2.4"], ())


def test_a_folder_of_several_packages_is_told() -> None:
    found, problems = held_packages([folder("a", LAMP, ROOM)])
    assert (found, problems) == ((), ("a: its files declare several packages: wasi:lamp@0.2.4, wasi:room@0.2.4",))


def test_only_the_owner_of_a_feature_on_the_line_changes() -> None:
    queued = LAMP.replace("  @unstable", "  // @stabilize-next\n  @unstable")
    assert carried_out(PACKAGES, WANTED, NOTHING, "0.2.5") == CarriedOut(
        (FileChange("lamp/0.wit", LAMP, queued),),
        (Done("lamp/dim", "wasi:lamp@0.2.4", "lamp/0.wit", Flip("types#dim", "dim", 4, Manner.QUEUED)),),
        frozenset({"lamp/dim"}),
    )


@pytest.mark.parametrize(
    ("package", "version", "due"),
    [
        ("0.2.4", "0.2.5", False),
        ("0.2.5", "0.2.5", True),
        ("0.2.6", "0.2.5", True),
        ("0.2.5-rc.1", "0.2.5", False),
        ("0.2.5-rc.2", "0.2.5-rc.1", True),
        (None, "0.2.5", False),
        ("0.2", "0.2.5", False),
    ],
)
def test_a_since_names_no_version_that_the_package_has_not_come_to(
    package: str | None, version: str, due: bool
) -> None:
    assert is_due(WitPackage("wasi", "lamp", package, 1), version) is due


def test_a_manner_can_be_asked_for() -> None:
    found = carried_out(PACKAGES, WANTED, NOTHING, "0.2.5", manner=Manner.STABLE)
    assert [each.after for each in found.files] == [LAMP.replace("@unstable(feature = dim)", "@since(version = 0.2.5)")]


def test_what_a_package_needs_is_followed_to_the_end() -> None:
    assert needed_by(HOUSES, PACKAGES) == (LAMPS, ROOMS)


def test_a_change_concerns_all_that_need_it() -> None:
    change = FileChange("lamp/0.wit", LAMP, LAMP)
    assert concerned_by([change], PACKAGES) == ((LAMPS, ()), (ROOMS, (LAMPS,)), (HOUSES, (LAMPS, ROOMS)))


def test_a_changed_file_takes_the_place_of_the_old_one() -> None:
    after = changed_packages([LAMPS, ROOMS], [FileChange("lamp/0.wit", LAMP, "changed")])
    assert [file.text for each in after for file in each.folder.files] == ["changed", ROOM]


def test_a_raised_line_has_its_version_wherever_it_is_named() -> None:
    texts = [file.text for each in raised(PACKAGES, "0.2.5") for file in each.folder.files]
    expected = [LAMP, OTHER, ROOM, HOUSE]
    assert texts == [
        expected[0].replace("0.2.4", "0.2.5"),
        DRAFT,
        *(each.replace("0.2.4", "0.2.5") for each in expected[1:]),
    ]


VOTE = Vote(
    date(2026, 1, 9),
    "lamp/dim",
    SubjectKind.AMENDMENT,
    "",
    3,
    Method.POLL,
    None,
    Outcome.PASSED,
    Confidence.HIGH,
    VoteSource(VoteSourceKind.LEDGER, None, None, None),
)
EARLIER = replace(VOTE, date=date(2026, 1, 1))
LIFE = AmendmentLife("lamp/dim", "lamp", "dim", "Lamp: Dim", AmendmentState.LANDED, 2, (), (), None, "", ())


@pytest.mark.parametrize(
    "other",
    [
        replace(VOTE, outcome=Outcome.FAILED),
        replace(VOTE, target_phase=2),
        replace(VOTE, method=Method.STRAW_POLL),
        replace(VOTE, confidence=Confidence.MEDIUM),
        replace(VOTE, subject="lamp/other"),
    ],
    ids=["failed", "for another phase", "a straw poll", "not on record", "on something else"],
)
def test_only_a_passed_vote_on_record_makes_stable(other: Vote) -> None:
    assert stabilizing_votes([LIFE], [other]) == {}
    assert stabilizing_votes([LIFE], [other, EARLIER]) == {"lamp/dim": EARLIER}


def test_the_last_vote_counts_and_one_on_no_phase_in_words_too() -> None:
    last = replace(VOTE, target_phase=None)
    assert stabilizing_votes([LIFE], [last, EARLIER]) == {"lamp/dim": last}


def test_a_feature_is_wanted_of_its_parent_alone() -> None:
    assert wanted_features([LIFE], ["lamp/dim"]) == WANTED
    assert wanted_features([LIFE], []) == {}
