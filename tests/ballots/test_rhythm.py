"""When subjects were last on an agenda and last worked on, and who is quiet."""

from datetime import date, timedelta

from tests.ballots.made_meetings import agendas, at, item, meetings, notes, path_of, versions
from tests.made_chronicle import MadeChronicle, moment
from tests.made_facts import HUB, github, row, unstable, wit
from tests.reports.made_standing import STANDING
from tracker.ballots.rhythm import last_activity, last_presented, with_rhythm
from tracker.chronicle import Point
from tracker.facts import RepositoryName, Revision
from tracker.standing import Activity, AmendmentStanding, Presented, ProposalStanding, Standing

LAMP, LOOM = "Own/wasi-lamp", RepositoryName("Own/wasi-loom")


def _made() -> MadeChronicle:
    made = MadeChronicle()
    rows = [row(3, "Lamp", github(LAMP)), row(1, "Loom", github(LOOM)), row(2, "Lamp: Dim", github(LAMP))]
    made.branch(HUB).commit("2024-01-01", rows=rows)
    lamp = made.branch(LAMP)
    lamp.commit("2024-02-01", {"wit/lamp.wit": wit("wasi:lamp@0.2.0", unstable("lamp-dim", "types#dim"))})
    lamp.commit("2024-04-01", {"wit/other.wit": wit("wasi:lamp@0.2.0")})
    made.branch(LOOM).commit("2024-03-01", {"wit/loom.wit": wit("wasi:loom@0.1.0")})
    return made


def test_the_last_agenda_that_was_not_called_off_counts_and_none_of_days_to_come() -> None:
    days = [date(2024, 3, 21), date(2024, 4, 4), date(2024, 4, 18), date(2024, 5, 2)]
    said = [
        notes(item("wasi-lamp and wasi-loom", 5), day=days[0]),
        notes(item("wasi-loom", 6), day=days[1], cancelled=True),
        notes(item("Lamp: Dim", 8), day=days[2]),
        notes(item("wasi-loom", 9), day=days[3]),
    ]
    spans = [span for each in said for span in versions(("2024-01-05T12:00", each))]
    found = last_presented(meetings(*spans), agendas(_made().subjects()), at("2024-05-01T12:00"))

    def shown(day: date, line: int) -> Presented:
        url = f"https://github.com/Own/meetings/blob/{1:040x}/{path_of(day)}#L{line}"
        return Presented(day, path_of(day), url)

    assert found == {
        "lamp": shown(days[2], 8),
        "lamp/lamp-dim": shown(days[2], 8),
        "loom": shown(days[0], 5),
    }


def test_the_last_commit_is_that_of_the_home_and_of_an_amendment_that_to_its_gates() -> None:
    made = _made()
    found = last_activity(made.chronicle(), made.subjects(), made.aliases, {})
    assert {subject: each.date for subject, each in found.items()} == {
        "lamp": moment("2024-04-01"),
        "loom": moment("2024-03-01"),
        "lamp/lamp-dim": moment("2024-02-01"),
    }


def test_of_a_home_that_many_share_only_its_folder_counts() -> None:
    made = MadeChronicle()
    hub = made.branch(HUB)
    hub.commit(
        "2024-01-01", {"proposals/lamp/wit/lamp.wit": wit("wasi:lamp@0.2.0")}, rows=[row(3, "Lamp", github(LAMP))]
    )
    touched = {"proposals/lamp": Point(4, Revision(f"{4:040x}"), moment("2024-06-01"), "Ada", "Edit")}
    found = last_activity(made.chronicle(), made.subjects(), made.aliases, touched)
    assert found == {"lamp": Activity(moment("2024-06-01"), RepositoryName(HUB), Revision(f"{4:040x}"))}


def _quiet(everything: Standing) -> dict[str, bool]:
    every: list[ProposalStanding | AmendmentStanding] = [*everything.proposals, *everything.amendments]
    return {each.id: each.quiet for each in [*every, *everything.unlisted]}


def test_who_was_neither_presented_nor_worked_on_for_long_is_quiet() -> None:
    old, new = moment("2024-06-01"), moment("2026-08-01")
    worked = {name: Activity(old, LOOM, Revision(f"{1:040x}")) for name in ("lamp", "loom")}
    shown = {"lamp": Presented(new.date(), "p", "u"), "wick": Presented(old.date(), "p", "u")}
    assert _quiet(with_rhythm(STANDING, shown, worked, timedelta(days=365))) == {
        "lamp": False,
        "loom": True,
        "lamp/lamp-dim": False,
        "wick": False,
    }
    for presented, limit in ((None, timedelta(days=365)), (shown, None)):
        assert not any(_quiet(with_rhythm(STANDING, presented, worked, limit)).values())
