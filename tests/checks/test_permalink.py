"""What a permalink looks like."""

import pytest

from tracker.facts import RepositoryName, Revision
from tracker.permalink import evidence, permalink
from tracker.standing import Evidence

REPOSITORY = RepositoryName("Own/name")
REVISION = Revision("c" * 40)


@pytest.mark.parametrize(
    ("path", "line", "expected"),
    [
        ("wit/a.wit", 3, "blob/REV/wit/a.wit#L3"),
        ("wit/a.wit", None, "blob/REV/wit/a.wit"),
        ("a b/c#d?.md", 1, "blob/REV/a%20b/c%23d%3F.md#L1"),
        ("docs/é%.md", None, "blob/REV/docs/%C3%A9%25.md"),
        ("", None, "tree/REV"),
    ],
)
def test_a_permalink_names_the_commit_and_quotes_the_path(path: str, line: int | None, expected: str) -> None:
    assert permalink(REPOSITORY, REVISION, path, line) == "https://github.com/Own/name/" + expected.replace(
        "REV", REVISION
    )


def test_evidence_keeps_the_place_beside_its_permalink() -> None:
    url = f"https://github.com/Own/name/blob/{REVISION}/a.md#L2"
    assert evidence(REPOSITORY, REVISION, "a.md", 2) == Evidence(url, "a.md", 2, REVISION)
