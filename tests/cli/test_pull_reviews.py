"""What the reviews of a pull request come to is asked when it is reported, where there is a token."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.github.fake import FakeGitHub, fake_github, status
from tests.github.world import Review
from tests.reports.made_pull import FULL
from tracker.cli.pull_reviews import reviewed
from tracker.hosting import HostedPull, ReviewDecision

_HOSTED = FULL.hosted
assert _HOSTED is not None
HOSTED: HostedPull = _HOSTED
UNTOLD = replace(FULL, hosted=replace(HOSTED, decision=None))
AT = datetime(2026, 8, 1, tzinfo=UTC)


@pytest.fixture
def hub() -> Iterator[FakeGitHub]:
    with fake_github() as running:
        repository = running.repository("WebAssembly/wasi-lamp")
        while (pull := repository.pull("Let lamps glow", user="ada")).number < HOSTED.number:
            pass
        pull.reviews += [Review("bo", "CHANGES_REQUESTED", AT, 1), Review("bo", "APPROVED", AT, 2)]
        yield running


def _environment(hub: FakeGitHub, **more: str) -> dict[str, str]:
    return {"GITHUB_API_URL": hub.url, "PATH": "", **more}


def test_one_request_tells_what_the_reviews_come_to(hub: FakeGitHub) -> None:
    told = reviewed(UNTOLD, _environment(hub, GITHUB_TOKEN=hub.token("ada")))
    assert told == replace(UNTOLD, hosted=replace(HOSTED, decision=ReviewDecision.APPROVED))
    assert [each.path.partition("?")[0] for each in hub.requests] == ["/repos/WebAssembly/wasi-lamp/pulls/12/reviews"]


def test_nobody_is_asked_without_a_token_or_about_what_is_known_or_wholly_unknown(hub: FakeGitHub) -> None:
    unknown = replace(FULL, hosted=None)
    asking = _environment(hub, GITHUB_TOKEN=hub.token("ada"))
    told = [reviewed(UNTOLD, _environment(hub)), reviewed(FULL, asking), reviewed(unknown, asking)]
    assert (told, hub.requests) == ([UNTOLD, FULL, unknown], [])


def test_they_are_left_out_where_github_does_not_answer(hub: FakeGitHub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.fail(1, status(404, "Not Found"), times=None)
    assert reviewed(UNTOLD, _environment(hub, GITHUB_TOKEN=hub.token("ada"))) == UNTOLD
    assert "what its reviews come to is left out" in capsys.readouterr().err
