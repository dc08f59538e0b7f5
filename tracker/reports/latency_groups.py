"""How durations are put together for people: what steps are called, and days in words."""

from collections.abc import Iterable, Sequence

from tracker.durations import StepMedian, StepTime, UnknownStep, Wait

_LABELS = {
    "proposed-to-tracked": "filed → listed",
    "proposed-to-landed": "filed → landed",
    "landed-to-tracked": "landed → listed",
    "landed-to-stabilized": "landed → stabilized",
    "voted-to-listed": "voted → listed",
    "voted-to-stabilized": "voted → stabilized",
    "stabilized-to-released": "stabilized → released",
}


def label(step: str) -> str:
    """Return what a step is called: `landed → stabilized`, `in phase 1`."""
    return _LABELS.get(step) or step.replace("-", " ")


def days(number: float | None) -> str:
    """Return a number of days without an idle fraction; `–` for none."""
    return "–" if number is None else f"{number:g}"


def at_least(each: StepTime | Wait) -> str:
    """Return the days of a step or wait, with `≥` where it began before there was a record."""
    return f"≥ {each.days}" if each.at_least else str(each.days)


def extreme(time: StepTime | None) -> str:
    """Return the days and the subject of the shortest or longest step."""
    return "" if time is None else f"{time.days} {time.subject}"


def untold(unknown: Iterable[UnknownStep]) -> list[str]:
    """Return what cannot be told, each reason once: `voted → stabilized: no vote is recorded`."""
    reasons: dict[str, list[str]] = {}
    for each in unknown:
        reasons.setdefault(each.reason, []).append(label(each.step))
    return [f"{', '.join(steps)}: unknown, {reason}" for reason, steps in reasons.items()]


def notes(medians: Sequence[StepMedian], times: Sequence[StepTime], waiting: Sequence[Wait]) -> list[str]:
    """Return what signs in the report mean, where they occur."""
    said = []
    if any(each.shortest and each.shortest.days < 0 for each in medians) or any(each.days < 0 for each in times):
        said.append("Days are negative where the second came first.")
    if any(each.at_least for each in times) or any(each.at_least for each in waiting):
        said.append("≥: it began before the oldest record, and no median counts it.")
    return said
