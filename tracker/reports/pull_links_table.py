"""Pull requests that concern a subject, for a terminal."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tracker.hosting import PullLink, contributors
from tracker.reports.console import Link
from tracker.reports.pull_links import pull_words


def pull_parts(pulls: Sequence[PullLink]) -> Iterator[RenderableType]:
    """Yield pull requests for a terminal, and who wrote them; nothing when there are none."""
    if pulls:
        yield Text("\nPull requests", style="bold")
        for pull in pulls:
            yield Padding(Text(pull_words(pull)), (0, 0, 0, 2))
            yield Link(f"    {pull.url}", style="dim")
    if authors := contributors(pulls):
        yield Text(f"\nContributors: {', '.join(authors)}")
