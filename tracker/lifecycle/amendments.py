"""The lives of all amendments there ever were."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from types import MappingProxyType

from tracker.aliases import Aliases
from tracker.chronicle import Chronicle, Pull
from tracker.facts import RepositoryName
from tracker.frozen import frozen
from tracker.hosting import PullLink, PullsByNumber, PullState
from tracker.lifecycle.belonging import belonging
from tracker.lifecycle.heirs import heirs
from tracker.lifecycle.line_events import line_events
from tracker.lifecycle.lines import line_life
from tracker.lifecycle.listing import list_states
from tracker.lifecycle.next_step import missing, next_step
from tracker.lifecycle.proposals import given_up_events, proposed_event
from tracker.lifecycle.pulls import PullChange, PullEffect, changes_of_pulls
from tracker.lifecycle.register import Key, Register, line_key
from tracker.lifecycle.strands import strands
from tracker.lifecycle.tracking import Tracked, Tracking, key_of, tracking
from tracker.lifecycle.verdict import Evidence, current_lines, phase_of, state_of, vote_events
from tracker.lives import AmendmentLife, EventKind, LifeEvent, LineLife
from tracker.process import Process
from tracker.subjects import Amendment, Row, Subjects, title_of

Proposed = Mapping[Key, Mapping[Pull, PullChange]]
"""Proposal and feature -> the pull requests that add it."""

_NOT_HOSTED: PullsByNumber = MappingProxyType({})
_SAME_DAY = {kind: place for place, kind in enumerate(EventKind)}
"""In which order things are told that happened at one moment."""


@frozen
class _Amendment:
    """One amendment by its names."""

    id: str
    parent: str
    feature: str | None
    title: str
    key: str
    """What the list's history tells it apart by."""


@frozen
class _Known:
    """Everything that lives are told from."""

    register: Register
    proposed: Proposed
    tracking: Tracking
    homes: Mapping[str, RepositoryName]
    """Proposal -> the repository it lives in."""
    process: Process
    linked: Mapping[Key, tuple[PullLink, ...]] = field(default_factory=dict)
    """Proposal and feature -> the pull requests that do anything to its gates."""


def lives(
    subjects: Subjects,
    chronicle: Chronicle,
    process: Process,
    aliases: Aliases,
    hosted: PullsByNumber = _NOT_HOSTED,
) -> tuple[AmendmentLife, ...]:
    """Return the life of every amendment up to the chronicle's moment, by parent in the order of the list.

    `subjects` are those of the same moment. An amendment is a feature that was ever behind an `@unstable` gate in a
    package of a proposal that is or was at phase 3, on a branch or in a pull request, or a row of the present list.
    `hosted` is what the host tells of pull requests; of any other one it is unknown whether it is open.
    """
    states = list_states(chronicle, aliases)
    belongs = belonging(subjects, chronicle, states, aliases)
    register = Register(chronicle, belongs)
    proposed, linked = _of_pulls(register, hosted)
    features = (_by_proposal(register.features), _by_proposal(proposed))
    tracked = tracking(states, subjects, belongs, features, aliases)
    homes = {each.id: each.home.repository for each in subjects.proposals if each.home}
    known = _Known(register, proposed, tracked, homes, process, linked)
    return tuple(_life(each, known) for each in _amendments(subjects, known))


