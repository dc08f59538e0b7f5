"""The rules for names, versions, lengths and strings."""

import pytest

from tracker.wit.names import identifier_fault, is_well_formed, list_length, string_value, version_fault, version_key


@pytest.mark.parametrize("name", ["a", "a0", "a-b", "A-b", "ENOENT", "a-0", "a0-000-3d4a-54FF", "is-XML"])
def test_well_formed_names(name: str) -> None:
    assert (identifier_fault(name), is_well_formed(name)) == (None, True)


@pytest.mark.parametrize("name", ["", "-", "a-", "-a", "a--b", "0", "0a", "Apple", "applE", "a_b", "é", "a.b", "a b"])
def test_malformed_names(name: str) -> None:
    assert (identifier_fault(name) is not None, is_well_formed(name)) == (True, False)


@pytest.mark.parametrize(
    "text", ["0.0.0", "1.2.3-rc.1", "1.2.3--", "1.2.3-0a.b-c+01.x", "1.0.0+b", "18446744073709551615.0.0"]
)
def test_well_formed_versions(text: str) -> None:
    assert version_fault(text) is None


@pytest.mark.parametrize(
    "text",
    ["1.0", "01.0.0", "1.0.0-01", "1.0.0-a_b", "1.0.0 ", "1.0.0-", "18446744073709551616.0.0", "9" * 5000 + ".0.0"],
)
def test_malformed_versions(text: str) -> None:
    assert version_fault(text) is not None


def test_versions_are_ordered_as_the_reference_orders_them() -> None:
    ordered = [
        "0.9.9",
        "1.0.0-1",
        "1.0.0-2",
        "1.0.0-10",
        "1.0.0-a",
        "1.0.0-a.1",
        "1.0.0-rc",
        "1.0.0",
        "1.0.0+b",
        "1.0.10",
    ]
    assert sorted([*ordered[4:], *ordered[:4]], key=version_key) == ordered


@pytest.mark.parametrize(
    ("digits", "length"), [("0", 0), ("004", 4), ("4294967295", 2**32 - 1), ("4294967296", None), ("9" * 9999, None)]
)
def test_lengths_of_lists_fit_in_32_bits(digits: str, length: int | None) -> None:
    assert list_length(digits) == length


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ('""', ""),
        ('"é"', "é"),
        (r'"\t\n\r\\\"\'"', "\t\n\r\\\"'"),
        (r'"\u{e9}\u{1_F_600}"', "é\U0001f600"),
        (r'"\c3\a9"', "é"),
    ],
)
def test_strings_stand_for_their_text(literal: str, value: str) -> None:
    assert string_value(literal) == value


@pytest.mark.parametrize(
    ("literal", "at"),
    [
        ('"a\nb"', 2),
        (r'"a\q"', 2),
        (r'"\u{110000}"', 1),
        (r'"\u{d800}"', 1),
        (r'"\u{1_}"', 1),
        (r'"\ff"', 0),
        (r'"\u{}"', 1),
    ],
)
def test_malformed_strings_say_where(literal: str, at: int) -> None:
    fault = string_value(literal)
    assert isinstance(fault, tuple)
    assert fault[0] == at
