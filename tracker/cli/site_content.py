"""Puts together what the site is made of: what the commands tell of one moment."""

from contextlib import closing
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from tracker.cli.beside import Awaiting, beside
from tracker.cli.past import Past
from tracker.process.calendar_toml import shipped_calendar
from tracker.reports.dumping import on_one_line
from tracker.website.content import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tracker.decisions.record import Record
    from tracker.drift.findings import Drift
    from tracker.hosting import Hosted
    from tracker.lives import AmendmentLife
    from tracker.next_release.ballot import Ballot
    from tracker.website.content import RuleDocument

_Decided: TypeAlias = "tuple[Record, tuple[AmendmentLife, ...], Mapping[str, str]]"
"""What was decided, the lives of amendments, and what subjects were ever called."""
_Coming: TypeAlias = "tuple[tuple[Ballot, ...], dict[str, str], tuple[RuleDocument, ...]]"
"""The ballots of the coming releases, their JSON documents by path, and the pages of rules."""


def site_content(past: Past) -> Content:
    """Return everything the site shows but releases, as of the moment that was read.

    What takes longest is told in processes of its own, which load what only they need. A ballot is made of what the
    sources say and of what was decided: while this process finds out the one, another reads the other.
    """
    ballots: Awaiting[_Decided, _Coming] = Awaiting(lambda decided: _ballots(past, decided))
    # Drift needs how votes stand to their rules, too: it is found out before the processes part.
    _ = past.ballots
    ballots.give((past.record, past.lives, past.former_names))
    drift = beside(lambda: _drift(past))
    content = _subjects(past)
    told, drift_document = drift()
    coming, ballot_documents, rules = ballots.answer()
    return replace(
        content,
        ballots=coming,
        drift=told,
        rules=rules,
        api={**content.api, "drift.json": drift_document, **ballot_documents},
    )


def _subjects(past: Past) -> Content:
    """Return what the site shows of subjects and meetings."""
    from tracker.cli.agenda import agenda_at, dependencies_of, voted_in  # noqa: PLC0415 -- each process loads its part
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
        changes=past.phases.changes,
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


def _drift(past: Past) -> "tuple[Drift, str]":
    """Return where the sources disagree, and the document about it."""
    from tracker.cli.drifting import drift_at  # noqa: PLC0415 -- as above
    from tracker.reports.drift_json import drift_as_json  # noqa: PLC0415 -- as above

    found = drift_at(past)
    with on_one_line():
        return found, drift_as_json(found)


def _ballots(past: Past, decided: "Callable[[], _Decided]") -> "_Coming":
    """Return the ballots of the coming releases, as they were told before of the same facts.

    `decided` waits for what was decided; all that the sources alone tell is found out before.
    """
    from tracker.cli.release import asked_of, kept_ballot  # noqa: PLC0415 -- as above
    from tracker.cli.release_sources import line_of_release, sources_of_line, versions_ahead  # noqa: PLC0415 -- as above
    from tracker.cli.site_rules import rule_documents  # noqa: PLC0415 -- as above
    from tracker.next_release.building import ballot_of  # noqa: PLC0415 -- as above
    from tracker.reports.ballot_json import ballot_as_json  # noqa: PLC0415 -- as above

    @cache
    def known() -> Past:
        record, lives, former_names = decided()
        return past.knowing(record, lives, former_names)

    def ballot(version: str) -> "Ballot":
        def told() -> "Ballot":
            line = line_of_release(past, version)
            return ballot_of(sources_of_line(known(), line))

        return kept_ballot(past.database, past.moment, told, asked_of(version))

    ballots = tuple(map(ballot, versions_ahead(past)))
    with on_one_line():
        documents = {f"ballots/{each.version}.json": ballot_as_json(each) for each in ballots}
    # A ballot is made by all rules that have a page: nobody else has loaded them.
    return ballots, documents, rule_documents()


def _hosted(past: Past) -> "Hosted":
    from tracker.store.hosting import hosted  # noqa: PLC0415 -- as above
    from tracker.store.location import Location  # noqa: PLC0415 -- as above
    from tracker.store.reader import Reader  # noqa: PLC0415 -- as above

    with closing(Reader.open(Location.find(past.database))) as reader:
        return hosted(reader, past.moment)
