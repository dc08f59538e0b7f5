"""The command that chooses what to follow: `watch`."""

from collections.abc import Iterable
from datetime import UTC
from typing import Annotated

import typer

from tracker.cli.asking import InputError
from tracker.cli.options import Database, Subjects
from tracker.cli.output import put, tell
from tracker.cli.past import Past
from tracker.cli.watchlist import Watchlist
from tracker.errors import TrackerError
from tracker.news import EVERYTHING


def watch(
    subjects: Subjects = None,
    remove: Annotated[bool, typer.Option("--remove", help="Follow these no more; with --all, nothing.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Follow every proposal and amendment.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="Print what is followed, and since when.")] = False,
    database: Database = None,
) -> None:
    """Choose what `tracker news` tells of: proposals, with their amendments, or single amendments."""
    if everything and subjects:
        raise InputError("--all and subjects exclude each other")
    if listed and (remove or everything or subjects):
        raise InputError("--list goes alone")
    watched = Watchlist.read()
    if listed or not (subjects or everything):
        if remove:
            raise InputError("--remove: name what is not to be followed any more, or --all")
        _list(watched)
        return
    past = Past.read(database, None)
    if remove:
        units = [*watched.followed] if everything else _followed(watched, subjects or (), past)
        watched.leave(units).write()
        tell(f"not followed any more: {', '.join(map(_named, units)) or 'nothing was'}")
        return
    units = [EVERYTHING] if everything else [each.id for each in past.choose(subjects or ())]
    new = [each for each in units if each not in watched.followed]
    watched.follow(units, past.assessment.facts.at).write()
    tell(f"followed from now on: {', '.join(map(_named, new))}" if new else "followed already")


def _list(watched: Watchlist) -> None:
    if not watched.followed:
        tell("nothing is followed; `tracker watch SUBJECT` begins")
    for unit, since in sorted(watched.followed.items()):
        told = watched.told.get(unit, since)
        put(f"{_named(unit)}\tsince {since.astimezone(UTC):%Y-%m-%d}\ttold {told.astimezone(UTC):%Y-%m-%d %H:%M} UTC\n")


def _named(unit: str) -> str:
    return "everything" if unit == EVERYTHING else unit


def _followed(watched: Watchlist, names: Iterable[str], past: Past) -> list[str]:
    """Return what is followed under some names, which may be those of subjects that are no more."""
    found: list[str] = []
    for name in names:
        exact = [unit for unit in watched.followed if unit.casefold() == name.casefold()]
        units = exact or [unit for unit in _meant(past, name) if unit in watched.followed]
        if not units:
            raise InputError(f"{name}: is not followed; `tracker watch --list` says what is")
        found += units
    return found


def _meant(past: Past, name: str) -> list[str]:
    try:
        return [each.id for each in past.choose([name])]
    except TrackerError:
        return []
