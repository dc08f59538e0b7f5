"""What votes were about, for a terminal."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tracker.reports.console import Link
from tracker.reports.voted_words import changes, comparison, headline
from tracker.voted import TextState, VotedText


def text_lines(voted: VotedText, column: int) -> Iterator[RenderableType]:
    """Yield whether a text is the one that was voted on, and what changed, set in to a column."""
    different = voted.state is TextState.DIFFERENT
    yield Padding(Text(headline(voted), style="bold yellow" if different else ""), (0, 0, 0, column))
    yield from (Padding(Text(line), (0, 0, 0, column + 2)) for line in changes(voted))
    yield from (Link(f"{' ' * (column + 2)}{line}", style="dim") for line in comparison(voted))


def text_parts(texts: Iterable[VotedText]) -> Iterator[RenderableType]:
    """Yield each vote of some, with its text."""
    for each in texts:
        yield Text(f"  {each.vote.date} · phase {each.vote.target_phase}")
        yield from text_lines(each, 4)
