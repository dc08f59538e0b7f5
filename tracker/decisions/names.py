"""Tells which proposals and amendments a text names: by id, title, package, repository, or a name of former days."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from itertools import pairwise

from tracker.frozen import frozen
from tracker.subjects import Amendment, Proposal, Subjects, remainder
from tracker.titles import names_of, stems, words
from tracker.voting import SubjectKind

SPEECH = frozenset(
    words(
        "a an the and or of to for from on in into at by with as is are be been we us our this that it its there all "
        "any anyone anybody no not do does did should shall will would can could let lets want like propose object "
        "objection objections concern concerns vote votes voting poll polls polling ballot straw consensus unanimous "
        "consent agree agreed advance advances advancing advancement move moves moving forward proceed go phase stage "
        "proposal proposals approve approved approval accept accepted adopt adopted adopting become becomes new "
        "discuss discussion present presented presentation update question subgroup group sg wasi interface "
        "interfaces api apis world worlds include included including inclusion pass passes passed carries proposed "
        "pull issue issues github com webassembly"
    )
)
"""Words that speak of voting, and say nothing of what is voted on."""
_FEW = 3
"""How many words of substance a text has at most in which a single plain word is sure to be a name."""
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_LITERAL = re.compile(r"\bwasi[-:](?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)|\bproposals/(?P<folder>[a-z0-9-]+)", re.IGNORECASE)
"""`wasi-lamp`, `wasi:lamp/types` and `proposals/lamp`: whatever stands there is meant as a name."""
_COMPARED = re.compile(
    r"\b(?:such as|same as|as with|similar to|unlike|like|than|compared to|depend(?:s|ing|ent)? on|dependency on)\s*$",
    re.IGNORECASE,
)
"""What stands before a thing that is only spoken of beside the subject."""
_LISTING = frozenset(words("and or wasi the both as well also proposal proposals respectively"))
"""What stands between two subjects of one question."""
_NEAREST = 60
"""How many characters before a name tell how it is meant."""
_WORD = re.compile(r"[^\W_]+")


@frozen
class Name:
    """What a subject is called."""

    subject: str
    kind: SubjectKind
    needs: str | None = None
    """The proposal that must be named beside it: `timezone` alone does not name a change to the clocks."""
    present: bool = True
    """Whether it is called so today."""


@frozen
class Mention:
    """A subject that a text names."""

    subject: str
    kind: SubjectKind
    start: int
    """Where its name begins, counted in words of the text."""
    end: int
    sure: bool
    """Whether the words can hardly mean anything else."""


@frozen
class Names:
    """What every subject is and was called."""

    known: Mapping[str, Name]
    """Name without spaces and endings -> the subject."""
    longest: int
    """How many words the longest name has."""
    _told: dict[str, tuple[tuple[Mention, Name], ...]] = field(default_factory=dict, repr=False, compare=False)
    """What texts were found to name: agendas say the same over and over."""

    def mentions(self, text: str, beside: Iterable[str] = ()) -> tuple[Mention, ...]:
        """Return the subjects that a text names, in its order; an amendment is not its proposal as well.

        `beside` are subjects named in what stands around the text.
        """
        found = self._told.get(text)
        if found is None:
            found = self._told[text] = tuple(self._found(_SCHEME.sub("", text)))
        named = {mention.subject for mention, _ in found} | set(beside)
        kept = [mention for mention, name in found if name.needs is None or name.needs in named]
        parents = {mention.subject.partition("/")[0] for mention in kept if mention.kind is SubjectKind.AMENDMENT}
        return tuple(each for each in kept if each.subject not in parents)

    def strangers(self, text: str) -> tuple[str, ...]:
        """Return what is written like a proposal's name, as `wasi-lamp` is, and names none that is known."""
        every = (match[0] for match in _LITERAL.finditer(text) if match["name"])
        return tuple(name for name in every if _key(words(name)[1:]) not in self.known)

    def _found(self, text: str) -> Iterator[tuple[Mention, Name]]:
        spans = [(match.start(), match.end(), match[0].casefold()) for match in _WORD.finditer(text)]
        every = [word for _, _, word in spans]
        marked = {match.start("name" if match["name"] else "folder") for match in _LITERAL.finditer(text)}
        few = substance(text) <= _FEW
        start = 0
        while start < len(every):
            length, name = self._longest(every, start)
            if name is None:
                start += 1
                continue
            sure = _sure(
                every[start : start + length], name, few=few, begins=spans[start][0] in marked, before=every[:start]
            )
            if sure is not None and not _COMPARED.search(_before(text, spans[start][0])):
                yield Mention(name.subject, name.kind, start, start + length, sure), name
            start += length

    def _longest(self, every: Sequence[str], start: int) -> tuple[int, Name | None]:
        for length in range(min(self.longest, len(every) - start), 0, -1):
            name = self.known.get(_key(every[start : start + length]))
            if name is not None:
                return length, name
        return 1, None


