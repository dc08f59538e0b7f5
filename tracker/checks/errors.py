"""What can go wrong when a check is asked for."""

from difflib import get_close_matches

from tracker.errors import TrackerError


class UnknownCriterionError(TrackerError):
    """There is no criterion of that id."""

    def __init__(self, criterion: str, known: tuple[str, ...]) -> None:
        self.criterion = criterion
        self.known = known
        super().__init__(f"there is no criterion {criterion!r}: known are {', '.join(known)}")


class UnknownDocumentError(TrackerError):
    """There is neither a criterion nor a rule of that id."""

    def __init__(self, name: str, criteria: tuple[str, ...], rules: tuple[str, ...]) -> None:
        self.name = name
        self.criteria = criteria
        self.rules = rules
        near = get_close_matches(name, [*criteria, *rules], n=1)
        known = f"criteria are {', '.join(criteria)}; rules are {', '.join(rules)}"
        hint = f"did you mean {' or '.join(near)}?" if near else known
        super().__init__(f"there is no criterion or rule {name!r}: {hint}")
