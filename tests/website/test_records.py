"""Pages of what is on record show all of it, and lead to one another."""

from dataclasses import replace

import pytest

from tests.website.conftest import HUB, MAIN, REVISION
from tests.website.made_records import COMING, HELD, PLANNED, TIMEZONE, make_records
from tracker.voting import Tally
from tracker.website.content import Content
from tracker.website.context import Context, context
from tracker.website.findings import drift_pages, sentence
from tracker.website.graph import dependency_graph
from tracker.website.meetings import meeting_pages
from tracker.website.pages import (
    DriftPage,
    MeetingPage,
    MeetingsPage,
    NextPage,
    PageLink,
    ReadinessPage,
    ReleasePage,
    ReleasesPage,
    RulePage,
    RulesPage,
    SlidesPage,
)
from tracker.website.pages.findings import FindingLine, SaidLine
from tracker.website.pages.meetings import AgendaLine, DeadlineLine, MeetingLine
from tracker.website.pages.parts import Link, Mark
from tracker.website.pages.readiness import Due, NextLine
from tracker.website.pages.releases import ItemGroup, ReleasedItem
from tracker.website.pages.rules import PersonLine
from tracker.website.pages.votes import Count, VoteLine
from tracker.website.people import people_pages, person_key
from tracker.website.pictures import tally_bar
from tracker.website.process import process_pages
from tracker.website.readiness import readiness_pages
from tracker.website.records import records, version_slug
from tracker.website.releases import release_pages
from tracker.website.rules import rule_pages
from tracker.website.settings import Settings
from tracker.website.votes import votes_pages

NOTES = f"{HUB}/WebAssembly/meetings/blob/{REVISION}/wasi/2026/WASI-07-09.md"
I2C = PageLink("i2c", "proposals/i2c/index.html")


@pytest.fixture(scope="module")
def around() -> Context:
    return around_of(make_records())


def around_of(content: Content) -> Context:
    return context(content, Settings("1.2.3"))


def test_every_record_has_a_page_of_its_own(around: Context) -> None:
    known = records(around)
    assert dict(known.rules) == {"wit": "rules/wit/index.html", "unapplied-vote": "rules/unapplied-vote/index.html"}
    assert dict(known.meetings) == {
        HELD: "meetings/2026-07-09/index.html",
        COMING: "meetings/2026-07-23/index.html",
        PLANNED: "meetings/2026-08-06/index.html",
    }
    assert dict(known.ballots) == {"0.3.1": "next/0.3.1/index.html"}
    assert dict(known.releases) == {
        (MAIN, "0.3.0"): "releases/0.3.0/index.html",
        ("a/wasi-lamp", "0.3.0"): "releases/wasi-lamp-0.3.0/index.html",
    }


def test_a_version_is_its_own_folder_where_it_is_plain() -> None:
    assert version_slug("0.3.0-rc-2026-01-06") == "0.3.0-rc-2026-01-06"
    assert version_slug("../0.3").startswith("0-3~")
    assert version_slug("..").startswith("~")


def test_a_vote_is_shown_with_its_tally_and_how_it_kept_the_rules(around: Context) -> None:
    (page,) = votes_pages(around)
    assert page.counts == (Count(2, "on record"), Count(1, "passed"), Count(1, "deferred"))
    assert page.votes[0] == VoteLine(
        anchor="vote-2026-07-09-i2c",
        iso="2026-07-09",
        day="9 July 2026",
        meeting="meetings/2026-07-09/index.html",
        subject=I2C,
        kind="proposal",
        question="Lamp",
        method="poll",
        phase=3,
        outcome=Mark("met", "✓", "Passed"),
        bar=tally_bar(Tally(sf=9, f=3)),
        tally="9 SF, 3 F",
        spoken="9 strongly for, 3 for",
        source=Link("wasi/2026/WASI-07-09.md:31", f"{NOTES}#L31"),
        notice=Mark("met", "✓", "Announced in time"),
        noted=(
            "announced 2 July 2026, 7 days ahead; "
            "notes published 18 July 2026, later than the process asks; provisional"
        ),
        reason="",
    )
    assert [each.anchor for each in page.review] == ["review-2026-07-09-i2c"]
    assert [(each.subject.text, each.days, each.span) for each in page.waits] == [
        ("usb", "3 days", "1 January 2026 to 4 January 2026"),
        ("i2c", "12 days", "1 January 2026 to 13 January 2026"),
    ]
    assert page.median == "7.5 days"


