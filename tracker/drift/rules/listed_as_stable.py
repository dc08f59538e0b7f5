"""`listed-as-stable`: the list has an amendment in phase 3 or higher while its gate is still `@unstable`."""

from collections.abc import Iterator

from tracker.drift.evidence import gate_said, later, row_said
from tracker.drift.findings import Severity
from tracker.drift.gates import landed_since, places, unstable_gates
from tracker.drift.interface import Hit, Sources, rule
from tracker.drift.links import AMENDING
from tracker.drift.rows import features_of_amendments, row_since
from tracker.drift.votes import to_stabilize
from tracker.subjects import AMENDABLE_PHASE


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every amendment with a row in phase 3 or higher and a gate that says it is unstable."""
    gates, features = unstable_gates(sources), features_of_amendments(sources)
    for amendment in sources.subjects.amendments:
        row, feature = amendment.row, features.get(amendment.id)
        if row is None or feature is None or row.row.phase < AMENDABLE_PHASE:
            continue
        own = amendment.parent.id, feature
        if to_stabilize(sources, amendment.id):
            # The list is right, and `unflipped-gate` tells of the gate.
            continue
        if spans := gates.get(own):
            yield Hit(
                subject=amendment.id,
                message=f"the list has {row.row.title} in phase {row.row.phase}, and {feature} is still @unstable on "
                f"{places(spans)}",
                since=later(
                    row_since(sources, row, lambda each: each.phase >= AMENDABLE_PHASE), landed_since(sources, own)
                ),
                evidence=(
                    *row_said(sources, row, f"proposal list: phase {row.row.phase}"),
                    gate_said(sources, spans[0]),
                ),
                fix="put the row back into phase 2 until a vote stabilizes it, or stabilize it if the vote was held",
            )


RULE = rule(
    check,
    Severity.ERROR,
    "The proposal list has an amendment in phase 3 or higher while its gate is still `@unstable`.",
    AMENDING,
)
"""The rule."""
