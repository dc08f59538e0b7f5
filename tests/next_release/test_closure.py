"""What holds things up and what an action frees, on invented graphs of any shape."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.next_release.closure import Closure, Hold, Node, Reached

A, B, C, D = (Node(name) for name in "abcd")
VOTE = Hold("vote", "x", "not voted in")
FIX = Hold("fix", "y", "wrong")

_NAMES = [Node(str(number)) for number in range(8)]
_ACTIONS = ["one", "two", "three"]


@st.composite
def closures(draw: st.DrawFn) -> Closure:
    """Return any graph of a few things, of which some are held up."""
    some = st.sets(st.sampled_from(_NAMES), max_size=3)
    edges = draw(st.dictionaries(st.sampled_from(_NAMES), some))
    held = draw(st.dictionaries(st.sampled_from(_NAMES), st.sampled_from(_ACTIONS)))
    return Closure(edges, {node: Hold(action, action, action) for node, action in held.items()})


def _needed(closure: Closure, start: Node) -> set[Node]:
    """Return everything a thing depends on, itself included, found the plain way."""
    found = {start}
    while more := {target for node in found for target in closure.edges.get(node, ())} - found:
        found |= more
    return found


def test_what_holds_a_thing_up_is_told_by_a_shortest_path() -> None:
    closure = Closure({A: {B, C}, B: {D}, C: {B}, D: {A}}, {B: FIX, D: VOTE})
    assert closure.held_by([A]) == {"fix": Reached(FIX, (A, B)), "vote": Reached(VOTE, (A, B, D))}
    assert closure.held_by([C, D]) == {"vote": Reached(VOTE, (D,)), "fix": Reached(FIX, (C, B))}


def test_one_action_counts_once_at_the_nearest_thing() -> None:
    closure = Closure({A: {B}, B: {C}}, {B: VOTE, C: Hold("vote", "x", "for another reason")})
    assert closure.held_by([A]) == {"vote": Reached(VOTE, (A, B))}


@given(closures(), st.sampled_from(_NAMES))
def test_everything_that_holds_a_thing_up_is_found(closure: Closure, start: Node) -> None:
    held = {closure.holds[each].action for each in _needed(closure, start) if each in closure.holds}
    assert closure.held_by([start]).keys() == held


@given(closures(), st.sampled_from(_NAMES))
def test_each_step_of_a_path_depends_on_the_next(closure: Closure, start: Node) -> None:
    for reached in closure.held_by([start]).values():
        assert reached.path[0] == start
        assert closure.holds[reached.path[-1]] == reached.hold
        assert all(
            after in closure.edges[before] for before, after in zip(reached.path, reached.path[1:], strict=False)
        )


@given(closures(), st.sampled_from(_ACTIONS))
def test_an_action_frees_nothing_that_depends_on_what_is_held_up_otherwise(closure: Closure, action: str) -> None:
    for item in closure.freed(_NAMES, [action]):
        holds = {closure.holds[each].action for each in _needed(closure, item) if each in closure.holds}
        assert holds == {action}


@given(closures())
def test_all_actions_together_free_all_that_is_held_up(closure: Closure) -> None:
    assert closure.freed(_NAMES, _ACTIONS) == {each for each in _NAMES if closure.held_by([each])}


@given(closures(), st.sets(st.sampled_from(_ACTIONS)), st.sampled_from(_ACTIONS))
def test_one_more_action_never_frees_less(closure: Closure, actions: set[str], more: str) -> None:
    assert closure.freed(_NAMES, actions) <= closure.freed(_NAMES, {*actions, more})