def test_meetings_to_come_and_past_are_told_apart(around: Context) -> None:
    page = next(iter(meeting_pages(around)))
    assert isinstance(page, MeetingsPage)
    coming = PageLink("23 July 2026", "meetings/2026-07-23/index.html")
    assert page.coming == (
        MeetingLine(coming, "2026-07-23", "1 item", ("Lamp",)),
        MeetingLine(
            PageLink("6 August 2026", "meetings/2026-08-06/index.html"), "2026-08-06", "planned, no agenda yet", ()
        ),
    )
    assert page.deadlines == (
        DeadlineLine(
            PageLink("0.3.1", "next/0.3.1/index.html"), "4 August 2026", coming, "22 July 2026", "16 July 2026"
        ),
    )
    assert page.past == (
        MeetingLine(
            PageLink("9 July 2026", "meetings/2026-07-09/index.html"),
            "2026-07-09",
            "held, with 2 people",
            ("usb: deferred", "i2c: passed"),
        ),
    )
    assert page.rules == (Link("pull/7", f"{HUB}/WebAssembly/meetings/pull/7"),)


def test_a_meeting_shows_its_agenda_at_the_commit_that_was_read(around: Context) -> None:
    pages = [each for each in meeting_pages(around) if isinstance(each, MeetingPage)]
    assert [(each.day, each.state) for each in pages] == [
        ("9 July 2026", "Held, with 2 people"),
        ("23 July 2026", "To come"),
        ("6 August 2026", "Planned by the rhythm of meetings, without an agenda yet"),
    ]
    assert pages[0].notes == Link("wasi/2026/WASI-07-09.md", NOTES)
    assert pages[0].agenda == (
        AgendaLine(
            text="Lamp",
            depth=1,
            presenters="Lamp",
            links=(
                Link("github.com/WebAssembly/WASI/pull/1", f"{HUB}/{MAIN}/pull/1"),
                Link("javascript:Lamp", "javascript:Lamp"),
            ),
            asks="Vote on phase 3",
            subjects=(),
            place=Link("line 12", f"{NOTES}#L12"),
        ),
    )
    assert [each.subject.text for each in pages[0].decisions] == ["usb", "i2c"]
    assert (pages[0].earlier, pages[0].later) == (None, PageLink("23 July 2026", "meetings/2026-07-23/index.html"))


def test_a_disagreement_is_shown_with_both_sides_and_its_age(around: Context) -> None:
    (page,) = drift_pages(around)
    assert [(each.anchor, each.title) for each in page.groups] == [("errors", "1 error"), ("notes", "1 note")]
    assert page.groups[0].lines == (
        FindingLine(
            severity=Mark("unmet", "✗", "Error"),
            rule=PageLink("unapplied-vote", "rules/unapplied-vote/index.html"),
            subject=I2C,
            message="The list lacks Lamp.",
            evidence=(SaidLine(Link("Lamp:4", f"{HUB}/{MAIN}/blob/{REVISION}/lamp.wit#L4"), "Lamp"),),
            fix="Lamp.",
            since="Since 18 July 2026, 3 days",
            excepted=None,
            agreed=None,
        ),
    )
    assert page.unmatched == ("late-notes of Lamp, accepted by Lamp",)


def test_sources_that_were_not_compared_do_not_agree() -> None:
    (page,) = drift_pages(around_of(replace(make_records(), drift=None)))
    assert page == DriftPage(page.frame, False, (), (), (), ())


def test_a_name_that_begins_a_sentence_keeps_its_letters() -> None:
    assert [sentence(each) for each in ("no vote", "network-error is new", "done.", "wasi:io, and so on", "")] == [
        "No vote.",
        "network-error is new.",
        "done.",
        "wasi:io, and so on.",
        "",
    ]


def test_a_release_to_come_leads_with_what_blocks_it(around: Context) -> None:
    overview, page, slides = readiness_pages(around)
    assert isinstance(overview, NextPage)
    assert isinstance(page, ReadinessPage)
    assert isinstance(slides, SlidesPage)
    due = Due(
        countdown="14 days left",
        day="4 August 2026",
        iso="2026-08-04",
        how="announced",
        meetings=(PageLink("23 July 2026", "meetings/2026-07-23/index.html"),),
        deadline="22 July 2026",
        aim="16 July 2026",
        source=None,
    )
    blocked = Mark("blocked", "✗", "Blocked")
    reason = "One finding stands against it."
    assert overview.releases == (
        NextLine(PageLink("0.3.1", "next/0.3.1/index.html"), blocked, reason, due, "1 ready, 1 blocked"),
    )
    assert [each.rule.text for each in page.blocking] == ["unflipped-gate"]
    assert [each.excepted for each in page.findings] == ["Accepted by Lamp since 2 January 2026: Lamp"]
    assert [(each.id, each.kind, each.verdict.word) for each in page.items] == [
        ("i2c", "Proposal", "Blocked"),
        (TIMEZONE, "Amendment", "Ready"),
    ]
    assert [each.id for each in page.tentative] == ["lamp"]
    assert [(group.title, [row.title for row in group.rows]) for group in page.matrix.groups] == [
        ("Amendments", ["Clocks: Timezone"]),
        ("Proposals", ["I2C"]),
    ]
    assert page.previous == PageLink("0.3.0", "releases/0.3.0/index.html")
    assert (page.command, page.slides) == ("tracker release 0.3.1", "next/0.3.1/slides.html")
    assert (slides.frame.path, slides.back, slides.items) == (page.slides, page.frame.path, page.items)


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 day left"), (0, "Due today"), (-3, "3 days overdue"), (None, "No day is known")]
)
def test_the_countdown_says_how_many_days_are_left(days: int | None, said: str) -> None:
    content = make_records()
    (ballot,) = content.ballots
    made = replace(content, ballots=(replace(ballot, schedule=replace(ballot.schedule, days_left=days)),))
    (page,) = (each for each in readiness_pages(around_of(made)) if isinstance(each, ReadinessPage))
    assert page.due.countdown == said


