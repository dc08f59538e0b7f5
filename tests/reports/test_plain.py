"""What is shown to people holds no character that they would not see."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.plain import plain, plain_text


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Lamp:
    name: str
    colour: Colour
    parts: "tuple[Lamp, ...]" = ()
    watts: int | None = None


@given(st.text())
def test_no_line_break_or_unseen_character_is_left(outside: str) -> None:
    shown = plain_text(outside)
    assert {unicodedata.category(each) for each in shown} & {"Cc", "Cf", "Cs"} == set()
    assert (plain_text(shown), len(shown.splitlines()) <= 1) == (shown, True)


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126)))
def test_what_everybody_can_see_stays_as_it_is(outside: str) -> None:
    assert plain_text(outside) == outside


def test_texts_are_found_however_deep_and_nothing_else_is_touched() -> None:
    told = Lamp("a\nb", Colour.RED, (Lamp("\x1b[31m", Colour.RED, watts=5), Lamp("fine", Colour.RED)))
    shown = plain(told)
    assert shown == Lamp("a b", Colour.RED, (Lamp("\ufffd[31m", Colour.RED, watts=5), Lamp("fine", Colour.RED)))
    assert isinstance(shown.colour, Colour)
