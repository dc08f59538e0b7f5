"""Versions of gates and packages are ordered as Semantic Versioning 2.0.0 does."""

import pytest

from tracker.lint.versions import is_prerelease, is_reached, line_of


@pytest.mark.parametrize(
    ("since", "package", "expected"),
    [
        ("1.0.0", "1.0.0", True),
        ("1.9.0", "1.10.0", True),
        ("1.10.0", "1.9.0", False),
        ("0.3.0", "0.3.0-rc.1", True),
        ("0.3.0-rc.1", "0.3.0-rc.1", True),
        ("0.3.0-rc.10", "0.3.0-rc.9", False),
        ("0.3.0-rc-2026-02-09", "0.3.0-rc-2026-01-06", False),
        ("0.3.1", "0.3.0-rc.1", False),
        ("0.3.0-rc.1", "0.3.0", True),
        ("1.0.0+b", "1.0.0+a", True),
        ("1.0.0+build-1", "1.0.0-rc.1+build-2", True),
    ],
)
def test_a_package_has_reached_a_version(since: str, package: str, expected: bool) -> None:
    assert is_reached(since, package) is expected


@pytest.mark.parametrize(("version", "expected"), [("1.0.0-rc", True), ("1.0.0", False), ("1.0.0+a-b", False)])
def test_a_prerelease_is_told_from_build_metadata(version: str, expected: bool) -> None:
    assert is_prerelease(version) is expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [("1.4.2", ("1",)), ("0.3.1", ("0", "3")), ("0.0.7", ("0", "0", "7")), ("0.3.0-rc.1+b", ("0", "3"))],
)
def test_compatible_versions_have_their_line_in_common(version: str, expected: tuple[str, ...]) -> None:
    assert line_of(version) == expected
