"""What registries were last known to hold decides on `oci-published`; what was never asked is unknown."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.checks.cases import MET, UNKNOWN, UNMET, UNREAD, criterion, lamp, result
from tracker.checks import Surroundings, judge
from tracker.facts import WitFile, WitPackage
from tracker.published import Publication, PublicationFault, PublicationFinding, PublicationState
from tracker.standing import CriterionStatus

OF = criterion("oci-published", 2)
PATH = "wit/lamp.wit"
ASKED = datetime(2026, 8, 1, 12, tzinfo=UTC)
THERE = Publication(
    "wasi:lamp", "0.2.1", "registry.example/lamp:0.2.1", PublicationState.PUBLISHED, ASKED, compared=True
)
GONE = replace(THERE, state=PublicationState.NO_TAG, compared=False)
DIM = PublicationFinding(PublicationFault.MISSING_GATED_ITEM, "wasi:lamp/light#dim", "it is gone")


@pytest.mark.parametrize(
    ("known", "status", "reason"),
    [
        ((), UNKNOWN, "no registry was asked about wasi:lamp@0.2.1: `tracker sync --oci` does"),
        (
            (replace(THERE, version="0.2.0"),),
            UNKNOWN,
            "no registry was asked about wasi:lamp@0.2.1: `tracker sync --oci` does",
        ),
        ((THERE,), MET, "wasi:lamp@0.2.1 is published (as of 2026-08-01)"),
        (
            (
                replace(
                    THERE, findings=(DIM, replace(DIM, item="x"), replace(DIM, fault=PublicationFault.DIFFERENT_API))
                ),
            ),
            MET,
            (
                "wasi:lamp@0.2.1 is published, but not as its source is: missing-gated-item (wasi:lamp/light#dim and "
                "1 more), different-api (wasi:lamp/light#dim) (as of 2026-08-01)"
            ),
        ),
        (
            (replace(THERE, compared=False, problem="wasm-tools is not installed"),),
            MET,
            (
                "wasi:lamp@0.2.1 is published, and was not compared with its source: wasm-tools is not installed (as "
                "of 2026-08-01)"
            ),
        ),
        (
            (replace(THERE, problem="on 2026-08-09 it could not be asked again: no connection"),),
            MET,
            "wasi:lamp@0.2.1 is published, on 2026-08-09 it could not be asked again: no connection (as of 2026-08-01)",
        ),
        (
            (
                replace(
                    THERE, findings=(PublicationFinding(PublicationFault.TAG_UNLIKE_VERSION, "wasi:lamp", "not so"),)
                ),
            ),
            UNMET,
            "what is published as wasi:lamp@0.2.1 is something else: not so (as of 2026-08-01)",
        ),
        ((GONE,), UNMET, "wasi:lamp is published, but not as 0.2.1: the registry lists no tag (as of 2026-08-01)"),
        (
            (replace(GONE, tags=("0.1.0", "0.1.1", "0.1.2", "0.2.0")),),
            UNMET,
            "wasi:lamp is published, but not as 0.2.1: its tags are 0.1.1, 0.1.2, 0.2.0 and 1 more (as of 2026-08-01)",
        ),
        (
            (replace(GONE, state=PublicationState.NO_PACKAGE),),
            UNMET,
            "wasi:lamp is not published, or not shown to strangers (as of 2026-08-01)",
        ),
        (
            (replace(GONE, state=PublicationState.UNKNOWN, problem="no connection"),),
            UNKNOWN,
            "nobody could tell of wasi:lamp@0.2.1 on 2026-08-01: no connection",
        ),
    ],
)
def test_the_last_known_answer_decides(known: tuple[Publication, ...], status: CriterionStatus, reason: str) -> None:
    subject = lamp(wit=((PATH, WitFile((WitPackage("wasi", "lamp", "0.2.1", 3),))),))
    assert judge(subject, Surroundings(publications=known), OF) == result(OF, status, reason, 3, path=PATH)


def test_every_package_counts_and_one_that_is_missing_is_enough() -> None:
    packages = tuple(WitPackage("wasi", name, "0.2.1", line) for line, name in enumerate(("lamp", "bulb", "wire"), 1))
    subject = lamp(wit=((PATH, WitFile(packages)),))
    known = [THERE, replace(GONE, package="wasi:bulb", checked_at=ASKED.replace(day=3))]
    reason = "wasi:bulb is published, but not as 0.2.1: the registry lists no tag (as of 2026-08-01)"
    assert judge(subject, Surroundings(publications=tuple(known)), OF) == result(OF, UNMET, reason, 1, 2, 3, path=PATH)
    known[1] = replace(THERE, package="wasi:bulb")
    reason = "no registry was asked about wasi:wire@0.2.1: `tracker sync --oci` does"
    assert judge(subject, Surroundings(publications=tuple(known)), OF) == result(
        OF, UNKNOWN, reason, 1, 2, 3, path=PATH
    )


def test_a_package_without_a_version_cannot_be_published_under_it() -> None:
    subject = lamp(wit=((PATH, WitFile((WitPackage("wasi", "lamp", None, 1),))),))
    reason = "wasi:lamp declares no version to be published under"
    assert judge(subject, Surroundings(publications=(THERE,)), OF) == result(OF, UNMET, reason, 1, path=PATH)


def test_without_wit_there_is_nothing_to_look_for() -> None:
    assert judge(lamp(), Surroundings(), OF) == result(OF, UNKNOWN, "no WIT package to look for in a registry")
    assert judge(UNREAD, Surroundings(), OF) == result(OF, UNKNOWN, "Own/wasi-lamp has no mirror")
