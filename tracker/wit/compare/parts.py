"""What changed among the named parts of a definition: which were added, removed, or put in another order."""

from collections.abc import Iterator, Mapping, Sequence

from tracker.changes import ApiChange, Change
from tracker.frozen import frozen
from tracker.wit.compare.sides import Seen
from tracker.wit.compare.telling import told


@frozen
class PartKind:
    """A kind of part, and the changes that concern it."""

    word: str
    """What people call it: `field`."""
    added: Change
    reordered: Change


FIELD = PartKind("field", Change.RECORD_FIELD_ADDED, Change.RECORD_FIELDS_REORDERED)
"""A record's."""
VARIANT_CASE = PartKind("case", Change.VARIANT_CASE_ADDED, Change.VARIANT_CASES_REORDERED)
"""A variant's."""
ENUM_CASE = PartKind("case", Change.ENUM_CASE_ADDED, Change.ENUM_CASES_REORDERED)
"""An enum's."""
FLAG = PartKind("flag", Change.FLAG_ADDED, Change.FLAGS_REORDERED)
"""A flag."""


def part_changes(
    kind: PartKind, old: Seen, before: Mapping[str, int], new: Seen, after: Mapping[str, int]
) -> Iterator[ApiChange]:
    """Yield what changed among parts, given by name and offset; every such change breaks."""
    for name, offset in before.items():
        if name not in after:
            yield told(kind.added.mirror, old, new, f"the {kind.word} `{name}` is gone", part=name, at=(offset, None))
    for name, offset in after.items():
        if name not in before:
            yield told(kind.added, old, new, f"the {kind.word} `{name}` is new", part=name, at=(None, offset))
    if order_changed(list(before), list(after)):
        yield told(kind.reordered, old, new, f"the order of the {kind.word}s changed")


def order_changed(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the names in both are in another order."""
    kept, still = set(before), set(after)
    return [name for name in before if name in still] != [name for name in after if name in kept]
