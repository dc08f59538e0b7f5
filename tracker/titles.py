"""Compares names by their words: titles of the proposal list, and names of features."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_ENDING = re.compile(r"(?<=..)(?:(?<=s)es|ies|es|(?<!s)s|e|y)$")
"""What tells a noun's plural from its singular, in the spelling of English."""
_MISSPELLABLE = 4
"""How many letters a word has at least in which a typo can be told from another word."""
_ALIKE = 0.8
"""How much of two words is the same, from 0 to 1, when one is the other misspelled."""


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, without what stands between them."""
    return tuple(_WORD.findall(text.casefold()))


def slug(text: str) -> str:
    """Return a text as a part of an id: `Exit: with Code` -> `exit-with-code`; empty when it has no word."""
    return "-".join(words(text))


def stems(text: str) -> frozenset[str]:
    """Return the words of a text, singular and plural alike, in any order."""
    return frozenset(map(stem, words(text)))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word without what tells its singular from its plural."""
    return _ENDING.sub("", word)


@lru_cache(maxsize=1024)
def names_of(title: str) -> frozenset[tuple[str, ...]]:
    """Return what a title may be called, each as words: `Lamps (wasi-lamp)` is that, `Lamps`, `wasi-lamp` and `lamp`.

    A name in parentheses counts beside the title; the prefix `wasi-` never tells two names apart.
    """
    every = {words(title), words(_PARENTHESES.sub(" ", title)), *(words(each) for each in _PARENTHESES.findall(title))}
    every |= {name[1:] for name in every if name[:1] == ("wasi",)}
    return frozenset(every - {()})


def tracked_features(wanted: Mapping[str, str], candidates: Iterable[str], prefix: str) -> dict[str, str]:
    """Return which feature each title tracks: title -> feature, for those titles of which it can be told.

    `wanted` holds the words that name the feature, by title. They are the feature's without its proposal's `prefix`, in
    any order and number; where no feature has exactly them, the only one whose words include them, or are among them,
    is meant. A feature belongs to one title: whoever names it exactly comes before who nearly does.
    """
    known = {feature: stems(feature.removeprefix(f"{prefix}-")) for feature in candidates}
    found: dict[str, str] = {}
    for near in (False, True):
        for title, text in wanted.items():
            free = {feature: each for feature, each in known.items() if feature not in found.values()}
            if title not in found and len(meant := _meant(stems(text), free, near=near)) == 1:
                found[title] = meant[0]
    return found


def _meant(text: frozenset[str], known: Mapping[str, frozenset[str]], *, near: bool) -> list[str]:
    if not near:
        return [feature for feature, each in known.items() if each == text]
    return [feature for feature, each in known.items() if each and text and (each <= text or text <= each)]


def same_but_for_typos(one: str, other: str) -> bool:
    """Return whether two titles differ in the spelling of a word or in spaces only: `Patern Match`, `Pattern-match`.

    Digits and short words are never misspelled: `Lamp 2` is not `Lamp 3`, nor `Lamp A` the same as `Lamp B`.
    """
    first, second = words(one), words(other)
    if "".join(first) == "".join(second):
        return bool(first)
    return len(first) == len(second) and all(a == b or _misspelled(a, b) for a, b in zip(first, second, strict=True))


def _misspelled(one: str, other: str) -> bool:
    long_enough = min(len(one), len(other)) >= _MISSPELLABLE and one.isalpha() and other.isalpha()
    return long_enough and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
