"""The command by which people say that a criterion is met, or waive it: `attest`."""

from typing import Annotated

import typer

from tracker.cli import asking
from tracker.cli.asking import By, InputError, Terminal, Yes, one_line, today
from tracker.cli.options import Database, Subject
from tracker.cli.past import Past
from tracker.cli.recording import correctable, write
from tracker.cli.vote_options import words
from tracker.ledger import Attestation, Correction, EntryKind
from tracker.process import Process

_PEOPLE = "people"


def attest(
    subject: Subject,
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="The id of an entry requirement.")],
    by: By = None,
    statement: Annotated[
        str | None, words("--statement", "In what way it is met; with --waive why it need not be.")
    ] = None,
    link: Annotated[str | None, words("--link", "Where it can be looked up.", "URL")] = None,
    waive: Annotated[bool, typer.Option("--waive", help="It need not be met.")] = False,
    phase: Annotated[
        int | None, typer.Option(help="The phase that asks it, where several do.", show_default=False)
    ] = None,
    day: Annotated[str | None, words("--date", "When it was said; today by default.", "DATE")] = None,
    corrects: Annotated[str | None, words("--corrects", "The entry of the ledger that this corrects.", "ID")] = None,
    yes: Yes = False,
    database: Database = None,
) -> None:
    """Record in the ledger that a person holds a criterion for met, or waives it."""
    past, user = Past.read(database, None), Terminal.here()
    chosen = past.choose([subject])
    if len(chosen) > 1:
        raise InputError(f"{subject} means {' and '.join(each.id for each in chosen)}; name one of them")
    asked_by = _phase(past.assessment.process, criterion, phase, chosen[0].next_phase, waive=waive)
    old = None if corrects is None else correctable(past.ledger, corrects, Attestation)
    user.require([("--by", by), ("--statement", statement), ("--link", "" if waive else link)])
    said = Attestation(
        date=asking.day("--date")(day) if day else today(),
        subject=chosen[0].id,
        criterion=criterion,
        phase=asked_by,
        statement=user.need(statement, "Statement", one_line("--statement")),
        link=user.offer(link, "Link", asking.link) if waive else user.need(link, "Link", asking.link),
    )
    name = user.need(by, "Waived by" if waive else "Attested by", one_line("--by"))
    what = "waived" if waive else "met"
    user.confirm([f"{said.subject}: {criterion} (phase {asked_by}) is {what}, says {name}: {said.statement}"], yes=yes)
    if old is None:
        write(database, EntryKind.WAIVER if waive else EntryKind.ATTESTATION, name, said)
    else:
        write(database, EntryKind.CORRECTION, name, Correction(said, waives=waive), old[0].id)


def _phase(process: Process, criterion: str, phase: int | None, following: int | None, *, waive: bool) -> int:
    """Return the phase whose requirement is meant; `InputError` for one that nobody can attest."""
    every = {each.criterion.phase: each.criterion for each in process.requirements if each.criterion.id == criterion}
    if not every:
        known = ", ".join(sorted({each.criterion.id for each in process.requirements}))
        raise InputError(f"{criterion} is no criterion: there are {known}")
    if phase is None and len(every) > 1 and following in every:
        phase = following
    if phase is None and len(every) > 1:
        raise InputError(f"{criterion} is asked by the phases {' and '.join(map(str, every))}; choose one with --phase")
    asked = next(iter(every)) if phase is None else phase
    if asked not in every:
        raise InputError(f"phase {asked} does not ask {criterion}; the phases that do: {', '.join(map(str, every))}")
    if not waive and every[asked].judged_by != _PEOPLE:
        raise InputError(f"{criterion} is judged by the tool, not by people; --waive records that it need not be met")
    return asked
