"""Makes sense of what the sources said over time: what became of each amendment, and what a pull request does."""

from tracker.lifecycle.amendments import lives
from tracker.lifecycle.pulls import PullChange, PullEffect, changes_of_pulls, pull_changes

__all__ = ["PullChange", "PullEffect", "changes_of_pulls", "lives", "pull_changes"]
