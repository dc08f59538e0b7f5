"""What a rule is: a function from a package and what surrounds it to hits, with what a reader needs to know of it."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from tracker.frozen import frozen
from tracker.lint.files import LintFile, Span
from tracker.lint.findings import Finding, Place, Related, RuleDescription, Severity
from tracker.lint.packages import LintFolder, LintPackage


@frozen
class Hit:
    """Something a rule found."""

    file: LintFile
    span: Span
    """What it points at."""
    message: str
    related: tuple[tuple[LintFile, Span, str], ...] = ()
    """Other places that have to do with it, and what."""
    repairs: tuple[Span, ...] = ()
    """What to read as blank in the file so that the reference tool would not stop at this."""


@frozen
class Surroundings:
    """What a rule may look at beside the package it judges."""

    packages: tuple[LintPackage, ...] = ()
    """Every package that is judged, this one too."""
    folder: LintFolder | None = None
    """The folder the package lies in, with what is vendored there."""
    earlier: tuple[LintPackage, ...] | None = None
    """An earlier revision of the packages; `None` when there is none to compare with."""
    require_gates: bool = False
    """Whether every package must have gates, and not only one that has some."""


Check: TypeAlias = Callable[[LintPackage, Surroundings], Iterator[Hit]]
"""What finds a rule's hits in one package."""


@frozen
class Rule:
    """One rule."""

    description: RuleDescription
    check: Check

    @property
    def id(self) -> str:
        """Return its id."""
        return self.description.id


def rule(check: Check, severity: Severity, summary: str, help: str, source: str) -> Rule:  # noqa: A002 -- as in JSON
    """Return the rule of a module, whose id is the module's name."""
    name = check.__module__.rpartition(".")[2].replace("_", "-")
    return Rule(RuleDescription(name, severity, summary, help, source), check)


def finding(of: RuleDescription, hit: Hit) -> Finding:
    """Return a hit as a finding."""
    related = tuple(Related(message, file.place(*span)) for file, span, message in hit.related)
    return Finding(of.id, of.severity, hit.message, place_of(hit), of.help, related)


def place_of(hit: Hit) -> Place:
    """Return where a hit is."""
    return hit.file.place(*hit.span)
