"""The documents that `tracker explain` and the website show: one Markdown page per criterion, and one per rule."""

from tracker.checks.errors import UnknownCriterionError, UnknownDocumentError
from tracker.checks.registry import CHECKS
from tracker.shipped import shipped

_CRITERIA = "site/pages/criteria"
_RULES = "site/pages/rules"
_SUFFIX = ".md"


def criterion_document(criterion: str) -> str:
    """Return the criterion's page as Markdown; `UnknownCriterionError` names the ids there are."""
    if criterion not in CHECKS:
        raise UnknownCriterionError(criterion, tuple(CHECKS))
    return _read(_CRITERIA, criterion)


def document_of(name: str) -> str:
    """Return the page of a criterion or rule as Markdown; `UnknownDocumentError` names the nearest ids there are."""
    if name in CHECKS:
        return criterion_document(name)
    rules = documented_rules()
    if name not in rules:
        raise UnknownDocumentError(name, tuple(CHECKS), rules)
    return _read(_RULES, name)


def documented_rules() -> tuple[str, ...]:
    """Return the ids of the rules that have a page, sorted."""
    pages = (page.name for page in shipped(_RULES).iterdir())
    return tuple(sorted(page.removesuffix(_SUFFIX) for page in pages if page.endswith(_SUFFIX)))


def _read(folder: str, name: str) -> str:
    return shipped(f"{folder}/{name}{_SUFFIX}").read_text(encoding="utf-8")
