"""`old-repository-name` finds links to names that a repository no longer has, and rewrites them."""

import pytest

from tests.drift.made_drift import LAMP, WIT, Told, drift, told
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, github, row, wit
from tracker.drift.findings import Patch, ReplaceLink

RULE = "old-repository-name"
OLD = "https://github.com/own/WASI-lantern/tree/main/x"


def _world(*urls: str) -> MadeChronicle:
    made = MadeChronicle()
    rows = [row(3, "Lamp", urls[0], line=5), *(row(2, "Lamp: Dim", url, line=9) for url in urls[1:])]
    made.branch(HUB).commit("2025-01-01", rows=rows)
    made.branch(LAMP).commit("2025-02-01", {WIT: wit("wasi:lamp@0.1.0")})
    return made


def test_rows_that_share_an_old_address_are_told_once() -> None:
    old = github("Own/wasi-lantern")
    assert told(_world(old, old), RULE) == [
        Told(
            "lamp",
            "the row of Lamp and Lamp: Dim links to Own/wasi-lantern, which is called Own/wasi-lamp now",
            None,
            (f"proposal list: {old}", f"proposal list: {old}", "the repository: Own/wasi-lamp"),
        )
    ]


def test_the_patch_changes_the_name_and_nothing_else_of_the_address() -> None:
    (finding,) = drift(_world(OLD), RULE).findings
    assert finding.patch == Patch("docs/List.md", (ReplaceLink(OLD, "https://github.com/Own/wasi-lamp/tree/main/x"),))


@pytest.mark.parametrize(
    "url", [github(LAMP), github("own/WASI-LAMP"), "https://example.org/Own/wasi-lantern", github("own/HUB")]
)
def test_present_names_in_any_case_and_other_sites_are_no_finding(url: str) -> None:
    assert told(_world(url), RULE) == []
