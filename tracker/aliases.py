"""Names that changed, and the few that no rule can match: `data/aliases.toml`."""

import posixpath
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from urllib.parse import unquote

from tracker.errors import TrackerError
from tracker.facts import RepositoryName
from tracker.frozen import frozen

_GITHUB = re.compile(
    r"(?:https?://|git@|ssh://git@|git\+https://)?(?:www\.)?github\.com[/:]+(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?"
    r"(?:/(?P<kind>tree|blob)/[^/#?]+(?:/(?P<path>[^#?]*))?|[/?#].*)?/?(?:[#?].*)?",
    re.IGNORECASE | re.ASCII,
)
_NOT_OWNERS = frozenset({"orgs", "users", "topics", "search", "marketplace", "sponsors", "settings", "apps"})
"""First parts of GitHub's addresses that are nobody's account."""


class AliasesError(TrackerError):
    """The file of aliases cannot be used."""


@frozen
class Place:
    """A folder of a repository."""

    repository: RepositoryName
    path: str = ""
    """Empty for the repository's root."""


@frozen
class Aliases:
    """What `data/aliases.toml` says."""

    registry: RepositoryName
    """The repository that holds the proposal list."""
    lists: tuple[str, ...]
    """Where in it the list lies, the present place first."""
    proposals: str
    """The folder of it that holds phase-3 proposals."""
    renamed: Mapping[RepositoryName, RepositoryName]
    """Old name of a repository -> the name it has now."""
    more: tuple[RepositoryName, ...]
    """Repositories to read that the list does not link to."""
    not_proposals: frozenset[RepositoryName]
    features: Mapping[str, str]
    """Title of a row -> the feature it tracks."""
    meetings: RepositoryName | None = None
    """The repository that holds the notes of meetings; `None` when there is none."""
    notes: str = ""
    """The folder there that holds the subgroup's."""

    def current(self, name: RepositoryName) -> RepositoryName:
        """Return the name a repository has now; GitHub takes upper and lower case for the same."""
        return self._present.get(name.casefold(), name)

    @cached_property
    def _present(self) -> Mapping[str, RepositoryName]:
        """Old name in lower case -> the name it has now; of several that differ in case only, the first counts."""
        renamed = {old.casefold(): new for old, new in reversed([*self.renamed.items()])}
        return {**renamed, self.registry.casefold(): self.registry}

    def with_renamed(self, renamed: Mapping[RepositoryName, RepositoryName]) -> "Aliases":
        """Return the aliases with further repositories that have another name now: old name -> new name.

        What these say is newer than what the file does.
        """
        if not renamed:
            return self
        # A name that is in use again is none that leads elsewhere.
        used = {new.casefold() for new in renamed.values()} - {old.casefold() for old in renamed}
        before = {old: new for old, new in self.renamed.items() if old.casefold() not in used}
        steps = {old.casefold(): new for old, new in {**before, **renamed}.items()}

        def present(name: RepositoryName) -> RepositoryName:
            passed = set[str]()
            while (folded := name.casefold()) in steps and folded not in passed:
                passed.add(folded)
                name = steps[folded]
            return name

        return replace(
            self,
            registry=present(self.registry),
            renamed={old: present(old) for old in (*before, *renamed)},
            more=tuple(map(present, self.more)),
            not_proposals=frozenset(map(present, self.not_proposals)),
            meetings=None if self.meetings is None else present(self.meetings),
        )

    def place(self, url: str | None) -> Place | None:
        """Return where a link of the proposal list leads, by present names; `None` when not to GitHub.

        A link to a file leads to its folder.
        """
        linked = _linked(url) if url else None
        return linked and Place(self.current(linked.repository), linked.path)


@lru_cache(maxsize=4096)
def _linked(url: str) -> Place | None:
    """Return where a link leads, by the names that it uses: most links stand in every version of the list."""
    match = _GITHUB.fullmatch(url.strip())
    if match is None or match["owner"].lower() in _NOT_OWNERS or set(match["name"]) <= {"."}:
        return None
    path = unquote(match["path"] or "").strip("/")
    name = RepositoryName(f"{match['owner']}/{match['name']}")
    return Place(name, posixpath.dirname(path) if match["kind"] == "blob" else path)


def load_aliases(text: str) -> Aliases:
    """Read the file of aliases; `AliasesError` in one line when it is not as it should be."""
    try:
        data = tomllib.loads(text)
        registry, repositories = data["registry"], data.get("repositories", {})
        meetings = data.get("meetings", {})
        return Aliases(
            registry=RepositoryName(registry["repository"]),
            lists=tuple(registry["lists"]),
            proposals=registry["proposals"],
            renamed={RepositoryName(old): RepositoryName(new) for old, new in data.get("renamed", {}).items()},
            more=tuple(RepositoryName(name) for name in repositories.get("more", ())),
            not_proposals=frozenset(RepositoryName(name) for name in repositories.get("not_proposals", ())),
            features=dict(data.get("features", {})),
            meetings=RepositoryName(meetings["repository"]) if meetings else None,
            notes=str(meetings.get("notes", "")),
        )
    except tomllib.TOMLDecodeError as error:
        raise AliasesError(f"data/aliases.toml: {error}") from error
    except KeyError as error:
        raise AliasesError(f"data/aliases.toml: the key {error} is missing") from error


def shipped_aliases() -> Aliases:
    """Return the aliases that travel with the program."""
    from tracker.shipped import shipped  # noqa: PLC0415 -- the only line here that touches a file

    return load_aliases(shipped("data/aliases.toml").read_text(encoding="utf-8"))
