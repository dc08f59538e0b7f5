"""Texts of the lamp: a release that nothing stands against, and what the tests change in it."""

from tests.next_release.made_sources import MadeRelease, amendment_row
from tracker.facts import ListRow

DIM_ROW: ListRow = amendment_row("Lamp: Dim")
"""The row that tracks the feature `lamp-dim`."""

UNSTABLE = "@unstable(feature = lamp-dim)"
STABLE = "@since(version = 0.2.1)"


def lamp(dim: str = UNSTABLE, *, version: str = "0.2.1", more: str = "", head: str = "") -> str:
    """Return the WIT of the lamp: its function `dim` is behind what `dim` says, `more` stands beside it."""
    return f"""\
package wasi:lamp@{version};

@since(version = 0.2.0)
interface types {{
{head}
    @since(version = 0.2.0)
    on: func();

    {dim}
    dim: func();
{more}
}}
"""


BEFORE = {"lamp": lamp(version="0.2.0")}
"""The release before: its `dim` is behind a gate."""


def release(now: str | None = None, **more: object) -> MadeRelease:
    """Return the coming release of the lamp; without a text nothing but its version changed."""
    given = {"before": BEFORE, "rows": (DIM_ROW,), **more}
    return MadeRelease({"lamp": lamp() if now is None else now}, **given)  # type: ignore[arg-type]
