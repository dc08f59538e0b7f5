"""Amendments as JSON: `wasi-tracker/amendments/v1`, described by `data/schemas/amendments.v1.json`."""

from collections.abc import Iterable

from tracker.hosting import contributors
from tracker.lives import AmendmentLife, ItemLife, LifeEvent, LineLife, Mark
from tracker.reports.dumping import dump
from tracker.reports.history_json import day
from tracker.reports.json import Object, amendment_as_object, head_of
from tracker.reports.pull_links import pull_as_object
from tracker.standing import Standing


def amendments_as_json(lives: Iterable[AmendmentLife], standing: Standing) -> str:
    """Return one object with every amendment: its life, and for those that stand somewhere now also where."""
    standings = {each.id: amendment_as_object(each) for each in standing.amendments}
    listed = [{**standings.get(life.id, _nowhere(life)), **_life(life)} for life in lives]
    return dump({**head_of("amendments", standing), "amendments": listed})


def _nowhere(life: AmendmentLife) -> Object:
    """Return the standing of an amendment that neither the list nor a branch has now."""
    empty: Object = {"champions": [], "repository": None, "path": None, "packages": [], "next_phase": None}
    named: Object = {"id": life.id, "title": life.title, "phase": life.phase, **empty}
    return {**named, "readiness": None, "criteria": [], "next_step": life.next_step, "row": None, **_names(life)}


_NEVER: Object = {"last_presented": None, "last_activity": None, "quiet": False}
"""Of what is no more, nobody asks when it was last presented or worked on."""


def _names(life: AmendmentLife) -> Object:
    return {"parent": life.parent, "feature": life.feature, "state": life.state, "items": [], **_NEVER}


def _life(life: AmendmentLife) -> Object:
    return {
        "title": life.title,
        "phase": life.phase,
        "state": life.state,
        "lines": [_line(each) for each in life.lines],
        "events": [_event(each) for each in life.events],
        "step": life.step,
        "missing": list(life.missing),
        "pulls": [pull_as_object(each) for each in life.pulls],
        "contributors": [*contributors(life.pulls)],
    }


def _line(line: LineLife) -> Object:
    return {
        "line": line.line,
        "repository": line.repository,
        "branch": line.branch,
        "state": line.state,
        "first": _mark(line.first),
        "last": _mark(line.last) if line.last else None,
        "stabilized_in": line.stabilized_in,
        "released_in": line.released_in,
        "carried": line.carried,
        "items": [_item(each) for each in line.items],
    }


def _mark(mark: Mark) -> Object:
    return {"date": day(mark.date), "revision": mark.revision}


def _item(item: ItemLife) -> Object:
    return {
        "path": item.path,
        "kind": item.kind,
        "state": item.state,
        "file": item.file,
        "line": item.line,
        "stabilized_in": item.stabilized_in,
        "renamed_to": item.renamed_to,
    }


def _event(event: LifeEvent) -> Object:
    return {
        "date": day(event.date),
        "state": event.state,
        "line": event.line,
        "repository": event.repository,
        "revision": event.revision,
        "summary": event.summary,
        "url": event.url,
        "who": event.who,
    }
