"""The tallies of one section of notes, each with the sentence that declares how the poll came out."""

import re
from dataclasses import dataclass, field, replace

from tracker.chronicle import Outcome
from tracker.frozen import frozen
from tracker.sources.meetings_asking import asks_objections, calls_vote, is_straw, puts_off
from tracker.sources.meetings_flow import Section, Sentence
from tracker.sources.meetings_subjects import names_in
from tracker.sources.meetings_tally import Count
from tracker.sources.meetings_wording import Strength, declared, declared_of_poll, reports
from tracker.voting import Method

_RECOUNT = re.compile(
    r"\b(?:re-?count\w*|re-?vote\w*|correct(?:ed|ion|ing)|revised|updated (?:tally|count|vote)|count(?:ed"
    r"|ing)? again|second count|mis-?count\w*"
    r"|double[- ]check\w*|re-?check\w*|final (?:tally|count)|actually)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_VOTE = re.compile(r"\b(?:vot(?:e|ed|es|ing)|polls?|tall(?:y|ies)|results?|motion)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:both|all|these|they|each|everything|two|three|four)\b", re.IGNORECASE)
NAMED_POLL = re.compile(r"\W*(?:poll|vote|motion|question|resolution)\b(?:\s*#?\d+)?\s*[:–—-]\s*\S", re.IGNORECASE)
"""A sentence that names the poll it calls: `Poll: more lamps`."""
UNDECLARED = "nobody objected, and nobody declared that it passed"
"""Why consent that nobody spoke against is to be reviewed."""
_AFTER = 15
_SOON = 5


@frozen
class Draft:
    """A decision, before it is known what it is about."""

    at: int
    """Where in the section it stands."""
    line: int
    method: Method
    count: Count | None
    outcome: Outcome
    said: Sentence | None
    """The sentence that declares the outcome."""
    outcome_line: int | None
    doubt: str = ""
    since: int = 0
    """From where in the section on its question may stand."""
    consent: bool = False
    """Whether the notes name the unanimous consent."""

    @property
    def told(self) -> bool:
        """Whether the notes tell more of it than that it was called."""
        return self.count is not None or (self.outcome is not Outcome.UNCLEAR and self.doubt != UNDECLARED)


@frozen
class _Told:
    """An outcome that a sentence of the section tells."""

    place: int
    """Which sentence."""
    outcome: Outcome
    offset: int
    """Where in the sentence."""
    strength: Strength


