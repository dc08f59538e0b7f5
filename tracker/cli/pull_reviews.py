"""Asks GitHub what the reviews of a pull request come to, of which the facts tell the rest."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.cli.output import tell
from tracker.hosting import HostedPull, ReviewDecision
from tracker.sources.errors import SourceError
from tracker.sources.github_settings import github_settings

if TYPE_CHECKING:
    from tracker.pull_report.values import PullReport


def reviewed(report: "PullReport", environment: Mapping[str, str]) -> "PullReport":
    """Return a report with what the reviews come to, where that is not known and there is a token to ask with.

    A pull request of which nothing is recorded is not asked about: `tracker sync` does that.
    """
    pull = report.hosted
    if pull is None or pull.decision is not None:
        return report
    decision = _asked(pull, environment)
    return report if decision is None else replace(report, hosted=replace(pull, decision=decision))


def _asked(pull: HostedPull, environment: Mapping[str, str]) -> ReviewDecision | None:
    from tracker.sources.github import ask_decision  # noqa: PLC0415 -- only where it is asked
    from tracker.sources.github_client import GitHubClient  # noqa: PLC0415 -- as above

    try:
        settings = github_settings(environment)
        if settings.token is None:
            return None
        with GitHubClient(settings) as client:
            return ask_decision(client, pull)
    except SourceError as error:
        tell(f"{error}; what its reviews come to is left out")
        return None
