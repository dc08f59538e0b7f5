"""Versions are read with tolerance and ordered by SemVer."""

import pytest

from tracker.releases.versions import Counting, parse_version

ORDER = (
    "0.1.0",
    "0.2.0-draft",
    "0.2.0-rc-2023-11-10",
    "0.2.0-rc-2024-01-16",
    "0.2.0",
    "0.2.9",
    "0.2.10",
    "0.3.0-rc.2",
    "0.3.0-rc.10",
    "0.3.0",
    "1.0.0",
)


def test_versions_are_ordered_by_semver() -> None:
    read = [parse_version(each) for each in reversed(ORDER)]
    assert [str(each) for each in sorted(each for each in read if each)] == list(ORDER)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("0.2.4", "0.2.4"),
        ("v0.2.4", "0.2.4"),
        (" V0.2.4\n", "0.2.4"),
        ("0.2", "0.2.0"),
        ("v0.2.0-draft+73b0a0f", "0.2.0-draft+73b0a0f"),
        ("0.02.4-rc.01", "0.2.4-rc.01"),
        ("0.2.0-rc-2023-11-10", "0.2.0-rc-2023-11-10"),
    ],
)
def test_what_a_tag_names_is_read(text: str, version: str) -> None:
    assert str(parse_version(text)) == version


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "show",
        "snapshot-01",
        "v",
        "1",
        "v2",
        "0.2.x",
        "0.2.4.1",
        "0.2.4-",
        "lamp-0.2.4",
        "9" * 5000 + ".0.0",
        "٠.٢.٠",
    ],
)
def test_what_names_no_version_is_none(text: str | None) -> None:
    assert parse_version(text) is None


@pytest.mark.parametrize(
    ("named", "counts"), [("0.2.3", True), ("0.2.4", True), ("0.2.5", False), (None, True), ("soon", True)]
)
def test_a_gate_counts_from_the_version_it_names(named: str | None, counts: bool) -> None:
    release = parse_version("0.2.4")
    assert release is not None
    assert Counting(release)[named] is counts
