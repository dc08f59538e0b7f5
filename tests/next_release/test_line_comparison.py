"""Trees that are the same to the letter compare as any others do."""

import pytest

from tests.next_release.made_lamp import BEFORE, lamp, release
from tests.next_release.made_sources import MadeRelease
from tracker.next_release.line_comparison import compare_lines
from tracker.wit.compare import compare_packages

KETTLE = "package wasi:kettle@0.2.0;\n\ninterface types {\n    boil: func();\n}\n"
SAME = MadeRelease({**BEFORE, "kettle": KETTLE}, {**BEFORE, "kettle": KETTLE})


@pytest.mark.parametrize(
    "made",
    [SAME, release(), release(lamp(more="    off: func();\n")), MadeRelease(BEFORE, {**BEFORE, "kettle": KETTLE})],
)
def test_a_short_way_comes_to_the_same(made: MadeRelease) -> None:
    sources = made.sources()
    assert sources.base is not None
    assert sources.tree is not None
    compared = compare_packages(sources.base.read, sources.tree.read)
    assert compare_lines(sources.base, sources.tree) == compared
    assert (compared.changes == ()) is (made is SAME)
