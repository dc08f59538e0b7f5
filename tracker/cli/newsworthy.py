"""Puts together what is known at a moment that may be news: what happened, what is to come, what stands in the way."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from tracker.cli.agenda import agenda_at, voted_in
from tracker.cli.asking import today
from tracker.cli.drifting import drift_at
from tracker.cli.kept import kept
from tracker.cli.past import Past
from tracker.drift.findings import DriftFinding
from tracker.errors import TrackerError
from tracker.happenings import happenings
from tracker.news import Known, Matter, NewsKind, Outlook, of_concerns, of_happenings, of_outlook
from tracker.next_release.ballot import Ballot
from tracker.standing import AmendmentState

_NEXT = "next"
_WAITS = frozenset({AmendmentState.QUEUED, AmendmentState.VOTED, AmendmentState.STABILIZED})
"""The states of an amendment that waits for a release."""
_COUNTED = re.compile(r"\d+ days?\b")
"""What a message says anew every day."""


def known_at(database: str | None, moment: datetime | None) -> Known:
    """Return what is known at a moment, days counted from it; without one, what is known now, counted from today."""
    day = moment.date() if moment else today()

    def told() -> Known:
        return _known(Past.read(database, moment), day)

    return kept(Known, database, moment, told, folder="news", asked=(str(day),), texts=True)


def _known(past: Past, day: date) -> Known:
    assessment = past.assessment
    agenda = agenda_at(past, None, None, voted_in(past))
    waiting = frozenset(each.id for each in past.lives if each.state in _WAITS)
    outlook = Outlook(max(day, assessment.today), agenda.meetings, agenda.candidates, agenda.releases, waiting)
    ballot = _ballot(past)
    return Known(
        at=assessment.facts.at,
        day=outlook.day,
        matters=(
            *of_happenings(happenings(past.timelines, assessment.aliases.registry)),
            *of_outlook(outlook),
            *(() if ballot is None else _blocks(ballot)),
            *map(_disagreement, drift_at(past).open),
            *of_concerns(assessment.concerns),
        ),
        untold=frozenset() if ballot else frozenset({NewsKind.BLOCKING}),
        scopes=frozenset({ballot.version}) if ballot else frozenset(),
    )


def _ballot(past: Past) -> Ballot | None:
    """Return the ballot of the next release; `None` when that cannot be told: `tracker release next` says why."""
    from tracker.cli.release_sources import release_sources  # noqa: PLC0415 -- what is kept needs none of it
    from tracker.next_release.building import ballot_of  # noqa: PLC0415 -- as above

    try:
        sources = release_sources(past, _NEXT)
    except TrackerError:
        return None
    return None if sources.problem else ballot_of(sources, strict=False, unlock=False, subjects=None)


def _blocks(ballot: Ballot) -> Iterator[Matter]:
    version = ballot.version
    for each in ballot.blocking:
        if each.blocks:
            yield Matter(
                subject=each.subject,
                kind=NewsKind.BLOCKING,
                key=f"{version} {each.rule} {_COUNTED.sub('days', each.message)}",
                says=f"blocks {version}: {each.message} ({each.rule})",
                gone=f"blocks {version} no more: {each.message} ({each.rule})",
                family=f"{version} {each.rule}",
                scope=version,
                url=next((one.url for one in each.evidence), None),
            )


def _disagreement(finding: DriftFinding) -> Matter:
    return Matter(
        subject=finding.subject,
        kind=NewsKind.DRIFT,
        key=f"{finding.rule} {_COUNTED.sub('days', finding.message)}",
        says=f"{finding.message} ({finding.rule})",
        gone=f"settled: {finding.message} ({finding.rule})",
        family=finding.rule,
        day=finding.since.date() if finding.since else None,
        url=next((each.url for each in finding.evidence), None),
    )