@dataclass(slots=True)
class Polls:
    """Goes through the tallies of a section once."""

    section: Section
    reporting: bool = False
    """Whether the section tells what happened elsewhere."""
    drafts: list[Draft] = field(default_factory=list)
    used: dict[int, int] = field(default_factory=dict)
    """Which sentence declares the outcome of which tally: place -> place."""

    def run(self) -> "Polls":
        """Find the polls of the section, in order."""
        said = self.section.said
        every = [at for at, each in enumerate(said) if isinstance(each, Count)]
        places = [at for at in every if not self._reported(at)]
        for at in sorted(set(every) - set(places)):
            if told := self._after(at, next((place for place in every if place > at), len(said))):
                self.used[told.place] = at
        begin = 0
        for at, end in zip(places, [*places, len(said)][1:], strict=True):
            count = said[at]
            if not isinstance(count, Count) or (self.drafts and self._repeats(self.drafts[-1], at, count)):
                continue
            self._count(at, count, begin, end)
            self._share(found_last=len(self.drafts) - 1)
            begin = max([at, *(place for place in self.used if self.used[place] == at)]) + 1
        return self

    def _count(self, at: int, count: Count, begin: int, end: int) -> None:
        told = self._outcome(at, begin, end)
        straw = any(is_straw(text) for text in (self.section.title, *self._texts(max(begin, at - 4), at)))
        method = Method.STRAW_POLL if straw else Method.POLL
        draft = Draft(at, count.line, method, count, Outcome.UNCLEAR, None, None, count.doubt, begin)
        if told is None:
            self.drafts.append(self._by_title(draft))
            return
        self.used[told.place] = at
        said = self.section.said[told.place]
        sentence = said if isinstance(said, Sentence) else None
        line = sentence.line_at(told.offset) if sentence else None
        weak = "" if told.strength > Strength.WEAK else "the outcome is only implied"
        doubt = count.doubt or weak or self._again(at)
        self.drafts.append(replace(draft, outcome=told.outcome, said=sentence, outcome_line=line, doubt=doubt))

    def _by_title(self, draft: Draft) -> Draft:
        """Take the outcome that the heading tells, when it stands right above."""
        heading = self.section.heading
        found = declared(self.section.title)
        if not heading or not found or len(self._texts(0, draft.at)) > _SOON:
            return draft
        return replace(draft, outcome=found.outcome, outcome_line=heading.number)

    def _share(self, found_last: int) -> None:
        """Give an outcome that is declared of several votes at once to those before it that have none."""
        last = self.drafts[found_last]
        if last.said is None or not _SEVERAL.search(last.said.text):
            return
        for index, draft in enumerate(self.drafts[:found_last]):
            if draft.outcome is Outcome.UNCLEAR and draft.count:
                self.drafts[index] = replace(
                    draft, outcome=last.outcome, said=last.said, outcome_line=last.outcome_line
                )

    def _again(self, at: int) -> str:
        recounted = any(_RECOUNT.search(text) for text in self._texts(max(at - 2, 0), at))
        earlier = any(isinstance(each, Count) for each in self.section.said[max(at - 4, 0) : at])
        return "it was counted more than once: the last count is taken" if recounted and earlier else ""

    def _repeats(self, draft: Draft, at: int, count: Count) -> bool:
        """Take a recount in the place of the first count, or pass over a tally that is told twice; say whether."""
        between = self._texts(draft.at + 1, at)
        same = draft.count is not None and draft.count.tally == count.tally
        again = any(_RECOUNT.search(text) for text in between[-3:]) or bool(_RECOUNT.search(count.before))
        if any(NAMED_POLL.match(text) for text in between):
            return False
        other = any(calls_vote(text) or declared(text) or names_in(text) for text in between) or count.before
        if same and len(between) <= _SOON and not other:
            return True
        if again and len(between) <= _SOON:
            self.drafts.pop()
            self.used = {place: tally for place, tally in self.used.items() if tally != draft.at}
        return False

    def _texts(self, begin: int, end: int) -> list[str]:
        return [each.text for each in self.section.said[begin:end] if isinstance(each, Sentence)]

    def _reported(self, at: int) -> bool:
        """Say whether a tally is told of another meeting: the sentence that leads to it says so."""
        before = self._texts(max(at - (3 if self.reporting else 1), 0), at)
        return any(reports(text) and _SPEAKS_OF_VOTE.search(text) for text in before)

    def _outcome(self, at: int, begin: int, end: int) -> _Told | None:
        """Return the outcome of a tally: what stands before it when that is told at once, else what follows."""
        before, after = self._before(at, begin), self._after(at, end)
        if before and (after is None or after.outcome is before.outcome or after.strength is Strength.WEAK):
            if after and not (end < len(self.section.said) and after.place == end - 1):
                self.used[after.place] = at
            return before
        return after

    def _after(self, at: int, end: int) -> _Told | None:
        weak: _Told | None = None
        for place in range(at + 1, min(end, at + 1 + _AFTER)):
            said = self.section.said[place]
            if isinstance(said, Count) or said.quoted:
                continue
            if found := (declared_of_poll if place - at <= _SOON else declared)(said.text):
                told = _Told(place, found.outcome, found.at, found.strength)
                if found.strength > Strength.WEAK:
                    return told
                weak = weak or (told if place - at <= _SOON else None)
            elif place - at <= _SOON and puts_off(said.text):
                return _Told(place, Outcome.DEFERRED, 0, Strength.PLAIN)
            elif calls_vote(said.text) or asks_objections(said.text):
                break
        return weak

    def _before(self, at: int, begin: int) -> _Told | None:
        for place in range(at - 1, max(begin, at - _SOON) - 1, -1):
            said = self.section.said[place]
            if isinstance(said, Count) or place in self.used:
                return None
            if (found := declared(said.text)) and found.strength > Strength.WEAK and not said.quoted:
                return _Told(place, found.outcome, found.at, found.strength)
            if calls_vote(said.text) and place < at - 1:
                return None
        return None
