"""Finds out what a decision in the notes is about, from what stands in and around it."""

from collections.abc import Iterable, Sequence

from tracker.decisions.names import Mention, Names, listed_together, substance
from tracker.decisions.others import (
    entry_rule_of,
    features_of,
    launches,
    new_feature,
    process_of,
    release_of,
    speaks_of_component_model,
)
from tracker.frozen import frozen
from tracker.voting import NotedDecision, SubjectKind

_NAME_LIKE = 6
"""How many words of substance a text has at most that names a rule rather than speaks of it in passing."""
_EVERYDAY = "its subject is named by an everyday word only"
_SEVERAL = "the words name several subjects"
_UNKNOWN = "its subject is none that is known"
_NEW_FEATURE = "the feature is none that is known"


@frozen
class Found:
    """What a decision is about."""

    subjects: tuple[tuple[str, SubjectKind], ...]
    """Id and kind of each; of an unknown one the words used."""
    text: str
    """The text that names them."""
    doubt: str = ""
    """Why a person should look at it; empty when it is sure."""


def subjects_of(decision: NotedDecision, names: Names, heading: str = "") -> Found:
    """Return what a decision is about; the likeliest text that surely names a subject decides.

    `heading` stands above the decision in the notes, and is asked last.
    """
    texts = tuple(dict.fromkeys(text for text in (*decision.named, decision.question, heading) if text.strip()))
    beside = {mention.subject for text in texts for mention in names.mentions(text)}
    around = any(speaks_of_component_model(text) for text in texts)
    search = _Search(names, texts, frozenset(beside), around, decision.phase)
    for text in texts:
        found = search.sure(text)
        if found is not None:
            return search.refined(found)
    for text in texts:
        rule = process_of(text) if decision.phase is None else entry_rule_of(text)
        if rule is not None:
            return Found(((rule, SubjectKind.PROCESS),), text)
    for text in texts:
        mentions = search.mentions(text)
        if mentions:
            return Found(((mentions[0].subject, mentions[0].kind),), text, _EVERYDAY)
    stranger = next((name for text in texts for name in names.strangers(text)), None)
    words_used = stranger or (texts[0] if texts else "unknown")
    return Found(((" ".join(words_used.split()), SubjectKind.UNKNOWN),), words_used, _UNKNOWN)


@frozen
class _Search:
    names: Names
    texts: Sequence[str]
    beside: frozenset[str]
    """Every subject that one of the texts names."""
    around: bool
    """Whether one of the texts speaks of the Component Model."""
    phase: int | None
    """The phase that is asked for: neither a release nor a rule has one."""

    def mentions(self, text: str) -> tuple[Mention, ...]:
        return self.names.mentions(text, self.beside)

    def sure(self, text: str) -> Found | None:
        """Return what a text is surely about."""
        if self.phase is None and launches(text) and (release := release_of(text)):
            return Found(((release, SubjectKind.RELEASE),), text)
        if speaks_of_component_model(text) and (features := features_of(text, around=True)):
            return Found(tuple((feature, SubjectKind.FEATURE) for feature in features), text)
        mentions = [mention for mention in self.mentions(text) if mention.sure]
        if mentions:
            return self._of_several(mentions, text)
        if self.phase is None:
            return self._other(text)
        strangers = self.names.strangers(text)
        return Found(((strangers[0], SubjectKind.UNKNOWN),), text, _UNKNOWN) if strangers else None

    def _other(self, text: str) -> Found | None:
        """Return which feature, rule or release a text names, when it names no proposal."""
        if features := features_of(text, around=self.around):
            return Found(tuple((feature, SubjectKind.FEATURE) for feature in features), text)
        process = process_of(text)
        if process and substance(text) <= _NAME_LIKE:
            return Found(((process, SubjectKind.PROCESS),), text)
        if feature := new_feature(text):
            return Found(((feature, SubjectKind.FEATURE),), text, _NEW_FEATURE)
        release = None if process else release_of(text)
        return Found(((release, SubjectKind.RELEASE),), text) if release else None

    def _of_several(self, mentions: Sequence[Mention], text: str) -> Found:
        """Return the subjects that a text lists; of several that it speaks of, the one named elsewhere too."""
        subjects = tuple(dict.fromkeys((mention.subject, mention.kind) for mention in mentions))
        if len(subjects) == 1 or listed_together(mentions, text):
            return Found(subjects, text)
        elsewhere = self._sure_subjects(each for each in self.texts if each != text)
        shared = tuple(each for each in subjects if each[0] in elsewhere)
        return Found(shared, text) if len(shared) == 1 else Found(subjects[:1], text, _SEVERAL)

    def _sure_subjects(self, texts: Iterable[str]) -> set[str]:
        return {mention.subject for text in texts for mention in self.mentions(text) if mention.sure}

    def refined(self, found: Found) -> Found:
        """Return the amendment that another text names, where one text names its proposal only."""
        if [kind for _, kind in found.subjects] != [SubjectKind.PROPOSAL]:
            return found
        parent = found.subjects[0][0]
        amendments = {name for name in self._sure_subjects(self.texts) if name.startswith(f"{parent}/")}
        if len(amendments) != 1:
            return found
        return Found(((amendments.pop(), SubjectKind.AMENDMENT),), found.text, found.doubt)
