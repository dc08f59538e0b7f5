"""Findings as annotations are one workflow command a line, escaped as GitHub reads them."""

from tests.reports.finding_examples import MISSING, NEWER
from tracker.reports.findings_github import findings_as_annotations


def test_each_finding_is_one_command() -> None:
    assert findings_as_annotations([NEWER, MISSING]) == (
        "::error file=wit/a b.wit,line=3,endLine=3,col=2,endColumn=25,title=since-newer-than-package"
        "::the interface `light` is there since 2.0.0, but the package is 1.0.0"
        "%0AHelp: correct one of the two (tracker explain since-newer-than-package)\n"
        "::warning file=wit/a%2Cb%3Ac.wit,line=4,endLine=5,title=missing-gate"
        "::100%25 of it, and%0Amore: `x` has no gate%0AHelp: gate it (tracker explain missing-gate)\n"
    )


def test_nothing_found_is_nothing_said() -> None:
    assert findings_as_annotations([]) == ""
