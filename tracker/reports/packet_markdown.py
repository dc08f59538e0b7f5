"""A vote packet as Markdown: one page for the repository of meetings."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC

from tracker.next_release.packet import FollowUp, Packet
from tracker.reports.agenda_pieces import place_name
from tracker.reports.concerns_markdown import concern_words
from tracker.reports.escaping import code, link, prose, text
from tracker.reports.marks import LEGEND, sign
from tracker.reports.packet_words import (
    OPTIONS,
    appointment_lines,
    dependency_words,
    follow_up_words,
    headline,
    portability_words,
    proof_words,
    shown,
    text_headline,
    text_lines,
)

_TICKS = re.compile(r"`{3,}")


def packet_as_markdown(packet: Packet) -> str:
    """Return all that a vote needs, with a link for each piece of evidence."""
    packet = shown(packet)
    sections = (_head, _poll, _dates, _criteria, _text, _portability, _people, _patches)
    return "\n\n".join("\n".join(section(packet)) for section in sections) + "\n"


def _head(packet: Packet) -> Iterator[str]:
    yield f"# {link(text(packet.title), packet.url)}: vote on phase {packet.target}"
    yield f"\n**{prose(packet.question)}**"
    if packet.champions:
        yield f"\nPresented by {text(', '.join(packet.champions))}"
    yield f"\nAs of {packet.as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC: {text(headline(packet))}."


def _poll(_packet: Packet) -> Iterator[str]:
    yield f"| {' | '.join(OPTIONS)} |"
    yield f"|{' -- |' * len(OPTIONS)}"
    yield f"|{'    |' * len(OPTIONS)}"


def _dates(packet: Packet) -> Iterator[str]:
    yield "## When\n"
    yield from (f"* {text(line)}" for line in appointment_lines(packet))
    if packet.appointment is not None and packet.appointment.url is not None:
        yield f"* {link('the agenda', packet.appointment.url)}"


def _criteria(packet: Packet) -> Iterator[str]:
    yield "## Requirements\n"
    if not packet.criteria:
        yield f"Phase {packet.target} asks for nothing that is in effect."
        return
    yield "| | requirement | phase | why | evidence |"
    yield "| --- | --- | --- | --- | --- |"
    for each in packet.criteria:
        places = ", ".join(link(text(place_name(one)), one.url) for one in each.evidence)
        cells = (sign(each), text(packet.criterion(each)), str(each.phase), prose(each.reason), places)
        yield f"| {' | '.join(cells)} |"
    yield f"\n{LEGEND}"


def _text(packet: Packet) -> Iterator[str]:
    yield "## What is voted on\n"
    yield f"{text(text_headline(packet.text))}."
    lines = text_lines(packet.text)
    if lines:
        yield ""
    yield from (f"* `{code(each)}`" for each in lines)
    if packet.text.vote is not None and packet.text.vote.source.url:
        yield f"\n{link('The vote before', packet.text.vote.source.url)}"


def _portability(packet: Packet) -> Iterator[str]:
    yield "## Portability criteria\n"
    section = packet.portability
    yield link(text(portability_words(section)), section.place.url if section else None)


def _people(packet: Packet) -> Iterator[str]:
    yield "## Dependencies, concerns, implementations\n"
    yield from _listed("Depends on", (text(dependency_words(each)) for each in packet.dependencies), "no other package")
    yield from _listed("Open concerns", map(concern_words, packet.concerns), "none")
    stated = (
        link(f"{text(each.statement)} ({text(each.by)}, {each.date})", each.link) for each in packet.implementations
    )
    yield from _listed("Implementations attested", stated, "none")


def _listed(head: str, lines: Iterable[str], nothing: str) -> Iterator[str]:
    every = tuple(lines)
    yield f"* {head}:{'' if every else f' {nothing}'}"
    yield from (f"  * {each}" for each in every)


def _patches(packet: Packet) -> Iterator[str]:
    yield "## After a pass"
    if not packet.follow_ups:
        yield "\nNothing is to be changed."
    for each in packet.follow_ups:
        yield from _patch(each)


def _patch(patch: FollowUp) -> Iterator[str]:
    yield f"\n### {text(follow_up_words(patch))}\n"
    yield f"* {text(proof_words(patch))}"
    if patch.diff:
        fence = max(("```", *(f"{ticks}`" for ticks in _TICKS.findall(patch.diff))), key=len)
        yield f"\n{fence}diff\n{patch.diff}{fence}"
