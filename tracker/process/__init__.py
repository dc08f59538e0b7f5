"""The phase process as data: which phases there are, what each asks of a proposal, and since when."""

from tracker.process.errors import ProcessError
from tracker.process.rules import Phase, Process, Requirement
from tracker.process.toml import load_process, shipped_process

__all__ = ["Phase", "Process", "ProcessError", "Requirement", "load_process", "shipped_process"]
