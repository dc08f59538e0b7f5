"""What we read is what the reference tool reads, and what we reject it rejects, on the same line."""

from hypothesis import HealthCheck, given, settings

from tests.wit.agreement import contents_of_json, contents_of_tree
from tests.wit.drawn import VERSION, damaged_packages, packages
from tracker.facts import ReferenceStatus
from tracker.wit.parser import parse
from tracker.wit.reference import ReferenceTool
from tracker.wit.scopes import Fault
from tracker.wit.validity import check_package

_settings = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@_settings
@given(text=packages())
def test_a_package_is_read_as_the_reference_reads_it(reference_tool: ReferenceTool, text: str) -> None:
    parsed = parse(text)
    document = reference_tool.json({"drawn.wit": text.encode()})
    # One fault can be drawn: an interface that comes to a world by two ways, with different gates.
    assert bool(check_package({"drawn.wit": parsed})) == (document is None)
    if document is None:
        return
    ours, theirs = contents_of_tree(parsed), contents_of_json(document, f"test:drawn@{VERSION}")
    # A world also has what it includes.
    assert {name: theirs.get(name) for name in ours} == ours
    assert not [name for name in theirs if name not in ours and "/imports/" not in name and "/exports/" not in name]


@_settings
@given(text=damaged_packages())
def test_a_damaged_package_has_the_verdict_and_line_of_the_reference(reference_tool: ReferenceTool, text: str) -> None:
    verdict = reference_tool.check("drawn", {"drawn.wit": text.encode()})
    faults = check_package({"drawn.wit": parse(text)})
    if verdict.status is ReferenceStatus.UNKNOWN:
        return
    assert (verdict.status is ReferenceStatus.REJECTED) == bool(faults), verdict.message
    if verdict.line is not None:
        assert _line(faults) == verdict.line, verdict.message


def _line(faults: tuple[Fault, ...]) -> int:
    return faults[0].diagnostic.position.line
