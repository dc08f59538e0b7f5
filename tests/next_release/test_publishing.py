"""A ballot shows what registries hold of the line's packages, and of nothing else."""

from datetime import UTC, datetime

from tests.next_release.made_sources import MadeRelease
from tracker.next_release.publishing import line_publications
from tracker.published import Publication, PublicationState

_NEW = "package wasi:lamp@0.2.1;\ninterface light { on: func(); }\n"
_OLD = _NEW.replace("0.2.1", "0.2.0-rc")


def _publication(package: str, version: str) -> Publication:
    asked = datetime(2025, 2, 1, tzinfo=UTC)
    return Publication(package, version, f"registry.example/{package}:{version}", PublicationState.NO_TAG, asked)


def test_what_is_known_of_the_line_and_of_the_release_before_is_shown() -> None:
    known = (
        _publication("wasi:bulb", "0.2.1"),
        _publication("wasi:lamp", "0.1.0"),
        _publication("wasi:lamp", "0.2.0"),
        _publication("wasi:lamp", "0.2.0-rc"),
        _publication("wasi:lamp", "0.2.1"),
        _publication("wasi:lamp", "0.2.2"),
    )
    launch = MadeRelease(now={"lamp": _NEW}, more={"publications": known})
    patch = MadeRelease(now={"lamp": _NEW}, before={"lamp": _OLD}, more={"publications": known})
    assert [each.version for each in line_publications(launch.sources())] == ["0.2.1"]
    assert [each.version for each in line_publications(patch.sources())] == ["0.2.0", "0.2.0-rc", "0.2.1"]
    assert line_publications(MadeRelease(now={"lamp": _NEW}).sources()) == ()
