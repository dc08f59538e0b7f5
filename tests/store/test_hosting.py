"""What a host told is kept as it was last seen, and told for an earlier moment as far as dates go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from tests.store.drawn import NAME
from tests.store.made_hosting import ISSUE, PULL, REACH, RELEASE, RENAMED, day
from tracker.hosting import Hosted, HostedList, PullState, ReviewDecision
from tracker.store.database import open_engine, upgrade
from tracker.store.export import export_facts, import_facts
from tracker.store.hosting import HostingRecorder, hosted, reaches
from tracker.store.location import Location
from tracker.store.reader import Reader
from tracker.store.writer import Writer

ALL = Hosted((PULL,), (ISSUE,), (RELEASE,), (RENAMED,), ((NAME, day(10)),))


def _record(location: Location, record: Callable[[HostingRecorder], None]) -> None:
    with Writer.open(location) as writer, writer.transaction() as statements:
        record(HostingRecorder(statements))


def _everything(recorder: HostingRecorder) -> None:
    recorder.pulls([PULL])
    recorder.issues([ISSUE])
    recorder.releases(NAME, [RELEASE])
    recorder.renamed(RENAMED)
    recorder.reach(NAME, HostedList.PULLS, REACH)
    recorder.asked(NAME, day(10))


def _read(location: Location, moment: datetime | None = None) -> Hosted:
    with Reader.open(location) as reader:
        return hosted(reader, moment)


def test_everything_is_read_as_it_was_recorded(location: Location) -> None:
    _record(location, _everything)
    _record(location, _everything)
    assert _read(location) == ALL
    with Reader.open(location) as reader:
        assert reaches(reader) == {(NAME, HostedList.PULLS): REACH}


def test_a_review_decision_stands_until_its_pull_request_changes(location: Location) -> None:
    unasked = replace(PULL, decision=None)
    _record(location, lambda recorder: recorder.pulls([PULL]))
    _record(location, lambda recorder: recorder.pulls([unasked]))
    assert _read(location).pulls == (PULL,)
    changed = replace(unasked, updated_at=day(11))
    _record(location, lambda recorder: recorder.pulls([changed]))
    assert _read(location).pulls == (changed,)
    asked = replace(changed, decision=ReviewDecision.NONE)
    _record(location, lambda recorder: recorder.pulls([asked]))
    assert _read(location).pulls == (asked,)


def test_a_release_that_is_no_more_is_forgotten_and_a_rename_keeps_its_day(location: Location) -> None:
    _record(location, _everything)
    _record(location, lambda recorder: recorder.releases(NAME, []))
    _record(location, lambda recorder: recorder.renamed(replace(RENAMED, seen_at=day(20))))
    assert _read(location) == replace(ALL, releases=())


def test_an_earlier_day_has_what_dates_tell(location: Location) -> None:
    _record(location, _everything)
    open_pull = replace(PULL, state=PullState.OPEN, closed_at=None, merged_at=None, reviewers=(), decision=None)
    open_issue = replace(ISSUE, open=True, closed_at=None)
    assert _read(location, day(2)) == replace(ALL, pulls=(), issues=(open_issue,), releases=())
    assert _read(location, day(4)) == replace(ALL, pulls=(open_pull,), issues=(open_issue,), releases=())
    assert _read(location, day(8)) == replace(ALL, pulls=(replace(PULL, reviewers=(), decision=None),))
    assert _read(location, day(9)) == ALL


def test_what_a_host_told_travels_with_the_facts(engine: Engine, location: Location) -> None:
    _record(location, _everything)
    with Session(engine) as session:
        text = export_facts(session)
        assert '"hosted":{}' in export_facts(session, dated=True)
    other = Location.of_file(location.file.with_name("other.db")) if location.file else location
    another = open_engine(other)
    upgrade(another, other)
    with Session(another) as session, session.begin():
        import_facts(session, text)
    with Session(another) as session:
        assert export_facts(session) == text
    another.dispose()
    assert _read(other) == replace(ALL, asked_at=())
