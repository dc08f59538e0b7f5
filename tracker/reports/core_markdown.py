"""Core signatures as Markdown: a table for each world."""

from collections.abc import Iterator

from tracker.core_signatures import Allocation, CoreFunction, CorePlace, CoreSignatures, WorldSignature
from tracker.reports.core_words import headline, notes, place_notes, place_words, shown, world_words
from tracker.reports.escaping import code, link, text
from tracker.reports.plain import plain

_CALLS = {
    Allocation.NONE: "",
    Allocation.CALL: "by the call",
    Allocation.PAYLOAD: "when the stream or future is read",
    Allocation.UNKNOWN: "unknown",
}
_TARGETS = "https://github.com/WebAssembly/component-model/blob/main/design/mvp/BuildTargets.md"
_ABI = "https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md"


def core_as_markdown(told: CoreSignatures) -> str:
    """Return the signatures, and how it is told who allocates."""
    told = plain(told)
    lines = [f"## {text(headline(told))}", ""]
    for place in told.places:
        lines += [*_place(told, place), ""]
    return "\n".join([*lines, *_HOW, ""])


_HOW = (
    f"Names and types are those of [BuildTargets.md]({_TARGETS}); of an `async` function it is the form that waits, as",
    "the build target has no other yet. A function allocates by `cm32p2_realloc` (`cabi_realloc`) when a string, list",
    "or map comes into the module's memory: with an import's results or an export's parameters, or when an export's",
    f"parameters flatten to more than 16 core values ([CanonicalABI.md]({_ABI})).",
)


def _place(told: CoreSignatures, place: CorePlace) -> Iterator[str]:
    yield f"### {link(text(place_words(place)), place.url)}"
    yield from (f"\n* {text(each)}" for each in place_notes(told, place))
    for world in place.worlds:
        yield from _world(told, world)
    if place.problems:
        yield ""
        yield from (f"* {text(each)}" for each in place.problems)


def _world(told: CoreSignatures, world: WorldSignature) -> Iterator[str]:
    yield f"\n#### {text(world_words(told, world))}"
    functions = shown(told, world)
    if functions:
        yield "\n| | module | name | core type | WIT | allocates | |"
        yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from (_row(told, each) for each in functions)


def _row(told: CoreSignatures, function: CoreFunction) -> str:
    cells = (
        f"{function.direction}{' +' if function.features else ''}",
        "" if function.module is None else f"`{code(function.module)}`",
        f"`{code(function.name)}`",
        f"`{code(function.type)}`",
        "" if function.item is None else f"`{code(function.item)}`",
        _CALLS[function.allocation],
        text(notes(told, function)),
    )
    return f"| {' | '.join(cells)} |"
