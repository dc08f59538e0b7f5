"""The packages that a line names: each once, where it is exposed rather than where it is hidden."""

from tests.next_release.made_sources import MadeRelease
from tracker.next_release.needs import first_needs, needs_of

TEXT = """\
package wasi:lamp@0.2.1;

interface types {
    use wasi:lamp/other@0.2.1.{one};
    @unstable(feature = lamp-glow)
    use wasi:kettle/types@0.2.1.{water};
    @unstable(feature = lamp-glow)
    use wasi:io/poll@0.2.0.{pollable};
}
world all {
    import wasi:kettle/types@0.2.1;
    include wasi:kettle/all@0.2.0;
}
"""


def test_every_mention_is_told_with_whether_a_gate_hides_it() -> None:
    tree = MadeRelease({"lamp": TEXT}).sources().tree
    assert tree is not None
    assert [(str(each), each.line, each.hidden) for each in needs_of(tree)] == [
        ("wasi:kettle@0.2.1", 6, True),
        ("wasi:io@0.2.0", 8, True),
        ("wasi:kettle@0.2.1", 11, False),
        ("wasi:kettle@0.2.0", 12, False),
    ]
    assert [(str(each), each.line) for each in first_needs(tree)] == [
        ("wasi:kettle@0.2.1", 11),
        ("wasi:kettle@0.2.0", 12),
        ("wasi:io@0.2.0", 8),
    ]
