"""Composes the page of each proposal, amendment and unlisted repository."""

import shlex
from collections.abc import Iterator

from tracker.standing import AmendmentStanding, ProposalStanding
from tracker.website.context import (
    Context,
    Subject,
    amendment_rows,
    criterion_lines,
    evidence_link,
    lived_rows,
    repository_link,
    subject_note,
)
from tracker.website.machines.badges import badge_path
from tracker.website.machines.feeds import feed_path
from tracker.website.marks import tally, verdict_mark
from tracker.website.pages import CriterionGroup, GateGroup, Link, PageLink, SubjectPage
from tracker.website.pages.subjects import Command
from tracker.website.people import person_key
from tracker.website.pictures import life_picture
from tracker.website.records import PEOPLE
from tracker.website.slugs import slug
from tracker.website.subject_gates import amendment_gates, proposal_gates
from tracker.website.subject_records import OnRecord, on_record, past_of, surroundings_of
from tracker.website.subject_steps import way_of
from tracker.website.text import clip, folder_address


def subject_pages(around: Context) -> Iterator[SubjectPage]:
    """Yield the page of every subject, each with its path in its frame."""
    told = on_record(around)
    for proposal, path in zip(around.standing.proposals, around.places.proposals, strict=True):
        yield _proposal_page(around, told, proposal, path, "proposal")
    for amendment, path in zip(around.standing.amendments, around.places.amendments, strict=True):
        yield _amendment_page(around, told, amendment, path)
    for amendment, path in zip(around.content.lived, around.places.lived, strict=True):
        yield _amendment_page(around, told, amendment, path)
    for proposal, path in zip(around.standing.unlisted, around.places.unlisted, strict=True):
        yield _proposal_page(around, told, proposal, path, "unlisted")


def _proposal_page(around: Context, told: OnRecord, proposal: ProposalStanding, path: str, kind: str) -> SubjectPage:
    listed = kind == "proposal"
    note = f"Phase {proposal.phase} proposal" if listed and proposal.phase is not None else "Not in the proposal list"
    return _page(
        around,
        told,
        proposal,
        path,
        kind=kind,
        note=note,
        parent=None,
        feature=None,
        features=tuple(clip(each) for each in proposal.features),
        earlier=tuple(
            Link(link.text, link.url)
            for link in map(repository_link, proposal.repositories)
            if link is not None and link.text != proposal.repository
        ),
        gates=proposal_gates(around, proposal),
    )


def _amendment_page(around: Context, told: OnRecord, amendment: AmendmentStanding, path: str) -> SubjectPage:
    return _page(
        around,
        told,
        amendment,
        path,
        kind="amendment",
        note=subject_note(amendment),
        parent=around.places.link(around.lookup.titles.get(amendment.parent, amendment.parent), amendment.parent),
        feature=None if amendment.feature is None else clip(amendment.feature),
        features=(),
        earlier=(),
        gates=amendment_gates(amendment),
    )


def _page(
    around: Context,
    told: OnRecord,
    subject: Subject,
    path: str,
    *,
    kind: str,
    note: str,
    parent: PageLink | None,
    feature: str | None,
    features: tuple[str, ...],
    earlier: tuple[Link, ...],
    gates: tuple[GateGroup, ...],
) -> SubjectPage:
    title = clip(subject.title)
    life = told.lives.get(subject.id) if isinstance(subject, AmendmentStanding) else None
    said = f"{title}: {note[:1].lower()}{note[1:]}. {clip(subject.next_step)}"
    return SubjectPage(
        frame=around.frame(path, title, said, "unlisted" if kind == "unlisted" else "proposals"),
        kind=kind,
        id=clip(subject.id),
        title=title,
        note=note,
        phase=subject.phase,
        steps=() if subject.phase is None else around.steps(subject.phase),
        verdict=verdict_mark(subject.readiness),
        next_phase=subject.next_phase,
        next_step=subject.next_step,
        way=() if life is None else way_of(around, life),
        picture=None if life is None else life_picture(life, around.standing.as_of),
        champions=tuple(_champion(subject, each) for each in subject.champions),
        parent=parent,
        feature=feature,
        features=features,
        repository=repository_link(subject.repository),
        folder=_folder(around, subject),
        packages=_packages(around, subject),
        earlier=earlier,
        row=None if subject.row is None else evidence_link(subject.row),
        criteria=_criteria(around, subject),
        amendments=amendment_rows(around, subject.id) if isinstance(subject, ProposalStanding) else (),
        lived=lived_rows(around, subject.id) if isinstance(subject, ProposalStanding) else (),
        gates=gates,
        past=past_of(around, told, subject),
        around=surroundings_of(around, told, subject),
        commands=tuple(_commands(around, subject, path)),
        feed=feed_path(path) if around.places.by_id.get(subject.id) == path else None,
    )


def _criteria(around: Context, subject: Subject) -> tuple[CriterionGroup, ...]:
    """Return the criteria by phase: the next phase's first, then those it has behind it."""
    lines = criterion_lines(around, subject.criteria)
    phases = sorted({line.phase for line in lines}, key=lambda phase: (phase != subject.next_phase, -phase))
    grouped = ((phase, tuple(line for line in lines if line.phase == phase)) for phase in phases)
    return tuple(
        CriterionGroup(
            f"Phase {phase}, entered"
            if subject.phase is not None and phase <= subject.phase
            else f"To enter phase {phase}",
            tally(own),
            own,
        )
        for phase, own in grouped
    )


def _address(around: Context, subject: Subject) -> str | None:
    if subject.repository is None:
        return None
    revision = around.standing.revisions.get(subject.repository)
    return folder_address(subject.repository, revision, subject.path or "")


def _folder(around: Context, subject: Subject) -> Link | None:
    return Link(clip(subject.path), _address(around, subject)) if subject.path else None


def _packages(around: Context, subject: Subject) -> tuple[Link, ...]:
    return tuple(Link(clip(each), _address(around, subject)) for each in subject.packages)


def _champion(subject: Subject, name: str) -> PageLink:
    """Return a champion, with a link to the page of people for what the proposal list has."""
    key = person_key(name)
    listed = subject.row is not None or subject.phase is not None
    return PageLink(clip(name), f"{PEOPLE}#person-{slug(key)}" if listed and key else None)


def _commands(around: Context, subject: Subject, path: str) -> Iterator[Command]:
    yield Command("All of this", _command("show", subject.id))
    yield Command("What happened", _command("history", subject.id))
    base = around.settings.base_url
    if base is not None and around.places.by_id.get(subject.id) == path and subject.phase is not None:
        site = base.rstrip("/")
        page = path.removesuffix("index.html")
        yield Command("A badge for a README", f"[![WASI phase]({site}/{badge_path(path)}.svg)]({site}/{page})")


def _command(name: str, subject: str) -> str:
    """Return a command as a shell takes it, whatever the id is made of."""
    quoted = shlex.quote(clip(subject))
    return f"tracker {name} -- {quoted}" if subject.startswith("-") else f"tracker {name} {quoted}"
