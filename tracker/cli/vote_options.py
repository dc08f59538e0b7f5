"""The options of the commands about decisions."""

from datetime import date
from typing import Annotated, Any

import typer

from tracker.chronicle import Outcome
from tracker.voting import Method


def parse_day(text: str) -> date:
    """Return the day that an option names."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date: write 2026-06-11") from error


def words(option: str, says: str, metavar: str = "TEXT") -> Any:
    """Return an option that takes text, which the command looks at itself: it may have to ask for it again."""
    return typer.Option(option, metavar=metavar, help=says, show_default=False)


Subject = Annotated[str | None, words("--subject", "Proposal, amendment, wasi-0.3.1, component-model/X or process/X.")]
"""What was decided on."""
Day = Annotated[str | None, words("--date", "The day of the meeting.", "DATE")]
"""When."""
Question = Annotated[str | None, words("--question", "What was asked.")]
"""The question."""
Phase = Annotated[str | None, words("--phase", "The phase that was asked for.", "N")]
"""The phase."""
MethodOption = Annotated[
    str | None, words("--method", f"One of {', '.join(Method)}; poll where there is a tally.", "METHOD")
]
"""How it was decided."""
TallyOption = Annotated[str | None, words("--tally", "SF=10,F=2,N=0,A=0,SA=0", "TALLY")]
"""The tally."""
OutcomeOption = Annotated[str | None, words("--outcome", f"What the chair declared: {', '.join(Outcome)}.", "OUTCOME")]
"""The outcome."""
Reason = Annotated[str | None, words("--reason", "Why: of a jump over a phase, a correction, a rejection.")]
"""Why it is as it is."""
NewSubject = Annotated[bool, typer.Option("--new-subject", help="The subject is one that nothing knows yet.")]
"""Whether the subject is new."""
Since = Annotated[
    date | None, typer.Option("--since", parser=parse_day, metavar="DATE", help="From this day on.", show_default=False)
]
"""The first day."""
Until = Annotated[
    date | None, typer.Option("--until", parser=parse_day, metavar="DATE", help="Up to this day.", show_default=False)
]
"""The last day."""
