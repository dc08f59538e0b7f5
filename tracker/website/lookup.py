"""What pages ask of the standing again and again, put together once, so that time grows as the pages do."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from tracker.frozen import frozen
from tracker.standing import AmendmentStanding, Criterion, GateStanding, ProposalStanding
from tracker.website.content import Content
from tracker.website.sitemap import SiteMap

_Thing = TypeVar("_Thing")
_Key = TypeVar("_Key")


@frozen
class Lookup:
    """The standing by what is asked of it."""

    amendments: Mapping[str, tuple[tuple[AmendmentStanding, str], ...]]
    """The amendments of a proposal, each with the path of its page, by the proposal's id."""
    lived: Mapping[str, tuple[tuple[AmendmentStanding, str], ...]]
    """Likewise those that are done with, or only proposed."""
    gates: Mapping[str, tuple[GateStanding, ...]]
    """By the proposal's id."""
    titles: Mapping[str, str]
    """Of subjects, by their ids; of several with one id, that of the first."""
    in_phase: Mapping[int, int]
    """How many proposals a phase has."""
    criteria: Mapping[tuple[int, str], Criterion]
    """The entry requirements in effect, by phase and id, in the order in which they are shown."""
    phases: Mapping[int, str]
    """The name of each phase, by number."""


def lookup(content: Content, places: SiteMap, criteria: Iterable[Criterion]) -> Lookup:
    """Return the standing of some content by what is asked of it."""
    standing = content.standing
    titles: dict[str, str] = {}
    subjects: tuple[ProposalStanding | AmendmentStanding, ...]
    subjects = (*standing.proposals, *standing.amendments, *standing.unlisted, *content.lived)
    for each in subjects:
        titles.setdefault(each.id, each.title)
    stated: dict[tuple[int, str], Criterion] = {}
    for criterion in criteria:
        stated.setdefault((criterion.phase, criterion.id), criterion)
    pairs = zip(standing.amendments, places.amendments, strict=True)
    return Lookup(
        amendments=grouped(pairs, lambda pair: pair[0].parent),
        lived=grouped(zip(content.lived, places.lived, strict=True), lambda pair: pair[0].parent),
        gates=grouped(standing.gates, lambda gate: gate.proposal),
        titles=titles,
        in_phase=Counter(each.phase for each in standing.proposals if each.phase is not None),
        criteria=stated,
        phases={each.number: each.name for each in content.process.phases},
    )


def grouped(things: Iterable[_Thing], key: Callable[[_Thing], _Key]) -> dict[_Key, tuple[_Thing, ...]]:
    """Return things by a key of each, in their order."""
    found: defaultdict[_Key, list[_Thing]] = defaultdict(list)
    for each in things:
        found[key(each)].append(each)
    return {name: tuple(own) for name, own in found.items()}
