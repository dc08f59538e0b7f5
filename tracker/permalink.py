"""Links to a file, and a line of it, at one commit: they show the same text for ever."""

from urllib.parse import quote

from tracker.facts import RepositoryName, Revision
from tracker.standing import Evidence


def permalink(repository: RepositoryName, revision: Revision, path: str, line: int | None = None) -> str:
    """Return the address of `path` at `revision`, and of `line` in it when one is given.

    The repository's root (an empty path) has the address of its tree.
    """
    address = f"https://github.com/{quote(repository, safe='/')}"
    if not path:
        return f"{address}/tree/{revision}"
    anchor = "" if line is None else f"#L{line}"
    return f"{address}/blob/{revision}/{quote(path, safe='/')}{anchor}"


def evidence(repository: RepositoryName, revision: Revision, path: str, line: int | None = None) -> Evidence:
    """Return the place as evidence, with its permalink."""
    return Evidence(permalink(repository, revision, path, line), path, line, revision)
