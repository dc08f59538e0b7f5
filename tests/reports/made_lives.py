"""Lives of amendments made by hand: one landed on two lines, one released, one that is only proposed."""

from datetime import UTC, datetime

from tests.reports.made_standing import HUB
from tracker.facts import RepositoryName, Revision
from tracker.lives import AmendmentLife, EventKind, ItemLife, LifeEvent, LineLife, Mark
from tracker.standing import AmendmentState

LAMP_REPOSITORY = RepositoryName("Own/wasi-lamp")
FIRST, SECOND, THIRD = Revision("1" * 40), Revision("2" * 40), Revision("3" * 40)
AT_HUB = f"https://github.com/{HUB}"


def on(month: int, day: int = 1) -> datetime:
    """Return noon of a day of 2026."""
    return datetime(2026, month, day, 12, tzinfo=UTC)


LANDED = AmendmentLife(
    id="lamp/lamp-dim",
    parent="lamp",
    feature="lamp-dim",
    title="Lamp: Dim",
    state=AmendmentState.LANDED,
    phase=2,
    lines=(
        LineLife(
            "0.2", LAMP_REPOSITORY, "main", AmendmentState.LANDED, Mark(on(1), FIRST), Mark(on(3, 9), SECOND),
            None, None, carried=False,
            items=(ItemLife("wasi:lamp/types#dim", "function", AmendmentState.LANDED, "wit/types.wit", 7),),
        ),
        LineLife(
            "0.3", HUB, "main", AmendmentState.LANDED, Mark(on(2), THIRD), None, None, None,
            items=(
                ItemLife("wasi:lamp/types#fade", "function", AmendmentState.WITHDRAWN, "lamp/types.wit", 9, None,
                         "wasi:lamp/types#dim"),
                ItemLife("wasi:lamp/types#dim", "function", AmendmentState.LANDED, "lamp/types.wit", 7),
            ),
        ),
    ),
    events=(
        LifeEvent(on(1), EventKind.LANDED, "0.2", LAMP_REPOSITORY, FIRST, "landed with 1 gate",
                  f"https://github.com/{LAMP_REPOSITORY}/commit/{FIRST}", "Bo"),
        LifeEvent(on(2), EventKind.DEFERRED, None, None, None, "the vote was put off", None, None),
    ),
    step=5,
    next_step="Building it waits for the implementers.",
    missing=(),
)  # fmt: skip
RELEASED = AmendmentLife(
    id="lamp/lamp-blink",
    parent="lamp",
    feature="lamp-blink",
    title="Lamp: Blink",
    state=AmendmentState.RELEASED,
    phase=3,
    lines=(
        LineLife(
            "0.2", HUB, "wasi-0.2", AmendmentState.RELEASED, Mark(on(1), FIRST), Mark(on(3), SECOND), "0.2.4", "0.2.4",
            items=(ItemLife("wasi:lamp/types#blink", "function", AmendmentState.RELEASED, "lamp/a.wit", 4, "0.2.4"),),
        ),
        LineLife(
            "0.3", HUB, "main", AmendmentState.STABILIZED, Mark(on(4), THIRD), Mark(on(4), THIRD), "0.3.1", None,
            items=(ItemLife("wasi:lamp/types#blink", "function", AmendmentState.STABILIZED, "lamp/a.wit", 5, "0.3.1"),),
        ),
    ),
    events=(
        LifeEvent(on(3), EventKind.STABILIZED, "0.2", HUB, SECOND, "became stable", f"{AT_HUB}/commit/{SECOND}", "Bo"),
        LifeEvent(on(5), EventKind.RELEASED, "0.2", HUB, SECOND, "shipped in 0.2.4", f"{AT_HUB}/tree/v0.2.4", None),
    ),
    step=8,
    next_step="Shipping it in 0.3.1 waits for the release manager.",
    missing=("no row of its own in the proposal list",),
)  # fmt: skip
PROPOSED = AmendmentLife(
    id="lamp/lamp-<b>glow</b>",
    parent="lamp",
    feature="lamp-<b>glow</b>",
    title="Lamp: [glow] | *more*",
    state=AmendmentState.PROPOSED,
    phase=None,
    lines=(),
    events=(LifeEvent(on(6), EventKind.PROPOSED, None, HUB, THIRD, "filed | as #7", f"{AT_HUB}/pull/7", "Ada"),),
    step=2,
    next_step="Accepting it (#7) waits for the champion.",
    missing=(),
)
LIVES = (LANDED, RELEASED, PROPOSED)
