"""Composes the page of each proposal, amendment and unlisted repository."""

import shlex
from collections.abc import Iterable, Iterator

from tracker.facts import GateKind
from tracker.standing import AmendmentStanding, GateStanding, ProposalStanding
from tracker.website.context import (
    Context,
    Subject,
    amendment_rows,
    criterion_lines,
    evidence_link,
    present_gates,
    repository_link,
    subject_note,
)
from tracker.website.marks import tally, verdict_mark
from tracker.website.pages import CriterionGroup, GateGroup, GateLine, Link, PageLink, SubjectPage
from tracker.website.text import clip, counted, folder_address

_KIND_ORDER = (GateKind.UNSTABLE, GateKind.DEPRECATED, GateKind.SINCE)
_FOLD_FROM = 12


def subject_pages(around: Context) -> Iterator[SubjectPage]:
    """Yield the page of every subject, each with its path in its frame."""
    for proposal, path in zip(around.standing.proposals, around.places.proposals, strict=True):
        yield _proposal_page(around, proposal, path, "proposal")
    for amendment, path in zip(around.standing.amendments, around.places.amendments, strict=True):
        yield _amendment_page(around, amendment, path)
    for proposal, path in zip(around.standing.unlisted, around.places.unlisted, strict=True):
        yield _proposal_page(around, proposal, path, "unlisted")


def _proposal_page(around: Context, proposal: ProposalStanding, path: str, kind: str) -> SubjectPage:
    listed = kind == "proposal"
    note = f"Phase {proposal.phase} proposal" if listed and proposal.phase is not None else "Not in the proposal list"
    return _page(
        around,
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
        gates=_proposal_gates(around, proposal),
    )


def _amendment_page(around: Context, amendment: AmendmentStanding, path: str) -> SubjectPage:
    return _page(
        around,
        amendment,
        path,
        kind="amendment",
        note=subject_note(amendment),
        parent=around.places.link(_title_of(around, amendment.parent), amendment.parent),
        feature=None if amendment.feature is None else clip(amendment.feature),
        features=(),
        earlier=(),
        gates=_amendment_gates(amendment),
    )


def _page(
    around: Context,
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
    said = f"{title}: {note[:1].lower()}{note[1:]}. {clip(subject.next_step)}"
    return SubjectPage(
        frame=around.frame(path, title, said, "unlisted" if kind == "unlisted" else "overview"),
        kind=kind,
        id=clip(subject.id),
        title=title,
        note=note,
        phase=subject.phase,
        steps=() if subject.phase is None else around.steps(subject.phase),
        verdict=verdict_mark(subject.readiness),
        next_phase=subject.next_phase,
        next_step=subject.next_step,
        champions=tuple(clip(each) for each in subject.champions),
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
        gates=gates,
        command=_command(subject.id),
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


def _title_of(around: Context, proposal: str) -> str:
    named = (*around.standing.proposals, *around.standing.unlisted)
    return next((each.title for each in named if each.id == proposal), proposal)


def _address(around: Context, subject: Subject) -> str | None:
    if subject.repository is None:
        return None
    revision = around.standing.revisions.get(subject.repository)
    return folder_address(subject.repository, revision, subject.path or "")


def _folder(around: Context, subject: Subject) -> Link | None:
    return Link(clip(subject.path), _address(around, subject)) if subject.path else None


def _packages(around: Context, subject: Subject) -> tuple[Link, ...]:
    return tuple(Link(clip(each), _address(around, subject)) for each in subject.packages)


def _command(subject: str) -> str:
    """Return the command as a shell takes it, whatever the id is made of."""
    quoted = shlex.quote(clip(subject))
    return f"tracker show -- {quoted}" if subject.startswith("-") else f"tracker show {quoted}"


# --- gates ------------------------------------------------------------------------------------------------------------


def _proposal_gates(around: Context, proposal: ProposalStanding) -> tuple[GateGroup, ...]:
    amendments = {each.feature: each for each in around.standing.amendments if each.parent == proposal.id}

    def line(gate: GateStanding) -> GateLine:
        amendment = amendments.get(gate.feature) if gate.feature is not None else None
        link = None if amendment is None else around.places.link(amendment.title, amendment.id)
        return _gate_line(gate.item, gate.item_kind, _written(gate), Link(f"{gate.file}:{gate.line}", gate.url), link)

    own = present_gates(around, proposal)
    return tuple(
        group for kind in _KIND_ORDER for group in _group(kind, [line(gate) for gate in own if gate.kind is kind])
    )


def _amendment_gates(amendment: AmendmentStanding) -> tuple[GateGroup, ...]:
    gate = f"@unstable(feature = {amendment.feature})"
    lines = [
        _gate_line(item.path, item.kind, gate, Link(f"{item.file}:{item.line}", item.url), None)
        for item in amendment.items
    ]
    return tuple(_group(GateKind.UNSTABLE, lines))


def _group(kind: GateKind, lines: Iterable[GateLine]) -> Iterator[GateGroup]:
    listed = tuple(lines)
    if listed:
        title = f"@{kind} on {counted(len(listed), 'item')}"
        yield GateGroup(str(kind), title, kind is GateKind.SINCE and len(listed) > _FOLD_FROM, listed)


def _gate_line(item: str, kind: str, gate: str, source: Link, amendment: PageLink | None) -> GateLine:
    return GateLine(clip(item), clip(kind), clip(gate), Link(clip(source.text), source.url), amendment)


def _written(gate: GateStanding) -> str:
    """Return the gate as WIT writes it."""
    parts = (("version", gate.version), ("feature", gate.feature))
    return f"@{gate.kind}({', '.join(f'{name} = {value}' for name, value in parts if value is not None)})"
