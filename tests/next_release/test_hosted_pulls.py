"""What a host tells of pull requests counts on a ballot."""

from dataclasses import replace

import pytest

from tests.made_chronicle import MadeBranch, MadeChronicle
from tests.made_facts import HUB, unstable, wit
from tests.next_release.made_sources import MadeRelease
from tests.store.made_hosting import PULL
from tracker.facts import RepositoryName
from tracker.hosting import HostedPull, PullLink, PullState
from tracker.lifecycle import lives
from tracker.next_release.amendment_entries import amendment_items
from tracker.next_release.ballot import BallotItem

LAMP = "package wasi:lamp@0.2.0;\n\n@since(version = 0.2.0)\ninterface types {\n}\n"
TOLD = replace(PULL, repository=RepositoryName(HUB), number=7, merged_at=None)
NAME = (TOLD.repository, 7)


class Proposing(MadeRelease):
    """A coming release with a pull request that adds a feature to its line."""

    def _made(self) -> tuple[MadeChronicle, MadeBranch]:
        made, hub = super()._made()
        file = wit("wasi:lamp@0.2.0", unstable("lamp-glow"))
        hub.pull(7).commit("2025-02-10", {"proposals/lamp/wit/lamp.wit": file})
        return made, hub


def items(hosted: HostedPull | None) -> list[BallotItem]:
    """Return what is on the ballot by what the host tells."""
    sources = Proposing(now={"lamp": LAMP}, before={"lamp": LAMP}).sources()
    told = {} if hosted is None else {NAME: hosted}
    lived = lives(sources.subjects, sources.chronicle, sources.process, sources.aliases, told)
    return [
        each for each in amendment_items(replace(sources, hosted=told, lives=lived)) if each.subject == "lamp/lamp-glow"
    ]


@pytest.mark.parametrize(
    ("hosted", "words"),
    [
        (None, "and whether that is open is not known"),
        (replace(TOLD, state=PullState.OPEN, closed_at=None), "which is open"),
    ],
)
def test_an_amendment_that_only_a_pull_request_has_tells_whether_that_is_open(
    hosted: HostedPull | None, words: str
) -> None:
    (item,) = items(hosted)
    link = PullLink(NAME[0], 7, f"https://github.com/{HUB}/pull/7", merged=False, hosted=hosted)
    assert (item.reason, item.tentative, item.pulls) == (f"only a pull request has it, {words}", True, (link,))


def test_an_amendment_whose_only_pull_request_was_closed_is_not_on_the_ballot() -> None:
    assert items(replace(TOLD, state=PullState.CLOSED)) == []
