"""Asks GitHub in a sync, and says what came of it."""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from tracker.cli.output import tell, warn
from tracker.store.location import Location
from tracker.store.reader import Reader, exists

if TYPE_CHECKING:
    from tracker.facts import RepositoryName
    from tracker.sources.github_settings import GitHubSettings

Progress = Callable[[str, int, int], None]
"""Told what is asked about, how many are done, and how many there are."""


def github_to_ask(asked: bool | None, *, offline: bool) -> "GitHubSettings | None":
    """Return whom to ask, `None` for nobody; wrong settings are told before anything is fetched.

    Without a token GitHub is asked only when that is said: it answers strangers little.
    """
    if asked is False or (asked is None and offline):
        return None
    from tracker.sources.github_settings import TOKENS, github_settings  # noqa: PLC0415 -- only where it is asked

    settings = github_settings(os.environ)
    if settings.token is None and not asked:
        tell(f"without a token ({TOKENS[0]}) the states of pull requests, issues and releases on GitHub are not asked")
        return None
    return settings


def ask_github(
    settings: "GitHubSettings",
    database: str | None,
    subjects: Iterable[str],
    progress: Progress,
    *,
    requests: int | None = None,
) -> bool:
    """Ask about the repositories that were read, or those of `subjects`, and return whether GitHub answered."""
    from tracker.hosting_sync import ask_host  # noqa: PLC0415 -- as above
    from tracker.sources.github_answers import Limits  # noqa: PLC0415 -- as above

    location = Location.find(database)
    if not exists(location):
        return True
    done = ask_host(location, _names(location, tuple(subjects)), settings, Limits(requests), progress)
    _rename_mirrors(location)
    for skipped in done.skipped:
        warn(f"{skipped.source}: {skipped.reason}")
    if done.ended is not None:
        warn(done.ended)
    tell(
        f"asked GitHub about {done.repositories} repositories: {done.pulls} pull requests and {done.issues} issues "
        f"are new or changed; {done.requests} requests"
    )
    return not done.unreachable


def _rename_mirrors(location: Location) -> None:
    """Let the kept mirrors of repositories that have another name now be found under it."""
    from tracker.cli.cache import cache_folder  # noqa: PLC0415 -- as above
    from tracker.sources.git import Mirrors  # noqa: PLC0415 -- as above
    from tracker.store.known import present_names  # noqa: PLC0415 -- as above

    with Reader.open(location) as reader:
        moved = present_names(reader)
    mirrors = Mirrors(cache_folder(), offline=True)
    for old, new in moved.items():
        mirrors.rename(old, new)


def _names(location: Location, subjects: tuple[str, ...]) -> list["RepositoryName"]:
    from tracker.store.known import recorded  # noqa: PLC0415 -- as above
    from tracker.sync import short_name  # noqa: PLC0415 -- as above

    with Reader.open(location) as reader:
        names = sorted(recorded(reader))
    wanted = {subject.partition("/")[0] if subject not in names else subject for subject in subjects}
    return [each for each in names if not wanted or wanted & {each, short_name(each), each.rpartition("/")[2]}]
