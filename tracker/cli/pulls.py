"""The command about one pull request: `pr`."""

import os
import re
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.cache import cache_folder
from tracker.cli.exit_codes import ExitCode
from tracker.cli.options import Database, FormatOption
from tracker.cli.output import put, tell
from tracker.cli.terminal import terminal
from tracker.errors import TrackerError
from tracker.facts import RepositoryName
from tracker.pull_report.policy import FailOn, failures
from tracker.reports import Format
from tracker.sources.errors import SourceError

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.cli.past import Past
    from tracker.hosting import HostedPull
    from tracker.pull_report.values import PullReport
    from tracker.sources.pull_trees import PullTrees

_PULL = re.compile(
    r"(?:https?://github\.com/)?(?P<repository>[\w.-]+/[\w.-]+)(?:#|/pull/)(?P<number>[1-9]\d{0,8})(?:[/#?].*)?",
    re.ASCII,
)

_Base = Annotated[
    str | None,
    typer.Option(
        metavar="REV",
        help="Read the repository one is in, and compare with this commit; by default origin's default branch.",
        show_default=False,
    ),
]
_Head = Annotated[
    str | None,
    typer.Option(metavar="REV", help="Read the repository one is in, and this commit of it.", show_default=False),
]
_Branch = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Where it is to be merged, if not where git tells.", show_default=False),
]
_GitHub = Annotated[
    bool | None,
    typer.Option(
        "--github/--no-github",
        help="Ask GitHub for the pull request, or never; by default where no mirror has it and there is a token.",
        show_default=False,
    ),
]


class PullNameError(TrackerError):
    """What names no pull request."""


class _NotFetchedError(Exception):
    """No mirror has a pull request."""

    def __init__(self, reason: SourceError) -> None:
        super().__init__(str(reason))
        self.reason = reason


