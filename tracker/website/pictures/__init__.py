"""Pictures of what happened, drawn when the site is built: each with the same in words and as a table."""

from tracker.website.pictures.bars import length_bar, tally_bar, tally_short, tally_words
from tracker.website.pictures.dependencies import Node, dependency_picture
from tracker.website.pictures.life import life_picture
from tracker.website.pictures.phases import PhaseRow, PhaseSpan, phase_picture, phase_rows

__all__ = [
    "Node",
    "PhaseRow",
    "PhaseSpan",
    "dependency_picture",
    "length_bar",
    "life_picture",
    "phase_picture",
    "phase_rows",
    "tally_bar",
    "tally_short",
    "tally_words",
]