def _by_proposal(keys: Iterable[Key]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for proposal, feature in keys:
        found[proposal].add(feature)
    return found


def _of_pulls(register: Register, hosted: PullsByNumber) -> tuple[Proposed, Mapping[Key, tuple[PullLink, ...]]]:
    """Return the pull requests that add each amendment, and those that do anything to its gates."""
    found: dict[Key, dict[Pull, PullChange]] = defaultdict(dict)
    linked: dict[Key, dict[tuple[RepositoryName, int], PullLink]] = defaultdict(dict)
    for pull, change in changes_of_pulls(register.chronicle):
        proposal, named = register.belonging.amended(change.package), (pull.repository, pull.number)
        if proposal is None:
            continue
        link = PullLink(*named, pull.url, pull.merged is not None, hosted.get(named))
        linked[proposal, change.feature][named] = link
        if change.effect is PullEffect.ADDS:
            known = found[proposal, change.feature].setdefault(pull, change)
            if change.first.position < known.first.position:
                found[proposal, change.feature][pull] = change
    return found, {key: tuple(link for _, link in sorted(own.items())) for key, own in linked.items()}


def _amendments(subjects: Subjects, known: _Known) -> Iterator[_Amendment]:
    """Yield every amendment once: those of the subjects as they name them, then those of history."""
    rows: dict[tuple[str, Row | None], Tracked] = {
        (each.parent, each.row): each for each in known.tracking.now.values()
    }
    titled = known.tracking.titles
    named = [_named(each, rows.get((each.parent.id, each.row)), titled) for each in subjects.amendments]
    seen = {(each.parent, each.feature) for each in named}
    titles = known.register.belonging.titles
    for parent, feature in sorted({*known.register.features, *known.proposed} - seen):
        key = key_of(parent, feature, "")
        title = titled.get(key) or title_of(feature, parent, titles.get(parent, parent))
        named.append(_Amendment(f"{parent}/{feature}", parent, feature, title, key))
    order = {proposal.id: place for place, proposal in enumerate(subjects.proposals)}
    yield from sorted(named, key=lambda each: (order.get(each.parent, len(order)), each.parent))


def _named(amendment: Amendment, tracked: Tracked | None, titles: Mapping[str, str]) -> _Amendment:
    """Return an amendment of the subjects; a pull request may tell the feature of one that has only a row."""
    feature = amendment.feature or (tracked.feature if tracked else None)
    key = key_of(amendment.parent.id, feature, amendment.title)
    title = amendment.title if amendment.row else titles.get(key, amendment.title)
    return _Amendment(amendment.id, amendment.parent.id, feature, title, key)


def _life(amendment: _Amendment, known: _Known) -> AmendmentLife:
    evidence = _evidence(amendment, known)
    state = state_of(evidence)
    step, words = next_step(state, evidence, known.process)
    return AmendmentLife(
        id=amendment.id,
        parent=amendment.parent,
        feature=amendment.feature,
        title=amendment.title,
        state=state,
        phase=phase_of(evidence),
        lines=evidence.lines,
        events=evidence.events,
        step=step,
        next_step=words,
        missing=missing(state, evidence),
        pulls=known.linked.get((amendment.parent, amendment.feature or ""), ()),
    )


def _evidence(amendment: _Amendment, known: _Known) -> Evidence:
    key = (amendment.parent, amendment.feature or "")
    chronicle = known.register.chronicle
    own = sorted(
        strands(known.register.features.get(key, ()), known.register),
        key=lambda each: (line_key(each.line), each.spells[0].first.at, each.branch.kind, each.branch.repository),
    )
    lines = tuple(line_life(each) for each in own)
    taken_over = heirs(own, known.register)
    changes = known.proposed.get(key, {})
    links = {(each.repository, each.number): each for each in known.linked.get(key, ())}
    adding = [(pull, links[pull.repository, pull.number]) for pull in changes]
    names = {amendment.id, amendment.key}
    decisions = chronicle.decisions
    decided = None if decisions is None else tuple(each for each in decisions if each.subject in names)
    events = [
        *line_events(own),
        *(event for each in taken_over for event in each.events()),
        *(proposed_event(pull, links[pull.repository, pull.number], changes[pull], own) for pull in changes),
        *known.tracking.events.get(amendment.key, ()),
        *vote_events(decided or ()),
    ]
    events += given_up_events([(changes[pull].first.at, link) for pull, link in adding], events)
    return Evidence(
        lines=_by_line((*lines, *(each.life() for each in taken_over if not each.gated_later))),
        current=current_lines(own, lines, known.homes.get(amendment.parent)),
        events=_in_order(events),
        tracked=amendment.key in known.tracking.now,
        pulls=tuple(pull for pull, link in adding if link.state is not PullState.CLOSED),
        given_up=bool(adding) and all(link.state is PullState.CLOSED for _, link in adding),
        decisions=decided,
    )


def _by_line(lines: Iterable[LineLife]) -> tuple[LineLife, ...]:
    """Return lines by their numbers, then in the order in which they began."""
    return tuple(sorted(lines, key=lambda each: (line_key(each.line), each.first.date)))


def _in_order(events: Iterable[LifeEvent]) -> tuple[LifeEvent, ...]:
    """Return events oldest first."""
    return tuple(sorted(events, key=lambda event: (event.date, _SAME_DAY[event.state], line_key(event.line))))
