"""Reads everything the sources said over time."""

from collections.abc import Sequence
from datetime import datetime

from tracker.chronicle import Chronicle, Tagged
from tracker.facts import RepositoryName
from tracker.store.reader import Reader


def chronicle_at(
    reader: Reader, registry: RepositoryName, lists: Sequence[str], moment: datetime | None = None
) -> Chronicle:
    """Return everything the sources said up to `moment`; by default, all that was recorded.

    `registry` is the repository that holds the proposal list, `lists` are the paths it may have there, the present
    first.
    """
    raise NotImplementedError


def tagged_at(reader: Reader, moment: datetime | None = None) -> tuple[Tagged, ...]:
    """Return the tags there were at `moment`, oldest first, with the WIT of each."""
    raise NotImplementedError
