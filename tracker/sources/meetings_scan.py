"""The decisions of one section of notes: polls, consent, and votes that were put off."""

import re
from dataclasses import dataclass, field

from tracker.chronicle import Outcome
from tracker.frozen import frozen
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
from tracker.sources.meetings_polls import NAMED_POLL, UNDECLARED, Draft, Polls
from tracker.sources.meetings_subjects import likeness, names_in, phase_asked
from tracker.sources.meetings_tally import Count
from tracker.sources.meetings_wording import Declared, Strength, declared, declared_of_poll
from tracker.voting import Method

_THINKS = re.compile(
    r"\b(?:I|we) (?:also )?(?:think|believe|guess|feel|hope|suppose)\b|\b(?:PR|patch|merged"
    r"|launched|released|design)\b"
)
_TO_DO = re.compile(r"\bconsensus (?:on|to|for)\b|\b(?:reached|declare\w*) (?:\w+ )?consensus\b", re.IGNORECASE)
_BALLOTS = re.compile(r"\b(?:votes?|polls?|check|call)\b", re.IGNORECASE)
_BY_CONSENSUS = re.compile(r"\b(?:by|with|through) (?:\w+ )?(?:consensus|consent)\b|\bunanimous", re.IGNORECASE)
_DECIDES = (
    "vote",
    "poll",
    "motion",
    "unanim",
    "ballot",
    "declare",
    "consen",
    "objecti",
    "dissent",
    "resol",
    "pass",
    "hearing",
)
_BALLOT = re.compile(r"\b(?:votes?|polls?|motion|unanimous\w*|ballot|declare)\b", re.IGNORECASE)
_CONSENSUS = re.compile(r"\b(?:agreement|consensus)\b", re.IGNORECASE)
_AGREEMENT = re.compile(r"\b(?:agreement|consensus|congrat\w*|agreed)\b", re.IGNORECASE)
UNCALLED = "nobody called it a vote"
"""Why consent that was asked for in passing is to be reviewed."""
_BRIEF = 8
_ANSWERED = 3
_PENDING = 10
_CALLED = 12


