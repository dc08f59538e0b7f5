"""The amendments that could ship with a release, or did."""

from collections.abc import Iterator
from datetime import UTC
from functools import cached_property

from tracker.frozen import frozen
from tracker.hosting import PullState
from tracker.lives import AmendmentLife
from tracker.next_release.ballot import BallotItem, EntryKind
from tracker.next_release.interface import Sources
from tracker.next_release.next_steps import after_pass, before_vote
from tracker.next_release.on_line import OnLine, gates_there, on_line
from tracker.next_release.subject_facts import SubjectFacts
from tracker.next_release.verdicts import Judgement, on_phase, unmet_of, voted, with_criteria
from tracker.readiness import Assessment, assess, standing_of
from tracker.released import Release
from tracker.releases import parse_version
from tracker.standing import AmendmentStanding, AmendmentState, CriterionResult, Readiness
from tracker.subjects import AMENDABLE_PHASE

_GONE = frozenset({AmendmentState.WITHDRAWN, AmendmentState.REJECTED})
_ORDER = (Readiness.READY, Readiness.UNDETERMINED, Readiness.BLOCKED)
_STABLE = frozenset({AmendmentState.STABILIZED, AmendmentState.RELEASED})


def amendment_items(sources: Sources) -> tuple[BallotItem, ...]:
    """Return the amendments that are not stable on the line yet, and those that become so with the release.

    Those that ship come first, and last those that nothing but a pull request names.
    """
    return tuple(sorted(_items(_Entries(sources)), key=lambda each: (each.tentative, _ORDER.index(each.verdict))))


def _items(entries: "_Entries") -> Iterator[BallotItem]:
    for life in entries.sources.lives:
        there = on_line(entries.sources, life)
        if entries.concerns(life, there):
            yield entries.item(life, there)


@frozen
class _Entries:
    """What makes items of amendments."""

    sources: Sources

    @cached_property
    def _known(self) -> SubjectFacts:
        return SubjectFacts(self.sources)

    @cached_property
    def _standings(self) -> dict[str, AmendmentStanding]:
        return {each.id: each for each in self.sources.standing.amendments}

    @cached_property
    def _assessment(self) -> Assessment:
        sources = self.sources
        return assess(sources.facts, sources.process, sources.aliases, sources.attested, sources.publications)

    def concerns(self, life: AmendmentLife, there: OnLine | None) -> bool:
        """Return whether an amendment is a matter of the release."""
        actual = self.sources.target.actual
        if there is None:
            # A gate on another line only is that line's matter.
            return actual is None and not life.lines and life.state not in _GONE and self._comes(life)
        if there.released_in is not None and there.released_in != self.sources.target.version:
            return actual is not None and _later(there.released_in, actual) and _was_there(there, actual)
        if actual is not None and there.released_in is None:
            return _was_there(there, actual) and there.state not in _GONE
        return there.state not in _GONE

    def _comes(self, life: AmendmentLife) -> bool:
        return life.state is not AmendmentState.PROPOSED or self._known.proposed_on_line(life)

    def item(self, life: AmendmentLife, there: OnLine | None) -> BallotItem:
        """Return the item of an amendment."""
        standing = self._standings.get(life.id) or standing_of(self._assessment, life)
        criteria = standing.criteria if standing else ()
        found = self._voted(life)
        judged, step = self._judged(life, there, criteria, found, listed=standing is None or standing.row is not None)
        return BallotItem(
            subject=life.id,
            title=life.title,
            kind=EntryKind.AMENDMENT,
            question=f"Should {life.title} become stable, to ship with WASI {self.sources.target.version}?",
            verdict=judged.verdict,
            reason=judged.reason,
            next_step=step,
            criteria=criteria,
            votes=self.sources.votes_on(life.id),
            gates=gates_there(self.sources, there.life, life.feature) if there else (),
            implementations=self._known.implementations(life.id),
            pulls=self._known.pulls(life),
            concerns=self._known.concerns(life.id),
            tentative=life.state is AmendmentState.PROPOSED,
        )

    def _voted(self, life: AmendmentLife) -> Judgement:
        review = on_phase(each for each in self.sources.review if each.subject == life.id)
        recorded = self.sources.chronicle.decisions is not None
        return voted(on_phase(self.sources.votes_on(life.id)), review, recorded=recorded)

    def _judged(
        self,
        life: AmendmentLife,
        there: OnLine | None,
        criteria: tuple[CriterionResult, ...],
        found: Judgement,
        *,
        listed: bool,
    ) -> tuple[Judgement, str]:
        """Return the verdict on an amendment, and its next step."""
        sources, actual = self.sources, self.sources.target.actual
        if there is not None and actual is not None:
            return _as_released(there, actual)
        if life.state is AmendmentState.PROPOSED:
            return Judgement(found.verdict, _proposed(life, found), found.vote), f"{life.next_step}"
        judged, unmet = with_criteria(found, criteria), unmet_of(criteria)
        if found.verdict is Readiness.READY and not unmet:
            gates = gates_there(sources, there.life, life.feature) if there else ()
            return judged, after_pass(sources, there, gates)
        if there is None:
            return judged, "The champion lands its items on the line, behind a gate."
        if found.vote is None and not unmet and not listed and found.verdict is Readiness.BLOCKED:
            return judged, f"The champion gives it a phase-{AMENDABLE_PHASE - 1} row of its own in the proposal list."
        if there.state in _STABLE and found.verdict is Readiness.BLOCKED:
            reason = f"{judged.reason}, and its gates are @since already"
            judged = Judgement(judged.verdict, reason, judged.vote)
        return judged, before_vote(sources, found, unmet, life.id)


def _proposed(life: AmendmentLife, found: Judgement) -> str:
    known = any(each.state is PullState.OPEN for each in life.pulls)
    only = f"only a pull request has it, {'which is open' if known else 'and whether that is open is not known'}"
    return only if found.vote is None else f"{found.reason}, but {only}"


def _as_released(there: OnLine, actual: Release) -> tuple[Judgement, str]:
    """Return what became of an amendment in a release that is out: no later vote changes that."""
    if there.released_in == actual.version:
        reason = f"it shipped with {actual.version} on {actual.date.astimezone(UTC):%Y-%m-%d}"
        return Judgement(Readiness.READY, reason), "Nothing is left: it is released."
    if there.released_in is not None:
        reason = f"it did not ship with {actual.version}: {there.released_in} brought it"
        return Judgement(Readiness.BLOCKED, reason), f"Nothing is left: it shipped with {there.released_in}."
    reason = f"it did not ship with {actual.version}: its gate was still @unstable"
    return Judgement(Readiness.BLOCKED, reason), "A later release of the line can bring it."


def _later(version: str, actual: Release) -> bool:
    one, other = parse_version(version), parse_version(actual.version)
    return one is not None and other is not None and one > other


def _was_there(there: OnLine, actual: Release) -> bool:
    """Return whether an amendment had landed when a release came out."""
    return there.life.first.date <= actual.date
