"""The decisions that notes tell: what was asked, about what, how it was answered, and how sure it is.

A vote about several subjects (`advance wasi-lamp and wasi-fan to phase 2`, one tally) gives a `NotedDecision` for each,
with the same line, tally and outcome. `named` of one decision are never several subjects: they are names under which
its one subject may be known, likeliest first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.chronicle import Outcome
from tracker.sources.meetings_agenda import asks_vote, is_announcements, is_attendees
from tracker.sources.meetings_asking import asks_objections, calls_vote, names_consent
from tracker.sources.meetings_flow import Section, Sentence, sections_of
from tracker.sources.meetings_lines import Line
from tracker.sources.meetings_polls import Draft
from tracker.sources.meetings_scan import UNCALLED, Delay, Scan
from tracker.sources.meetings_subjects import conjuncts, likeness, names_in, phase_asked, phrase_of
from tracker.voting import AgendaItem, Confidence, Method, NotedDecision

_CATEGORY = re.compile(
    r"\W*(?:opening|announcements?|proposals?(?: and|,| &| \w+)* discussions?|discussions?|other|aob|closing"
    r"|any other)\b",
    re.IGNORECASE,
)
_GENERIC_TITLE = re.compile(
    r"\W*(?:(?:meeting )?(?:notes|minutes)\b.*|attendees?|participants|announcements?|discussions?"
    r"|proposals? and discussions?|agenda items?"
    r"|presentation|questions?|q ?& ?a|discussion and questions|votes?|polls?|voting|topics?|other)\W*\Z",
    re.IGNORECASE,
)
_RECAP = re.compile(r"\b(?:recap|retro\w*|results? of|summary of|follow[- ]?up|report)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:advanc|mov|adopt|accept|approv|includ|launch|merg|elect|promot|chang|cancel|add|switch|phase|should"
    r"|stabiliz|ship|releas)\w*",
    re.IGNORECASE,
)
_POLL_ON = re.compile(
    r"\W*(?:(?:straw|consensus|formal|first|second|third|next|last|final) )*(?:poll|vote|motion|question"
    r"|resolution)\b\s*(?:#?\d+\s*)?(?:[:–—-]\s*\S|(?:to|on|for|about|whether)\b)",
    re.IGNORECASE,
)
_OBJECTIONS_TO = re.compile(
    r"\b(?:object(?:ions?)?|opposed|opposition|concerns?|problems?|dissent|oppose)(?: (?:to|about|with"
    r"|against))? ((?!to\b|about\b|with\b)\S.*)",
    re.IGNORECASE,
)
_HELD = re.compile(r"\((?=[^()]*\b(?:vote|poll)\b)([^()]*)\)", re.IGNORECASE)
_NEW = re.compile(r"\bnew (?:\w+ )?(?:proposal|api)\b", re.IGNORECASE)
"""What is new to the subgroup has been accepted into phase 1: no vote is needed for phase 0."""
_LIKE = 0.5
_WINDOW = 14
_FAR = 0.35
_LONGEST = 300


def decisions_of(lines: Sequence[Line], agenda: Sequence[AgendaItem]) -> tuple[NotedDecision, ...]:
    """Return the decisions of the lines below the agenda, in order."""
    return tuple(_Notes(sections_of(lines), agenda).decisions())


class _Item:
    """An item of the agenda that asks for a vote, with the item it stands under when that one names the subject."""

    def __init__(self, agenda: Sequence[AgendaItem], index: int) -> None:
        self.item = agenda[index]
        above = [item for item in agenda[:index] if item.depth < self.item.depth]
        parent = above[-1] if above else None
        self.parent = None if parent is None or _CATEGORY.match(parent.text) else parent
        below = []
        for item in agenda[index + 1 :]:
            if item.depth <= self.item.depth:
                break
            below.append(item)
        beside = [item for item in agenda if self.parent and item.depth > self.parent.depth]
        near = below or ([item for item in beside if _between(agenda, self.parent, item)] if self.parent else [])
        self.links = tuple(link for item in (self.item, *near) for link in item.links)

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, and what the item above it says."""
        return (self.item.text, self.parent.text) if self.parent else (self.item.text,)

    def likeness(self, text: str) -> float:
        """Return how well a heading or question fits it."""
        return max(likeness(text, own) for own in self.texts)


