"""The words for the answers of a poll, Strongly For to Strongly Against, and the numbers that stand beside them."""

import re
from collections.abc import Callable
from typing import NamedTuple

OPTIONS = ("sf", "f", "n", "a", "sa", "abstained")
"""The fields of a tally, in the order of the question."""

_STRONGLY = r"(?:very[ -]+)?strong(?:ly)?[ -]*(?:in[ -]*)?"
_WORDS = {
    "sf": rf"SF|{_STRONGLY}(?:for|favou?r\w*|support\w*|agree\w*|approv\w*|yes|pro)",
    "sa": rf"SA|{_STRONGLY}(?:against|oppos\w*|object\w*|disagree\w*|disapprov\w*|no|con)",
    "f": r"F|for|(?:in[ -]*)?favou?r\w*|(?:in )?support\w*|agree\w*|approve\w*|yes|yeas?|yays?|ayes?|\U0001f44d",
    "n": r"N|neutrals?|indifferent|neither",
    "a": r"A|against|oppos(?:ed|es|ing|ition|e)|disagree\w*|disapprove\w*|no(?:es|s)?|nays?|\U0001f44e",
    "abstained": r"abst\w*|abs|present(?: not| but not)? voting|not voting",
}
_LABEL = "|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items())
_NAMELESS = "|".join(f"(?:{words})" for words in _WORDS.values())
_EDGE = r"(?![\w+'’])"
_LONG_WORDS = rf"(?:{_STRONGLY})?(?:for|favou?r\w*|neutral|against|oppos\w+|support\w*|abstain\w*)"
_ALIAS = rf"(?:\s*[(\[]\s*(?:{_NAMELESS})\s*[)\]]|\s*[-–—=/]\s*{_LONG_WORDS}(?=\s*[:=]|\s+\d|\s*[-–—]\s*\d))?"
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | dict.fromkeys(("none", "nil", "nobody", "no one", "no votes", "nobody.", "null"), 0)
_WORD_NUMBER = r"(?:" + "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True)) + r")(?!\w)"
_DIGITS = r"\d{1,3}(?![\d%]|[.,:/-]\d|(?:st|nd|rd|th|k|m|ms|kb|mb|gb)\b)(?:\s*\+\s*\d{1,2}(?!\d))?"
_MARK = r"[:=|–—→⇒]+|-+>?|\u2192|\.{2,}"
_UNIT = r"(?:\s*(?:votes?|people|persons?|participants?|voters?|members?|hands?)\b)?"
_LABEL_FIRST = re.compile(
    rf"(?:{_LABEL}){_EDGE}{_ALIAS}(?:\s*(?:votes?|voters?)\b)?"
    rf"(?:(?P<mark>\s*(?:{_MARK})\s*|\s*[x×]\s+|\s+(?:with|got|received)\s+)"
    rf"(?P<marked>{_DIGITS}|{_WORD_NUMBER}|[-–—](?=\s|$))?"
    rf"|\s*[(\[]\s*(?P<held>{_DIGITS}|\d{{1,3}}(?=\s*/\s*\d))(?:\s*/\s*\d+)?\s*[)\]]|\s+(?P<bare>{_DIGITS}))?{_UNIT}",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?P<sf>SF)(?P<n1>\d+)|(?P<sa>SA)(?P<n2>\d+)|(?P<f>F)(?P<n3>\d+)|(?P<n>N)(?P<n4>\d+)|(?P<a>A)(?P<n5>\d+)"
)
_NUMBER_FIRST = re.compile(
    rf"(?<![\w.,:/+-])(?P<number>{_DIGITS}|{_WORD_NUMBER}){_UNIT}"
    rf"\s*(?P<mark>[x×*]\s*|[:=–—]\s*|-\s*)?(?:were |was |voted? |who (?:are|were) )?(?:{_LABEL}){_EDGE}{_ALIAS}",
    re.IGNORECASE,
)
_OTHER_WORDS = re.compile(r"y|aye|no(?:es|s)?\b|nay|agree|disa|approv|\U0001f44d|\U0001f44e", re.IGNORECASE)
_START = re.compile(rf"(?<![\w'’])(?:{_NAMELESS}|{_WORD_NUMBER}|\d)", re.IGNORECASE)
_GAP = re.compile(r"(?:[\s,;/|&.•·+]|\band\b|[-–—](?=\s))*", re.IGNORECASE)
_COMMENT = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|\|?\s*\d{1,3}(?:\.\d+)?\s*%)")
_NEGATIVE = re.compile(
    rf"[-+−]\s?\d\s*(?:[:=]|\s)\s*(?:{_NAMELESS})|(?:{_NAMELESS})\s*[:=]\s*[-+−]\s?[012]\b", re.IGNORECASE
)


