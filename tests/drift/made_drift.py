"""Sources made by hand for the rules, and what they find in them in a form that is easily written down."""

from typing import Any, NamedTuple

from tests.made_chronicle import MadeChronicle
from tests.made_facts import github, row
from tracker.drift.findings import CouldNotCheck, Drift
from tracker.drift.interface import Sources
from tracker.drift.judging import compare_sources
from tracker.facts import ClaimedChampion, ClaimedPhase, Document, ListRow
from tracker.lifecycle import lives
from tracker.phases import phase_history
from tracker.process import shipped_process

LAMP = "Own/wasi-lamp"
KETTLE = "Own/wasi-kettle"
WIT = "wit/types.wit"


class Told(NamedTuple):
    """What matters of a finding."""

    subject: str
    message: str
    since: str | None
    says: tuple[str, ...]


def lamp_row(phase: int = 3, line: int = 5, champions: tuple[str, ...] = ("Ada Author",)) -> ListRow:
    """Return the row of the lamp."""
    return row(phase, "Lamp", github(LAMP), champions, line)


def dim_row(phase: int = 2, line: int = 9, champions: tuple[str, ...] = ("Cleo Coder",)) -> ListRow:
    """Return the row of the amendment that lets the lamp be dimmed."""
    return row(phase, "Lamp: Dim", github(LAMP), champions, line)


def readme(phase: int | None = None, *champions: str) -> Document:
    """Return a README that claims a phase and names champions."""
    named = tuple(ClaimedChampion(name, line) for line, name in enumerate(champions, 11))
    return Document(claimed_phase=None if phase is None else ClaimedPhase(phase, 7), champions=named)


def sources(made: MadeChronicle, at: str, **more: Any) -> Sources:
    """Return everything the sources say at a moment; `more` are further fields."""
    facts, subjects, chronicle = made.facts(at), made.subjects(at), made.chronicle(at)
    process = shipped_process()
    return Sources(
        facts,
        subjects,
        made.aliases,
        process,
        chronicle,
        lives(subjects, chronicle, process, made.aliases),
        phase_history(chronicle, made.aliases, subjects),
        wit=made.wit(at),
        **more,
    )


def drift(made: MadeChronicle, rule: str, at: str = "2026-08-20", **more: Any) -> Drift:
    """Return what one rule finds at a moment."""
    return compare_sources(sources(made, at, **more), rules={rule})


def told(made: MadeChronicle, rule: str, at: str = "2026-08-20", **more: Any) -> list[Told]:
    """Return what one rule finds; that it could check everything is asserted."""
    found = drift(made, rule, at, **more)
    assert found.could_not_check == ()
    return [
        Told(
            each.subject,
            each.message,
            f"{each.since:%Y-%m-%d}" if each.since else None,
            tuple(place.says for place in each.evidence),
        )
        for each in found.findings
    ]


def unchecked(made: MadeChronicle, rule: str, at: str = "2026-08-20", **more: Any) -> tuple[CouldNotCheck, ...]:
    """Return what one rule could not check; that it finds nothing is asserted."""
    found = drift(made, rule, at, **more)
    assert found.findings == ()
    return found.could_not_check


NO_NOTES = "no notes of meetings were read"
"""Why rules about agendas and notes cannot judge."""
NO_VOTES = "no vote of the subgroup was ever recorded"
"""Why rules about votes cannot judge."""
