"""Gets the values that a recording command needs: from options, else by asking whoever sits at the terminal."""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Annotated, TypeVar

import typer

from tracker.cli.output import warn
from tracker.errors import TrackerError
from tracker.frozen import frozen

_Value = TypeVar("_Value")

By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who records it; asked for at a terminal.", show_default=False),
]
"""Who records something."""
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")]
"""Whether to record without showing it first."""


class InputError(TrackerError):
    """A value that cannot be recorded."""


@frozen
class Terminal:
    """Whoever sits at the terminal, if anybody does."""

    attended: bool
    """Whether somebody can be asked."""

    @classmethod
    def here(cls) -> "Terminal":
        """Return the terminal that the program was started from."""
        return cls(sys.stdin.isatty())

    def require(self, given: Iterable[tuple[str, object]]) -> None:
        """Raise `InputError` that names every option without a value, when nobody can be asked for them."""
        missing = [option for option, value in given if value is None]
        if missing and not self.attended:
            raise InputError(f"missing: {', '.join(missing)}; nobody can be asked, for this is no terminal")

    def need(self, given: str | None, question: str, parse: Callable[[str], _Value]) -> _Value:
        """Return a value: the one that was given, else what is answered; asked again until it can be used."""
        if given is not None or not self.attended:
            return parse(given or "")
        while True:
            try:
                return parse(typer.prompt(question, err=True))
            except TrackerError as error:
                warn(str(error))

    def offer(
        self, given: str | None, question: str, parse: Callable[[str], _Value], *, ask: bool = True
    ) -> _Value | None:
        """Return a value that may be left out: an empty answer is none."""
        if given is not None:
            return parse(given)
        if not self.attended or not ask:
            return None
        while True:
            answer = typer.prompt(f"{question} (empty for none)", default="", show_default=False, err=True)
            try:
                return parse(answer) if answer.strip() else None
            except TrackerError as error:
                warn(str(error))

    def confirm(self, lines: Iterable[str], *, yes: bool) -> None:
        """Show what will be recorded and ask whether that is right; without a terminal, or with `yes`, go on."""
        if yes or not self.attended:
            return
        for line in lines:
            typer.echo(f"  {line}", err=True)
        if not typer.confirm("Record this?", err=True):
            raise InputError("nothing was recorded")


def one_line(name: str) -> Callable[[str], str]:
    """Return a function that takes a text of one line."""

    def parse(text: str) -> str:
        if not text.strip():
            raise InputError(f"{name} must not be empty")
        if not text.isprintable():
            raise InputError(f"{name} must be one line of plain text")
        return text.strip()

    return parse


def link(text: str) -> str:
    """Return an address of the web."""
    address = one_line("--link")(text)
    scheme, _, rest = address.partition("://")
    if scheme not in {"http", "https"} or not rest or any(each.isspace() for each in address):
        raise InputError(f"--link: {address} is no address: it begins with https://")
    return address


def day(option: str) -> Callable[[str], date]:
    """Return a function that takes a day that is not in the future."""

    def parse(text: str) -> date:
        try:
            found = date.fromisoformat(text.strip())
        except ValueError as error:
            raise InputError(f"{option}: {text.strip() or 'nothing'} is no date: write 2026-06-11") from error
        if found > today():
            raise InputError(f"{option}: {found} is in the future")
        return found

    return parse


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the present day, in UTC."""
    return now().date()