class Answer(NamedTuple):
    """An option with the number beside it."""

    option: str
    """A field of `tracker.voting.Tally`."""
    number: int | None
    """`None` when nothing stands beside it."""
    begin: int
    end: int
    """Where in the text it stands, with a comment in parentheses."""
    marked: bool
    """Whether a mark such as a colon binds the number to the option, or the option is unmistakable."""
    summed: bool = False
    """Whether the number is a sum such as `12 + 1`."""
    own: bool = True
    """Whether the words are the options' own, not yes or no."""
    leads: bool = False
    """Whether the number stands first and a mark binds it: `12: SF`."""


class Run(NamedTuple):
    """Answers that stand one after the other with nothing but separators between them."""

    answers: tuple[Answer, ...]
    begin: int
    end: int

    @property
    def options(self) -> frozenset[str]:
        """What is answered."""
        return frozenset(answer.option for answer in self.answers)

    @property
    def counted(self) -> int:
        """How many have a number."""
        return sum(answer.number is not None for answer in self.answers)


def longest_run(text: str) -> Run | None:
    """Return the longest row of answers in a line, numbered or not; `None` when there is none."""
    best: Run | None = None
    start = _START.search(text)
    while start:
        run = _run_at(text, start.start())
        if run and (best is None or _weight(run) > _weight(best)):
            best = run
        start = _START.search(text, run.end if run and len(run.answers) > 1 else start.start() + 1)
    return None if best and _NEGATIVE.search(text) else best


def option_of(text: str) -> str | None:
    """Return which option a text names, when it names one and says nothing else."""
    found = _LABEL_FIRST.match(text.strip(" .:*"))
    if (
        found
        and found.end() == len(text.strip(" .:*"))
        and found["marked"] is None
        and not (found["bare"] or found["held"])
    ):
        return _option(found)
    return None


def number_of(text: str) -> int | None:
    """Return the number that a text is, digits or word, comments in parentheses aside."""
    bare = _COMMENT.sub("", text).strip(" .*").lower()
    if re.fullmatch(_DIGITS, bare):
        return _value(bare)
    return _NUMBERS.get(bare, 0 if bare in {"-", "–", "—"} else None)


def _weight(run: Run) -> tuple[int, int]:
    return run.counted, len(run.answers)


def _run_at(text: str, at: int) -> Run | None:
    runs = [_chain(text, at, first) for first in (_label_first, _number_first, _glued)]
    found = [run for run in runs if run]
    return max(found, key=_weight) if found else None


def _chain(text: str, at: int, read: Callable[[str, int], Answer | None]) -> Run | None:
    answers: list[Answer] = []
    position = at
    while (answer := read(text, position)) is not None:
        if any(answer.option == earlier.option for earlier in answers):
            break
        answers.append(answer)
        gap = _GAP.match(text, answer.end)
        position = gap.end() if gap else answer.end
    return Run(tuple(answers), at, answers[-1].end) if answers else None


def _label_first(text: str, at: int) -> Answer | None:
    found = _LABEL_FIRST.match(text, at)
    if not found or (at and (text[at - 1].isalnum() or text[at - 1] in "-_'’")):
        return None
    number = found["marked"] or found["held"] or found["bare"]
    short = found[0][:2].upper() in {"SF", "SA"}
    marked = bool((found["mark"] or "").strip() or found["held"] or short)
    return _answer(text, found, number, marked=marked)


def _number_first(text: str, at: int) -> Answer | None:
    found = _NUMBER_FIRST.match(text, at)
    if not found:
        return None
    marked = bool(found["mark"])
    return _answer(text, found, found["number"], marked=marked)._replace(leads=marked)


def _glued(text: str, at: int) -> Answer | None:
    found = _GLUED.match(text, at)
    if not found or (at and text[at - 1].isalnum()) or text[found.end() : found.end() + 1].isalnum():
        return None
    number = next(found[key] for key in ("n1", "n2", "n3", "n4", "n5") if found[key])
    return _answer(text, found, number, marked=True)


def _answer(text: str, found: re.Match[str], number: str | None, *, marked: bool) -> Answer:
    end = found.end()
    while comment := _COMMENT.match(text, end):
        end = comment.end()
    value = None if number is None else _value(number)
    option = _option(found)
    own = not _OTHER_WORDS.match(found[option])
    return Answer(option, value, found.start(), end, marked, "+" in (number or ""), own)


def _option(found: re.Match[str]) -> str:
    return next(name for name in OPTIONS if found[name] is not None)


def _value(number: str) -> int:
    bare = number.strip().lower()
    if bare in _NUMBERS:
        return _NUMBERS[bare]
    return sum(int(part) for part in bare.split("+")) if bare[:1].isdigit() else 0
