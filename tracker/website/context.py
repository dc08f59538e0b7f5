"""What every page is composed from, and the parts that more than one page shows."""

from collections.abc import Iterable
from datetime import UTC, date

from tracker.frozen import frozen
from tracker.standing import (
    AmendmentStanding,
    AmendmentState,
    Criterion,
    CriterionResult,
    Evidence,
    GateStanding,
    ProposalStanding,
    Standing,
)
from tracker.website.content import Content
from tracker.website.lookup import Lookup, lookup
from tracker.website.marks import criterion_mark, tally, verdict_mark
from tracker.website.pages import CriterionLine, Frame, Link, Row, Step
from tracker.website.settings import Settings
from tracker.website.sitemap import ABOUT, MISSING, SiteMap, base_path, root, site_map
from tracker.website.slugs import distinct, slug
from tracker.website.text import clip, moment, repository_address

Subject = ProposalStanding | AmendmentStanding
"""What has a page of its own."""


@frozen
class Context:
    """The content, and the pages it is shown on."""

    content: Content
    settings: Settings
    places: SiteMap
    criteria: tuple[Criterion, ...]
    """The entry requirements in effect, in the order in which they are shown."""
    lookup: Lookup

    @property
    def standing(self) -> Standing:
        """Where everything stands."""
        return self.content.standing

    @property
    def today(self) -> date:
        """The day that the site speaks of."""
        return self.standing.as_of.astimezone(UTC).date()

    def phase_name(self, number: int) -> str:
        """Return the name of a phase; empty when the process does not name it."""
        return self.lookup.phases.get(number, "")

    def criterion(self, phase: int, name: str) -> Criterion | None:
        """Return the entry requirement as the process states it now."""
        return self.lookup.criteria.get((phase, name))

    def frame(self, path: str, title: str, description: str, section: str) -> Frame:
        """Return what the page has around its content."""
        address = self.settings.base_url
        base = None if address is None else f"{address.rstrip('/')}/"
        return Frame(
            title=clip(title),
            description=description,
            path=path,
            root=root(path) if path != MISSING else base_path(address),
            section=section,
            as_of=moment(self.standing.as_of),
            version=self.settings.version,
            base=base,
            address=None if base is None or path == MISSING else f"{base}{path.removesuffix('index.html')}",
        )

    def steps(self, current: int | None) -> tuple[Step, ...]:
        """Return every phase as a step, seen from the one a subject is in, with the number of proposals in it."""
        counts = self.lookup.in_phase
        numbers = sorted({*self.lookup.phases, *counts, *([] if current is None else [current])})
        most = max(counts.values(), default=1)
        return tuple(
            Step(
                number=number,
                name=self.phase_name(number),
                state=_state(number, current),
                count=counts.get(number, 0),
                height=round(100 * counts.get(number, 0) / most),
            )
            for number in numbers
        )


def context(content: Content, settings: Settings) -> Context:
    """Return what the pages are composed from."""
    today = content.standing.as_of.astimezone(UTC).date()
    criteria = tuple(each.criterion for each in content.process.requirements if each.in_effect(today))
    places = site_map(content.standing, content.lived)
    return Context(content, settings, places, criteria, lookup(content, places, criteria))


def criterion_anchor(phase: int, name: str) -> str:
    """Return the id of a criterion's place on a page."""
    return f"criterion-{phase}-{slug(name)}"


def criterion_lines(around: Context, results: Iterable[CriterionResult]) -> tuple[CriterionLine, ...]:
    """Return a subject's criteria, each with a place of its own on the page."""
    listed = tuple(results)
    anchors = distinct(criterion_anchor(each.phase, each.id) for each in listed)
    return tuple(_criterion_line(around, each, anchor) for each, anchor in zip(listed, anchors, strict=True))


def meaning(around: Context, phase: int, name: str) -> str | None:
    """Return the path and anchor of a criterion's explanation; `None` when the process does not state it."""
    return f"{ABOUT}#{criterion_anchor(phase, name)}" if around.criterion(phase, name) else None


def criterion_title(around: Context, phase: int, name: str) -> str:
    """Return the criterion's title as the process states it, else its id."""
    known = around.criterion(phase, name)
    return clip(known.title if known else name)


def evidence_link(evidence: Evidence) -> Link:
    """Return a link to a file, named by its path and line."""
    place = evidence.path if evidence.line is None else f"{evidence.path}:{evidence.line}"
    return Link(clip(place), evidence.url)


def repository_link(name: str | None) -> Link | None:
    """Return a link to a repository, `None` where there is none."""
    return None if name is None else Link(clip(name), repository_address(name))


def subject_row(around: Context, subject: Subject, path: str, amendments: tuple[Row, ...] = ()) -> Row:
    """Return a subject as a row of a table."""
    lines = criterion_lines(around, subject.criteria)
    return Row(
        id=clip(subject.id),
        title=clip(subject.title),
        path=path,
        champions=tuple(clip(each) for each in subject.champions),
        verdict=verdict_mark(subject.readiness),
        next_phase=subject.next_phase,
        criteria=lines,
        tally=tally(lines),
        next_step=subject.next_step,
        note=subject_note(subject),
        repository=repository_link(subject.repository),
        packages=tuple(clip(each) for each in subject.packages),
        amendments=amendments,
    )


def present_gates(around: Context, proposal: ProposalStanding) -> tuple[GateStanding, ...]:
    """Return a proposal's gates where it lives now: a repository it has left keeps its own, which say nothing new."""
    own = around.lookup.gates.get(proposal.id, ())
    here = tuple(each for each in own if each.repository == proposal.repository)
    folder = f"{proposal.path}/" if proposal.path else ""
    return tuple(each for each in here if each.file.startswith(folder)) or here or own


def subject_note(subject: Subject) -> str:
    """Return what sets an amendment apart from a proposal; empty for a proposal."""
    if isinstance(subject, AmendmentStanding):
        if subject.state is AmendmentState.PROPOSED:
            return "Proposed amendment"
        return f"Phase {subject.phase} amendment, {subject.state}"
    return ""


def amendment_rows(around: Context, parent: str) -> tuple[Row, ...]:
    """Return the amendments of a proposal as rows."""
    return tuple(subject_row(around, each, path) for each, path in around.lookup.amendments.get(parent, ()))


def lived_rows(around: Context, parent: str) -> tuple[Row, ...]:
    """Return the amendments of a proposal that are done with, or only proposed, as rows."""
    return tuple(subject_row(around, each, path) for each, path in around.lookup.lived.get(parent, ()))


def _criterion_line(around: Context, result: CriterionResult, anchor: str) -> CriterionLine:
    source = result.inherited_from
    return CriterionLine(
        anchor=anchor,
        id=clip(result.id),
        title=criterion_title(around, result.phase, result.id),
        phase=result.phase,
        mark=criterion_mark(result),
        reason=result.reason,
        evidence=tuple(evidence_link(each) for each in result.evidence),
        meaning=meaning(around, result.phase, result.id),
        inherited_from=None if source is None else around.places.link(source, source),
    )


def _state(number: int, current: int | None) -> str:
    if current is None or number > current + 1:
        return "later"
    if number == current + 1:
        return "next"
    return "current" if number == current else "done"