def _between(agenda: Sequence[AgendaItem], parent: AgendaItem, item: AgendaItem) -> bool:
    begin = agenda.index(parent)
    end = next((at for at in range(begin + 1, len(agenda)) if agenda[at].depth <= parent.depth), len(agenda))
    return item in agenda[begin + 1 : end]


class _Notes:
    """The sections of notes, with the agenda that they follow."""

    def __init__(self, sections: Sequence[Section], agenda: Sequence[AgendaItem]) -> None:
        self.sections = [section for section in sections if not is_attendees(section.title)]
        self.items = [_Item(agenda, at) for at, item in enumerate(agenda) if item.asks_vote]
        self.taken: set[int] = set()

    def decisions(self) -> Iterator[NotedDecision]:
        scans = [self._scan(section) for section in self.sections]
        for scan, following in pairwise(scans):
            if following.drafts and _is_below(following.section, scan.section):
                scan.drafts = [draft for draft in scan.drafts if draft.told]
        drafted = [(scan, draft) for scan in scans for draft in scan.drafts]
        items = self._matches(drafted)
        made: list[NotedDecision] = []
        for index, (scan, draft) in enumerate(drafted):
            made += _Decision(scan, draft, items[index]).noted()
        for scan in scans:
            made += self._deferrals(scan)
        yield from sorted(made, key=lambda decision: decision.line)

    def _scan(self, section: Section) -> Scan:
        titles = [section.title, *(line.text for line in section.above[:1])]
        item = self._item_like(section.title)
        recap = bool(_RECAP.search(section.title))
        asks = not recap and (item is not None or any(asks_vote(title) for title in titles))
        if _generic(section.title) and all(_generic(line.text) for line in section.above):
            asks = asks or bool(self.items)
        about = " / ".join([*titles, *(self.items[item].texts if item is not None else ())])
        return Scan(section, asks, about, reporting=recap or is_announcements(section.title)).run()

    def _item_like(self, text: str) -> int | None:
        scored = [(item.likeness(text), -at) for at, item in enumerate(self.items)]
        best = max(scored, default=(0.0, 0))
        return -best[1] if best[0] >= _LIKE else None

    def _matches(self, drafted: Sequence[tuple[Scan, Draft]]) -> list[_Item | None]:
        """Return the item of the agenda of each draft: the one like its heading, else the next that is left."""
        found: list[int | None] = []
        for scan, draft in drafted:
            texts = [
                draft.said.text if draft.said else "",
                scan.section.title,
                *(line.text for line in scan.section.above),
            ]
            own = [at for text in texts if text and (at := self._item_like(text)) is not None]
            found.append(own[0] if own else None)
        self.taken |= {at for at in found if at is not None}
        left = [at for at in range(len(self.items)) if at not in self.taken]
        open_drafts = [index for index, at in enumerate(found) if at is None]
        if len(left) == len(open_drafts) or len(self.items) == 1:
            for index, at in zip(
                open_drafts, left if len(left) == len(open_drafts) else [0] * len(open_drafts), strict=True
            ):
                found[index] = at
                self.taken.add(at)
        return [None if at is None else self.items[at] for at in found]

    def _deferrals(self, scan: Scan) -> Iterator[NotedDecision]:
        """Yield the vote of a section that was put off; one that was held in the same section was not."""
        if scan.drafts or scan.reporting:
            return
        for delay in reversed(scan.delays):
            index = self._item_like(scan.section.title)
            if index is None and (scan.asks or delay.plain):
                index = next((at for at in range(len(self.items)) if at not in self.taken), None)
            if index is None and not scan.asks:
                continue
            if index is not None and index in self.taken and not scan.asks:
                continue
            item = None if index is None else self.items[index]
            if index is not None:
                self.taken.add(index)
            yield from _Decision(scan, _delayed(delay), item).noted()
            return


def _is_below(section: Section, above: Section) -> bool:
    """Say whether a section is a part of another."""
    return bool(section.heading and above.heading and above.heading in section.above)


