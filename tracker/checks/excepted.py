"""Counts declared exceptions: entry requirements that people agreed to waive for one subject, until a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tracker.frozen import frozen
from tracker.standing import CriterionResult, CriterionStatus

_LIFTED = frozenset({CriterionStatus.UNMET, CriterionStatus.UNKNOWN})
"""What is met, or waived by a statement in the ledger, needs no exception."""


@frozen
class CriterionException:
    """An entry requirement that one subject need not meet."""

    criterion: str
    """The criterion's id."""
    phase: int
    """The phase that asks it."""
    subject: str
    """The id of a proposal or an amendment."""
    reason: str
    who: str
    """Who declared it."""
    link: str
    """Where it was agreed."""
    since: date
    """The first day it counts; `from` in the file."""
    until: date | None = None
    """The first day it no longer counts; `None` while it stands."""

    def counts_on(self, day: date) -> bool:
        """Return whether it counts on a day."""
        return self.since <= day and (self.until is None or day < self.until)

    def __str__(self) -> str:
        """Return who excepts what it is about, how long, why, and where that was agreed."""
        until = "" if self.until is None else f" until {self.until}"
        return f"excepted by {self.who} from {self.since}{until}: {self.reason} ({self.link})"


def excepted(
    subject: str, results: Iterable[CriterionResult], exceptions: Iterable[CriterionException], day: date
) -> tuple[CriterionResult, ...]:
    """Return how criteria stand on a day after what was declared about a subject; of two exceptions the last counts.

    What was found stays as evidence: an exception does not dispute it.
    """
    counting = {
        (each.criterion, each.phase): each for each in exceptions if each.subject == subject and each.counts_on(day)
    }
    return tuple(_after(result, counting.get((result.id, result.phase))) for result in results)


def _after(result: CriterionResult, exception: CriterionException | None) -> CriterionResult:
    if exception is None or (result.inherited_status or result.status) not in _LIFTED:
        return result
    return replace(
        result, status=CriterionStatus.WAIVED, reason=str(exception), inherited_from=None, inherited_status=None
    )
