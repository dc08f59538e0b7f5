"""Durations as Markdown: for agendas and meeting notes."""

from datetime import UTC

from tracker.durations import Latency, StepMedian, StepTime, Wait
from tracker.reports.escaping import code, text
from tracker.reports.latency_groups import at_least, days, label, notes, untold


def latency_as_markdown(latency: Latency, *, each_step: bool = False) -> str:
    """Return the medians and what is open; with `each_step` every step of every subject as well."""
    moment = latency.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = ["# How long steps take", "", f"As of {moment}, in days.", ""]
    lines += ["| step | count | median | shortest | longest |", "| --- | --- | --- | --- | --- |"]
    lines += [*map(_median, latency.medians), ""]
    lines += [f"* {text(line)}" for line in untold(latency.unknown)]
    lines += [""] if latency.unknown else []
    if each_step:
        lines += ["## Each step", "", "| days | subject | step | from | to |", "| --- | --- | --- | --- | --- |"]
        lines += [*map(_step, latency.steps), ""]
    if latency.waiting:
        lines += ["## What waits longest", "", "| days | subject | since | waits for | next |"]
        lines += ["| --- | --- | --- | --- | --- |", *map(_wait, latency.waiting), ""]
    said = notes(latency.medians, latency.steps if each_step else (), latency.waiting)
    lines += [*(f"* {each}" for each in said), ""] if said else []
    return "\n".join(lines)


def _median(median: StepMedian) -> str:
    ends = (_extreme(median.shortest), _extreme(median.longest))
    return f"| {label(median.step)} | {median.count} | {days(median.median_days)} | {' | '.join(ends)} |"


def _extreme(time: StepTime | None) -> str:
    return "" if time is None else f"{time.days} `{code(time.subject)}`"


def _step(time: StepTime) -> str:
    return f"| {at_least(time)} | `{code(time.subject)}` | {label(time.step)} | {time.began} | {time.ended} |"


def _wait(wait: Wait) -> str:
    cells = (at_least(wait), f"`{code(wait.subject)}`", str(wait.since), text(wait.waits_for), text(wait.step))
    return f"| {' | '.join(cells)} |"
