"""How long things took in an invented world."""

from datetime import UTC, date, datetime

from tracker.durations import Latency, StepMedian, StepTime, UnknownStep, Wait

FAST = StepTime("lamp/lamp-dim", "landed-to-tracked", date(2026, 3, 10), date(2026, 3, 5), -5)
SLOW = StepTime("lamp/lamp-blink", "landed-to-tracked", date(2026, 3, 1), date(2026, 3, 9), 8)
OLD = StepTime("lamp", "in-phase-2", date(2024, 1, 1), date(2026, 1, 1), 731, at_least=True)
LATENCY = Latency(
    as_of=datetime(2026, 8, 20, 12, 30, tzinfo=UTC),
    medians=(
        StepMedian("landed-to-tracked", 2, 1.5, FAST, SLOW),
        StepMedian("landed-to-stabilized", 0, None, None, None),
        StepMedian("in-phase-2", 0, None, None, None),
    ),
    steps=(SLOW, FAST, OLD),
    waiting=(
        Wait("loom", "Advancing to phase 2.", "champion Cleo [C] Coder", date(2024, 1, 1), 962, at_least=True),
        Wait("lamp/lamp-dim", "A vote on phase 3 waits for the subgroup.", "subgroup", date(2026, 8, 1), 19),
    ),
    unknown=(
        UnknownStep("voted-to-listed", "no vote is recorded"),
        UnknownStep("voted-to-stabilized", "no vote is recorded"),
    ),
)
EMPTY = Latency(LATENCY.as_of, (), (), (), ())
