"""The commands about named concerns: `concern raise`, `concern resolve`, `concern list`."""

from typing import Annotated

import typer

from tracker.cli import asking
from tracker.cli.asking import By, InputError, Terminal, one_line
from tracker.cli.options import At, Database, FormatOption, Subject, Subjects
from tracker.cli.output import put
from tracker.cli.past import Past
from tracker.cli.recording import correctable, write
from tracker.cli.terminal import terminal
from tracker.cli.vote_options import words
from tracker.ledger import Concern, EntryKind, Resolution
from tracker.reports import Format

app = typer.Typer(
    help="Concerns about subjects: they live beside votes and change no verdict.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("raise")
def raise_concern(
    subject: Subject,
    by: By = None,
    text: Annotated[str | None, words("--text", "What must be looked at.")] = None,
    link: Annotated[str | None, words("--link", "Where it is discussed.", "URL")] = None,
    database: Database = None,
) -> None:
    """Record a concern about a subject; it is shown as open until it is resolved."""
    past, user = Past.read(database, None), Terminal.here()
    user.require([("--by", by), ("--text", text)])
    chosen = past.choose([subject])
    if len(chosen) > 1:
        raise InputError(f"{subject} means {' and '.join(each.id for each in chosen)}; name one of them")
    said = Concern(
        subject=chosen[0].id,
        text=user.need(text, "Concern", one_line("--text")),
        link=None if link is None else asking.link(link),
    )
    write(database, EntryKind.CONCERN, user.need(by, "Raised by", one_line("--by")), said)


@app.command("resolve")
def resolve(
    concern: Annotated[str, typer.Argument(metavar="ID", help="The concern: its id, or the beginning of it.")],
    by: By = None,
    text: Annotated[str | None, words("--text", "How it was settled.")] = None,
    database: Database = None,
) -> None:
    """Record how a concern was settled."""
    past, user = Past.read(database, None), Terminal.here()
    user.require([("--by", by), ("--text", text)])
    entry, _ = correctable(past.ledger, concern, Concern)
    if entry.id not in {each.id for each in past.ledger.concerns()}:
        raise InputError(f"{concern}: is resolved already")
    said = Resolution(entry.id, user.need(text, "How it was settled", one_line("--text")))
    write(database, EntryKind.CONCERN_RESOLVED, user.need(by, "Resolved by", one_line("--by")), said)


@app.command("list")
def list_concerns(
    subjects: Subjects = None,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """List the concerns that are open."""
    past = Past.read(database, at)
    chosen = {each.id for each in past.choose(subjects)} if subjects else None
    concerns = [each for each in past.assessment.concerns if chosen is None or each.subject in chosen]
    as_of = past.assessment.facts.at
    match output:
        case Format.JSON:
            from tracker.reports.concerns_json import concerns_as_json  # noqa: PLC0415 -- only the format asked for

            put(concerns_as_json(concerns, as_of))
        case Format.MARKDOWN:
            from tracker.reports.concerns_markdown import concerns_as_markdown  # noqa: PLC0415 -- as above

            put(concerns_as_markdown(concerns, as_of))
        case Format.TABLE:
            from tracker.reports.concerns_table import concerns_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            put(concerns_as_table(concerns, as_of, width, color=color))
