"""Whether a change does what it should: values that reports show."""

from collections.abc import Iterable
from enum import StrEnum

from tracker.facts import ReferenceStatus, ReferenceVerdict
from tracker.frozen import frozen


class ProofState(StrEnum):
    """What came of trying a change on a copy."""

    PROVED = "proved"
    UNPROVED = "unproved"
    """It could not be tried to the end; nothing speaks against it."""
    FAILED = "failed"


@frozen
class Proof:
    """What came of trying a change on a copy, and why."""

    state: ProofState
    reason: str
    """What was done, or what is left, in one line."""


@frozen
class Judged:
    """What the reference tool says of one package, before a change and after it."""

    package: str
    """`wasi:cli@0.2.11`"""
    before: ReferenceVerdict
    """What it said of it before; of a package that is accepted after the change, the same."""
    after: ReferenceVerdict

    @property
    def broken(self) -> bool:
        """Whether it is rejected, and was not before."""
        return self.after.status is ReferenceStatus.REJECTED and self.before.status is not ReferenceStatus.REJECTED


NO_TOOL = "the reference tool wasm-tools is not there to judge the WIT"
"""Why nothing could be judged."""


def proof_of(judged: Iterable[Judged] | None) -> Proof:
    """Return what the reference tool's verdicts prove; `None` when it is not there."""
    if judged is None:
        return Proof(ProofState.UNPROVED, NO_TOOL)
    every = tuple(judged)
    for each in every:
        if each.broken:
            return Proof(ProofState.FAILED, f"{each.after.tool} rejects {each.package}: {each.after.message}")
    for each in every:
        if each.after.status is ReferenceStatus.REJECTED:
            return Proof(ProofState.UNPROVED, f"{each.after.tool} rejected {each.package} before: {each.after.message}")
        if each.after.status is ReferenceStatus.UNKNOWN:
            return Proof(ProofState.UNPROVED, f"{each.package} could not be judged: {each.after.message}")
    names = ", ".join(each.package for each in every)
    tools = dict.fromkeys(each.after.tool for each in every)
    return Proof(ProofState.PROVED, f"{', '.join(tools)} accepts {names}" if every else "nothing is changed")
