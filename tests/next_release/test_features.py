"""Every feature of the Component Model is told with its adoption, by data or by vote, and with what uses it."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.next_release.made_lamp import lamp, release
from tests.next_release.made_sources import MadeRelease, decision
from tracker.chronicle import Decision, Outcome
from tracker.next_release.ballot import FeatureStanding
from tracker.next_release.features import feature_standings
from tracker.process.calendar import Calendar, Train
from tracker.process.features import ComponentFeature, FeatureRule

MAP = ComponentFeature("map", "Maps", "*", "https://example.org/map")
ASYNC = ComponentFeature("async", "Async", "~", "https://example.org/async", "0.2.0", date(2025, 1, 1))
THREADS = ComponentFeature("threads", "Threads", "=", "https://example.org/threads")
RULE = FeatureRule(date(2025, 1, 1), "https://example.org/rule")
USES = """
    @since(version = 0.2.0)
    type names = map<string, u8>;
    @since(version = 0.2.0)
    look: func(at: names);
    @unstable(feature = lamp-dim)
    later: async func();
"""


def _release(*features: ComponentFeature, **more: object) -> MadeRelease:
    """Return a release of a lamp that uses maps, and behind a gate what is asynchronous."""
    known = {"features": features or (ASYNC, MAP, THREADS), "feature_rule": RULE}
    before = {"lamp": lamp(version="0.2.0", more=USES)}
    return release(lamp(more=USES), **{"before": before, "more": known, **more})


def _adopted(made: MadeRelease) -> list[tuple[str, str | None, date | None, bool]]:
    return [(each.id, each.adopted_in, each.adopted_on, each.allowed) for each in feature_standings(made.sources())]


def test_a_feature_is_told_with_its_adoption_and_what_uses_it() -> None:
    made = _release()
    found = feature_standings(made.sources())
    assert [replace(each, used_by=(), used_unstable=()) for each in found] == [
        FeatureStanding("async", "Async", "0.2.0", date(2025, 1, 1), "https://example.org/async", allowed=True),
        FeatureStanding("map", "Maps", None, None, "https://example.org/map", allowed=False),
        FeatureStanding("threads", "Threads", None, None, "https://example.org/threads", allowed=False),
    ]
    says = [([use.says for use in each.used_by], [use.says for use in each.used_unstable]) for each in found]
    assert says == [([], ["wasi:lamp/types#later"]), (["wasi:lamp/types#names"], []), ([], [])]
    (place,) = found[1].used_by
    assert (place.path, place.line) == ("proposals/lamp/wit/lamp.wit", 13)


def test_what_was_adopted_later_nobody_knew() -> None:
    later = replace(ASYNC, adopted_on=date(2025, 3, 2))
    assert _adopted(_release(later)) == [("async", None, None, False)]
    assert _adopted(_release(later, at="2025-03-02")) == [("async", "0.2.0", date(2025, 3, 2), True)]


def test_a_passed_vote_adopts_for_the_version_after_the_last_tag_on_its_day() -> None:
    votes = [decision("component-model/map", phase=None, day="2025-02-20")]
    assert _adopted(_release(MAP, votes=votes)) == [("map", "0.2.1", date(2025, 2, 20), True)]
    early = [decision("component-model/map", phase=None, day="2025-01-09")]
    assert _adopted(_release(MAP, votes=early)) == [("map", "0.2.0", date(2025, 1, 9), True)]


def test_the_line_of_the_next_train_is_the_one_that_is_adopted_for() -> None:
    train = Train("0.3", (4,), 1, 1, date(2025, 1, 1), "https://example.org/train")
    made = _release(MAP, votes=[decision("component-model/map", phase=None)])
    sources = replace(made.sources(), calendar=Calendar((train,)))
    (found,) = feature_standings(sources)
    assert (found.adopted_in, found.allowed) == ("0.3.0", False)


def test_the_data_comes_before_a_vote_and_no_other_outcome_adopts() -> None:
    votes = [decision("component-model/async", phase=None)]
    assert _adopted(_release(ASYNC, votes=votes)) == [("async", "0.2.0", date(2025, 1, 1), True)]
    for outcome in {*Outcome} - {Outcome.PASSED}:
        deferred = [decision("component-model/map", outcome, phase=None)]
        assert _adopted(_release(MAP, votes=deferred)) == [("map", None, None, False)]


def test_without_a_text_nothing_is_used() -> None:
    made = _release()
    found = feature_standings(replace(made.sources(), tree=None))
    assert [(each.used_by, each.used_unstable) for each in found] == [((), ())] * 3


_DAYS = st.dates(date(2025, 1, 5), date(2025, 2, 28)).map(str)
_VOTES = st.builds(
    lambda day, outcome: decision("component-model/map", outcome, phase=None, day=day), _DAYS, st.sampled_from(Outcome)
)


@given(votes=st.lists(_VOTES, max_size=3), more=_VOTES)
def test_one_more_vote_never_takes_a_feature_away(votes: list[Decision], more: Decision) -> None:
    def allowed(given_votes: list[Decision]) -> bool:
        found = _adopted(_release(MAP, votes=sorted(given_votes, key=lambda each: each.at)))
        return found[0][-1]

    assert allowed([*votes, more]) >= allowed(votes)
