"""The phase process as data: which phases there are, what each asks of a proposal, and since when."""

from tracker.process.errors import ProcessError
from tracker.process.rules import Phase, Process, Requirement, Rhythm, RuleId, VoteRule
from tracker.process.toml import load_process, load_proposed, shipped_process

__all__ = [
    "Phase",
    "Process",
    "ProcessError",
    "Requirement",
    "Rhythm",
    "RuleId",
    "VoteRule",
    "load_process",
    "load_proposed",
    "shipped_process",
]
