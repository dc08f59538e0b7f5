"""Keeps what somebody follows, and what they were told last, in the user's own configuration folder."""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tracker.cli.asking import InputError
from tracker.frozen import frozen
from tracker.news import Known, Matter, NewsKind, covers
from tracker.store.moments import from_text, to_text

ENVIRONMENT = "TRACKER_CONFIG_DIR"
"""The environment variable that names the folder."""
_FILE = "watch.json"
_FORM = "wasi-tracker/watch/v1"
_DAMAGED = (ValueError, KeyError, TypeError, AttributeError)
"""What reading a file may raise that somebody else wrote."""


@frozen
class Watchlist:
    """What is followed, and what was told."""

    followed: Mapping[str, datetime] = field(default_factory=dict)
    """Subject, or `*` for all -> since when."""
    told: Mapping[str, datetime] = field(default_factory=dict)
    """Subject -> the moment of the facts of which its news were told last."""
    database: str = ""
    """Of which database they were told."""
    matters: tuple[Matter, ...] = ()
    """What was known then of all subjects that were told; without what each said."""
    untold: frozenset[NewsKind] = frozenset()
    """The kinds of which nothing was known."""

    @classmethod
    def read(cls) -> "Watchlist":
        """Read it; an empty one when there is none, `InputError` when it cannot be read."""
        place = config_folder() / _FILE
        try:
            said = json.loads(place.read_text(encoding="utf-8"))
            if said["schema"] != _FORM:
                raise InputError(f"{place}: of another version of the tracker ({said['schema']}); remove it")
            return _from_json(said)
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise InputError(f"{place} cannot be read: {error.strerror}") from error
        except _DAMAGED as error:
            raise InputError(f"{place} is damaged: {error}; remove it and watch anew") from error

    def write(self) -> None:
        """Write it whole or not at all."""
        place = config_folder() / _FILE
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, partial = tempfile.mkstemp(dir=place.parent, suffix=".partial")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(_as_json(self), file, indent=1, ensure_ascii=False)
                    file.write("\n")
                Path(partial).replace(place)
            except BaseException:
                Path(partial).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise InputError(f"{place} cannot be written: {error.strerror}") from error

    def follow(self, units: Iterable[str], since: datetime) -> "Watchlist":
        """Return it with further subjects; one that is followed already is so since then."""
        return replace(self, followed={**dict.fromkeys(units, since), **self.followed})

    def leave(self, units: Iterable[str]) -> "Watchlist":
        """Return it without some subjects, and without what was told of them alone."""
        gone = {*units}
        told = {unit: at for unit, at in self.told.items() if unit not in gone}
        kept = tuple(each for each in self.matters if any(covers(unit, each.subject) for unit in told))
        followed = {unit: since for unit, since in self.followed.items() if unit not in gone}
        return replace(self, followed=followed, told=told, matters=kept)

    def last(self, unit: str) -> datetime | None:
        """Return when news of a subject were told last, or since when it is followed; `None` when neither is."""
        own = [at for told, at in self.told.items() if covers(told, unit)]
        begun = [since for followed, since in self.followed.items() if covers(followed, unit)]
        return max(own, default=None) or min(begun, default=None)

    def known(self, unit: str, database: str) -> Known | None:
        """Return what was told of a subject; `None` when that was never, or of another database."""
        at = max((at for told, at in self.told.items() if covers(told, unit)), default=None)
        if at is None or database != self.database:
            return None
        return replace(Known(at, at.date(), self.matters, self.untold), matters=self._of(unit))

    def _of(self, unit: str) -> tuple[Matter, ...]:
        return tuple(each for each in self.matters if covers(unit, each.subject))

    def remember(self, units: Iterable[str], now: Known, database: str) -> "Watchlist":
        """Return it with what is known now as told of some subjects."""
        units = [*units]
        same = database == self.database
        # What could not be read this time is not forgotten.
        before = [each for each in self.matters if same and not _told(units, each, now)]
        after = [replace(each, says="") for each in now.matters if any(covers(unit, each.subject) for unit in units)]
        return Watchlist(
            followed=self.followed,
            told={**(self.told if same else {}), **dict.fromkeys(units, now.at)},
            database=database,
            matters=tuple({each.id: each for each in (*before, *after)}.values()),
            untold=now.untold & self.untold if self.told and same else now.untold,
        )


def _told(units: Iterable[str], matter: Matter, now: Known) -> bool:
    """Return whether a matter from before gives way to what is known now."""
    return matter.kind not in now.untold and any(covers(unit, matter.subject) for unit in units)


def config_folder() -> Path:
    """Return the folder of what the user chose: `TRACKER_CONFIG_DIR`, else the platform's."""
    given = os.environ.get(ENVIRONMENT)
    if given:
        return Path(given)
    from platformdirs import user_config_path  # noqa: PLC0415 -- only where nobody said where

    return user_config_path("wasi-tracker")


# --- the file ---------------------------------------------------------------------------------------------------------


def _as_json(watched: Watchlist) -> dict[str, Any]:
    return {
        "schema": _FORM,
        "followed": {unit: to_text(since) for unit, since in sorted(watched.followed.items())},
        "told": {unit: to_text(at) for unit, at in sorted(watched.told.items())},
        "database": watched.database,
        "untold": sorted(watched.untold),
        "matters": [_matter_as_json(each) for each in watched.matters],
    }


def _matter_as_json(matter: Matter) -> dict[str, Any]:
    said: dict[str, Any] = {"subject": matter.subject, "kind": matter.kind, "key": matter.key}
    said |= {"gone": matter.gone, "family": matter.family, "scope": matter.scope, "repeats": matter.repeats}
    said |= {"until": matter.until and str(matter.until), "day": matter.day and str(matter.day), "url": matter.url}
    return {name: value for name, value in said.items() if value}


def _from_json(said: Any) -> Watchlist:
    return Watchlist(
        followed={str(unit): from_text(since) for unit, since in said["followed"].items()},
        told={str(unit): from_text(at) for unit, at in said["told"].items()},
        database=str(said["database"]),
        matters=tuple(_matter(each) for each in said["matters"]),
        untold=frozenset(NewsKind(each) for each in said["untold"]),
    )


def _matter(said: Any) -> Matter:
    return Matter(
        subject=said["subject"],
        kind=NewsKind(said["kind"]),
        key=said["key"],
        says="",
        gone=said.get("gone", ""),
        family=said.get("family", ""),
        scope=said.get("scope", ""),
        until=_day(said, "until"),
        repeats=said.get("repeats", ""),
        day=_day(said, "day"),
        url=said.get("url"),
    )


def _day(said: Any, name: str) -> date | None:
    return date.fromisoformat(said[name]) if name in said else None
