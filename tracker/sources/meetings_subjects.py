"""What a vote is about: the names, titles and phases in questions, headings and items of the agenda."""

import re
from collections.abc import Iterable

from tracker.titles import stems

_WORDS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_NUMBER = rf"(?:\d|{'|'.join(_WORDS)})(?![\w.]\d|\w)"
_PHASE = re.compile(rf"\b(?:phase|stage)[\s-]*({_NUMBER})", re.IGNORECASE)
_TO_PHASE = re.compile(
    rf"(?:\b(?:in|on)?to|\benter(?:s|ing)?|\breach(?:es|ing)?|\bnow(?: at| in)?|\bfor(?: a| the)?(?: proposed)?"
    rf"|→|->|=>|\bat|\bbecomes?(?: a)?)\s+"
    rf"(?:a |the |be )?(?:phase|stage)[\s-]*({_NUMBER})|\b(?:phase|stage)[\s-]*({_NUMBER})\s+(?:vote|poll"
    rf"|approval|acceptance|advancement|consensus)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"@?\b(?:wasi|Wasi)[-:][A-Za-z0-9][\w/@.:-]*\w"
    r"|\b(?:WASI\s*)?(?:preview|snapshot)\s*\d\b|\bWASI\s*(?:v|p)?\d(?:\.\d+)*\b|@[a-z][\w-]+(?=\W|\Z)",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"wasi[-: ]?(?:sg|subgroup|group|proposals?|meetings?|repo|repos|specs?|apis?|libc|sdk|cloud-core)\Z"
    r"|@(?:since|unstable|deprecated|feature)\b",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^\W*(?:(?:discussion|discuss|presentation|present|update|open q&a|new|proposed|second|first|final|another"
    r"|next|formal|full|consensus|straw|quick)\b(?:\s+(?:and|of|on|/|&)\b)?\W*)*"
    r"(?:(?:vote|poll|ballot|motion|question|resolution|proposal|consensus|consent|approval|decision"
    r"|unanimous consent|call)s?\b(?:\s+(?:vote|poll))?\W*(?:to|on|for|about|whether to|of|is to|that|:|–|—|-)?\s+)*",
    re.IGNORECASE,
)
_SHOULD = re.compile(
    r"^\W*(?:should|shall|do|does|can|may|will|are|is)\s+(?:we|the (?:sg|subgroup|group|wasi sg)|everyone|people)?\s*",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"^\W*(?:to\s+)?(?:advanc(?:e|ing)|mov(?:e|ing)|adopt(?:ing)?|accept(?:ing)?|approv(?:e|ing)|includ(?:e|ing)"
    r"|launch(?:ing)?|releas(?:e|ing)|elect(?:ing)?|promot(?:e|ing)|progress(?:ing)?|add(?:ing)?|merg(?:e|ing)"
    r"|cancel(?:l?ing)?|graduat(?:e|ing)|bring(?:ing)?|appoint(?:ing)?|stabiliz(?:e|ing))\s+(?:the\s+|a\s+|an\s+"
    r"|both\s+)?",
    re.IGNORECASE,
)
_ENDING = re.compile(
    rf"\s*[,–—:-]?\s*(?:\(?\b(?:(?:be )?(?:advanc\w+|mov\w+|progress\w*|go"
    rf"|proceed)\s+)?(?:forward\s+)?(?:from\s+(?:phase|stage)[\s-]*{_NUMBER}\s+)?(?:(?:in|on)?to|at|for"
    rf"|into)\s+(?:a\s+|the\s+|proposed\s+)*(?:next\s+(?:phase|stage)|(?:phase|stage)[\s-]*{_NUMBER}).*"
    rf"|\(?\b(?:phase|stage)[\s-]*{_NUMBER}(?:\s+(?:vote|poll|approval|proposal))?\)?.*|\s+(?:vote|poll)\W*"
    rf"|\(.*\)\W*|\s+proposals?\W*|\?)\s*\Z",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\s*\((?:it |poll |vote )?(?:advance[sd]?|pass(?:es|ed)?|approved|accepted|adopted|failed|rejected"
    r"|carried)\)\W*\Z",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*\+\s*|\s+as well as\s+)\s*", re.IGNORECASE)
_EMPTY = frozenset(
    [
        "it",
        "this",
        "that",
        "the",
        "a",
        "an",
        "vote",
        "poll",
        "phase",
        "next",
        "full",
        "consensus",
        "proposal",
        "proposals",
        "we",
        "our",
        "feature",
        "yes",
        "no",
        "so",
        "ok",
        "now",
        "to",
        "for",
        "on",
        "everyone",
        "any",
        "objections",
        "objection",
        "one",
        "two",
        "three",
        "first",
        "second",
        "third",
        "last",
        "final",
        "wasi",
        "with",
        "and",
        "of",
        "in",
        "questions",
        "question",
        "begins",
        "begin",
        "start",
        "starts",
        "unanimous",
        "consent",
        "be",
        "is",
        "votes",
        "count",
        "counts",
        "number",
        "numbers",
        "tally",
        "total",
        "totals",
        "result",
        "results",
        "people",
        "answers",
        "answer",
        "option",
        "options",
    ]
)
_SHORT = 80


def phase_asked(text: str) -> int | None:
    """Return the phase that a text asks for: the one it says to go to, else the only one it names."""
    wanted = [number for pair in _TO_PHASE.findall(text) for number in pair if number]
    named = {_digit(number) for number in _PHASE.findall(text)}
    if wanted:
        return _digit(wanted[-1])
    return named.pop() if len(named) == 1 else None


def _digit(number: str) -> int:
    return _WORDS.get(number.lower(), int(number) if number.isdigit() else 0)


def names_in(text: str, code: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what a text names: code, and names such as `wasi-lamp`, `wasi:lamp/types`, `Preview 2`, in order."""
    found = [(text.find(name), name) for name in code if name and name in text]
    covered = [(at, at + len(name)) for at, name in found]
    for match in _NAME.finditer(text):
        inside = any(begin <= match.start() and match.end() <= end for begin, end in covered)
        if not inside and not _GENERIC.match(match[0]):
            found.append((match.start(), match[0].rstrip(".:/-")))
    ordered = (name for _, name in sorted(found) if not name.lower().startswith(("http:", "https:")))
    return tuple(dict.fromkeys(ordered))


def phrase_of(text: str) -> str:
    """Return what a heading, an item or a question is about, without `Vote:`, `advance ... to phase 2` and the like."""
    phrase = _OUTCOME.sub("", text.strip())
    phrase = _SHOULD.sub("", _FRAME.sub("", phrase, count=1))
    phrase = _VERB.sub("", phrase)
    for _ in range(4):
        shorter = _ENDING.sub("", phrase)
        if shorter == phrase:
            break
        phrase = shorter
    phrase = phrase.strip(" .:;,–—-?!\"'“”")
    words = {word.strip(".,:;!?'’").lower() for word in phrase.split()}
    return "" if len(phrase) > _SHORT or words <= _EMPTY else phrase


def conjuncts(text: str, code: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the subjects of a question that asks about several at once: `advance wasi-lamp and wasi-fan to phase 2`.

    Each must be a name of its own, and nothing else may stand between them: words in a row are a title, not a list.
    """
    parts = [part for part in _AND.split(phrase_of(text)) if part]
    known = tuple(names_in(text, code))
    bare = [re.sub(r"^(?:both|the|proposals?)\s+|\s+(?:proposals?|interfaces?|apis?)\Z", "", part) for part in parts]
    whole = [part for part in bare if part in known]
    return tuple(dict.fromkeys(whole)) if len(whole) == len(bare) > 1 else ()


def likeness(one: str, other: str) -> float:
    """Return how much two titles share, from 0 to 1, by their telling words."""
    first, second = _telling(one), _telling(other)
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


_STOP = stems(
    "vote poll discussion and the a an to on of for phase advance proposal proposals wasi present proposed update"
    " new approve adopt in with from"
    " 0 1 2 3 4 5 by move consensus group meeting time discuss min minutes slides notes process"
)


def _telling(text: str) -> frozenset[str]:
    return stems(text) - _STOP
