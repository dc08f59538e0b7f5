"""What registries answered is kept with its dates, and read as of any moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.store.drawn import empty_database
from tracker.published import Publication, PublicationFault, PublicationFinding, PublicationState
from tracker.store.database import transaction
from tracker.store.export import export_facts, import_facts
from tracker.store.location import Location
from tracker.store.publications import publications, record_publications
from tracker.store.reader import Reader
from tracker.store.writer import Writer

PUBLISHED, NO_TAG, NO_PACKAGE, UNKNOWN = PublicationState
DAY = datetime(2026, 7, 21, 12, tzinfo=UTC)
LAMP = Publication(
    "test:lamp",
    "0.2.1",
    "registry.example/lamp:0.2.1",
    PUBLISHED,
    DAY,
    "sha256:" + "0" * 64,
    ("0.2.0", "0.2.1"),
    "2026-07-20T00:00:00Z",
    (("größe", "klein"),),
    compared=True,
    findings=(PublicationFinding(PublicationFault.MISSING_GATED_ITEM, "test:lamp/light#dim", "it is gone"),),
)
ABSENT = Publication("test:lamp", "0.2.1", "registry.example/lamp:0.2.1", NO_TAG, DAY)
LOST = replace(ABSENT, state=UNKNOWN, problem="no connection")


def _on(day: int, answer: Publication) -> Publication:
    return replace(answer, checked_at=DAY + timedelta(days=day))


def _record(location: Location, *answers: Publication) -> list[int]:
    """Record answers one after the other, and return how many of each were new."""
    with Writer.open(location) as writer:
        found = []
        for each in answers:
            with writer.transaction() as statements:
                found.append(record_publications(statements, [each]))
        return found


def _known(location: Location, day: int | None = None) -> tuple[Publication, ...]:
    with Reader.open(location) as reader:
        return publications(reader, None if day is None else DAY + timedelta(days=day))


def test_an_answer_is_read_as_it_was_recorded(location: Location) -> None:
    other = replace(LAMP, package="a:b", state=NO_PACKAGE, digest=None, tags=(), created=None, annotations=())
    assert _record(location, LAMP, other) == [1, 1]
    assert _known(location) == (other, LAMP)


def test_an_answer_holds_until_another_is_given(location: Location) -> None:
    assert _record(location, ABSENT, _on(3, ABSENT), _on(5, LAMP), _on(8, LAMP)) == [1, 0, 1, 0]
    assert {day: _known(location, day) for day in (-1, 0, 2, 3, 4, 5, 9)} == {
        -1: (),
        0: (ABSENT,),
        # Of what lies between the first time and the last one only the first is known.
        2: (ABSENT,),
        3: (_on(3, ABSENT),),
        4: (_on(3, ABSENT),),
        5: (_on(5, LAMP),),
        9: (_on(8, LAMP),),
    }


def test_a_registry_that_cannot_be_asked_takes_nothing_back(location: Location) -> None:
    assert _record(location, LOST, _on(1, LAMP), _on(2, LOST), _on(3, LOST), _on(4, LAMP)) == [0, 1, 0, 0, 1]
    again = "on 2026-07-24 it could not be asked again: no connection"
    assert [_known(location, day) for day in (0, 1, 3, 4)] == [
        (LOST,),
        (_on(1, LAMP),),
        (replace(_on(1, LAMP), problem=again),),
        (_on(4, LAMP),),
    ]


def test_what_was_compared_once_is_so_while_its_digest_stays(location: Location) -> None:
    unread = replace(LAMP, compared=False, findings=(), problem="wasm-tools is not installed")
    assert _record(location, LAMP, _on(1, unread)) == [1, 0]
    assert _known(location) == (_on(1, LAMP),)
    assert _record(location, _on(2, LOST), _on(3, unread)) == [0, 1]
    assert _known(location) == (_on(3, LAMP),)
    other = replace(unread, digest="sha256:" + "1" * 64)
    assert _record(location, _on(4, other)) == [1]
    assert _known(location) == (_on(4, other),)


def test_publications_travel_with_the_facts(engine: Engine, location: Location) -> None:
    _record(location, ABSENT, _on(1, LAMP), _on(2, LAMP))
    with transaction(engine, location) as session:
        text = export_facts(session)
    with empty_database() as (other_engine, other):
        with transaction(other_engine, other) as session:
            import_facts(session, text)
        with transaction(other_engine, other) as session:
            assert export_facts(session) == text
        assert [_known(other, day) for day in (0, 2)] == [_known(location, day) for day in (0, 2)]


ANSWERS = st.lists(st.sampled_from([LAMP, ABSENT, LOST, replace(ABSENT, state=NO_PACKAGE)]), max_size=8)


@settings(max_examples=20)
@given(ANSWERS)
def test_at_every_moment_the_last_known_answer_holds(answers: list[Publication]) -> None:
    with empty_database() as (_, location):
        _record(location, *(_on(day, each) for day, each in enumerate(answers)))
        for day in range(len(answers)):
            known = [each for each in answers[: day + 1] if each.state is not UNKNOWN]
            (found,) = _known(location, day)
            assert found.state is (known[-1] if known else LOST).state
            assert found.checked_at <= DAY + timedelta(days=day)


@pytest.mark.parametrize("times", [1, 2, 5])
def test_the_same_answer_takes_one_row(location: Location, times: int) -> None:
    _record(location, *(_on(day, LAMP) for day in range(times)))
    with Reader.open(location) as reader:
        assert reader.rows("SELECT count(*) FROM publication") == [(1,)]
