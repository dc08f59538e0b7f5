"""Which versions of other packages a package names."""

from collections.abc import Iterator

from tracker.changes import ApiChange, Change, Effect, Place, Stability
from tracker.wit.compare.sides import Package, line_of
from tracker.wit.mentions import mentions


def dependency_changes(old: Package, new: Package) -> Iterator[ApiChange]:
    """Yield each other package of which another version is named, told once, at its first mention.

    Within one compatible line that is neutral. Leaving the line changes what is used, included or imported, and is
    told there, so it is neutral here, too.
    """
    before, after = _named(old), _named(new)
    for package in (each for each in before if each in after):
        (one, first), (other, second) = before[package], after[package]
        if one != other:
            line = "" if line_of(one) == line_of(other) else ", of another line"
            message = f"`{package}` was used at {one or 'no version'} and is used at {other or 'no version'}{line}"
            kind = Change.DEPENDENCY_VERSION_CHANGED
            yield ApiChange(
                kind, f"{new.id}#dependency:{package}", first, second, Stability.STABLE, Effect.NEUTRAL, message
            )


def all_at_hand(package: Package) -> bool:
    """Whether every other package that a package names is at hand, so that what its worlds contain can be told."""
    named = (path.package for source in package.sources for path in mentions(source.items))
    return all(
        (f"{each.namespace.name}:{each.name.name}", None if each.version is None else each.version.text)
        in package.library
        for each in named
        if each is not None and f"{each.namespace.name}:{each.name.name}" != package.id
    )


def _named(package: Package) -> dict[str, tuple[str | None, Place]]:
    found: dict[str, tuple[str | None, Place]] = {}
    for source in package.sources:
        for path in mentions(source.items):
            if path.package is None:
                continue
            name = f"{path.package.namespace.name}:{path.package.name.name}"
            version = None if path.package.version is None else path.package.version.text
            if name != package.id:
                found.setdefault(name, (version, source.place(path.start)))
    return found
