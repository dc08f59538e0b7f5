"""What a host tells of pull requests counts in the lives of amendments."""

from datetime import UTC, datetime

from tests.made_chronicle import MadeBranch, MadeChronicle
from tests.made_facts import ALIASES, HUB, github, row, unstable, wit
from tracker.facts import RepositoryName, Revision, WitFile, WitGate
from tracker.hosting import HostedPull, PullsByNumber, PullState, ReviewDecision
from tracker.lifecycle import lives
from tracker.lives import AmendmentLife
from tracker.process import shipped_process

LAMP = RepositoryName("Own/wasi-lamp")
FILE = "wit/lamp.wit"
GATE = unstable("lamp-dim")
PARENT = row(3, "Lamp", github(LAMP))
NO_NEXT = (None, "Nothing comes next: it was withdrawn.")


def lamp(*gates: WitGate) -> WitFile:
    return wit("wasi:lamp@0.2.0", *gates)


def on(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC)


def told(number: int, state: PullState = PullState.OPEN, end: str | None = None, **more: object) -> HostedPull:
    """Return a pull request as its host tells it."""
    closed = on(end) if end else None
    made = {
        "repository": LAMP,
        "number": number,
        "title": "Dim",
        "state": state,
        "draft": False,
        "author": f"author-{number}",
        "labels": (),
        "reviewers": (),
        "linked": (),
        "base": "main",
        "head": Revision("a" * 40),
        "created_at": on("2024-03-01"),
        "updated_at": closed or on("2024-03-01"),
        "closed_at": closed,
        "merged_at": closed if state is PullState.MERGED else None,
    }
    return HostedPull(**{**made, **more})  # type: ignore[arg-type]


class World:
    """A lamp at phase 3 with pull requests that add a feature."""

    def __init__(self) -> None:
        self.made = MadeChronicle()
        self.hub = self.made.branch(HUB)
        self.hub.commit("2024-01-01", rows=(PARENT,))
        self.lamp = self.made.branch(LAMP)
        self.lamp.commit("2024-02-01", {FILE: lamp()})

    def proposed(self, number: int, day: str) -> MadeBranch:
        pull = self.lamp.pull(number)
        pull.commit(day, {FILE: lamp(GATE)}, by="Bo")
        return pull

    def life(self, *pulls: HostedPull, at: str = "2024-12-31") -> AmendmentLife:
        hosted: PullsByNumber = {(each.repository, each.number): each for each in pulls}
        (only,) = lives(self.made.subjects(at), self.made.chronicle(at), shipped_process(), ALIASES, hosted)
        return only


def said(life: AmendmentLife) -> list[tuple[str, str, str]]:
    return [(f"{each.date:%Y-%m-%d}", each.state.value, each.summary) for each in life.events]


def test_an_open_pull_request_is_told_with_its_author_labels_and_reviews() -> None:
    world = World()
    world.proposed(3, "2024-03-02")
    pull = told(3, labels=("P-lamp", "new"), reviewers=("cy",), decision=ReviewDecision.APPROVED)
    life = world.life(pull)
    words = "(open; labels P-lamp, new; review asked of cy; reviews: approved)"
    assert said(life) == [
        ("2024-03-02", "proposed", f"pull request 3 by author-3 puts it behind a gate {words}"),
    ]
    assert (str(life.state), life.step, [(each.number, each.hosted) for each in life.pulls]) == (
        "proposed",
        2,
        [(3, pull)],
    )


def test_a_draft_is_told_as_one() -> None:
    world = World()
    world.proposed(3, "2024-03-02")
    assert world.life(told(3, draft=True)).events[0].summary.endswith("(draft, open)")


def test_a_pull_request_that_was_closed_without_being_merged_withdraws_what_nothing_else_names() -> None:
    world = World()
    world.proposed(3, "2024-03-02")
    life = world.life(told(3, PullState.CLOSED, "2024-05-01"))
    assert said(life) == [
        (
            "2024-03-02",
            "proposed",
            "pull request 3 by author-3 puts it behind a gate (closed without being merged on 2024-05-01)",
        ),
        ("2024-05-01", "withdrawn", "pull request 3 was closed without being merged, and nothing else names it"),
    ]
    assert (str(life.state), (life.step, life.next_step)) == ("withdrawn", NO_NEXT)
    assert life.events[1].url == "https://github.com/Own/wasi-lamp/pull/3"


def test_it_stays_proposed_while_another_one_is_open_or_not_known() -> None:
    world = World()
    world.proposed(3, "2024-03-02")
    world.proposed(4, "2024-04-02")
    closed = told(3, PullState.CLOSED, "2024-05-01")
    for more in ((), (told(4),)):
        life = world.life(closed, *more)
        assert (str(life.state), [each.state.value for each in life.events]) == ("proposed", ["proposed", "proposed"])
        assert life.next_step == "Accepting it (Own/wasi-lamp#4) waits for the champion."


def test_it_is_withdrawn_when_the_last_one_is_closed() -> None:
    world = World()
    world.proposed(3, "2024-03-02")
    world.proposed(4, "2024-04-02")
    ends = told(3, PullState.CLOSED, "2024-06-01"), told(4, PullState.CLOSED, "2024-05-01")
    life = world.life(*ends)
    assert [(day, state) for day, state, _ in said(life)] == [
        ("2024-03-02", "proposed"),
        ("2024-04-02", "proposed"),
        ("2024-06-01", "withdrawn"),
    ]
    assert str(life.state) == "withdrawn"


def test_one_that_is_proposed_anew_was_withdrawn_in_between() -> None:
    world = World()
    world.proposed(3, "2024-03-02")
    world.proposed(4, "2024-07-02")
    life = world.life(told(3, PullState.CLOSED, "2024-05-01"), told(4))
    assert [state for _, state, _ in said(life)] == ["proposed", "withdrawn", "proposed"]
    assert str(life.state) == "proposed"


def test_an_amendment_that_the_list_names_or_a_branch_holds_is_not_withdrawn() -> None:
    listed, landed = World(), World()
    for world in (listed, landed):
        world.proposed(3, "2024-03-02")
    listed.hub.commit("2024-04-01", rows=(PARENT, row(2, "Lamp: Dim", github(LAMP), line=9)))
    landed.lamp.commit("2024-04-01", {FILE: lamp(GATE)})
    closed = told(3, PullState.CLOSED, "2024-05-01")
    lived = [listed.life(closed), landed.life(closed)]
    assert [(str(life.state), [each.state.value for each in life.events]) for life in lived] == [
        ("tracked", ["proposed", "tracked"]),
        ("landed", ["proposed", "landed"]),
    ]
    assert lived[0].next_step == "A pull request with its items behind @unstable waits for the champion."


def test_what_the_default_branch_tells_of_a_merge_counts_before_what_the_host_tells() -> None:
    world = World()
    pull = world.proposed(3, "2024-03-02")
    world.lamp.commit("2024-03-05", {FILE: lamp(GATE)}, merges=pull)
    life = world.life(told(3, PullState.CLOSED, "2024-03-05"))
    assert life.events[0].summary == "pull request 3 by author-3 puts it behind a gate (merged on 2024-03-05)"
    assert ([each.state for each in life.pulls], str(life.state)) == ([PullState.MERGED], "landed")


def test_a_merge_that_only_the_host_tells_is_told() -> None:
    world = World()
    world.proposed(3, "2024-03-02")
    life = world.life(told(3, PullState.MERGED, "2024-04-01"))
    assert life.events[0].summary.endswith("(merged on 2024-04-01)")
    assert str(life.state) == "proposed"