def _delayed(delay: Delay) -> Draft:
    return Draft(
        delay.at, delay.sentence.line, Method.OTHER, None, Outcome.DEFERRED, delay.sentence, delay.sentence.line,
        "the vote was put off" if delay.plain else "the vote seems to have been left to a later meeting",
    )  # fmt: skip


def _generic(title: str) -> bool:
    return not title or bool(_GENERIC_TITLE.match(title))


class _Decision:
    """A decision, with all that may say what it is about."""

    def __init__(self, scan: Scan, draft: Draft, item: _Item | None) -> None:
        self.scan = scan
        self.draft = draft
        self.item = item
        section = scan.section
        self.shared = len(scan.drafts) > 1
        self.headings = [line for line in (section.heading, *section.above) if line and not _generic(line.text)]
        self.asked = self._asked()

    def noted(self) -> Iterator[NotedDecision]:
        """Yield what is to be noted: one for each subject that was asked about."""
        draft = self.draft
        named = self._named()
        decision = NotedDecision(
            draft.line, self._question(), draft.method, draft.count.tally if draft.count else None, draft.outcome,
            draft.outcome_line, self._phase(), named, Confidence.HIGH,
        )  # fmt: skip
        confidence, reason = self._confidence(named)
        decision = replace(decision, confidence=confidence, reason=reason)
        subjects = self._subjects()
        if len(subjects) < 2:  # noqa: PLR2004
            yield decision
            return
        for subject in subjects:
            others = {other for other in subjects if other != subject}
            rest = tuple(name for name in named if name not in others and not any(other in name for other in others))
            yield replace(decision, named=tuple(dict.fromkeys((subject, *rest))))

    def _window(self) -> list[tuple[int, Sentence]]:
        """Return the sentences that may hold the question, nearest first, with their distance."""
        begin = max(self.draft.since, self.draft.at - _WINDOW)
        said = self.scan.section.said[begin : self.draft.at]
        return [(distance, each) for distance, each in enumerate(reversed(said)) if isinstance(each, Sentence)]

    def _asked(self) -> Sentence | None:
        """Return the sentence that asks, when there is one that says what is asked."""
        count, before = self.draft.count, self.scan.section.said[self.draft.at - 1] if self.draft.at else None
        if count and count.before and isinstance(before, Sentence) and _titles(before, titled=count.titled):
            return before
        if isinstance(before, Sentence) and self.draft.since < self.draft.at and _is_label(before):
            return before
        scored = [(_score(each) - _FAR * distance, -distance, each) for distance, each in self._window()]
        if self.draft.said and calls_vote(self.draft.said.text):
            scored.append((_score(self.draft.said), 1, self.draft.said))
        best = max(scored, key=lambda each: each[:2], default=None)
        return best[2] if best and best[0] >= 2 else None  # noqa: PLR2004

    def _telling(self) -> bool:
        """Say whether the sentence that asks names the subject."""
        return self.asked is not None and bool(
            names_in(self.asked.text, self.asked.names) or _asked_phrase(self.asked) or self._titled()
        )

    def _titled(self) -> bool:
        """Say whether the question is the title of a table's row or column."""
        count = self.draft.count
        return bool(count and count.titled and self.asked and self.asked.text == count.before.strip())

    def _question(self) -> str:
        said = self.draft.said
        texts = [self.asked.text] if self.asked and self._telling() else []
        if self.shared and said and names_in(said.text, said.names):
            texts.append(said.text)
        texts += [line.text for line in self.headings[:1]]
        texts += [": ".join(reversed(self.item.texts))] if self.item else []
        texts += [said.text] if said else []
        texts += [self.asked.text] if self.asked else []
        return " ".join(texts[0].split())[:_LONGEST] if texts else ""

    def _phase(self) -> int | None:
        texts = [self.asked.text] if self.asked else []
        texts += [self.draft.said.text] if self.draft.said and self.draft.outcome is Outcome.PASSED else []
        texts += [line.text for line in self.headings]
        texts += list(self.item.texts) if self.item else []
        phase = next((phase for text in texts if (phase := phase_asked(text)) is not None), None)
        if phase is None and self.draft.said and _NEW.search(self.draft.said.text):
            return 1
        return phase

    def _named(self) -> tuple[str, ...]:
        groups = [self._of_sentence(self.asked) if self._telling() else (), self._of_sentence(self.draft.said)]
        above = [name for line in self.headings for name in _of_title(line.text, line.names, line.links)]
        items = [name for text in (self.item.texts if self.item else ()) for name in _of_title(text)]
        links = list(self.item.links) if self.item else []
        named = (
            [*groups[0], *groups[1], *above, *items, *links]
            if self.shared
            else [*groups[0], *above, *groups[1], *items, *links]
        )
        return tuple(dict.fromkeys(name for name in named if name))

    def _of_sentence(self, sentence: Sentence | None) -> tuple[str, ...]:
        if sentence is None:
            return ()
        names = names_in(sentence.text, sentence.names)
        titled = sentence is self.asked and self._titled()
        called = phrase_of(sentence.text) if titled else _asked_phrase(sentence)
        return (called, *names, *sentence.links) if called and not names else (*names, called, *sentence.links)

    def _subjects(self) -> tuple[str, ...]:
        """Return the subjects of a question that is about several."""
        if self.asked and self._telling():
            return conjuncts(self.asked.text, self.asked.names)
        if self.shared or (self.draft.said and len(names_in(self.draft.said.text, self.draft.said.names)) == 1):
            return ()
        texts = [(line.text, line.names) for line in self.headings[:1]]
        texts += [(self.item.item.text, ())] if self.item and not texts else []
        return next((found for text, code in texts if (found := conjuncts(text, code))), ())

    def _confidence(self, named: Sequence[str]) -> tuple[Confidence, str]:
        draft = self.draft
        if draft.method is Method.STRAW_POLL:
            return Confidence.MEDIUM, "a straw poll decides nothing"
        if draft.doubt:
            return (Confidence.LOW if draft.doubt == UNCALLED else Confidence.MEDIUM), draft.doubt
        plain = draft.count is not None or draft.consent
        reasons = {
            "nobody declared how it came out": draft.outcome is Outcome.UNCLEAR,
            "the decision was put off": draft.outcome is Outcome.DEFERRED,
            "no tally and no unanimous consent stand in the notes": not plain,
            "it does not say what it is about": not named,
        }
        reason = next((reason for reason, holds in reasons.items() if holds), "")
        return (Confidence.MEDIUM if reason else Confidence.HIGH), reason