def test_a_release_says_what_it_brought(around: Context) -> None:
    overview, page, _ = release_pages(around)
    assert isinstance(overview, ReleasesPage)
    assert isinstance(page, ReleasePage)
    assert [(each.title, [line.version for line in each.lines]) for each in overview.groups] == [
        ("WASI 0.3", [PageLink("0.3.0", "releases/0.3.0/index.html")]),
        ("wasi-lamp 0.3", [PageLink("0.3.0", "releases/wasi-lamp-0.3.0/index.html")]),
    ]
    assert [(each.title, each.number, each.groups) for each in page.changes] == [
        (
            "Stabilized",
            1,
            (
                ItemGroup(
                    PageLink(TIMEZONE, f"proposals/{TIMEZONE}/index.html"),
                    (
                        ReleasedItem(
                            "Lamp",
                            "function",
                            "@since(version = 0.3.0)",
                            Link("Lamp:7", f"{HUB}/{MAIN}/blob/{REVISION}/lamp.wit#L7"),
                        ),
                    ),
                ),
            ),
        )
    ]


def test_a_rule_is_explained_by_its_own_document(around: Context) -> None:
    overview, wit, drift = rule_pages(around)
    assert isinstance(overview, RulesPage)
    assert isinstance(wit, RulePage)
    assert isinstance(drift, RulePage)
    assert [(each.title, [(line.title, line.found) for line in each.lines]) for each in overview.groups] == [
        ("Entry requirements", [("WIT", 0)]),
        ("Disagreements of sources", [("A vote that does not show", 2)]),
    ]
    assert overview.groups[1].lines[0].summary == "A <code>vote</code> that the list does not show."
    assert wit.text == "<p><strong>Why.</strong> So.</p>\n"
    assert drift.text == (
        '<h3>Why</h3>\n<p>See <a href="../wit/index.html">WIT</a>, [x](javascript:1) and &lt;b&gt;this&lt;/b&gt;.</p>\n'
    )
    assert len(drift.found) == 2


def test_names_that_differ_in_case_and_spaces_are_one_person() -> None:
    content = make_records()
    clocks, *others = content.standing.proposals
    named = replace(clocks, champions=("ada  LOVE", "Ada Love", "Ada Love"))
    standing = replace(content.standing, proposals=(named, *others), amendments=())
    (page,) = people_pages(around_of(replace(content, standing=standing)))
    assert page.people[0] == PersonLine(
        "person-adalove", "Ada Love", ("ada LOVE",), (PageLink("Clocks, phase 3", "proposals/clocks/index.html"),), 1
    )
    assert person_key(" Ada\tLove ") == "adalove"


def test_the_process_says_what_counts_and_since_when(around: Context) -> None:
    (page,) = process_pages(around)
    assert [(each.number, each.count) for each in page.phases][:4] == [(0, 1), (1, 16), (2, 6), (3, 6)]
    assert {each.state.word for each in page.requirements} == {"In effect"}
    assert page.history is not None
    assert page.history.rows == (
        (
            PageLink("Lamp", "proposals/i2c/index.html"),
            PageLink("phase 1 from 1 March 2023 to 1 March 2025; phase 2 since 1 March 2025", None),
        ),
    )


def test_packages_of_nobody_are_part_of_the_graph(around: Context) -> None:
    graph = dependency_graph(around)
    assert graph is not None
    assert graph.rows == (
        (PageLink("Clocks", "proposals/clocks/index.html"), PageLink("3", None), PageLink("nothing", None)),
        (PageLink("I2C", "proposals/i2c/index.html"), PageLink("2", None), PageLink("Clocks, wasi:lamp", None)),
        (PageLink("wasi:lamp", None), PageLink("unknown", None), PageLink("nothing", None)),
    )


def test_a_site_with_nothing_on_record_has_its_pages_all_the_same(content: Content) -> None:
    around = around_of(content)
    pages = [
        *drift_pages(around),
        *meeting_pages(around),
        *readiness_pages(around),
        *release_pages(around),
        *votes_pages(around),
        *rule_pages(around),
    ]
    assert [each.frame.path for each in pages] == [
        "drift/index.html",
        "meetings/index.html",
        "next/index.html",
        "releases/index.html",
        "votes/index.html",
        "rules/index.html",
    ]
