"""Compares people's names as leniently as people write them."""

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+")
_LIKE_A_HANDLE = re.compile(r"@\S+|\S*[\d_-]\S*|[a-z]+|\w*[a-z][A-Z]\w*")


def is_handle(name: str) -> bool:
    """Return whether a name is, or may be, an account's: it says nothing about how its owner is called."""
    return " " not in name.strip() and _LIKE_A_HANDLE.fullmatch(name.strip()) is not None


def same_person(one: str, other: str) -> bool:
    """Return whether two names may be one person's.

    Case, accents, order and a title or second name that one of them leaves out do not tell them apart; an initial
    stands for any word that begins with it.
    """
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    left = sorted(longer, key=len)
    for word in sorted(shorter, key=len, reverse=True):
        found = next((each for each in left if each == word), None)
        found = found or next((each for each in left if _is_initial(word, each)), None)
        if found is None:
            return False
        left.remove(found)
    return bool(shorter)


def left_out(names: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Return the names that are none of the others'; nothing when one of those is a handle, which may be anybody's."""
    comparable = [each for each in names if not is_handle(each)]
    missing = [each for each in comparable if not any(same_person(each, other) for other in others)]
    return () if any(map(is_handle, others)) else tuple(missing)


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return _WORD.findall("".join(each for each in plain if not unicodedata.combining(each)))


def _is_initial(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)
