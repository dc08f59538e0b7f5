"""Puts together what the site is made of: what the commands tell of one moment."""

from contextlib import closing
from typing import TYPE_CHECKING

from tracker.cli.agenda import agenda_at, dependencies_of, voted_in
from tracker.cli.beside import beside
from tracker.cli.drifting import drift_at
from tracker.cli.latency import latency_at
from tracker.cli.past import Past
from tracker.cli.release import asked_of, kept_ballot
from tracker.cli.release_sources import release_sources, versions_ahead
from tracker.cli.session import read_tagged
from tracker.cli.site_api import api_documents
from tracker.cli.site_rules import rule_documents
from tracker.next_release.building import ballot_of
from tracker.process.calendar_toml import shipped_calendar
from tracker.releases import releases_of
from tracker.store.hosting import hosted
from tracker.store.location import Location
from tracker.store.reader import Reader
from tracker.website.content import Content

if TYPE_CHECKING:
    from tracker.hosting import Hosted
    from tracker.next_release.ballot import Ballot
    from tracker.released import Release


def site_content(past: Past) -> Content:
    """Return everything the site shows, as of the moment that was read."""
    assessment = past.assessment
    # What takes longest is told in other processes: what releases brought, and where sources disagree.
    releases = beside(lambda: _releases(past))
    votes, lives = past.ballots, past.lives
    drift = beside(lambda: drift_at(past))
    ballots = tuple(_ballot(past, version) for version in versions_ahead(past))
    content = Content(
        standing=past.standing,
        process=assessment.process,
        calendar=shipped_calendar(),
        timelines=past.timelines,
        lives=lives,
        lived=past.lived,
        changes=past.phases.changes(),
        ballots=ballots,
        votes=votes,
        review=past.record.review,
        drift=drift(),
        agenda=agenda_at(past, None, None, voted_in(past)),
        meetings=past.newest_notes,
        releases=releases(),
        latency=latency_at(past),
        hosted=_hosted(past),
        publications=assessment.surroundings.publications,
        dependencies=dependencies_of(assessment),
        former_names=past.former(),
        rules=rule_documents(),
    )
    return api_documents(content, assessment.aliases.registry)


def _ballot(past: Past, version: str) -> "Ballot":
    def told() -> "Ballot":
        return ballot_of(release_sources(past, version))

    return kept_ballot(past.database, past.moment, told, asked_of(version))


def _releases(past: Past) -> "tuple[Release, ...]":
    """Return the releases of all trains, oldest first within each."""
    assessment = past.assessment
    return tuple(releases_of(read_tagged(past.database, past.moment), assessment.subjects, assessment.aliases))


def _hosted(past: Past) -> "Hosted":
    with closing(Reader.open(Location.find(past.database))) as reader:
        return hosted(reader, past.moment)
