"""A vote packet for a terminal."""

from collections.abc import Iterable, Iterator
from datetime import UTC

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tracker.next_release.packet import FollowUp, Packet
from tracker.next_release.proof import ProofState
from tracker.reports.console import Link, rendered
from tracker.reports.marks import LEGEND, STYLES, sign
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

_IN = 2
"""Columns a level is set in."""
_MANY = 12
"""How many items or changes are shown; JSON and Markdown have all."""
_FEW = 6
"""How many lines of a patch are shown."""
_PROOFS = {ProofState.PROVED: "green", ProofState.UNPROVED: "yellow", ProofState.FAILED: "bold red"}


def packet_as_table(packet: Packet, width: int, *, color: bool) -> str:
    """Return all that a vote needs, wrapped to `width` columns; patches and long lists are cut short."""
    return rendered(_parts(shown(packet)), width, color=color)


def _parts(packet: Packet) -> Iterator[RenderableType]:
    yield Text(f"As of {packet.as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC: {headline(packet)}", style="dim")
    yield Text(f"\n{packet.question}", style="bold")
    if packet.champions:
        yield Text(f"Presented by {', '.join(packet.champions)}")
    if packet.url is not None:
        yield Link(packet.url, style="dim")
    yield Text(f"\n{'   '.join(f'{each} __' for each in OPTIONS)}")
    yield from _section("When", appointment_lines(packet))
    yield from _criteria(packet)
    lines = text_lines(packet.text)
    cut = (*lines[:_MANY], f"and {len(lines) - _MANY} more") if len(lines) > _MANY else lines
    yield from _section("What is voted on", (text_headline(packet.text), *(f"  {each}" for each in cut)))
    yield from _section("Portability criteria", (portability_words(packet.portability),))
    if packet.portability is not None:
        yield Link(f"{' ' * _IN}{packet.portability.place.url}", style="dim")
    yield from _section("Depends on", map(dependency_words, packet.dependencies), "no other package")
    yield from _section("Open concerns", (f"{each.text} ({each.by}, {each.raised})" for each in packet.concerns))
    stated = (f"{each.statement} ({each.by}, {each.date})" for each in packet.implementations)
    yield from _section("Implementations attested", stated)
    yield Text("\nAfter a pass", style="bold")
    for each in packet.follow_ups:
        yield from _patch(each)
    if not packet.follow_ups:
        yield _in(1, Text("nothing is to be changed", style="dim"))


def _section(head: str, lines: Iterable[str], nothing: str = "none") -> Iterator[RenderableType]:
    yield Text(f"\n{head}", style="bold")
    every = tuple(lines)
    for line in every:
        yield _in(1 + line.startswith("  "), Text(line.strip()))
    if not every:
        yield _in(1, Text(nothing, style="dim"))


def _criteria(packet: Packet) -> Iterator[RenderableType]:
    yield Text("\nRequirements", style="bold")
    if not packet.criteria:
        yield _in(1, Text(f"phase {packet.target} asks for nothing that is in effect", style="dim"))
        return
    for each in packet.criteria:
        name = f" {packet.criterion(each)} (phase {each.phase}): "
        yield _in(1, Text.assemble((sign(each), STYLES[each.status]), (name, "bold"), each.reason))
        yield from (Link(f"{' ' * _IN * 3}{one.url}", style="dim") for one in each.evidence[:1])
    yield _in(1, Text(LEGEND, style="dim"))


def _patch(patch: FollowUp) -> Iterator[RenderableType]:
    yield _in(1, Text(follow_up_words(patch)))
    yield _in(2, Text(proof_words(patch), style=_PROOFS[patch.proof.state]))
    changed = [each for each in patch.diff.splitlines() if each[:1] in {"+", "-"} and each[:4] not in {"+++ ", "--- "}]
    yield from (Link(f"{' ' * _IN * 3}{line}", style=_line_style(line)) for line in changed[:_FEW])
    if len(changed) > _FEW:
        yield _in(3, Text(f"and {len(changed) - _FEW} more lines; --format markdown has all", style="dim"))


def _line_style(line: str) -> str:
    return "green" if line.startswith("+") else "red"


def _in(levels: int, text: Text) -> Padding:
    return Padding(text, (0, 0, 0, _IN * levels))
