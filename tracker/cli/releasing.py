"""The command about what was released: `releases`."""

import difflib
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.chronicle import line_of
from tracker.cli.options import At, Database, FormatOption
from tracker.cli.output import put
from tracker.cli.session import read, read_tagged
from tracker.cli.terminal import terminal
from tracker.errors import TrackerError
from tracker.reports import Format

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tracker.readiness import Assessment
    from tracker.released import Release
    from tracker.standing import GateStanding


class UnknownVersionError(TrackerError):
    """A version that no tag names."""


def releases(
    version: Annotated[
        str | None, typer.Argument(metavar="VERSION", help="Say all that this release brought: 0.2.12.")
    ] = None,
    line: Annotated[
        str | None, typer.Option(metavar="LINE", help="Only releases of this line: 0.2.", show_default=False)
    ] = None,
    prereleases: Annotated[bool, typer.Option("--prereleases", help="List prereleases, too.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Name every item of the first release of a line, too.")
    ] = False,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """List the releases, or say what one of them added, stabilized and deprecated."""
    from tracker.releases import releases_of, summarized  # noqa: PLC0415 -- semver is only for this command

    assessment = read(database, at)
    every = releases_of(read_tagged(database, at), assessment.subjects, assessment.aliases)
    asked = [each for each in every if line is None or each.line == line]
    if version is not None:
        chosen = _named(asked, version)
    else:
        chosen = [each for each in asked if prereleases or not each.prerelease]
    shown = chosen if verbose else [summarized(each) for each in chosen]
    left_out = 0 if version is not None else len(asked) - len(chosen)
    put(_rendered(shown, assessment.facts.at, left_out, output, detailed=version is not None))


def released_gates(
    assessment: "Assessment", version: str, database: str | None, at: "datetime | None"
) -> "tuple[GateStanding, ...]":
    """Return every gate of a release; `UnknownVersionError` when no tag names it."""
    from tracker.releases import gates_of, releases_of  # noqa: PLC0415 -- as above

    tagged = read_tagged(database, at)
    every = releases_of(tagged, assessment.subjects, assessment.aliases)
    found = named_version([each.version for each in every], version)
    return gates_of(found, tagged, assessment.subjects, assessment.aliases)


def named_version(versions: "Sequence[str]", version: str) -> str:
    """Return which of some versions is meant, with or without `v`.

    `UnknownVersionError` with the nearest known ones when none is.
    """
    wanted = version.strip().removeprefix("v")
    if wanted in versions:
        return wanted
    if wanted in {line_of(each) for each in versions}:
        raise UnknownVersionError(f"{version}: a release line; `tracker releases --line {wanted}` lists its releases")
    near = _nearest(versions, wanted)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; `tracker releases` lists what is known"
    raise UnknownVersionError(f"{version}: no tag names that version{hint}")


def _nearest(versions: "Sequence[str]", wanted: str) -> list[str]:
    """Return the versions of the same line before and after one that is none of them; else what is spelled alike."""
    from tracker.releases import parse_version  # noqa: PLC0415 -- as above

    number = parse_version(wanted)
    beside = sorted(
        {(parsed, each) for each in versions if (parsed := parse_version(each)) and line_of(each) == line_of(wanted)}
    )
    if number is None or not beside:
        return difflib.get_close_matches(wanted, list(dict.fromkeys(versions)), n=1, cutoff=0.6)
    before = [each for parsed, each in beside if parsed < number]
    after = [each for parsed, each in beside if parsed > number]
    return [*before[-1:], *after[:1]]


def _named(releases: "Sequence[Release]", version: str) -> "list[Release]":
    """Return the releases of a version: several when several trains have it."""
    found = named_version([each.version for each in releases], version)
    return [each for each in releases if each.version == found]


def _rendered(
    releases: "Sequence[Release]", as_of: "datetime", left_out: int, output: Format, *, detailed: bool
) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.releases_json import releases_as_json  # noqa: PLC0415 -- only the format asked for

            return releases_as_json(releases, as_of)
        case Format.MARKDOWN:
            from tracker.reports.releases_markdown import release_notes, releases_as_markdown  # noqa: PLC0415

            return release_notes(releases) if detailed else releases_as_markdown(releases, as_of)
        case Format.TABLE:
            from tracker.reports.releases_table import release_as_table, releases_as_table  # noqa: PLC0415

            width, color = terminal()
            if detailed:
                return release_as_table(releases, width, color=color)
            return releases_as_table(releases, as_of, left_out, width, color=color)
