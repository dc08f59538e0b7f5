"""How long the steps of the process took, and what waits for whom, as reports and the website show it.

`tracker.waiting` computes these values; nothing here computes anything. Days are whole days between two dates.
"""

from datetime import date, datetime

from tracker.frozen import frozen


@frozen
class StepTime:
    """One step of one subject."""

    subject: str
    """The id of a proposal or an amendment."""
    step: str
    """The step's id: `landed-to-stabilized`, `in-phase-1`."""
    began: date
    """The day of what comes first in the step's name."""
    ended: date
    """The day of what comes last; before `began` where the order was another than the process asks for."""
    days: int
    """From `began` to `ended`; negative when it ended first."""
    at_least: bool = False
    """Whether it began before `began`, from which day on there is a record; medians leave it out."""


@frozen
class StepMedian:
    """One step over all subjects that have taken it."""

    step: str
    """Its id."""
    count: int
    """How many subjects have taken it."""
    median_days: float | None
    """`None` when none has."""
    shortest: StepTime | None
    """The first of the shortest ones."""
    longest: StepTime | None
    """The first of the longest ones."""


@frozen
class Wait:
    """A step that is open."""

    subject: str
    """The id of a proposal or an amendment."""
    step: str
    """What comes next, in words."""
    waits_for: str
    """Whose turn it is, with their names where the proposal list names them."""
    since: date
    """The day of the last thing that happened to the subject."""
    days: int
    """From that day to the moment of the answer."""
    at_least: bool = False
    """Whether it waited before `since`, from which day on there is a record."""


@frozen
class UnknownStep:
    """A step of which no one can tell how long it took."""

    step: str
    """Its id."""
    reason: str
    """What was not there to read, in one line."""


@frozen
class Latency:
    """How long everything took and takes."""

    as_of: datetime
    """The moment."""
    medians: tuple[StepMedian, ...]
    """In the order of the process."""
    steps: tuple[StepTime, ...]
    """By step in that order, then by subject."""
    waiting: tuple[Wait, ...]
    """What waits longest first."""
    unknown: tuple[UnknownStep, ...]
    """In the order of the process."""
