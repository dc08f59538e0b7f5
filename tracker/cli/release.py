"""The command about the coming release: `release`."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.exit_codes import ExitCode
from tracker.cli.kept import kept
from tracker.cli.options import At, Database, FormatOption, Subjects
from tracker.cli.output import put
from tracker.cli.terminal import terminal
from tracker.frozen import frozen
from tracker.reports import Format
from tracker.standing import Readiness

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.cli.past import Past
    from tracker.next_release.ballot import Ballot
    from tracker.next_release.interface import Sources

_FEATURES = "component-model/"
"""How the subjects begin that are features of the Component Model."""


def release(
    version: Annotated[
        str, typer.Argument(metavar="VERSION", help="The release: 0.3.1, 0.3.0-rc-2026-03-15, or next for the one due.")
    ],
    subjects: Subjects = None,
    strict: Annotated[bool, typer.Option("--strict", help="What nobody can tell blocks.")] = False,
    unlock: Annotated[
        bool, typer.Option("--unlock", help="Rank single votes and fixes by how many items each frees.")
    ] = False,
    slides: Annotated[bool, typer.Option("--slides", help="Print Markdown slides, one for each subject.")] = False,
    apply: Annotated[
        Path | None,
        typer.Option("--apply", metavar="DIR", help="Do in this checkout what was voted.", show_default=False),
    ] = None,
    queue: Annotated[bool, typer.Option("--queue", help="With --apply: queue all gates for the release.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --apply: print the change, and make none.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="With --apply: go on where files have uncommitted changes.")
    ] = False,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Say what a release could contain, what stands against it, and what comes next; exit code 1 when it is blocked."""
    if apply is not None or queue or dry_run or force:
        from tracker.cli.applying import ApplyOptions, run_apply  # noqa: PLC0415 -- only where it is asked for

        raise typer.Exit(run_apply(database, at, version, apply, subjects, ApplyOptions(queue, dry_run, force)))
    asked = asked_of(version, subjects or (), strict=strict, unlock=unlock)

    def told() -> "Ballot":
        return _ballot(database, at, version, subjects or (), strict=strict, unlock=unlock)

    def answer() -> _Answer:
        found = kept_ballot(database, at, told, asked)
        return _Answer(_slides(found) if slides else _rendered(found, output), found.verdict is Readiness.BLOCKED)

    form = f"{output} {slides=} {terminal()}"
    shown = kept(_Answer, database, at, answer, folder="releases", asked=(form, *asked), texts=True)
    put(shown.text)
    raise typer.Exit(ExitCode.FOUND if shown.blocked else ExitCode.FINE)


def asked_of(
    version: str, subjects: Iterable[str] = (), *, strict: bool = False, unlock: bool = False
) -> tuple[str, ...]:
    """Return what a ballot depends on besides the facts."""
    return version, f"{strict=} {unlock=}", *subjects


def kept_ballot(
    database: str | None, at: "datetime | None", tell: "Callable[[], Ballot]", asked: tuple[str, ...]
) -> "Ballot":
    """Return the ballot that was told before of the same facts and texts, or what `tell` tells now."""
    from tracker.next_release.ballot import Ballot  # noqa: PLC0415 -- what is kept needs none of it

    return kept(Ballot, database, at, tell, folder="ballots", asked=asked, texts=True)


@frozen
class _Answer:
    """What is printed of a ballot: kept beside it, for it takes longer to read a ballot than to print a text."""

    text: str
    blocked: bool
    """Whether the release, or one of the subjects that were named, is blocked."""


def _ballot(
    database: str | None, at: "datetime | None", version: str, names: Iterable[str], *, strict: bool, unlock: bool
) -> "Ballot":
    """Return the ballot."""
    from tracker.cli.past import Past  # noqa: PLC0415 -- as above
    from tracker.cli.release_sources import release_sources  # noqa: PLC0415 -- as above
    from tracker.next_release.building import ballot_of  # noqa: PLC0415 -- as above

    past = Past.read(database, at)
    sources = release_sources(past, version)
    named = {name: _meant(past, sources, name) for name in names}
    wanted = {subject for each in named.values() for subject in each} if named else None
    ballot = ballot_of(sources, strict=strict, unlock=unlock, subjects=wanted)
    for name, ids in named.items():
        _require_item(ballot, name, ids)
    return ballot


def _meant(past: "Past", sources: "Sources", name: str) -> frozenset[str]:
    """Return the subjects that a name means: a release, a feature of the Component Model, an amendment, a proposal."""
    wanted = name.casefold().rstrip("/")
    known = {f"wasi-{sources.target.version}", *(f"{_FEATURES}{each.id}" for each in sources.features)}
    for subject in known:
        if wanted in {subject, subject.removeprefix(_FEATURES)}:
            return frozenset({subject})
    lived = {each.id for each in past.lives if wanted in {each.id.casefold(), (each.feature or "").casefold()}}
    return frozenset(lived or (each.id for each in past.choose([name])))


def _require_item(ballot: "Ballot", name: str, ids: frozenset[str]) -> None:
    """Raise `UnknownSubjectError` for a subject that is no matter of the release at all."""
    from tracker.cli.session import UnknownSubjectError  # noqa: PLC0415 -- as above

    about = {each.subject for each in ballot.items} | {each.subject for each in ballot.blocking}
    if not (about | {each.partition("/")[0] for each in about}) & ids:
        hint = f"`tracker release {ballot.version}` lists what could enter it"
        raise UnknownSubjectError(name, f"{name}: nothing of it could enter {ballot.version}; {hint}")


def _slides(ballot: "Ballot") -> str:
    from tracker.reports.ballot_slides import ballot_as_slides  # noqa: PLC0415 -- only where it is asked for

    return ballot_as_slides(ballot)


def _rendered(ballot: "Ballot", output: Format) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.ballot_json import ballot_as_json  # noqa: PLC0415 -- only the format asked for

            return ballot_as_json(ballot)
        case Format.MARKDOWN:
            from tracker.reports.ballot_markdown import ballot_as_markdown  # noqa: PLC0415 -- as above

            return ballot_as_markdown(ballot)
        case Format.TABLE:
            from tracker.reports.ballot_table import ballot_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return ballot_as_table(ballot, width, color=color)
