"""What a rule found, as values: where it is, how bad, and what helps."""

from enum import StrEnum

from tracker.frozen import frozen


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """A tool, a release or a user of the package trips over it."""
    WARNING = "warning"
    """It goes against the process, and nothing stops it."""


@frozen
class Place:
    """A piece of a file. Lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int
    end_line: int
    """The line of the last character."""
    end_column: int
    """The column after the last character."""


@frozen
class Related:
    """Another place that has to do with a finding."""

    message: str
    """What it has to do with it."""
    place: Place


@frozen
class Finding:
    """One thing that is wrong."""

    rule: str
    """The rule's id."""
    severity: Severity
    message: str
    """What is wrong, in one line."""
    place: Place
    help: str
    """How to fix it, in one line."""
    related: tuple[Related, ...] = ()


@frozen
class RuleDescription:
    """What a report says of a rule."""

    id: str
    severity: Severity
    summary: str
    """What it finds, in one sentence."""
    help: str
    """How to fix what it finds, in one sentence."""
    source: str
    """A link to where the rule comes from."""
