"""Turns the gates that a vote decided on into stable ones, or queues them, and keeps every other character of a text.

A gate is changed word by word, so that what stands between its words stays. The result is read again before it is
returned: it has exactly the intended gates, or it is not returned at all.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise

from tracker.chronicle import line_of
from tracker.facts import GateKind, WitGate
from tracker.frozen import frozen
from tracker.wit import lexer
from tracker.wit.attribute_validity import attribute_faults
from tracker.wit.comments import is_queued
from tracker.wit.diagnostics import LineTable
from tracker.wit.gates import NamedItem, gated_items, read_gates
from tracker.wit.names import version_fault
from tracker.wit.parser import Parsed, parse
from tracker.wit.syntax import Item
from tracker.wit.type_syntax import Gate

_MARKER = "// @stabilize-next"
_BLANK = " \t"


class Manner(StrEnum):
    """What is done to a gate."""

    STABLE = "stable"
    """`@since` takes its place."""
    QUEUED = "queued"
    """`// @stabilize-next` is set above it: the release itself will turn it."""


@frozen
class Flip:
    """A gate that was changed."""

    item: str
    """The path of its item in its package: `exit#exit-with-code`."""
    feature: str
    line: int
    """Its line in the text before."""
    manner: Manner


@frozen
class Applied:
    """What came of applying decisions to one text."""

    text: str
    """The text after; as it was when nothing is to be done, or something stands against it."""
    flips: tuple[Flip, ...] = ()
    """In the order of the text."""
    problems: tuple[str, ...] = ()
    """What stands against it, each in one line with the line it is about; then nothing was changed."""


@frozen
class _Edit:
    """A piece of the text, and what takes its place."""

    start: int
    end: int
    text: str


@frozen
class _Chosen:
    """A gate that is to be changed, with its item."""

    named: NamedItem
    gate: Gate
    feature: str


def flipped(text: str, features: Collection[str], version: str, *, queue: bool = False) -> Applied:
    """Return a WIT text in which the `@unstable` gates of some features are `@since` a version.

    With `queue` they stay, each with a `// @stabilize-next` line above it. A package in the text that has a version of
    another line is left alone. An item inside something that stays unstable is a problem, as is a text with faults.
    """
    parsed = parse(text)
    lines = LineTable(text)
    chosen = [*_chosen(parsed, features, version)]
    if queue:
        chosen = [each for each in chosen if not is_queued(text, lines, each.named.item, each.gate)]
    problems = tuple(_problems(parsed, chosen, lines, features, version))
    if problems or not chosen:
        return Applied(text, problems=problems)
    edits = [edit for each in chosen for edit in _edits(text, lines, each, version, queue=queue)]
    after = _edited(text, edits)
    manner = Manner.QUEUED if queue else Manner.STABLE
    if not _as_intended(parsed, parse(after), {each.gate.start for each in chosen}, version, manner):
        return Applied(text, problems=("its gates cannot be changed without changing something else",))
    flips = (Flip(each.named.path, each.feature, lines.line(each.gate.start), manner) for each in chosen)
    return Applied(after, tuple(flips))


# --- what is to be changed --------------------------------------------------------------------------------------------


def _chosen(parsed: Parsed, features: Collection[str], version: str) -> Iterator[_Chosen]:
    own = parsed.tree.package
    for named in gated_items(parsed.tree):
        package = named.package or own
        if package is not None and line_of(package.version.text if package.version else None) != line_of(version):
            continue
        for gate in _unstable(named.item):
            if gate.feature is not None and gate.feature.name in features:
                yield _Chosen(named, gate, gate.feature.name)


def _unstable(item: Item) -> Iterator[Gate]:
    for each in item.attributes:
        if isinstance(each, Gate) and each.kind is GateKind.UNSTABLE:
            yield each


def _problems(
    parsed: Parsed, chosen: list[_Chosen], lines: LineTable, features: Collection[str], version: str
) -> Iterator[str]:
    """Yield what stands against changing the chosen gates; where a text has faults, some may not have been found."""
    if not chosen and not (parsed.diagnostics and _may_hold(parsed, features, version)):
        return
    fault = version_fault(version)
    if fault is not None:
        yield fault
        return
    faults = [*_faults(parsed)]
    yield from faults or _refusals(parsed, chosen, lines)


def _may_hold(parsed: Parsed, features: Collection[str], version: str) -> bool:
    package = parsed.tree.package
    concerned = package is None or line_of(package.version.text if package.version else None) == line_of(version)
    return concerned and any(each in parsed.text for each in features)


def _faults(parsed: Parsed) -> Iterator[str]:
    for each in parsed.diagnostics or attribute_faults(parsed):
        yield f"line {each.position.line}: {each}"


def _refusals(parsed: Parsed, chosen: list[_Chosen], lines: LineTable) -> Iterator[str]:
    """Yield why items cannot become stable: what holds them stays unstable."""
    changed = {each.gate.start for each in chosen}
    gated = [each for each in gated_items(parsed.tree) if any(_unstable(each.item))]
    for each in chosen:
        item = each.named.item
        for holder in gated:
            outside = holder.item.start < item.start and item.end <= holder.item.end
            for gate in _unstable(holder.item) if outside else ():
                if gate.start not in changed and gate.feature is not None:
                    yield (
                        f"line {lines.line(each.gate.start)}: {each.named.path} stands in {holder.path}, which stays "
                        f"@unstable(feature = {gate.feature.name})"
                    )


# --- edits ------------------------------------------------------------------------------------------------------------


def _edits(text: str, lines: LineTable, chosen: _Chosen, version: str, *, queue: bool) -> Iterator[_Edit]:
    gate = chosen.gate
    if queue:
        yield _mark(text, lines, gate)
        return
    number = lines.line(gate.start)
    if is_queued(text, lines, chosen.named.item, gate):
        yield _Edit(lines.start(number - 1), lines.start(number), "")
    words = (f"{GateKind.SINCE}", "version", version)
    yield from (_Edit(*span, word) for span, word in zip(_words(text, gate), words, strict=True))


def _words(text: str, gate: Gate) -> Iterator[tuple[int, int]]:
    """Yield where the three words of an `@unstable` gate stand: the attribute's, `feature`, and the feature's name.

    What was parsed as a gate has no other tokens but marks; a name may be escaped.
    """
    for token in lexer.tokenize(text[gate.start : gate.end]):
        if token.kind in lexer.NAMES:
            yield gate.start + token.start, gate.start + token.end


def _mark(text: str, lines: LineTable, gate: Gate) -> _Edit:
    """Return what sets the marker on a line of its own directly above a gate.

    Where something else stands before the gate on its line, the line is broken.
    """
    start = lines.start(lines.line(gate.start))
    before = text[start : gate.start]
    indent = before[: len(before) - len(before.lstrip(_BLANK))]
    end = _line_end(text, gate.start)
    if before == indent:
        return _Edit(start, start, f"{indent}{_MARKER}{end}")
    return _Edit(gate.start, gate.start, f"{end}{indent}{_MARKER}{end}{indent}")


def _line_end(text: str, offset: int) -> str:
    """Return how the line of an offset ends; where it is the last one, how the one before does."""
    feed = text.find("\n", offset)
    feed = text.rfind("\n", 0, offset) if feed < 0 else feed
    return "\r\n" if feed > 0 and text[feed - 1] == "\r" else "\n"


def _edited(text: str, edits: list[_Edit]) -> str:
    ordered = sorted(edits, key=lambda each: each.start)
    pieces = [text[: ordered[0].start]]
    for edit, following in pairwise([*ordered, _Edit(len(text), len(text), "")]):
        pieces += edit.text, text[edit.end : following.start]
    return "".join(pieces)


# --- proof ------------------------------------------------------------------------------------------------------------


def _as_intended(before: Parsed, after: Parsed, changed: Collection[int], version: str, manner: Manner) -> bool:
    """Return whether a text has no fault, and the gates of another with those at some offsets changed, and no other."""
    if any(_faults(after)):
        return False
    starts = [each.start for named in gated_items(before.tree) for each in named.item.attributes if _is_gate(each)]
    gates = zip(starts, _gates(before), strict=True)
    return [_changed(gate, version, manner) if start in changed else gate for start, gate in gates] == _gates(after)


def _is_gate(attribute: object) -> bool:
    return isinstance(attribute, Gate)


def _gates(parsed: Parsed) -> list[WitGate]:
    """Return the gates of a text without their places; only what is unstable can wait for a release."""
    return [_placeless(each) for each in read_gates(parsed.text, parsed.tree, LineTable(parsed.text))]


def _placeless(gate: WitGate) -> WitGate:
    package = None if gate.package is None else replace(gate.package, line=0)
    waits = gate.queued and gate.kind is GateKind.UNSTABLE
    return replace(gate, line=0, item_line=0, package=package, queued=waits)


def _changed(gate: WitGate, version: str, manner: Manner) -> WitGate:
    if manner is Manner.QUEUED:
        return replace(gate, queued=True)
    return replace(gate, kind=GateKind.SINCE, feature=None, version=version, queued=False)
