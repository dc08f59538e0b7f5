"""Votes as JSON: `wasi-tracker/votes/v1`, and one subject's as `wasi-tracker/vote/v1` (`data/schemas`)."""

from datetime import UTC
from typing import Any

from tracker.reports.dumping import dump
from tracker.reports.voted_words import text_as_object
from tracker.reports.votes_conduct import conduct_as_object
from tracker.reports.votes_groups import Told
from tracker.voting import Tally, Vote

Object = dict[str, Any]


def votes_as_json(told: Told) -> str:
    """Return one JSON object with the votes in order, and where all is asked for with the ledger's entries."""
    said: Object = {
        "schema": f"wasi-tracker/{'vote' if told.whole else 'votes'}/v1",
        "as_of": told.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "votes": [vote_as_object(each) for each in told.votes],
    }
    if told.whole:
        said["conduct"] = [conduct_as_object(each) for vote in told.votes if (each := told.standing_of(vote))]
        said["texts"] = [text_as_object(each) for each in told.texts]
        said["entries"] = [{**entry.as_object(), "superseded": told.superseded(entry)} for entry in told.entries]
    return dump(said)


def vote_as_object(vote: Vote) -> Object:
    """Return a vote as the schemas have it."""
    return {
        "date": vote.date.isoformat(),
        "subject": vote.subject,
        "subject_kind": vote.subject_kind,
        "question": vote.question,
        "target_phase": vote.target_phase,
        "method": vote.method,
        "tally": None if vote.tally is None else _tally(vote.tally),
        "abstained": None if vote.tally is None else vote.tally.abstained,
        "outcome": vote.outcome,
        "confidence": vote.confidence,
        "source": {
            "kind": vote.source.kind,
            "path": vote.source.path,
            "line": vote.source.line,
            "url": vote.source.url,
        },
        "reason": vote.reason,
    }


def _tally(tally: Tally) -> Object:
    return {"SF": tally.sf, "F": tally.f, "N": tally.n, "A": tally.a, "SA": tally.sa}
