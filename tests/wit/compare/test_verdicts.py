"""Which bump changes need, and whether the version was raised that far."""

import pytest

from tracker.changes import Bump, PackageVerdict
from tracker.wit import parse
from tracker.wit.compare import compare

OLD = "interface i { f: func(); @unstable(feature = q) u: func(); }"
TEXTS = {
    "nothing": OLD,
    "gate": "interface i { @since(version = 0.1.0) f: func(); @unstable(feature = q) u: func(); }",
    "unstable": "interface i { f: func(); @unstable(feature = q) u: func(a: u8); }",
    "addition": "interface i { f: func(); @unstable(feature = q) u: func(); g: func(); }",
    "breaking": "interface i { @unstable(feature = q) u: func(); }",
}

CASES = [
    ("1.0.0", "1.0.0", "nothing", Bump.NONE, Bump.NONE, True),
    ("1.0.0", "1.0.1", "nothing", Bump.NONE, Bump.PATCH, True),
    ("1.0.0", "1.0.1", "gate", Bump.PATCH, Bump.PATCH, True),
    ("1.0.0", "1.0.0", "unstable", Bump.PATCH, Bump.NONE, False),
    ("1.0.0", "1.0.1", "addition", Bump.MINOR, Bump.PATCH, False),
    ("1.0.0", "1.1.0", "addition", Bump.MINOR, Bump.MINOR, True),
    ("1.0.0", "1.1.0", "breaking", Bump.MAJOR, Bump.MINOR, False),
    ("1.0.0", "2.0.0", "breaking", Bump.MAJOR, Bump.MAJOR, True),
    ("0.2.0", "0.2.1", "addition", Bump.PATCH, Bump.PATCH, True),
    ("0.2.0", "0.2.0", "addition", Bump.PATCH, Bump.NONE, False),
    ("0.2.0", "0.2.1", "breaking", Bump.MINOR, Bump.PATCH, False),
    ("0.2.0", "0.3.0", "breaking", Bump.MINOR, Bump.MINOR, True),
    ("0.2.0", "0.3.0-rc.1", "breaking", Bump.MINOR, Bump.MINOR, True),
    ("0.2.0", "0.2.1-rc.1", "breaking", Bump.MINOR, Bump.PATCH, False),
    ("0.3.0-rc.1", "0.3.0-rc.2", "breaking", Bump.MINOR, Bump.NONE, True),
    ("0.3.0-rc.1", "0.3.0", "breaking", Bump.MINOR, Bump.NONE, True),
    ("0.3.0-rc.1", "0.3.0-rc.1", "breaking", Bump.MINOR, Bump.NONE, False),
    ("0.3.0", "0.2.0", "nothing", Bump.NONE, None, False),
    ("0.3.0", None, "breaking", Bump.MINOR, None, None),
    (None, None, "addition", Bump.MINOR, None, None),
]


def judged(old: str | None, new: str | None, change: str) -> PackageVerdict:
    versions = ["" if version is None else f"@{version}" for version in (old, new)]
    before = {"a.wit": parse(f"package a:b{versions[0]};\n{OLD}")}
    after = {"a.wit": parse(f"package a:b{versions[1]};\n{TEXTS[change]}")}
    (verdict,) = compare(before, after).verdicts
    return verdict


@pytest.mark.parametrize(("old", "new", "change", "needed", "actual", "sufficient"), CASES)
def test_the_bump(
    old: str | None, new: str | None, change: str, needed: Bump, actual: Bump | None, sufficient: bool | None
) -> None:
    verdict = judged(old, new, change)
    assert (verdict.needed, verdict.actual, verdict.sufficient) == (needed, actual, sufficient)


def test_a_verdict_says_everything() -> None:
    assert judged("0.2.0", "0.2.1", "breaking") == PackageVerdict(
        package="a:b",
        old_version="0.2.0",
        new_version="0.2.1",
        breaking=1,
        needed=Bump.MINOR,
        actual=Bump.PATCH,
        sufficient=False,
        reason="the changes need a minor bump, and 0.2.0 to 0.2.1 is only a patch bump",
    )
