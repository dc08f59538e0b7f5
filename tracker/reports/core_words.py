"""What every form of a core signature says in the same words."""

from collections.abc import Iterator

from tracker.core_signatures import Allocation, CoreFunction, CorePlace, CoreSignatures, Direction, WorldSignature

TARGET = "wasm32"
"""The build target of the Component Model whose names these are."""
SIGNS = {Allocation.NONE: " ", Allocation.CALL: "!", Allocation.PAYLOAD: "~", Allocation.UNKNOWN: "?"}
"""One sign for what a function does to the module's memory."""
LEGEND = (
    "! the call makes the other side allocate in the module's memory, by its cm32p2_realloc (cabi_realloc)",
    "~ the call does not; reading the stream or future that it gives does",
    "+ there with a feature only   ? not known",
)
"""What the signs mean."""
_SHORT = 12


def headline(told: CoreSignatures) -> str:
    """Return what is shown, and who says so."""
    return f"{told.subject} · core modules for the build target {TARGET}, as {told.tool} gives them"


def place_words(place: CorePlace) -> str:
    """Return which text a signature is of."""
    where = f"{place.folder}/" if place.folder else "its root"
    return f"{place.package} · {where} of {place.branch} of {place.repository} at {place.revision[:_SHORT]}"


def shown(told: CoreSignatures, world: WorldSignature) -> tuple[CoreFunction, ...]:
    """Return the functions that were asked for: of an amendment, those that it adds."""
    return world.functions if told.feature is None else world.added_by(told.feature)


def place_notes(told: CoreSignatures, place: CorePlace) -> Iterator[str]:
    """Yield why there is less to see at a place than was asked for."""
    if not place.worlds and not place.problems:
        yield "it has no world: there is nothing that a core module could stand for"
    if told.feature is not None and told.feature not in place.features:
        yield f"nothing is behind {told.feature} here: what it brought is stable by now, or gone, or not there yet"


def world_words(told: CoreSignatures, world: WorldSignature) -> str:
    """Return how much a world has, and how much of it an amendment adds."""
    counts = _counts(world.functions)
    if told.feature is None:
        return f"world {world.world}: {counts}"
    added = world.added_by(told.feature)
    return f"world {world.world}: {told.feature} adds {_counts(added) if added else 'nothing'}, to {counts} with it"


def notes(told: CoreSignatures, function: CoreFunction) -> str:
    """Return what else must be known of a function: whether it is `async`, and what features it needs."""
    said = ["async, here the form that waits"] if function.asynchronous else []
    needed = [each for each in function.features if each != told.feature]
    return ", ".join([*said, *([f"with {' and '.join(needed)}"] if needed else [])])


def by_module(functions: tuple[CoreFunction, ...]) -> Iterator[tuple[str, tuple[CoreFunction, ...]]]:
    """Yield imports by the module that they come from, then exports, each with a head."""
    groups: dict[str, list[CoreFunction]] = {}
    for each in functions:
        head = f"import from {each.module}" if each.direction is Direction.IMPORT else "export"
        groups.setdefault(head, []).append(each)
    yield from ((head, tuple(group)) for head, group in groups.items())


def _counts(functions: tuple[CoreFunction, ...]) -> str:
    imports = sum(each.direction is Direction.IMPORT for each in functions)
    exports = len(functions) - imports
    said = [f"{imports} import{'' if imports == 1 else 's'}"] if imports or not exports else []
    return " and ".join([*said, *([f"{exports} export{'' if exports == 1 else 's'}"] if exports else [])])
