"""When a proposal's WIT counts as a description of its API."""

from dataclasses import replace

import pytest

from tests.checks.cases import MET, UNKNOWN, UNMET, UNREAD, criterion, lamp, place, result
from tracker.checks import Subject, Surroundings, judge
from tracker.facts import ReferenceStatus, ReferenceVerdict, WitFile, WitPackage, WitProblem
from tracker.standing import CriterionResult

OF = criterion("wit")
PATH = "wit/lamp.wit"
PACKAGE = WitPackage("wasi", "lamp", "0.1.0", 2)
GOOD = WitFile((PACKAGE,), interfaces=2, worlds=1)
BAD = replace(GOOD, problems=(WitProblem(7, 3, "found '}', expected a name"),))
ACCEPTED = ReferenceVerdict("wit", ReferenceStatus.ACCEPTED, "wasm-tools 1.2.3")
REJECTED = ReferenceVerdict("wit", ReferenceStatus.REJECTED, "wasm-tools 1.2.3", "no type `bulb`", PATH, 9)
SILENT = ReferenceVerdict("wit", ReferenceStatus.UNKNOWN, "wasm-tools 1.2.3", "wasi:io is not in wit/deps")
ABSENT = ReferenceVerdict("wit", ReferenceStatus.UNKNOWN, "", "wasm-tools is not installed")
CONTENTS = "wasi:lamp@0.1.0 with 2 interfaces and 1 world"


def _lamp(file: WitFile, *verdicts: ReferenceVerdict) -> Subject:
    return replace(lamp(wit=((PATH, file),)), reference=verdicts)


def _result(status: str, reason: str, line: int) -> CriterionResult:
    return result(OF, {"met": MET, "unmet": UNMET}[status], reason, line, path=PATH)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (_lamp(GOOD, ACCEPTED), _result("met", f"{CONTENTS}; accepted by wasm-tools 1.2.3", 2)),
        (
            _lamp(GOOD, SILENT),
            _result("met", f"{CONTENTS}; wasm-tools 1.2.3 has not judged it: wasi:io is not in wit/deps", 2),
        ),
        (
            _lamp(GOOD, ABSENT),
            _result("met", f"{CONTENTS}; the reference tool has not judged it: wasm-tools is not installed", 2),
        ),
        (_lamp(GOOD), _result("met", f"{CONTENTS}; the reference tool has not judged it: it was not run", 2)),
        (
            _lamp(replace(GOOD, interfaces=1, worlds=0), ACCEPTED),
            _result("met", "wasi:lamp@0.1.0 with 1 interface; accepted by wasm-tools 1.2.3", 2),
        ),
        (_lamp(BAD, ACCEPTED), _result("met", f"{CONTENTS}; accepted by wasm-tools 1.2.3", 2)),
        (_lamp(BAD, SILENT), _result("unmet", "wit/lamp.wit:7:3: found '}', expected a name", 7)),
        (_lamp(BAD), _result("unmet", "wit/lamp.wit:7:3: found '}', expected a name", 7)),
        (_lamp(GOOD, REJECTED), _result("unmet", "wasm-tools 1.2.3 rejects wit/lamp.wit:9: no type `bulb`", 9)),
        (
            _lamp(GOOD, replace(REJECTED, path=None, line=None)),
            CriterionResult(OF.id, 2, UNMET, "wasm-tools 1.2.3 rejects wit: no type `bulb`", (place("wit"),)),
        ),
        (
            _lamp(WitFile((PACKAGE,)), ACCEPTED),
            _result("unmet", "wasi:lamp@0.1.0 declares no interface and no world", 2),
        ),
        (
            _lamp(WitFile(interfaces=1), ABSENT),
            CriterionResult(OF.id, 2, UNMET, "no WIT file declares a package", (place(PATH),)),
        ),
        (lamp(), result(OF, UNMET, "there is no WIT file in Own/wasi-lamp")),
        (
            replace(lamp(), path="proposals/lamp"),
            result(OF, UNMET, "there is no WIT file in Own/wasi-lamp/proposals/lamp"),
        ),
        (UNREAD, result(OF, UNKNOWN, "Own/wasi-lamp has no mirror")),
    ],
)
def test_wit_is_judged_by_the_reference_tool_then_the_parser(subject: Subject, expected: CriterionResult) -> None:
    assert judge(subject, Surroundings(), OF) == expected


def test_each_package_is_evidence_once_though_every_file_declares_it() -> None:
    shade = WitPackage("wasi", "shade", None, 1)
    files = ((PATH, GOOD), ("wit/more.wit", GOOD), ("shade/shade.wit", WitFile((shade,))))
    reason = (
        "wasi:lamp@0.1.0 and wasi:shade with 4 interfaces and 2 worlds; "
        "the reference tool has not judged it: it was not run"
    )
    expected = CriterionResult(OF.id, 2, MET, reason, (place(PATH, 2), place("shade/shade.wit", 1)))
    assert judge(lamp(wit=files), Surroundings(), OF) == expected
