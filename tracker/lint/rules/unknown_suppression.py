"""`unknown-suppression`: a comment that silences a rule that does not exist, or silences nothing."""

import difflib
from collections.abc import Collection, Iterable, Iterator

from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import COMMENTS
from tracker.lint.packages import LintPackage
from tracker.lint.suppression import Suppression


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield nothing: what is superfluous shows only when all other rules are through (`superfluous`)."""
    del package, surroundings
    yield from ()


def superfluous(silencing: Iterable[Suppression], known: Collection[str], judged: Collection[str]) -> Iterator[Hit]:
    """Yield what names no known rule, and what silenced nothing although its rule was judged."""
    for each in silencing:
        if each.rule not in known:
            near = difflib.get_close_matches(each.rule, sorted(known), n=1)
            hint = f"; did you mean `{near[0]}`?" if near else ""
            yield Hit(each.file, each.span, f"there is no rule `{each.rule}`{hint}")
        elif each.rule in judged and not each.used:
            yield Hit(each.file, each.span, f"`{each.rule}` finds nothing here to ignore")


RULE = rule(
    check,
    Severity.WARNING,
    "A comment that silences a rule which does not exist, or which finds nothing there.",
    "correct the rule's id, move the comment to the finding's line or the line above it, or remove it",
    COMMENTS,
)
"""The rule."""
