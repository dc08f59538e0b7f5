"""Amendments as Markdown: a section each."""

from collections.abc import Iterable, Iterator
from datetime import UTC

from tracker.lives import AmendmentLife
from tracker.reports.amendments_table import headline, line_said, told_of
from tracker.reports.escaping import code, text
from tracker.reports.history_json import day
from tracker.reports.pull_links import pull_words
from tracker.standing import AmendmentStanding, Standing


def amendments_as_markdown(lives: Iterable[AmendmentLife], standing: Standing) -> str:
    """Return a section for each amendment: where it stands, its release lines, its life."""
    moment = standing.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    now = {each.id: each for each in standing.amendments}
    lines = ["# Amendments", "", f"As of {moment}.", ""]
    for life in lives:
        lines += [f"## {text(life.title)} (`{code(life.id)}`)", "", *_lines(life, now.get(life.id)), ""]
    return "\n".join(lines)


def _lines(life: AmendmentLife, standing: AmendmentStanding | None) -> Iterator[str]:
    yield f"{text(headline(life, standing))}. {text(standing.next_step if standing else life.next_step)}"
    if life.missing:
        yield ""
        yield from (f"* Left out: {text(each)}" for each in life.missing)
    if told := told_of(life):
        yield ""
        yield from (f"* Pull request: [{text(pull_words(each))}]({each.url})" for each in told)
    if life.lines:
        yield from ("", "| line | repository | branch | state | |", "| --- | --- | --- | --- | --- |")
        for line in life.lines:
            place = f"{text(line.repository)} | `{code(line.branch)}`"
            yield f"| {line.line or '-'} | {place} | {line.state} | {text(line_said(line))} |"
    if life.events:
        yield ""
    for event in life.events:
        link = f" ([{text(event.repository or 'source')}]({event.url}))" if event.url else ""
        yield f"* {day(event.date)}: {text(event.summary)}{link}"