def listed_together(mentions: Sequence[Mention], text: str) -> bool:
    """Return whether a text enumerates its subjects, as in "lamp and loom", rather than speaks of several."""
    every = words(_SCHEME.sub("", text))
    gaps = (every[one.end : other.start] for one, other in pairwise(mentions))
    return all(word in _LISTING for gap in gaps for word in gap)


def substance(text: str) -> int:
    """Return how many words of a text say more than that there is a vote."""
    return sum(word not in SPEECH and not word.isdecimal() for word in words(text))


def known_names(subjects: Subjects, former: Mapping[str, str]) -> Names:
    """Return what subjects are called; `former` holds every name they ever had, in lower case -> present id."""
    known: dict[str, Name] = {}
    longest = 1
    for called, name in _names(subjects, former):
        if called:
            known.setdefault(_key(called), name)
            longest = max(longest, len(called))
    return Names(known, longest)


def _names(subjects: Subjects, former: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], Name]]:
    """Yield every name with whom it means; of two who share one, the first is meant."""
    for proposal in subjects.proposals:
        yield from ((called, Name(proposal.id, SubjectKind.PROPOSAL)) for called in _of_proposal(proposal, former))
    for amendment in subjects.amendments:
        yield from _of_amendment(amendment.id, (amendment.title, *_features(amendment)))
    listed = {each.id for each in subjects.proposals}
    for called, subject in former.items():
        if "/" in subject:
            yield from _of_amendment(subject, (called if ":" in called else called.partition("/")[2],))
        elif len(words(called)) > 1 or f"wasi-{called}" in former:
            yield _without_wasi(words(called)), Name(subject, SubjectKind.PROPOSAL, present=subject in listed)
    for proposal in subjects.unlisted:
        yield from ((called, Name(proposal.id, SubjectKind.PROPOSAL)) for called in _of_proposal(proposal, former))


def _of_proposal(proposal: Proposal, former: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    yield from (_without_wasi(called) for called in sorted(names_of(proposal.title)))
    yield from (words(package.declared.name) for package in proposal.packages if package.declared.namespace == "wasi")
    if len(words(proposal.id)) > 1 or f"wasi-{proposal.id}" in former or not former:
        yield words(proposal.id)


def _features(amendment: Amendment) -> Iterator[str]:
    if amendment.feature is not None:
        yield amendment.feature
    yield amendment.id.partition("/")[2]


def _of_amendment(subject: str, called: Iterable[str]) -> Iterator[tuple[tuple[str, ...], Name]]:
    parent = subject.partition("/")[0]
    for text in called:
        full = words(text)
        bare = words(remainder(text)) if ":" in text else words(text.removeprefix(f"{parent}-"))
        yield from ((each, Name(subject, SubjectKind.AMENDMENT)) for each in (full,) if full != bare)
        yield bare, Name(subject, SubjectKind.AMENDMENT, needs=parent if len(bare) == 1 else None)
        yield words(parent) + bare, Name(subject, SubjectKind.AMENDMENT)


def _without_wasi(called: tuple[str, ...]) -> tuple[str, ...]:
    return called[1:] if called[:1] == ("wasi",) else called


def _key(called: Sequence[str]) -> str:
    """Return a name as it is looked up: `Blob Stores` and `blobstore` are one."""
    return _stem("".join(called))


@lru_cache(maxsize=8192)
def _stem(text: str) -> str:
    # Agendas and notes say the same words over and over.
    return next(iter(stems(text)), "")


def _sure(called: Sequence[str], name: Name, *, few: bool, begins: bool, before: Sequence[str]) -> bool | None:
    """Return whether words are sure to name a subject; `None` when they are nothing but words of everyday speech."""
    if begins or len(called) > 1:
        return True
    if called[0] in SPEECH:
        return None
    if before[-1:] in (["wasi"], ("wasi",)):
        return True
    return few if name.present or few else None


def _before(text: str, place: int) -> str:
    """Return what stands before a name, without marks and the prefix that belongs to it."""
    nearest = text[max(0, place - _NEAREST) : place]
    return re.sub(r"(?:wasi[-: ]|proposals/|[\W_])*$", " ", nearest, flags=re.IGNORECASE).rstrip() + " "
