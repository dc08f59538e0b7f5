"""The JSON documents of the site: the same objects as the commands print."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.happenings import happenings
from tracker.releases import summarized
from tracker.reports import Format, report_of
from tracker.reports.agenda_json import agenda_as_json
from tracker.reports.amendments_json import amendments_as_json
from tracker.reports.ballot_json import ballot_as_json
from tracker.reports.drift_json import drift_as_json
from tracker.reports.history_json import history_as_json
from tracker.reports.latency_json import latency_as_json
from tracker.reports.log_json import log_as_json
from tracker.reports.releases_json import releases_as_json
from tracker.reports.votes_groups import Told
from tracker.reports.votes_json import votes_as_json

if TYPE_CHECKING:
    from tracker.facts import RepositoryName
    from tracker.website.content import Content


def api_documents(content: "Content", registry: "RepositoryName") -> "Content":
    """Return the content with its JSON documents; `registry` is the repository of the proposal list."""
    return replace(content, api=dict(_documents(content, registry)))


def _documents(content: "Content", registry: "RepositoryName") -> Iterator[tuple[str, str]]:
    """Yield the path of each document below `api/v1/`, and its text."""
    standing, moment = content.standing, content.standing.as_of
    report = report_of(Format.JSON, 0, color=False)
    yield "status.json", report.status(standing, {})
    yield "gates.json", report.gates(standing.gates)
    yield "amendments.json", amendments_as_json(content.lives, standing)
    yield "history.json", history_as_json(content.timelines, moment)
    yield "log.json", log_as_json(happenings(content.timelines, registry), moment, 0)
    yield "votes.json", votes_as_json(Told(moment, tuple(each.vote for each in content.votes)))
    stable = (each for each in content.releases if not each.prerelease)
    yield "releases.json", releases_as_json([summarized(each) for each in stable], moment)
    if content.drift is not None:
        yield "drift.json", drift_as_json(content.drift)
    if content.agenda is not None:
        yield "agenda.json", agenda_as_json(content.agenda)
    if content.latency is not None:
        yield "latency.json", latency_as_json(content.latency)
    for ballot in content.ballots:
        yield f"ballots/{ballot.version}.json", ballot_as_json(ballot)
