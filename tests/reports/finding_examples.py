"""The findings that every format is shown with."""

from tracker.lint import Finding, Place, Related, Severity

TEXT = "package example:lamp@1.0.0;\n\n\t@since(version = 2.0.0)\ninterface light {}\n"

NEWER = Finding(
    "since-newer-than-package",
    Severity.ERROR,
    "the interface `light` is there since 2.0.0, but the package is 1.0.0",
    Place("wit/a b.wit", 3, 2, 3, 25),
    "correct one of the two",
    (Related("the package's version", Place("wit/a b.wit", 1, 9, 1, 27)),),
)
MISSING = Finding(
    "missing-gate",
    Severity.WARNING,
    "100% of it, and\nmore: `x` has no gate",
    Place("wit/a,b:c.wit", 4, 1, 5, 3),
    "gate it",
)
