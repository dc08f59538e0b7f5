"""Decides about what was read from notes without certainty: accepts it, with changes, or rejects it."""

from dataclasses import replace

from tracker.cli.asking import InputError, Terminal, one_line
from tracker.cli.past import Past
from tracker.cli.vote_form import VoteForm, fill
from tracker.ledger import RecordedVote, Rejection
from tracker.voting import SubjectKind, Vote


def queued(past: Past, chosen: str) -> Vote:
    """Return the reading that a number of the queue names, or PATH:LINE."""
    queue = past.record.review
    if chosen.isascii() and chosen.isdigit():
        if not 1 <= int(chosen) <= len(queue):
            raise InputError(f"{chosen}: the queue has {len(queue)}; `tracker vote review` lists them")
        return queue[int(chosen) - 1]
    found = [vote for vote in queue if f"{vote.source.path}:{vote.source.line}" == chosen]
    if len(found) != 1:
        wrong = "several are read from there; choose one by its number" if found else "nothing in the queue is there"
        raise InputError(f"{chosen}: {wrong}; `tracker vote review` lists them")
    return found[0]


def accepted(noted: Vote, form: VoteForm, past: Past, user: Terminal) -> RecordedVote:
    """Return the vote that a reading becomes when somebody accepts it with the changes of a form."""
    known = None if noted.subject_kind is SubjectKind.UNKNOWN else noted.subject_kind
    if known is None and form.subject is None and not user.attended:
        raise InputError(f"--subject is missing: {noted.subject}: {noted.reason or 'is none that is known'}")
    whole = form.over(_as_recorded(noted))
    if known is None and form.subject is None:
        whole = replace(whole, subject=None)
    vote = fill(whole, past, user, known)
    return vote if vote.subject == noted.subject else replace(vote, noted_subject=noted.subject)


def rejected(noted: Vote, reason: str | None, user: Terminal) -> Rejection:
    """Return that a reading is no decision."""
    why = user.need(reason, "Why it is no decision", one_line("--reason"))
    return Rejection(noted.source.path or "", noted.source.line or 0, noted.subject, noted.question, why)


def _as_recorded(noted: Vote) -> RecordedVote:
    return RecordedVote(
        date=noted.date,
        subject=noted.subject,
        subject_kind=noted.subject_kind,
        question=noted.question,
        phase=noted.target_phase,
        method=noted.method,
        tally=noted.tally,
        outcome=noted.outcome,
        path=noted.source.path,
        line=noted.source.line,
    )
