"""What registries hold of the packages that a release is made of."""

from tracker.next_release.interface import Sources
from tracker.published import Publication


def line_publications(sources: Sources) -> tuple[Publication, ...]:
    """Return what is known of the packages of the line as it stands, and of the release before under its version."""
    previous = sources.target.previous
    wanted: set[tuple[str, str | None]] = set()
    for tree, release in ((sources.tree, sources.target.actual), (sources.base, previous)):
        for each in tree.packages if tree is not None else ():
            wanted.add((each.declared.id, each.declared.version))
            if release is not None:
                # A package's own version may lag behind its tag.
                wanted.add((each.declared.id, release.version))
    return tuple(each for each in sources.publications if (each.package, each.version) in wanted)
