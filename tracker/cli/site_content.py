"""Puts together what the site is made of: what the commands tell of one moment."""

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.cli.beside import beside
from tracker.cli.past import Past
from tracker.process.calendar_toml import shipped_calendar
from tracker.website.content import Content

if TYPE_CHECKING:
    from tracker.drift.findings import Drift
    from tracker.hosting import Hosted
    from tracker.next_release.ballot import Ballot
    from tracker.released import Release


def site_content(past: Past) -> Content:
    """Return everything the site shows, as of the moment that was read.

    What takes longest is told in processes of its own, which load what only they need.
    """
    releases = beside(lambda: _releases(past))
    votes, lives = past.ballots, past.lives
    drift = beside(lambda: _drift(past))
    subjects = beside(lambda: _subjects(past))
    ballots = _ballots(past)
    from tracker.cli.site_api import documents_of_releases  # noqa: PLC0415 -- a part of each process is loading
    from tracker.cli.site_rules import rule_documents  # noqa: PLC0415 -- as above

    content = replace(
        subjects(),
        process=past.assessment.process,
        lives=lives,
        votes=votes,
        ballots=ballots,
        drift=drift(),
        releases=releases(),
        rules=rule_documents(),
    )
    return replace(content, api={**content.api, **documents_of_releases(content)})


def _subjects(past: Past) -> Content:
    """Return what the site shows of subjects and meetings."""
    from tracker.cli.agenda import agenda_at, dependencies_of, voted_in  # noqa: PLC0415 -- as above
    from tracker.cli.latency import latency_at  # noqa: PLC0415 -- as above
    from tracker.cli.site_api import documents_of_subjects  # noqa: PLC0415 -- as above

    assessment = past.assessment
    content = Content(
        standing=past.standing,
        process=assessment.process,
        calendar=shipped_calendar(),
        timelines=past.timelines,
        lives=past.lives,
        lived=past.lived,
        changes=past.phases.changes(),
        votes=past.ballots,
        review=past.record.review,
        agenda=agenda_at(past, None, None, voted_in(past)),
        meetings=past.newest_notes,
        latency=latency_at(past),
        hosted=_hosted(past),
        publications=assessment.surroundings.publications,
        dependencies=dependencies_of(assessment),
        former_names=past.former(),
    )
    return replace(content, api=documents_of_subjects(content, assessment.aliases.registry))


def _drift(past: Past) -> "Drift":
    from tracker.cli.drifting import drift_at  # noqa: PLC0415 -- as above

    return drift_at(past)


def _ballots(past: Past) -> "tuple[Ballot, ...]":
    """Return the ballots of the coming releases, as they were told before of the same facts."""
    from tracker.cli.release import asked_of, kept_ballot  # noqa: PLC0415 -- as above
    from tracker.cli.release_sources import release_sources, versions_ahead  # noqa: PLC0415 -- as above
    from tracker.next_release.building import ballot_of  # noqa: PLC0415 -- as above

    def ballot(version: str) -> "Ballot":
        def told() -> "Ballot":
            return ballot_of(release_sources(past, version))

        return kept_ballot(past.database, past.moment, told, asked_of(version))

    return tuple(map(ballot, versions_ahead(past)))


def _releases(past: Past) -> "tuple[Release, ...]":
    """Return the releases of all trains, oldest first within each."""
    from tracker.cli.session import read_tagged  # noqa: PLC0415 -- as above
    from tracker.releases import releases_of  # noqa: PLC0415 -- as above

    assessment = past.assessment
    return tuple(releases_of(read_tagged(past.database, past.moment), assessment.subjects, assessment.aliases))


def _hosted(past: Past) -> "Hosted":
    from tracker.store.hosting import hosted  # noqa: PLC0415 -- as above
    from tracker.store.location import Location  # noqa: PLC0415 -- as above
    from tracker.store.reader import Reader  # noqa: PLC0415 -- as above

    with closing(Reader.open(Location.find(past.database))) as reader:
        return hosted(reader, past.moment)
