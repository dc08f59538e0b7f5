"""The commands about decisions: `vote record`, `vote list`, `vote show`, `vote review`, `vote object`."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

import typer

from tracker.cli import vote_options as options
from tracker.cli.asking import By, InputError, Terminal, Yes, link, one_line, today
from tracker.cli.implied import implied_draft, send_after
from tracker.cli.open_pr import DryRun, Fork, OpenPr, sending
from tracker.cli.options import At, Database, FormatOption
from tracker.cli.options import Subject as SubjectArgument
from tracker.cli.output import put, tell
from tracker.cli.past import Past
from tracker.cli.recording import SHORTEST, correctable, write
from tracker.cli.reviewing import accepted, queued, rejected
from tracker.cli.terminal import terminal
from tracker.cli.vote_form import VoteForm, fill, tally_text
from tracker.cli.vote_options import words
from tracker.cli.voted_texts import Texts
from tracker.ledger import Correction, EntryKind, Objection, RecordedVote
from tracker.reports import Format
from tracker.reports.votes_groups import Told
from tracker.votes import shipped_votes
from tracker.voting import Vote, VoteSourceKind

app = typer.Typer(help="Decisions of the subgroup.", no_args_is_help=True, rich_markup_mode=None)


@app.command("record")
def record(
    subject: options.Subject = None,
    day: options.Day = None,
    question: options.Question = None,
    phase: options.Phase = None,
    method: options.MethodOption = None,
    tally: options.TallyOption = None,
    outcome: options.OutcomeOption = None,
    notes: Annotated[str | None, words("--notes", "The line of the notes that says so.", "PATH:LINE")] = None,
    meeting: Annotated[str | None, words("--meeting", "Which meeting it was, where its day does not tell.")] = None,
    by: By = None,
    reason: options.Reason = None,
    new_subject: options.NewSubject = False,
    corrects: Annotated[str | None, words("--corrects", "The entry of the ledger that this corrects.", "ID")] = None,
    yes: Yes = False,
    open_pr: OpenPr = False,
    dry_run: DryRun = False,
    fork: Fork = None,
    database: Database = None,
) -> None:
    """Record a decision of the subgroup in the ledger; what is missing is asked for at a terminal.

    With --open-pr also change the proposal list as the vote implies; with --dry-run nothing is recorded either.
    """
    how = sending(open_pr=open_pr, dry_run=dry_run, fork=fork)
    form = VoteForm(subject, day, question, phase, method, tally, outcome, notes, meeting, reason, new_subject)
    past, user = Past.read(database, None), Terminal.here()
    old = None if corrects is None else correctable(past.ledger, corrects, RecordedVote)
    form = form.over(old[1] if old else None)
    user.require([*form.missing(), ("--by", by)])
    vote = fill(form, past, user, old[1].subject_kind if old else None)
    name = user.need(by, "Recorded by", one_line("--by"))
    vote = Texts(past).pinned(vote)
    draft = None if how is None else implied_draft(past, vote)
    if how is not None and how.dry_run:
        tell("a dry run: nothing is recorded")
    else:
        user.confirm(_lines(vote, name), yes=yes)
        if old is None:
            write(database, EntryKind.VOTE, name, vote)
        else:
            write(database, EntryKind.CORRECTION, name, Correction(vote), old[0].id)
    if how is not None:
        raise typer.Exit(send_after(draft, how, vote.subject))


@app.command("list")
def list_votes(
    subjects: Annotated[list[str] | None, typer.Argument(metavar="SUBJECT", help="Only votes about these.")] = None,
    source: Annotated[
        VoteSourceKind | None, typer.Option("--from", help="What one source alone says.", show_default=False)
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """List the decisions of the subgroup, oldest first: of each what the best source says."""
    past = Past.read(database, at)
    votes = (vote for vote in _about(past, _from(past, source), subjects or ()))
    chosen = (vote for vote in votes if (not since or vote.date >= since) and (not until or vote.date <= until))
    _print(Told(past.assessment.facts.at, tuple(chosen)), output)


@app.command("show")
def show(
    about: Annotated[str, typer.Argument(metavar="SUBJECT|ID", help="A subject, or an entry of the ledger.")],
    day: Annotated[
        date | None, typer.Option("--date", parser=options.parse_day, metavar="DATE", help="Of this meeting only.")
    ] = None,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Say all there is to say of the votes about a subject, or of an entry of the ledger and its corrections."""
    past = Past.read(database, at)
    ledger, votes = past.ledger, past.record.votes
    found = ledger.find(about) if len(about) >= SHORTEST else ()
    if found:
        lines = {entry.id for each in found for entry in ledger.line_of(each.id)}
        votes = tuple(vote for vote in votes if vote.source.path in lines)
    else:
        votes = tuple(vote for vote in _about(past, votes, [about]) if day is None or vote.date == day)
        lines = {entry.id for vote in votes for entry in ledger.line_of(vote.source.path or "")}
    if not votes and not lines:
        raise InputError(f"{about}: no vote is known{f' of {day}' if day else ''}; `tracker vote list` has them all")
    entries = tuple(entry for entry in ledger.entries if entry.id in lines)
    texts = Texts(past).of(votes)
    told = Told(past.assessment.facts.at, votes, entries, whole=True, texts=texts, standings=past.ballots)
    _print(told, output)


