"""What is asked of a vote that somebody records, and what makes it one that can be recorded."""

import re
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from tracker.chronicle import Outcome
from tracker.cli.asking import InputError, Terminal, day, one_line
from tracker.cli.meeting_days import check_meeting
from tracker.cli.output import tell
from tracker.cli.past import Past
from tracker.cli.session import UnknownSubjectError
from tracker.frozen import frozen
from tracker.ledger import RecordedVote
from tracker.reports import Subject
from tracker.standing import AmendmentStanding
from tracker.votes import notes_date
from tracker.voting import Method, SubjectKind, Tally

_OTHERS = {
    SubjectKind.RELEASE: re.compile(r"wasi-\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?", re.ASCII),
    SubjectKind.FEATURE: re.compile(r"component-model/[a-z0-9][a-z0-9-]*", re.ASCII),
    SubjectKind.PROCESS: re.compile(r"process/[a-z0-9][a-z0-9-]*", re.ASCII),
}
"""How subjects are called that are neither proposals nor amendments."""
_NEW = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)?", re.ASCII)
_PLACE = re.compile(r"(?P<path>[^\s:\\]+\.md):(?P<line>[1-9]\d{0,6})", re.ASCII)
_COUNT = re.compile(r"(?P<option>[A-Z]+)\s*[=:]\s*(?P<number>\d{1,6})", re.ASCII | re.IGNORECASE)
_OPTIONS = {"SF": "sf", "F": "f", "N": "n", "A": "a", "SA": "sa", "ABSTAINED": "abstained"}
_PHASES = range(6)
_Choice = TypeVar("_Choice", bound=StrEnum)


@frozen
class VoteForm:
    """The options of `vote record` as they were written; `None` for those that were not."""

    subject: str | None = None
    date: str | None = None
    question: str | None = None
    phase: str | None = None
    method: str | None = None
    tally: str | None = None
    outcome: str | None = None
    notes: str | None = None
    """PATH:LINE."""
    meeting: str | None = None
    reason: str | None = None
    new_subject: bool = False
    """Whether a subject that nothing knows is meant."""

    def over(self, vote: RecordedVote | None) -> "VoteForm":
        """Return the form with what was not written taken from a vote."""
        if vote is None:
            return self
        taken = {
            "subject": vote.subject,
            "date": str(vote.date),
            "question": vote.question,
            "phase": None if vote.phase is None else str(vote.phase),
            "method": str(vote.method),
            "tally": tally_text(vote.tally) if vote.tally and self.method in {None, vote.method} else None,
            "outcome": str(vote.outcome),
            "notes": f"{vote.path}:{vote.line}" if vote.path and vote.line else None,
            "meeting": vote.meeting,
            "reason": vote.reason,
        }
        return replace(self, **{name: value for name, value in taken.items() if getattr(self, name) is None})  # type: ignore[arg-type]

    def missing(self) -> tuple[tuple[str, str | None], ...]:
        """Return the options that cannot be left out, with what was written."""
        return (
            ("--subject", self.subject),
            ("--date", self.date),
            ("--question", self.question or self.phase),
            ("--method", self.method or self.tally),
            ("--tally", self.tally if self.method == Method.POLL else ""),
            ("--outcome", self.outcome),
        )


def fill(form: VoteForm, past: Past, terminal: Terminal, known: SubjectKind | None = None) -> RecordedVote:
    """Return the vote that a form describes; what is missing is asked for, `InputError` tells what cannot be.

    `known` is the kind of the form's subject, where that comes from a vote that stands already.
    """
    subject, kind = terminal.need(form.subject, "Subject", lambda text: _subject(text, form, past, known))
    held = terminal.need(form.date, "Date of the meeting", day("--date"))
    if form.meeting is None:
        check_meeting(held, past.notes)
    phase = terminal.offer(form.phase, "Phase that was asked for", _phase)
    question = form.question or (f"Should {subject} advance to phase {phase}?" if phase is not None else None)
    question = terminal.need(question, "Question", one_line("--question"))
    method = _method(form, terminal)
    tally = terminal.offer(form.tally, "Tally, as SF=10,F=2,N=0,A=0,SA=0", parse_tally, ask=method is Method.POLL)
    outcome = terminal.need(form.outcome, f"Outcome ({', '.join(Outcome)})", lambda text: _one(Outcome, text))
    place = terminal.offer(form.notes, "Line of the notes, as PATH:LINE", lambda text: _place(text, held))
    return RecordedVote(
        date=held,
        subject=subject,
        subject_kind=kind,
        question=question,
        phase=phase,
        method=method,
        tally=tally,
        outcome=outcome,
        path=place[0] if place else None,
        line=place[1] if place else None,
        meeting=None if form.meeting is None else one_line("--meeting")(form.meeting),
        reason=_reason(form, past, terminal, subject, phase, held),
    )


