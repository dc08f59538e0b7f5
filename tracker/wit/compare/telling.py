"""Makes changes: the one place that knows where a change stands and that nothing unstable ever breaks."""

from tracker.changes import ApiChange, Change, Effect, Stability
from tracker.frozen import frozen
from tracker.wit.compare.sides import Seen
from tracker.wit.type_syntax import Type


@frozen
class Role:
    """What worlds make of an interface, or of what stands in them."""

    exporter: str | None = None
    """The world whose components provide it, if any: whatever is added to it, they lack."""
    removal: Effect = Effect.BREAKING
    """What taking something away from it does."""

    @property
    def addition(self) -> Effect:
        """What adding something to it does."""
        return Effect.ADDITION if self.exporter is None else Effect.BREAKING

    def added(self, message: str) -> str:
        """Return the message of an addition, with the reason when it breaks."""
        if self.exporter is None:
            return message
        return f"{message}; the world `{self.exporter}` exports it, and components built before do not provide it"


def told(
    kind: Change,
    old: Seen | None,
    new: Seen | None,
    message: str,
    *,
    effect: Effect = Effect.BREAKING,
    part: str = "",
    at: tuple[int | None, int | None] = (None, None),
) -> ApiChange:
    """Return a change of an item.

    `part` names a part of the item, such as a field, and `at` gives the offsets where it stands on each side.
    """
    seen = new or old
    if seen is None:
        raise ValueError("a change has at least one side")
    stability = _stability(old, new)
    return ApiChange(
        kind=kind,
        item=f"{seen.path}{'.' if '#' in seen.path else '#'}{part}" if part else seen.path,
        old=None if old is None else old.place if at[0] is None else old.source.place(at[0]),
        new=None if new is None else new.place if at[1] is None else new.source.place(at[1]),
        stability=stability,
        effect=Effect.NEUTRAL if stability is Stability.UNSTABLE else effect,
        message=message,
    )


def _stability(old: Seen | None, new: Seen | None) -> Stability:
    """Return what was promised of an item before, or is promised when it is new."""
    before = old or new
    if before is not None and before.unstable:
        return Stability.UNSTABLE
    deprecated = any(each is not None and each.deprecated for each in (old, new))
    return Stability.DEPRECATED if deprecated else Stability.STABLE


def written(seen: Seen, node: Type) -> str:
    """Return a type as its text has it."""
    return seen.source.written(node.start, node.end)