@app.command("review")
def review(
    accept: Annotated[str | None, words("--accept", "Record it, with changes by the options below.", "N")] = None,
    reject: Annotated[str | None, words("--reject", "Record that it is no decision; needs --reason.", "N")] = None,
    by: By = None,
    subject: options.Subject = None,
    question: options.Question = None,
    phase: options.Phase = None,
    method: options.MethodOption = None,
    tally: options.TallyOption = None,
    outcome: options.OutcomeOption = None,
    reason: options.Reason = None,
    new_subject: options.NewSubject = False,
    yes: Yes = False,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """List what was read from notes without certainty; accept, change or reject one by its number or PATH:LINE."""
    past, user = Past.read(database, None), Terminal.here()
    if accept and reject:
        raise InputError("--accept and --reject exclude each other")
    if not accept and not reject:
        _print(Told(past.assessment.facts.at, past.record.review, numbered=True), output)
        return
    noted = queued(past, accept or reject or "")
    user.require([("--by", by), ("--reason", reason if reject else "")])
    if reject:
        no = rejected(noted, reason, user)
        name = user.need(by, "Rejected by", one_line("--by"))
        user.confirm([f"{no.path}:{no.line} is no decision: {no.reason}"], yes=yes)
        write(database, EntryKind.CORRECTION, name, Correction(no))
        return
    form = VoteForm(subject, None, question, phase, method, tally, outcome, reason=reason, new_subject=new_subject)
    vote = accepted(noted, form, past, user)
    name = user.need(by, "Accepted by", one_line("--by"))
    vote = Texts(past).pinned(vote)
    user.confirm(_lines(vote, name), yes=yes)
    write(database, EntryKind.VOTE, name, vote)


@app.command("object")
def object_to(
    about: SubjectArgument,
    day: Annotated[
        date, typer.Option("--date", parser=options.parse_day, metavar="DATE", help="The meeting that decided.")
    ],
    by: By = None,
    text: Annotated[str | None, words("--text", "The reasons.")] = None,
    address: Annotated[str | None, words("--link", "Where it is written.", "URL")] = None,
    yes: Yes = False,
    database: Database = None,
) -> None:
    """Record a formal objection to a decision."""
    past, user = Past.read(database, None), Terminal.here()
    user.require([("--by", by), ("--text", text)])
    subjects = {vote.subject for vote in _about(past, past.record.votes, [about]) if vote.date == day}
    if not subjects:
        raise InputError(f"{about}: no vote of {day} is known; `tracker vote list` has them all")
    if len(subjects) > 1:
        raise InputError(f"{about}: {day} had votes about {' and '.join(sorted(subjects))}; name one of them")
    reasons = user.need(text, "Reasons", one_line("--text"))
    said = Objection(day, today(), subjects.pop(), reasons, None if address is None else link(address))
    name = user.need(by, "Raised by", one_line("--by"))
    user.confirm([f"{name} objects to the vote of {day} about {said.subject}: {said.text}"], yes=yes)
    write(database, EntryKind.OBJECTION, name, said)


def _from(past: Past, source: VoteSourceKind | None) -> tuple[Vote, ...]:
    until = past.moment.date() if past.moment else None
    match source:
        case None:
            return past.record.votes
        case VoteSourceKind.NOTES:
            return past.record.noted
        case VoteSourceKind.REVIEWED:
            return tuple(vote for vote in shipped_votes() if until is None or vote.date <= until)
        case VoteSourceKind.LEDGER:
            return past.ledger.votes(past.assessment.aliases.meetings, until)


def _about(past: Past, votes: Iterable[Vote], names: Iterable[str]) -> list[Vote]:
    """Return the votes about the subjects that names mean, and about their amendments; without names all."""
    every, wanted = list(votes), set[str]()
    known = {part for vote in every for part in (vote.subject.casefold(), vote.subject.partition("/")[0].casefold())}
    for name in names:
        same = name.casefold().rstrip("/")
        wanted |= {same} if same in known else {each.id.casefold() for each in past.choose([name])}
    if not names:
        return every
    return [vote for vote in every if {vote.subject.casefold(), vote.subject.partition("/")[0].casefold()} & wanted]


def _lines(vote: RecordedVote, by: str) -> Iterator[str]:
    """Yield what will be recorded, for whoever is asked to confirm it."""
    yield f"{vote.date}: {vote.subject} ({vote.subject_kind})"
    yield f"question: {vote.question}"
    if vote.phase is not None:
        yield f"phase:    {vote.phase}"
    yield f"method:   {vote.method}{f', {tally_text(vote.tally)}' if vote.tally else ', no tally'}"
    yield f"outcome:  {vote.outcome}"
    if vote.path:
        yield f"notes:    {vote.path}:{vote.line}"
    text = f"{vote.repository}@{vote.revision}" if vote.repository and vote.revision else None
    for name, value in (("meeting", vote.meeting), ("reason", vote.reason), ("text", text)):
        if value:
            yield f"{f'{name}:':9} {value}"
    yield f"by:       {by}"


def _print(told: Told, output: Format) -> None:
    match output:
        case Format.JSON:
            from tracker.reports.votes_json import votes_as_json  # noqa: PLC0415 -- only the format asked for

            put(votes_as_json(told))
        case Format.MARKDOWN:
            from tracker.reports.votes_markdown import votes_as_markdown  # noqa: PLC0415 -- as above

            put(votes_as_markdown(told))
        case Format.TABLE:
            from tracker.reports.votes_table import votes_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            put(votes_as_table(told, width, color=color))
