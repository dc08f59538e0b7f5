"""The JSON documents about subjects and meetings: the same objects as the commands print, each on one line."""

from typing import TYPE_CHECKING

from tracker.happenings import happenings
from tracker.reports import Format, report_of
from tracker.reports.agenda_json import agenda_as_json
from tracker.reports.amendments_json import amendments_as_json
from tracker.reports.dumping import on_one_line
from tracker.reports.history_json import history_as_json
from tracker.reports.latency_json import latency_as_json
from tracker.reports.log_json import log_as_json
from tracker.reports.votes_groups import Told
from tracker.reports.votes_json import votes_as_json

if TYPE_CHECKING:
    from tracker.facts import RepositoryName
    from tracker.website.content import Content


def documents_of_subjects(content: "Content", registry: "RepositoryName") -> dict[str, str]:
    """Return the documents about subjects and meetings by their paths below `api/v1/`.

    `registry` is the repository of the proposal list.
    """
    standing, moment = content.standing, content.standing.as_of
    report = report_of(Format.JSON, 0, color=False)
    with on_one_line():
        documents = {
            "status.json": report.status(standing, {}),
            "gates.json": report.gates(standing.gates),
            "amendments.json": amendments_as_json(content.lives, standing),
            "history.json": history_as_json(content.timelines, moment),
            "log.json": log_as_json(happenings(content.timelines, registry), moment, 0),
            "votes.json": votes_as_json(Told(moment, tuple(each.vote for each in content.votes))),
        }
        if content.agenda is not None:
            documents["agenda.json"] = agenda_as_json(content.agenda)
        if content.latency is not None:
            documents["latency.json"] = latency_as_json(content.latency)
    return documents
