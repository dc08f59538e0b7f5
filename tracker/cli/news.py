"""The command that tells what changed since one looked last: `news`."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

import typer

from tracker.cli.asking import InputError
from tracker.cli.exit_codes import ExitCode
from tracker.cli.newsworthy import known_at
from tracker.cli.options import Database, FormatOption, Subjects
from tracker.cli.output import put, tell
from tracker.cli.past import Past
from tracker.cli.session import UnknownSubjectError
from tracker.cli.terminal import terminal
from tracker.cli.watchlist import Watchlist
from tracker.news import EVERYTHING, Known, News, NewsItem, NewsKind, news_between, renamed, told_anew
from tracker.reports import Format
from tracker.store.location import Location

_LAST = "last"
_MIDNIGHT = time(tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def _parse_since(text: str) -> datetime | str:
    if text.casefold() == _LAST:
        return _LAST
    try:
        return datetime.combine(date.fromisoformat(text), _MIDNIGHT)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date: write last, 2026-06-02 or 2026-06-02T14:00:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def news(
    subjects: Subjects = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since", metavar="last|DATE", parser=_parse_since, help="From then on; by default since last time."
        ),
    ] = None,
    peek: Annotated[bool, typer.Option("--peek", help="Do not remember that it was told.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit code 1 when there is news.")] = False,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Tell what changed for what one watches since it was told last: fit for cron, mail or a bot.

    Where nothing changed nothing is printed, unless as JSON.
    """
    moment = since if isinstance(since, datetime) else None
    past = Past.read(database, None)
    present = {each.subject.casefold() for each in past.timelines}
    former = {name: now for name, now in past.former().items() if name not in present}
    watched = _under_present_names(Watchlist.read(), past, former)
    units = _units(past, watched, subjects, dated=moment is not None)
    place = str(Location.find(database))
    now = known_at(database, None)
    befores = {unit: told_anew(_before(watched, unit, database, moment), former) for unit in units}
    found = _news(units, befores, now, moment)
    put(_rendered(found, output))
    sys.stdout.flush()
    if not found.items and sys.stdout.isatty():
        # Without a terminal nothing at all is said: cron sends a mail for every word.
        tell(f"no news since {found.since.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
    if since is None and not peek:
        watched.remember(units, now, place).write()
    raise typer.Exit(ExitCode.FOUND if exit_code and found.items else ExitCode.FINE)


def _units(past: Past, watched: Watchlist, subjects: Iterable[str] | None, *, dated: bool) -> list[str]:
    """Return the subjects that news are asked for; `InputError` where nobody can tell since when."""
    if subjects:
        units = [each.id for each in past.choose(subjects)]
        lacking = [each for each in units if not dated and watched.last(each) is None]
        if lacking:
            raise InputError(
                f"{lacking[0]}: was never told of and is not watched: `tracker watch {lacking[0]}`, or name a day "
                "with --since"
            )
        return units
    if not watched.followed and not dated:
        raise InputError("nothing is watched: `tracker watch SUBJECT`, or name a day with --since")
    return [*watched.followed] or [EVERYTHING]


def _under_present_names(watched: Watchlist, past: Past, former: Mapping[str, str]) -> Watchlist:
    """Return it with every subject under the id it has now."""
    names = {unit: _now(past, unit) for unit in (*watched.followed, *watched.told)}
    return replace(
        watched,
        followed={names[unit]: since for unit, since in watched.followed.items()},
        told={names[unit]: at for unit, at in watched.told.items()},
        matters=tuple(renamed(each, former) for each in watched.matters),
    )


def _now(past: Past, unit: str) -> str:
    """Return the id that a subject has now; one that is no more keeps its own."""
    if unit == EVERYTHING:
        return unit
    try:
        return past.choose([unit])[0].id
    except UnknownSubjectError:
        return unit


def _before(watched: Watchlist, unit: str, database: str | None, moment: datetime | None) -> Known:
    """Return what was known before of a subject: what was told, or the past as it is known now."""
    told = None if moment else watched.known(unit, str(Location.find(database)))
    if told is not None:
        return told
    # A moment counts itself as over: what happened in it is news.
    return known_at(database, moment - _SECOND if moment else watched.last(unit))


def _news(units: list[str], befores: Mapping[str, Known], now: Known, moment: datetime | None) -> News:
    items: dict[NewsItem, None] = {}
    for unit in units:
        then = befores[unit]
        items |= dict.fromkeys(
            news_between(replace(then, matters=then.of(unit)), replace(now, matters=now.of(unit))), None
        )
    untold = now.untold.union(*(each.untold for each in befores.values()))
    return News(
        since=moment or min(each.at for each in befores.values()),
        as_of=now.at,
        subjects=tuple(units),
        items=tuple(sorted(items, key=lambda each: each.subject)),
        untold=tuple(each for each in NewsKind if each in untold),
    )


def _rendered(found: News, output: Format) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.news_json import news_as_json  # noqa: PLC0415 -- only the format asked for

            return news_as_json(found)
        case Format.MARKDOWN:
            from tracker.reports.news_markdown import news_as_markdown  # noqa: PLC0415 -- as above

            return news_as_markdown(found)
        case Format.TABLE:
            from tracker.reports.news_table import news_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return news_as_table(found, width, color=color)
