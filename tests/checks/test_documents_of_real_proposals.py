"""What a careful reader says of real READMEs, the checks say too."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.checks.cases import MET, UNMET, lamp
from tracker.checks import Surroundings, judge
from tracker.process import shipped_process
from tracker.sources.documents import read_document
from tracker.standing import CriterionStatus

WRITTEN = (MET, MET)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("proposal-template", (UNMET, UNMET)),
        ("config", (MET, UNMET)),
        ("tls", (UNMET, MET)),
        ("i2c", WRITTEN),
        ("messaging", WRITTEN),
        ("nn", WRITTEN),
        ("random", WRITTEN),
        ("usb", WRITTEN),
        ("webgpu", WRITTEN),
    ],
)
def test_portability_and_overview_of_a_real_readme(
    name: str, expected: tuple[CriterionStatus, ...], corpus: Path, tmp_path: Path
) -> None:
    bundle = corpus / f"WebAssembly+wasi-{name}.bundle"
    subprocess.run(["git", "clone", "-q", "--mirror", str(bundle), str(tmp_path / "m")], check=True)
    show = ["git", "-C", str(tmp_path / "m"), "show", "HEAD:README.md"]
    text = subprocess.run(show, check=True, capture_output=True, text=True).stdout
    subject = lamp(("README.md", read_document(text)))
    asked = {one.id: one for one in shipped_process().criteria(2, date(2026, 8, 1))}
    results = [judge(subject, Surroundings(), asked[one]) for one in ("portability-documented", "overview")]
    assert tuple(one.status for one in results) == expected
