"""Which attributes can stand together on an item, as the reference implementation has it."""

from collections.abc import Iterator

from tracker.facts import GateKind
from tracker.wit.diagnostics import Diagnostic, LineTable
from tracker.wit.gates import gated_items
from tracker.wit.parser import Parsed
from tracker.wit.syntax import Include, Interface, Item, TopLevelUse, World
from tracker.wit.type_syntax import Attribute, ExternalId, Gate


def attribute_conflicts(attributes: tuple[Attribute, ...], *, one_id: bool = True) -> Iterator[tuple[str, Attribute]]:
    """Yield what is wrong with the attributes of one item, each with the attribute at fault.

    `one_id` is false for items whose external ids the reference does not look at.
    """
    seen: dict[GateKind, Gate] = {}
    identified = False
    for attribute in attributes:
        if isinstance(attribute, ExternalId):
            if identified and one_id:
                yield "`@external-id` is given twice", attribute
            identified = True
        elif attribute.kind in seen:
            yield f"`@{attribute.kind}` is given twice", attribute
        else:
            seen[attribute.kind] = attribute
    since, unstable = seen.get(GateKind.SINCE), seen.get(GateKind.UNSTABLE)
    deprecated = seen.get(GateKind.DEPRECATED)
    if since is not None and unstable is not None:
        yield "`@since` and `@unstable` cannot stand on the same item", since
    if deprecated is not None and since is None and unstable is None:
        yield "`@deprecated` needs `@since` or `@unstable` beside it", deprecated


def attribute_faults(parsed: Parsed) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the attributes of a file: what can be said of gates without knowing any name."""
    faults = [
        (message, attribute)
        for named in gated_items(parsed.tree)
        if not _is_plain(named.item)
        for message, attribute in _faults_of(named.item)
    ]
    if not faults:
        return ()
    lines = LineTable(parsed.text)
    return tuple(
        Diagnostic(message, attribute.start, attribute.end, lines.position(attribute.start))
        for message, attribute in faults
    )


def _is_plain(item: Item) -> bool:
    """Whether an item has one gate that can stand alone: so it is with almost every item there is."""
    if len(item.attributes) > 1 or isinstance(item, TopLevelUse):
        return False
    only = item.attributes[0]
    return isinstance(only, Gate) and only.kind is not GateKind.DEPRECATED


def _faults_of(item: Item) -> Iterator[tuple[str, Attribute]]:
    if isinstance(item, TopLevelUse):
        yield "a `use` at the top of a file cannot have attributes", item.attributes[0]
    yield from attribute_conflicts(item.attributes, one_id=not isinstance(item, Interface | World | Include))