def _asked_phrase(sentence: Sentence) -> str:
    """Return what a sentence asks about in so many words: `Poll: more lamps`, `any objections to more lamps?`."""
    if asks_objections(sentence.text) and (found := _OBJECTIONS_TO.search(sentence.text)):
        return phrase_of(found[1])
    return phrase_of(sentence.text) if _POLL_ON.match(sentence.text) else ""


def _titles(sentence: Sentence, *, titled: bool) -> bool:
    """Say whether what stands before a tally in its own line says what it is about."""
    named = names_in(sentence.text, sentence.names) or _POLL_ON.match(sentence.text)
    return bool(named) or (titled and bool(phrase_of(sentence.text)))


def _is_label(sentence: Sentence) -> bool:
    """Say whether a sentence is nothing but the name of what is voted on: `wasi-lamp:`."""
    names = names_in(sentence.text, sentence.names)
    return len(names) == 1 and len(sentence.text) <= len(names[0]) + len("proposal :")


def _calls(text: str) -> bool:
    return calls_vote(text) or asks_objections(text) is not None or names_consent(text)


def _score(sentence: Sentence) -> float:
    text = sentence.text
    score = 3.0 if _calls(text) else 0.0
    score += 2.0 if names_in(text, sentence.names) else 0.0
    score += 1.0 if phase_asked(text) is not None else 0.0
    score += 1.0 if _VERB.search(text) else 0.0
    return score if _calls(text) or score >= 3 else 0.0  # noqa: PLR2004


def _of_title(text: str, code: Sequence[str] = (), links: Sequence[str] = ()) -> tuple[str, ...]:
    held = tuple(phrase_of(found) for found in _HELD.findall(text))
    return tuple(name for name in (phrase_of(text), *held, *names_in(text, code), *links) if name)
