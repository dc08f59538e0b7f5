"""Words of titles and features."""

import pytest

from tracker.titles import names_of, same_but_for_typos, slug, stems, tracked_features, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("timezones", "timezone"),
        ("queries", "query"),
        ("addresses", "address"),
        ("responses", "response"),
        ("boxes", "box"),
        ("classes", "class"),
        ("codes", "code"),
        ("Exit with CODE", "code-exit-with"),
    ],
)
def test_number_and_order_of_words_do_not_count(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(("one", "other"), [("dim", "dimmer"), ("tls", "tcp"), ("io", "i"), ("exit", "exit-code")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_words_of_every_script_count() -> None:
    assert (words("Größe_und—Maß 2"), slug(" Größe: Maß! ")) == (("grösse", "und", "mass", "2"), "grösse-mass")


def test_a_title_may_be_called_by_what_stands_in_parentheses() -> None:
    assert names_of("Lamps (wasi-lamp)") == {("lamps", "wasi", "lamp"), ("lamps",), ("wasi", "lamp"), ("lamp",)}
    assert names_of(" (…) ") == frozenset()


def test_each_feature_belongs_to_one_title() -> None:
    wanted = {"Lamp: Dim": "Dim", "Lamp: Dim (again)": "Dim", "Lamp: Dim now": "Dim now"}
    assert tracked_features(wanted, ["lamp-dim", "lamp-dim-now"], "lamp") == {
        "Lamp: Dim": "lamp-dim",
        "Lamp: Dim now": "lamp-dim-now",
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Patern Match", "Pattern match", True),
        ("Time zone", "Timezone", True),
        ("Lamp: Dimer", "Lamp: dimmer", True),
        ("Lamp 2", "Lamp 3", False),
        ("Lamp A", "Lamp B", False),
        ("I2C", "I3C", False),
        ("Lamp", "Lamp: Dim", False),
        ("…", "!", False),
    ],
)
def test_a_typo_is_another_spelling_of_a_long_word(one: str, other: str, same: bool) -> None:
    assert (same_but_for_typos(one, other), same_but_for_typos(other, one)) == (same, same)
