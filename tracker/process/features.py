"""Features of the Component Model that WIT can use, and since which release WASI may: pure values.

`data/process.toml` has them; `tracker.process.features_toml` reads them.
"""

from datetime import date

from tracker.frozen import frozen


@frozen
class ComponentFeature:
    """A gated feature of the Component Model."""

    id: str
    """`map`, `async`, `fixed-length-lists`: the subject of a vote on it is `component-model/ID`."""
    title: str
    mark: str
    """The sign by which the Component Model's documents name it."""
    source: str
    """A link to where it stands, or to its adoption."""
    adopted_in: str | None = None
    """The first version of WASI that may depend on it: `0.3.1`; `None` while no vote has adopted it."""
    adopted_on: date | None = None
    """The day of that vote."""


@frozen
class FeatureRule:
    """Since when a release may use adopted features only."""

    in_effect: date
    source: str
    """A link to where it was decided."""


@frozen
class LaunchRule:
    """What the launch of a preview asks for."""

    proposals: int
    """How many independent proposals that define worlds must be included at least."""
    in_effect: date
    source: str
    """A link to where it was decided."""
