"""Which rules a declared exception may name: those about sources that disagree, and those about a release."""

from collections.abc import Container

from tracker.drift.rules import DRIFT_RULES


class _ExceptableRules(Container[str]):
    """The ids of these rules. Those about a release are looked up only when one is named: they take long to load."""

    def __contains__(self, rule: object) -> bool:
        """Return whether there is such a rule."""
        if rule in DRIFT_RULES:
            return True
        from tracker.next_release.rules import RELEASE_RULES  # noqa: PLC0415 -- as said

        return rule in RELEASE_RULES


EXCEPTABLE_RULES: Container[str] = _ExceptableRules()
"""What `shipped_exceptions` takes."""
