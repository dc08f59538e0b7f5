"""What every format of report offers: one method a command, from values to text."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from tracker.frozen import frozen
from tracker.standing import (
    AmendmentStanding,
    Criterion,
    CriterionResult,
    GateStanding,
    OpenConcern,
    ProposalStanding,
    Standing,
)

if TYPE_CHECKING:
    # For the types alone, which every command would otherwise pay for.
    from tracker.happenings import Timeline
    from tracker.hosting import PullLink
    from tracker.voted import VotedText

Subject = ProposalStanding | AmendmentStanding
"""What `show` and `check` speak of."""


@frozen
class Check:
    """One subject's entry requirements, and whether they block it."""

    subject: Subject
    """Whose they are."""
    phase: int | None
    """The phase that was asked about; `None` when there is none to ask about."""
    results: tuple[CriterionResult, ...]
    """One a requirement, in the order of the process."""
    blocked: bool
    """Whether one of them is unmet."""
    concerns: tuple[OpenConcern, ...] = ()
    """What people raised about it and nobody settled: it blocks nothing."""


@frozen
class Explanation:
    """What a criterion means."""

    id: str
    criteria: tuple[Criterion, ...]
    """The requirement as each phase that asks it states it."""
    document: str
    """Markdown: what it means, why, how to fix it."""


class Report(Protocol):
    """A format of report. Every method returns text that ends with a newline."""

    def status(self, standing: Standing, phase_names: dict[int, str]) -> str:
        """Return where everything stands."""
        ...

    def show(
        self,
        subject: Subject,
        standing: Standing,
        past: "Timeline | None" = None,
        texts: "tuple[VotedText, ...] | None" = None,
        pulls: "tuple[PullLink, ...]" = (),
    ) -> str:
        """Return all there is to say of one subject.

        `past` is what happened to it, `texts` what its votes were about: `None` where that was not read. `pulls` are
        the pull requests that do something to its gates.
        """
        ...

    def gates(self, gates: Iterable[GateStanding]) -> str:
        """Return a list of gates."""
        ...

    def check(self, check: Check) -> str:
        """Return how the entry requirements of one subject stand."""
        ...

    def explain(self, explanation: Explanation) -> str:
        """Return what a criterion means."""
        ...