def parse_tally(text: str) -> Tally:
    """Return the tally that a text gives; an option that it leaves out has 0."""
    counts: dict[str, int] = {}
    for part in filter(None, re.split(r"[,;]\s*|\s+(?=[A-Za-z])", text.strip())):
        match = _COUNT.fullmatch(part.strip())
        option = _OPTIONS.get(match["option"].upper()) if match else None
        if match is None or option is None or option in counts:
            raise InputError(f"--tally: {part.strip()}: write each option once with a whole number: SF=10,F=2")
        counts[option] = int(match["number"])
    if not counts:
        raise InputError("--tally: is empty: write SF=10,F=2,N=0,A=0,SA=0")
    return Tally(**counts)


def tally_text(tally: Tally) -> str:
    """Return a tally as `--tally` takes it."""
    text = f"SF={tally.sf},F={tally.f},N={tally.n},A={tally.a},SA={tally.sa}"
    return text if tally.abstained is None else f"{text},abstained={tally.abstained}"


def find_subject(text: str, past: Past) -> tuple[str, SubjectKind] | None:
    """Return id and kind of the subject that a text means; `None` for a text that looks like none that is known."""
    name = text.strip()
    for kind, form in _OTHERS.items():
        if form.fullmatch(name):
            return name, kind
    try:
        found = past.choose([name])
    except UnknownSubjectError:
        return None
    if len(found) > 1:
        raise InputError(f"--subject: {name} means {' and '.join(each.id for each in found)}; name one of them")
    return found[0].id, SubjectKind.AMENDMENT if isinstance(found[0], AmendmentStanding) else SubjectKind.PROPOSAL


def _subject(text: str, form: VoteForm, past: Past, known: SubjectKind | None) -> tuple[str, SubjectKind]:
    name = one_line("--subject")(text)
    found = find_subject(name, past)
    if found is not None:
        return found
    if known is not None and text == form.subject:
        return name, known
    if not form.new_subject:
        past.choose([name])
    if not _NEW.fullmatch(name):
        raise InputError(f"--subject: {name}: a new subject is called in lower case, such as clocks or clocks/timezone")
    tell(f"{name} is a new subject")
    return name, SubjectKind.AMENDMENT if "/" in name else SubjectKind.PROPOSAL


def _phase(text: str) -> int:
    if not (text.strip().isascii() and text.strip().isdigit()) or int(text) not in _PHASES:
        raise InputError(f"--phase: {text.strip()} is no phase: 0 to {_PHASES[-1]}")
    return int(text)


def _method(form: VoteForm, terminal: Terminal) -> Method:
    given = form.method or (str(Method.POLL) if form.tally is not None else None)
    return terminal.need(given, f"Method ({', '.join(Method)})", lambda text: _one(Method, text))


def _one(choices: type[_Choice], text: str) -> _Choice:
    try:
        return choices(text.strip().casefold())
    except ValueError as error:
        option = f"--{choices.__name__.casefold()}"
        raise InputError(f"{option}: {text.strip() or 'nothing'}: is none of {', '.join(choices)}") from error


def _place(text: str, held: date) -> tuple[str, int]:
    match = _PLACE.fullmatch(text.strip())
    if match is None or match["path"].startswith("/") or ".." in match["path"].split("/"):
        raise InputError(f"--notes: {text.strip()}: write wasi/2026/WASI-06-11.md:41")
    told = notes_date(match["path"])
    if told is not None and told != held:
        raise InputError(f"--notes: {match['path']} is of {told}, the vote of {held}")
    return match["path"], int(match["line"])


def _reason(form: VoteForm, past: Past, terminal: Terminal, subject: str, phase: int | None, held: date) -> str | None:
    """Return why the vote is as it is; an advance of more than one phase needs that."""
    if phase is None:
        return terminal.offer(form.reason, "", one_line("--reason"), ask=False)
    before = phase_before(past, subject, held)
    if phase <= before + 1:
        return terminal.offer(form.reason, "", one_line("--reason"), ask=False)
    if form.reason is None and not terminal.attended:
        raise InputError(f"{subject} is in phase {before}: an advance to phase {phase} needs a --reason")
    return terminal.need(form.reason, f"Reason to go from phase {before} to {phase}", one_line("--reason"))


def phase_before(past: Past, subject: str, held: date) -> int:
    """Return the latest phase that a subject is known to have had on a day: by the list or by a vote that passed."""
    every: list[Subject] = [*past.standing.proposals, *past.standing.amendments]
    listed = [each.phase or 0 for each in every if each.id == subject]
    voted = [
        vote.target_phase or 0
        for vote in past.record.votes
        if vote.subject == subject and vote.outcome is Outcome.PASSED and vote.date <= held
    ]
    return max(listed + voted, default=0)
