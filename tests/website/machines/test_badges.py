from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from tracker.next_release.ballot import Ballot, BallotItem, EntryKind, Schedule
from tracker.standing import Readiness
from tracker.website.content import Content
from tracker.website.context import context
from tracker.website.machines.badges import badge, badge_files, measured
from tracker.website.settings import Settings

SVG = "{http://www.w3.org/2000/svg}"
AHEAD = Schedule(planned=None, announced=False, actual=None, days_left=None)


def ballot(subject: str, verdict: Readiness) -> Ballot:
    item = BallotItem(subject, "A title", EntryKind.AMENDMENT, "Shall it?", verdict, "", "")
    as_of = datetime(2026, 7, 21, tzinfo=UTC)
    return Ballot(as_of, "0.3.4", "0.3", "0.3.3", False, AHEAD, verdict, "", (item,))


def titles(content: Content) -> dict[str, str | None]:
    made = badge_files(context(content, Settings("1.2.3")))
    return {path: ET.fromstring(data).findtext(f"{SVG}title") for path, data in made}  # noqa: S314 -- made here


def test_every_proposal_and_amendment_has_a_badge_of_its_phase(content: Content) -> None:
    found = titles(content)
    assert len(found) == len(content.standing.proposals) + len(content.standing.amendments)
    assert found["badges/i2c.svg"] == "wasi i2c: phase 2"
    assert found["badges/clocks/clocks-timezone.svg"] == "wasi clocks/clocks-timezone: phase 2"


@pytest.mark.parametrize("verdict", Readiness)
def test_what_could_enter_a_coming_release_has_a_badge_of_its_verdict(content: Content, verdict: Readiness) -> None:
    found = titles(replace(content, ballots=(ballot("clocks/clocks-timezone", verdict),)))
    said = found["badges/clocks/clocks-timezone/0.3.4.svg"]
    assert said == f"wasi clocks/clocks-timezone: 0.3.4: {verdict}"


def test_a_subject_without_a_page_has_none(content: Content) -> None:
    without = titles(replace(content, ballots=(ballot("component-model/map", Readiness.READY),)))
    assert without == titles(content)


def test_a_badge_is_as_wide_as_its_text(content: Content) -> None:
    del content
    drawn = ET.fromstring(badge("clocks", "phase 2", "#4b3fb5"))  # noqa: S314 -- made here
    texts = drawn.findall(f"{SVG}g/{SVG}text")
    assert [(each.text, each.attrib["textLength"]) for each in texts] == [
        ("wasi clocks", f"{measured('wasi clocks'):.1f}"),
        ("phase 2", f"{measured('phase 2'):.1f}"),
    ]
    assert int(drawn.attrib["width"]) == round(measured("wasi clocks") + 14) + round(measured("phase 2") + 14)


def test_the_width_of_a_text_is_that_of_its_characters() -> None:
    assert measured("i") < measured("m") < measured("界")
    assert measured("phase 2") == pytest.approx(43.7, abs=0.05)


def test_hostile_and_endless_names_are_text(content: Content) -> None:
    del content
    drawn = ET.fromstring(badge('<script>"\x07\u202e' + "n" * 100_000, "phase 2", "#000"))  # noqa: S314 -- made here
    title = drawn.findtext(f"{SVG}title") or ""
    assert title.startswith('wasi <script>"nnn')
    assert len(title) < 100
