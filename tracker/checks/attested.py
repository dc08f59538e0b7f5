"""Counts what people stated about a criterion: that it is met where no tool can tell, or that it is waived."""

from collections.abc import Iterable
from dataclasses import replace

from tracker.facts import Revision
from tracker.ledger import Attested
from tracker.standing import CriterionResult, CriterionStatus, Evidence

LEDGER = "ledger"
"""The path of evidence that stands in the ledger; its line is the entry's place, its revision the entry's id."""


def attested(
    subject: str, results: Iterable[CriterionResult], stated: Iterable[Attested]
) -> tuple[CriterionResult, ...]:
    """Return how criteria stand after what people stated about a subject, the latest last.

    What is met needs no statement. An attestation answers what nobody could tell; what the tool found unmet it does not
    make met: that takes a waiver.
    """
    newest_first = [each for each in stated if each.statement.subject == subject][::-1]
    return tuple(_after(result, newest_first) for result in results)


def _after(result: CriterionResult, newest_first: Iterable[Attested]) -> CriterionResult:
    stands = result.inherited_status or result.status
    for each in newest_first:
        about = each.statement
        if (about.criterion, about.phase) != (result.id, result.phase) or stands is CriterionStatus.MET:
            continue
        if each.waives:
            return _stated(result, each, CriterionStatus.WAIVED, "waived")
        if stands is CriterionStatus.UNKNOWN:
            return _stated(result, each, CriterionStatus.MET, "attested")
    return result


def _stated(result: CriterionResult, said: Attested, status: CriterionStatus, verb: str) -> CriterionResult:
    about = said.statement
    place = (Evidence(about.link, LEDGER, said.position, Revision(said.entry)),) if about.link else ()
    return replace(
        result,
        status=status,
        reason=f"{verb} by {said.by} on {about.date}: {about.statement}",
        evidence=place,
        inherited_from=None,
        inherited_status=None,
    )