@frozen
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
    about: str = ""
    """The titles that say what the section is about; empty when none does."""
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
    _named_at: int = 0
    """Where the consent was named last."""
    _straw: bool = False
    _decided: int = -1

    def run(self) -> "Scan":
        """Find the decisions and delays of the section, in order."""
        polls = Polls(self.section, self.reporting).run()
        self.drafts, self._used = polls.drafts, polls.used
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

    def _sentence(self, at: int, said: Sentence) -> None:
        text = said.text
        asked = self._pending is not None or self.asks or self._near_call(at)
        lower = text.lower()
        read = declared_of_poll if self._pending and self._none is not None else declared
        outcome = read(text) if asked or any(stem in lower for stem in _DECIDES) else None
        none = has_none(text) or (says_no(text) and self._pending is not None and at - self._pending[0] <= _ANSWERED)
        consents = names_consent(text)
        self._formal = self._formal or consents
        self._straw = self._straw or is_straw(text)
        if outcome and outcome.strength > Strength.WEAK and (none or consents) and self._in_vote(at, said, outcome):
            self._consent(at, said, outcome, named=True)
            return
        if ask := asks_objections(text):
            if self._pending and self._none is not None:
                self._settle()
            formal = self._pending is not None and self._pending[1] is Asked.FORMALLY
            self._named_at = at if ask is Asked.FORMALLY else self._named_at
            self._pending = (at, Asked.FORMALLY if formal else ask)
            self._none = at if none else None
        elif none and (self._pending or ((self.asks or self._near_call(at)) and not self._repeated(at))):
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
        if (puts_off(text) or leaves_open(text)) and not self._elsewhere(text):
            said = self.section.said[at]
            if isinstance(said, Sentence):
                self.delays.append(Delay(at, said, puts_off(text)))
        elif out_of_time(text) and self._open is not None:
            opened, said = self.section.said[self._open], self.section.said[at]
            if isinstance(opened, Sentence) and isinstance(said, Sentence):
                reason = "there was no time left for it"
                self.drafts.append(
                    Draft(at, said.line, Method.OTHER, None, Outcome.DEFERRED, opened, said.line, reason, self._open)
                )
            self._open = None
        elif calls_vote(text):
            if self._pending and self._none is not None and self._pending[1] is Asked.FORMALLY:
                self._settle()
            self._call = at
            if NAMED_POLL.match(text) and self._decided < at:
                self._open = at

    def _declared(self, at: int, said: Sentence, outcome: Declared) -> None:
        pending = self._pending
        if pending and at - pending[0] <= _PENDING:
            formal = pending[1] is Asked.FORMALLY or self.asks or self._near_call(at)
            plain = outcome.strength > Strength.WEAK
            answered = self._none is not None
            implied = bool(_AGREEMENT.search(said.text)) if formal else bool(_CONSENSUS.search(said.text))
            if (formal or answered) and (plain or implied or (formal and answered)):
                self._consent(at, said, outcome, named=formal)
            return
        if outcome.strength is Strength.WEAK or self.reporting or self._repeated(at):
            return
        if self._elsewhere(said.text):
            return
        called = self._near_call(at) or calls_vote(said.text)
        ballot = outcome.strength is Strength.FORMAL and bool(_BALLOT.search(said.text))
        if _THINKS.search(said.text) and not ballot:
            return
        if called or ballot or (self.asks and self._plainly(said.text)):
            formal = self._formal or bool(_BY_CONSENSUS.search(said.text))
            method = Method.UNANIMOUS_CONSENT if formal else Method.OTHER
            method = Method.STRAW_POLL if self._straw else method
            reason = "no tally and no question of consent stand in the notes"
            self._add(at, said, outcome, method, reason, consent=False)

    def _elsewhere(self, text: str) -> bool:
        """Say whether a sentence names something else than the section is about."""
        names = names_in(text)
        return bool(names and names_in(self.about)) and not any(likeness(name, self.about) for name in names)

    def _plainly(self, text: str) -> bool:
        """Say whether it declares without a call for a vote before it: short, or of the phase that was asked for."""
        if _THINKS.search(text):
            return False
        asked, phase = phase_asked(self.about), phase_asked(text)
        return (asked is not None and asked == phase) or len(text.split()) <= _BRIEF or bool(_TO_DO.search(text))

    def _repeated(self, at: int) -> bool:
        """Say whether the last decision of the section is told once more: no vote was called in between."""
        places = [draft.at for draft in self.drafts if draft.at < at] + [place for place in self._used if place < at]
        said = self.section.said[at]
        own = isinstance(said, Sentence) and bool(NAMED_POLL.match(said.text))
        return bool(places) and not own and (self._call is None or self._call < max(places))

    def _consent(self, at: int, said: Sentence, outcome: Declared, *, named: bool) -> None:
        weak = "the outcome is only implied" if outcome.strength is Strength.WEAK else ""
        casual = "" if named else UNCALLED
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
        return draft.doubt == UNDECLARED and any(
            other.count and draft.at < other.at <= draft.at + _PENDING for other in self.drafts
        )

    def _settle(self) -> None:
        """End a question for objections that nobody answered with an outcome."""
        pending, none = self._pending, self._none
        self._pending = self._none = None
        if pending is None or self.reporting:
            return
        formal = pending[1] is Asked.FORMALLY or self.asks or self._formal
        if none is not None:
            if formal:
                self._silent(none, Outcome.PASSED, UNDECLARED)
        elif pending[1] is Asked.FORMALLY and self.asks and not self.drafts:
            said = self.section.said[self._named_at]
            bare = isinstance(said, Sentence) and not _BALLOTS.search(said.text)
            outcome = Outcome.PASSED if bare else Outcome.UNCLEAR
            self._silent(
                pending[0], outcome, UNDECLARED if bare else "a vote for consent was called: its outcome is not told"
            )

    def _silent(self, at: int, outcome: Outcome, reason: str) -> None:
        said = self.section.said[at]
        if isinstance(said, Sentence):
            line = said.line if outcome is not Outcome.UNCLEAR else None
            method, since = Method.UNANIMOUS_CONSENT, self._since(at)
            told = said if line else None
            self.drafts.append(Draft(at, said.line, method, None, outcome, told, line, reason, since, consent=True))
            self._decided = at
            self._open = None
