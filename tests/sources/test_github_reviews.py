"""One pull request is asked about, with what its reviews come to."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.github.endpoints import Answer
from tests.github.fake import FakeGitHub, Fault
from tests.github.world import Repository, Review
from tracker.facts import RepositoryName
from tracker.hosting import PullState, ReviewDecision
from tracker.sources.github import ask_decision, ask_pull
from tracker.sources.github_answers import GitHubError, Limits
from tracker.sources.github_client import GitHubClient
from tracker.sources.github_settings import GitHubSettings

NAME = RepositoryName("lamps/bulb")
DECISIONS = {
    (): ReviewDecision.NONE,
    ("bo COMMENTED",): ReviewDecision.NONE,
    ("bo APPROVED", "cy CHANGES_REQUESTED"): ReviewDecision.CHANGES_REQUESTED,
    ("bo CHANGES_REQUESTED", "bo COMMENTED"): ReviewDecision.CHANGES_REQUESTED,
    ("bo CHANGES_REQUESTED", "bo APPROVED"): ReviewDecision.APPROVED,
    ("bo CHANGES_REQUESTED", "bo DISMISSED", "cy APPROVED"): ReviewDecision.APPROVED,
    ("bo APPROVED", "bo DISMISSED"): ReviewDecision.NONE,
}


@pytest.fixture
def lamp(hub: FakeGitHub) -> Repository:
    made = hub.repository(NAME)
    made.pull("Dim the light", labels=("P-lamp",))
    return made


@pytest.fixture
def client(hub: FakeGitHub) -> Iterator[GitHubClient]:
    with GitHubClient(GitHubSettings(hub.url, hub.token()), Limits(retries=0)) as made:
        yield made


def _review(repository: Repository, *said: str) -> None:
    pull = repository.threads[1]
    for number, each in enumerate(said, start=1):
        login, state = each.split()
        pull.reviews.append(Review(login, state, pull.created + timedelta(minutes=number), number))


@pytest.mark.parametrize(("reviews", "decision"), DECISIONS.items(), ids=map("-".join, DECISIONS))
def test_the_latest_word_of_each_reviewer_counts(
    client: GitHubClient, lamp: Repository, reviews: tuple[str, ...], decision: ReviewDecision
) -> None:
    _review(lamp, *reviews)
    pull = ask_pull(client, NAME, 1)
    assert (pull.title, pull.state, pull.labels, pull.decision) == (
        *("Dim the light", PullState.OPEN, ("P-lamp",)),
        decision,
    )
    assert client.counted == 2


def test_every_page_of_reviews_is_read(client: GitHubClient, lamp: Repository) -> None:
    _review(lamp, "cy CHANGES_REQUESTED", *["bo COMMENTED"] * 120, "cy APPROVED")
    pull = ask_pull(client, NAME, 1)
    assert (pull.decision, client.counted) == (ReviewDecision.APPROVED, 3)


def test_reviews_are_found_under_a_new_name(client: GitHubClient, lamp: Repository) -> None:
    _review(lamp, "bo APPROVED")
    pull = ask_pull(client, NAME, 1)
    lamp.rename("lamps/globe")
    for name in (None, RepositoryName("lamps/globe")):
        assert ask_decision(client, pull, name) is ReviewDecision.APPROVED


@pytest.mark.usefixtures("lamp")
def test_what_is_not_there_or_cannot_be_read_is_told_in_one_line(hub: FakeGitHub, client: GitHubClient) -> None:
    with pytest.raises(GitHubError, match=r"^lamps/bulb#9: is not on GitHub \(404\), or the token may not see it$"):
        ask_pull(client, NAME, 9)
    pull = ask_pull(client, NAME, 1)
    hub.mend()
    for number, (body, reason) in enumerate(
        [({}, "GitHub's answer is not a list"), ([7], "a review is not as it should be")], start=1
    ):
        hub.fail(number, Fault(Answer(200, body)))
        with pytest.raises(GitHubError, match=f"^lamps/bulb#1: {reason}$"):
            ask_decision(client, pull)
    hub.fail(3, Fault(Answer(200, {"number": 1})))
    with pytest.raises(GitHubError, match=r"^lamps/bulb#1: a pull request is not as it should be$"):
        ask_pull(client, NAME, 1)
