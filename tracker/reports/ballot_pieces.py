"""Pieces of Markdown that several forms of a ballot share; text in them is escaped."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.next_release.ballot import BallotItem
from tracker.reports.agenda_pieces import place_name
from tracker.reports.ballot_words import columns, vote_words
from tracker.reports.escaping import code, link, prose, text
from tracker.reports.marks import newest, sign
from tracker.standing import CriterionResult
from tracker.voting import Vote


def items_table(items: Sequence[BallotItem]) -> Iterator[str]:
    """Yield the subjects against their requirements, with the verdict and the next step."""
    heads = columns(items)
    yield f"| {' | '.join(('subject', *map(text, heads.values()), 'verdict', 'next step'))} |"
    yield f"|{' --- |' * (len(heads) + 3)}"
    for item in items:
        by_id = newest(item.criteria)
        signs = [sign(by_id[each]) if each in by_id else "" for each in heads]
        yield f"| {' | '.join((f'`{code(item.subject)}`', *signs, f'**{item.verdict}**', prose(item.next_step)))} |"


def criteria_table(results: Iterable[CriterionResult], most: int | None = None) -> Iterator[str]:
    """Yield the requirements with why they are judged so, and links to where it shows; of many the first `most`."""
    yield "| | requirement | phase | why | evidence |"
    yield "| --- | --- | --- | --- | --- |"
    for result in results:
        places = ", ".join(link(text(place_name(each)), each.url) for each in result.evidence[:most])
        places += f" and {left} more" if (left := len(result.evidence[most:] if most else ())) else ""
        cells = (sign(result), f"`{code(result.id)}`", str(result.phase), prose(result.reason), places)
        yield f"| {' | '.join(cells)} |"


def vote_points(votes: Iterable[Vote]) -> Iterator[str]:
    """Yield a point of a list for each vote."""
    yield from (f"* Vote of {link(prose(vote_words(each)), each.source.url)}" for each in votes)
