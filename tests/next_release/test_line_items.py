"""Items of a line keep their paths from release to release, and know whether anything hides them."""

from tests.next_release.made_lamp import lamp
from tests.next_release.made_sources import MadeRelease
from tracker.next_release.line_items import ItemKey, items_of, package_said, stable_path
from tracker.next_release.texts import LineTree

TEXT = """\
package wasi:lamp@0.2.1;

@unstable(feature = lamp-color)
interface color {
    @since(version = 0.2.0)
    resource bulb {
        @since(version = 0.2.0)
        shine: func();
    }
}

@since(version = 0.2.0)
world all {
    // @stabilize-next
    @unstable(feature = lamp-glow)
    import wasi:kettle/types@0.2.1;
    import host: interface {
        @unstable(feature = lamp-glow)
        resource wick {
            trim: func();
        }
        light: func();
    }
}

package wasi:inner@0.1.0 {
    interface color {
        use wasi:lamp/color@0.2.1.{bulb};
    }
}
"""


def _tree(text: str) -> LineTree:
    tree = MadeRelease({"lamp": text}).sources().tree
    assert tree is not None
    return tree


def test_what_holds_an_item_hides_it() -> None:
    found = items_of(_tree(TEXT)).values()
    assert {(each.path, each.hidden) for each in found} == {
        ("wasi:lamp/color", True),
        ("wasi:lamp/color#bulb", True),
        ("wasi:lamp/color#bulb.shine", True),
        ("wasi:lamp/all", False),
        ("wasi:lamp/all#import:wasi:kettle/types", True),
        ("wasi:lamp/all#import:host", False),
        ("wasi:lamp/all#import:host.wick", True),
        ("wasi:lamp/all#import:host.wick.trim", True),
        ("wasi:lamp/all#import:host.light", False),
        ("wasi:inner/color", False),
        ("wasi:inner/color#use:wasi:lamp/color", False),
    }


def test_an_item_knows_its_own_gates() -> None:
    items = items_of(_tree(TEXT))
    own = items[ItemKey("wasi:lamp", "all#import:wasi:kettle/types", "import")]
    bulb = items[ItemKey("wasi:lamp", "color#bulb", "resource")]
    assert (own.features, own.since, own.queued) == (("lamp-glow",), None, True)
    assert (bulb.features, bulb.since, bulb.queued) == ((), "0.2.0", False)


def test_a_path_has_no_version_of_another_package() -> None:
    assert stable_path("all#import:wasi:kettle/types@0.2.1-rc.1") == "all#import:wasi:kettle/types"
    assert stable_path("types#bulb.shine") == "types#bulb.shine"


def test_a_package_is_said_to_stand_where_it_is_declared() -> None:
    (package,) = _tree(f"// A lamp.\n{lamp()}").packages
    said = package_said(package, "here")
    assert (said.path, said.line, said.says) == ("proposals/lamp/wit/lamp.wit", 2, "here")
    assert said.url.endswith("/proposals/lamp/wit/lamp.wit#L2")
