"""The decisions of one section of notes: each tally and each consent, with the sentence that declares how it came out."""

import re
from dataclasses import dataclass, field

from tracker.chronicle import Outcome
from tracker.sources.meetings_asking import (
    Asked,
    asks_objections,
    calls_vote,
    has_none,
    is_straw,
    leaves_open,
    names_consent,
    objects,
    out_of_time,
    puts_off,
    says_no,
)
from tracker.sources.meetings_flow import Section, Sentence
from tracker.sources.meetings_tally import Count
from tracker.sources.meetings_wording import Declared, Strength, declared, reports
from tracker.voting import Method

_RECOUNT = re.compile(
    r"\b(?:re-?count\w*|re-?vote\w*|correct(?:ed|ion|ing)|revised|updated (?:tally|count|vote)|count(?:ed|ing)? again|second count|mis-?count\w*"
    r"|double[- ]check\w*|re-?check\w*|final (?:tally|count)|actually)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_VOTE = re.compile(r"\b(?:vot(?:e|ed|es|ing)|polls?|tall(?:y|ies)|results?|motion)\b", re.IGNORECASE)
_DECIDES = re.compile(
    r"[Vv]ote|[Pp]oll|[Mm]otion|[Uu]nanim|[Bb]allot|[Dd]eclare|[Cc]onsen|[Oo]bjecti|[Dd]issent|[Rr]esol|[Pp]ass|[Hh]earing"
)
_BALLOT = re.compile(r"\b(?:votes?|polls?|motion|unanimous\w*|ballot|declare)\b", re.IGNORECASE)
_AGREEMENT = re.compile(r"\b(?:agreement|consensus|congrat\w*|agreed)\b", re.IGNORECASE)
_NAMED_POLL = re.compile(r"\W*(?:poll|vote|motion|question|resolution)\b(?:\s*#?\d+)?\s*[:–—-]\s*\S", re.IGNORECASE)
_UNDECLARED = "nobody objected, and nobody declared that it passed"
_AFTER = 15
_SOON = 5
_ANSWERED = 3
_PENDING = 10
_CALLED = 12


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Delay:
    """A sentence that puts a vote off."""

    at: int
    sentence: Sentence
    plain: bool
    """Whether it says so in so many words, not only that the vote will be later."""


@dataclass(slots=True)
class Scan:
    """Goes through a section once."""

    section: Section
    asks: bool
    """Whether the heading, or the item of the agenda, asks for a vote."""
    reporting: bool = False
    """Whether the section tells what happened elsewhere: announcements."""
    drafts: list[Draft] = field(default_factory=list)
    delays: list[Delay] = field(default_factory=list)
    _used: dict[int, int] = field(default_factory=dict)
    """Which sentence declares the outcome of which tally: place -> place."""
    _pending: tuple[int, Asked] | None = None
    _none: int | None = None
    _call: int | None = None
    _open: int | None = None
    """A poll that was called by name and of which nothing was said yet."""
    _formal: bool = False
    _straw: bool = False
    _decided: int = -1

    def run(self) -> "Scan":
        """Find the decisions and delays of the section, in order."""
        self._counts()
        for at, said in enumerate(self.section.said):
            if isinstance(said, Count):
                self._pending = self._none = self._open = None
                self._decided = at
            elif at in self._used:
                self._pending = self._none = self._open = self._call = None
                self._decided = at
            elif not said.quoted:
                self._sentence(at, said)
        self._settle()
        self.drafts = [draft for draft in self.drafts if not self._overtaken(draft)]
        self.drafts.sort(key=lambda draft: draft.at)
        return self

    def _counts(self) -> None:
        said = self.section.said
        places = [at for at, each in enumerate(said) if isinstance(each, Count) and not self._reported(at)]
        begin = 0
        for index, at in enumerate(places):
            end = places[index + 1] if index + 1 < len(places) else len(said)
            count = said[at]
            if not isinstance(count, Count):  # pragma: no cover
                continue
            if self.drafts and self._repeats(self.drafts[-1], at, count):
                continue
            self._count(at, count, begin, end)
            begin = max([at, *(place for place in self._used if self._used[place] == at)]) + 1

    def _count(self, at: int, count: Count, begin: int, end: int) -> None:
        found = self._outcome(at, begin, end)
        straw = any(is_straw(text) for text in (self.section.title, *self._texts(max(begin, at - 4), at)))
        method = Method.STRAW_POLL if straw else Method.POLL
        if found is None:
            self.drafts.append(Draft(at, count.line, method, count, Outcome.UNCLEAR, None, None, count.doubt, begin))
            return
        place, outcome, offset, strength = found
        self._used[place] = at
        said = self.section.said[place]
        sentence = said if isinstance(said, Sentence) else None
        line = sentence.line_at(offset) if sentence else None
        weak = "" if strength > Strength.WEAK else "the outcome is only implied"
        doubt = count.doubt or weak or self._again(at)
        self.drafts.append(Draft(at, count.line, method, count, outcome, sentence, line, doubt, begin))

    def _again(self, at: int) -> str:
        recounted = any(_RECOUNT.search(text) for text in self._texts(max(at - 2, 0), at))
        earlier = any(isinstance(each, Count) for each in self.section.said[max(at - 4, 0) : at])
        return "it was counted more than once: the last count is taken" if recounted and earlier else ""

    def _repeats(self, draft: Draft, at: int, count: Count) -> bool:
        """Take a recount in the place of the first count, or pass over a tally that is told twice; say whether."""
        between = self._texts(draft.at + 1, at)
        same = draft.count is not None and draft.count.tally == count.tally
        again = any(_RECOUNT.search(text) for text in between[-3:]) or bool(_RECOUNT.search(count.before))
        if any(_NAMED_POLL.match(text) for text in between):
            return False
        if same and len(between) <= _SOON and not any(calls_vote(text) for text in between):
            return True
        if again and len(between) <= _SOON:
            self.drafts.pop()
            self._used = {place: tally for place, tally in self._used.items() if tally != draft.at}
        return False

    def _texts(self, begin: int, end: int) -> list[str]:
        return [each.text for each in self.section.said[begin:end] if isinstance(each, Sentence)]

    def _reported(self, at: int) -> bool:
        """Say whether a tally is told of another meeting: the sentence that leads to it says so."""
        before = self._texts(max(at - (3 if self.reporting else 1), 0), at)
        return any(reports(text) and _SPEAKS_OF_VOTE.search(text) for text in before)

    def _outcome(self, at: int, begin: int, end: int) -> tuple[int, Outcome, int, Strength] | None:
        before, after = self._before(at, begin), self._after(at, end)
        if before and (after is None or after[1] is before[1] or after[3] is Strength.WEAK):
            next_counts = end < len(self.section.said)
            if after and not (next_counts and after[0] == end - 1):
                self._used[after[0]] = at
            return before
        return after

    def _after(self, at: int, end: int) -> tuple[int, Outcome, int, Strength] | None:
        weak: tuple[int, Outcome, int, Strength] | None = None
        for place in range(at + 1, min(end, at + 1 + _AFTER)):
            said = self.section.said[place]
            if isinstance(said, Count) or said.quoted:
                continue
            if found := declared(said.text):
                result = (place, found.outcome, found.at, found.strength)
                if found.strength > Strength.WEAK:
                    return result
                weak = weak or (result if place - at <= _SOON else None)
            elif place - at <= _SOON and puts_off(said.text):
                return place, Outcome.DEFERRED, 0, Strength.PLAIN
            elif calls_vote(said.text) or asks_objections(said.text):
                break
        return weak

    def _before(self, at: int, begin: int) -> tuple[int, Outcome, int, Strength] | None:
        for place in range(at - 1, max(begin, at - _SOON) - 1, -1):
            said = self.section.said[place]
            if isinstance(said, Count) or place in self._used:
                return None
            if (found := declared(said.text)) and found.strength > Strength.WEAK and not said.quoted:
                return place, found.outcome, found.at, found.strength
            if calls_vote(said.text) and place < at - 1:
                return None
        return None

    def _sentence(self, at: int, said: Sentence) -> None:
        text = said.text
        asked = self._pending is not None or self.asks or self._near_call(at)
        outcome = declared(text) if asked or _DECIDES.search(text) else None
        none = has_none(text) or (says_no(text) and self._pending is not None and at - self._pending[0] <= _ANSWERED)
        consents = names_consent(text)
        self._formal = self._formal or consents
        self._straw = self._straw or is_straw(text)
        if outcome and outcome.strength > Strength.WEAK and (none or consents) and self._in_vote(at, said, outcome):
            self._consent(at, said, outcome, named=True)
            return
        if ask := asks_objections(text):
            self._settle()
            self._pending = (at, ask)
            self._none = at if none else None
        elif none and (self._pending or self.asks or self._near_call(at)):
            self._none = at
            self._pending = self._pending or (at, Asked.CASUALLY)
        elif outcome:
            self._declared(at, said, outcome)
        elif self._pending and objects(text):
            self._pending = None
        self._watch(at, text)

    def _in_vote(self, at: int, said: Sentence, outcome: Declared) -> bool:
        asked = self._pending is not None or self.asks or self._near_call(at)
        return not self.reporting and (asked or outcome.strength is Strength.FORMAL or has_none(said.text))

    def _near_call(self, at: int) -> bool:
        return self._call is not None and at - self._call <= _CALLED

    def _watch(self, at: int, text: str) -> None:
        """Remember calls for a vote, and votes that are put off."""
        if puts_off(text) or leaves_open(text):
            said = self.section.said[at]
            if isinstance(said, Sentence):
                self.delays.append(Delay(at, said, puts_off(text)))
        elif out_of_time(text) and self._open is not None:
            opened, said = self.section.said[self._open], self.section.said[at]
            if isinstance(opened, Sentence) and isinstance(said, Sentence):
                reason = "there was no time left for it"
                self.drafts.append(
                    Draft(at, opened.line, Method.OTHER, None, Outcome.DEFERRED, opened, said.line, reason, self._open)
                )
            self._open = None
        elif calls_vote(text):
            if self._pending and self._pending[0] < at and self._pending[1] is Asked.FORMALLY:
                self._settle()
            self._call = at
            if _NAMED_POLL.match(text) and self._decided < at:
                self._open = at

    def _declared(self, at: int, said: Sentence, outcome: Declared) -> None:
        pending = self._pending
        if pending and at - pending[0] <= _PENDING:
            formal = pending[1] is Asked.FORMALLY or self.asks or self._near_call(at)
            plain = outcome.strength > Strength.WEAK
            agreed = bool(_AGREEMENT.search(said.text))
            if (formal and (plain or self._none is not None or agreed)) or (
                self._none is not None and (plain or agreed)
            ):
                self._consent(at, said, outcome, named=formal)
            elif agreed and not plain:
                self._consent(at, said, outcome, named=False)
            return
        if outcome.strength is Strength.WEAK or self.reporting or self._repeated(at):
            return
        called = self.asks or self._near_call(at) or calls_vote(said.text)
        ballot = outcome.strength is Strength.FORMAL and bool(_BALLOT.search(said.text))
        if called or ballot:
            method = Method.UNANIMOUS_CONSENT if self._formal else Method.OTHER
            method = Method.STRAW_POLL if self._straw else method
            reason = "no tally and no question of consent stand in the notes"
            self._add(at, said, outcome, method, reason, consent=False)

    def _repeated(self, at: int) -> bool:
        """Say whether the last decision of the section is told once more: no vote was called in between."""
        places = [draft.at for draft in self.drafts if draft.at < at] + [place for place in self._used if place < at]
        said = self.section.said[at]
        own = isinstance(said, Sentence) and bool(_NAMED_POLL.match(said.text))
        return bool(places) and not own and (self._call is None or self._call < max(places))

    def _consent(self, at: int, said: Sentence, outcome: Declared, *, named: bool) -> None:
        weak = "the outcome is only implied" if outcome.strength is Strength.WEAK else ""
        casual = "" if named else "nobody called it a vote"
        if self._repeated(at) and self._pending is None:
            return
        self._add(at, said, outcome, Method.UNANIMOUS_CONSENT, casual or weak, consent=named)

    def _add(self, at: int, said: Sentence, outcome: Declared, method: Method, doubt: str, *, consent: bool) -> None:
        line = said.line_at(outcome.at)
        since = self._since(at)
        self.drafts.append(Draft(at, line, method, None, outcome.outcome, said, line, doubt, since, consent))
        self._pending = self._none = self._call = self._open = None
        self._decided = at

    def _since(self, at: int) -> int:
        return max([-1, *(draft.at for draft in self.drafts if draft.at < at), *(p for p in self._used if p < at)]) + 1

    def _overtaken(self, draft: Draft) -> bool:
        """Say whether nobody objected only to holding the vote that follows."""
        return draft.doubt == _UNDECLARED and any(
            other.count and draft.at < other.at <= draft.at + _PENDING for other in self.drafts
        )

    def _settle(self) -> None:
        """End a question for objections that nobody answered with an outcome."""
        pending, none = self._pending, self._none
        self._pending = self._none = None
        if pending is None or none is None or self.reporting:
            return
        formal = pending[1] is Asked.FORMALLY or self.asks or self._formal
        said = self.section.said[none]
        if formal and isinstance(said, Sentence):
            reason = _UNDECLARED
            since = self._since(none)
            self.drafts.append(
                Draft(
                    none,
                    said.line,
                    Method.UNANIMOUS_CONSENT,
                    None,
                    Outcome.PASSED,
                    said,
                    said.line,
                    reason,
                    since,
                    True,
                )
            )
            self._decided = none
            self._open = None
