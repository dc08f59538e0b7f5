"""What items of agendas are about: the same names that decisions are matched by."""

from collections.abc import Iterator, Sequence
from dataclasses import field

from tracker.chronicle import Outcome
from tracker.decisions.finding import subjects_of
from tracker.decisions.names import Names
from tracker.decisions.others import same_release
from tracker.frozen import frozen
from tracker.voting import AgendaItem, Confidence, MeetingNotes, Method, NotedDecision, SubjectKind, Vote

Named = tuple[tuple[str, SubjectKind], ...]
"""Ids and kinds of what an item names."""

_VAGUE = frozenset({SubjectKind.PROCESS, SubjectKind.UNKNOWN})
"""Kinds whose ids are made of the words used: they tell one thing from no other."""


@frozen
class Asked:
    """An item that asks for a vote."""

    item: AgendaItem
    named: Named
    """What the vote is about; nothing when no one can tell."""


@frozen
class Agendas:
    """Tells what items of agendas are about."""

    names: Names
    """What subjects are called."""
    _known: dict[tuple[str, tuple[str, ...], int | None], Named] = field(default_factory=dict, repr=False)
    """What was found out already: versions of an agenda share most of their items."""

    def presented(self, notes: MeetingNotes) -> Iterator[tuple[str, AgendaItem]]:
        """Yield the proposals and amendments that an agenda names; an amendment stands for its proposal, too."""
        for item in notes.agenda:
            for text in (item.text, *item.links):
                for mention in self.names.mentions(text):
                    if mention.sure:
                        yield mention.subject, item
                        if mention.kind is SubjectKind.AMENDMENT:
                            yield mention.subject.partition("/")[0], item

    def asked(self, notes: MeetingNotes) -> Iterator[Asked]:
        """Yield the items that ask for a vote, themselves or under an item that says so of what it holds."""
        above: list[AgendaItem] = []
        for item in notes.agenda:
            above = [each for each in above if each.depth < item.depth]
            if item.asks_vote:
                yield Asked(item, self._named(item) or self._nearest(above))
            elif (named := self._named(item)) and any(each.asks_vote and not self._named(each) for each in above):
                yield Asked(item, named)
            above.append(item)

    def asks_for(self, vote: Vote, notes: MeetingNotes) -> AgendaItem | None:
        """Return the first item of an agenda that asks for a vote.

        One on its proposal may mean an amendment, and one on a release the inclusion of a proposal.
        """
        every = tuple(self.asked(notes))
        exact = (each.item for each in every if any(_means(vote, *named) for named in each.named))
        found = next(exact, None)
        if found is None and vote.subject_kind is SubjectKind.AMENDMENT:
            parent = vote.subject.partition("/")[0]
            found = next((each.item for each in every if parent in {name for name, _ in each.named}), None)
        if found is None and vote.subject_kind is SubjectKind.PROPOSAL and vote.target_phase is None:
            found = next((each.item for each in every if SubjectKind.RELEASE in {kind for _, kind in each.named}), None)
        return found

    def may_ask_for(self, vote: Vote, notes: MeetingNotes) -> bool:
        """Return whether an agenda asks for a vote of which nobody can tell what it is about."""
        if vote.subject_kind in _VAGUE:
            return any(True for _ in self.asked(notes))
        return any(not _telling(each.named) for each in self.asked(notes))

    def _nearest(self, above: Sequence[AgendaItem]) -> Named:
        return next((named for each in reversed(above) if (named := self._named(each))), ())

    def _named(self, item: AgendaItem) -> Named:
        """Return what an item names: every proposal and amendment, else whatever else can be voted on."""
        key = item.text, item.links, item.phase
        if key not in self._known:
            self._known[key] = self._find(item)
        return self._known[key]

    def _find(self, item: AgendaItem) -> Named:
        texts = (item.text, *item.links)
        sure = {each.subject: each.kind for text in texts for each in self.names.mentions(text) if each.sure}
        found = subjects_of(_as_decision(item), self.names)
        return tuple((sure | dict(each for each in found.subjects if each[1] is not SubjectKind.UNKNOWN)).items())


def _as_decision(item: AgendaItem) -> NotedDecision:
    """Return an item as the decision that it asks for, to find its subject as that of any other."""
    return NotedDecision(
        line=item.line,
        question=item.text,
        method=Method.OTHER,
        tally=None,
        outcome=Outcome.UNCLEAR,
        outcome_line=None,
        phase=item.phase,
        named=(item.text, *item.links),
        confidence=Confidence.HIGH,
    )


def _telling(named: Named) -> bool:
    return any(kind not in _VAGUE for _, kind in named)


def _means(vote: Vote, subject: str, kind: SubjectKind) -> bool:
    if vote.subject_kind is kind is SubjectKind.RELEASE:
        return same_release(vote.subject, subject)
    return vote.subject == subject
