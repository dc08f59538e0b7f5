"""The rules, one module each, named after the rule's id: a module put beside the others is found by itself."""

from importlib import import_module
from pkgutil import iter_modules

from tracker.next_release.interface import ReleaseRule

__all__ = ["RELEASE_RULES"]


def _rule_of(module: str) -> ReleaseRule:
    found: ReleaseRule = import_module(f"{__name__}.{module}").RULE
    return found


RELEASE_RULES: dict[str, ReleaseRule] = {
    found.id: found
    for found in (_rule_of(each.name) for each in sorted(iter_modules(__path__), key=lambda it: it.name))
}
"""Every rule by its id, sorted."""