def pr(
    pull: Annotated[
        str | None,
        typer.Argument(metavar="[OWNER/NAME#N]", help="The pull request, as it is named or by its address."),
    ] = None,
    base: _Base = None,
    head: _Head = None,
    branch: _Branch = None,
    comment: Annotated[
        bool, typer.Option("--comment", help="Say it in one comment on the pull request, or update that one.")
    ] = False,
    fail_on: Annotated[
        list[FailOn] | None,
        typer.Option("--fail-on", help="What exits with 1, repeatable. By default: breaking, and errors."),
    ] = None,
    github: _GitHub = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Say what a pull request does to gates and the API, what must come with it, and what merging would change."""
    name, number = _named(pull)
    if comment and number is None:
        raise PullNameError("--comment needs a pull request to comment on: name it as OWNER/NAME#NUMBER")
    local = name is None or base is not None or head is not None
    if local:
        report = _local(name, number, base, head, branch, database, github)
    else:
        report = _reviewed(_numbered(RepositoryName(name or ""), number or 0, branch, database, github), github)
    put(_rendered(report, output))
    if comment:
        _comment(report)
    why = failures(report, fail_on)
    if why:
        tell(f"fails: {'; '.join(why)}")
    raise typer.Exit(ExitCode.FOUND if why else ExitCode.FINE)


def _named(pull: str | None) -> tuple[str | None, int | None]:
    if pull is None:
        return None, None
    match = _PULL.fullmatch(pull.strip())
    if match is None:
        raise PullNameError(f"{pull}: names no pull request; one is written OWNER/NAME#NUMBER")
    return match["repository"], int(match["number"])


# --- from where it is read --------------------------------------------------------------------------------------------


def _numbered(
    name: RepositoryName, number: int, branch: str | None, database: str | None, github: bool | None
) -> "PullReport":
    """Return the report of a pull request from a kept mirror, or from GitHub where it is to be asked."""
    if not github:
        try:
            return _mirrored(name, number, branch, database)
        except _NotFetchedError as error:
            _may_ask(error.reason, github)
    from tracker.cli.pull_asking import asked_trees  # noqa: PLC0415 -- what is in a mirror needs none of it

    with asked_trees(name, number, branch, os.environ) as (trees, hosted):
        return _report(trees, database, hosted)


def _may_ask(missing: SourceError, github: bool | None) -> None:
    """Raise why there is no mirror to read, unless GitHub may be asked in its place."""
    if github is False:
        raise missing from None
    from tracker.cli.pull_asking import TOKEN_HINT, may_ask  # noqa: PLC0415 -- as above

    if not may_ask(os.environ):
        raise SourceError(missing.source, f"{missing.reason}; {TOKEN_HINT}", unreachable=missing.unreachable) from None


def _mirrored(name: RepositoryName, number: int, branch: str | None, database: str | None) -> "PullReport":
    """Return the report of a pull request that a kept mirror holds; what was told of it before is kept."""
    from tracker.cli.kept import kept  # noqa: PLC0415 -- a checkout changes without a trace in the mirrors
    from tracker.pull_report.values import PullReport  # noqa: PLC0415 -- as above

    def told() -> PullReport:
        from tracker.cli.names import known_aliases  # noqa: PLC0415 -- what is kept needs none of it
        from tracker.store.location import Location  # noqa: PLC0415 -- as above

        now = known_aliases(Location.find(database)).current(name)
        known = _hosted(now, number, database)
        into = branch or (known.base if known else None)
        try:
            trees = _from_mirror(now, number, into)
        except SourceError as error:
            raise _NotFetchedError(error) from error
        return _report(trees, database, known)

    asked = (f"{name}#{number}", str(branch))
    return kept(PullReport, database, None, told, folder="pulls", asked=asked, texts=True)


def _reviewed(report: "PullReport", github: bool | None) -> "PullReport":
    """Return a report with what its reviews come to; what was kept of it does not tell."""
    from tracker.cli.pull_reviews import reviewed  # noqa: PLC0415 -- a checkout needs none of it

    return report if github is False else reviewed(report, os.environ)


def _hosted(name: RepositoryName, number: int, database: str | None) -> "HostedPull | None":
    """Return what its host told of a pull request; `None` when nothing is recorded."""
    from tracker.store.hosting import hosted  # noqa: PLC0415 -- what is kept needs none of it
    from tracker.store.location import Location  # noqa: PLC0415 -- as above
    from tracker.store.reader import Reader, exists  # noqa: PLC0415 -- as above

    location = Location.find(database)
    if not exists(location):
        return None
    with Reader.open(location) as reader:
        return hosted(reader).pull(name, number)


def _from_mirror(name: RepositoryName, number: int, branch: str | None) -> "PullTrees":
    from tracker.sources.git import Mirrors  # noqa: PLC0415 -- what is kept needs none of it

    return Mirrors(cache_folder(), offline=True).open(name).pulls().trees(number, branch)


def _local(
    name: str | None,
    number: int | None,
    base: str | None,
    head: str | None,
    branch: str | None,
    database: str | None,
    github: bool | None,
) -> "PullReport":
    """Return the report of commits of the repository that one is in."""
    from dataclasses import replace  # noqa: PLC0415 -- only a checkout needs it

    from tracker.cli.pull_asking import asked_facts  # noqa: PLC0415 -- as above
    from tracker.sources.pull_requests import local_pulls  # noqa: PLC0415 -- as above

    trees = local_pulls(".").between(base, head or "HEAD")
    told = replace(
        trees,
        repository=RepositoryName(name) if name else trees.repository,
        number=number,
        branch=branch or os.environ.get("GITHUB_BASE_REF") or trees.branch,
    )
    hosted = asked_facts(told.repository, number, os.environ, github) if number is not None else None
    return _report(told, database, hosted)


def _report(trees: "PullTrees", database: str | None, hosted: "HostedPull | None" = None) -> "PullReport":
    from tracker.cli.pull_building import pull_report  # noqa: PLC0415 -- what is kept needs none of it

    def read_past(moment: "datetime | None") -> "Past":
        from tracker.cli.past import Past  # noqa: PLC0415 -- a change to no file that is followed needs no facts

        return Past.read(database, moment)

    return pull_report(trees, read_past, hosted)


# --- how it is told ---------------------------------------------------------------------------------------------------


def _rendered(report: "PullReport", output: Format) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.pull_json import pull_as_json  # noqa: PLC0415 -- only the format asked for

            return pull_as_json(report)
        case Format.MARKDOWN:
            from tracker.reports.pull_markdown import pull_as_markdown  # noqa: PLC0415 -- as above

            return pull_as_markdown(report)
        case Format.TABLE:
            from tracker.reports.pull_table import pull_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return pull_as_table(report, width, color=color)


def _comment(report: "PullReport") -> None:
    """Say it in one comment on the pull request; a comment that says so already stays as it is."""
    from tracker.reports.pull_markdown import MARKER, pull_as_markdown  # noqa: PLC0415 -- only where it is asked for
    from tracker.sources.github_comments import Comments, settings_of  # noqa: PLC0415 -- as above

    if report.number is None:
        return
    with Comments(settings_of(os.environ)) as comments:
        tell(str(comments.put(report.repository, report.number, MARKER, pull_as_markdown(report))))
