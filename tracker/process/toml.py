"""Reads the description of the process: every key is checked, and the first wrong one is named."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from tracker.frozen import frozen
from tracker.process.errors import ProcessError
from tracker.process.rules import Phase, Process, Requirement, Rhythm, RuleId, VoteRule
from tracker.process.tables import document_of
from tracker.shipped import shipped
from tracker.standing import Criterion

_Value = TypeVar("_Value", str, int, date)

_WORDS = {str: "text", int: "a whole number", date: "a date such as 2023-09-07"}
_JUDGES = ("people", "tool")
_CRITERION_KEYS = {
    "id",
    "phase",
    "title",
    "requirement",
    "judged_by",
    "in_effect",
    "until",
    "replaced_by",
    "grace_until",
    "said",
    "source",
}
_KEYS = frozenset(
    {"phase", "criterion", "vote_rule", "rhythm"}
    | {"release_train", "meeting_rhythm"}
    | {"component_feature", "feature_rule", "launch_rule"}
)


@frozen
class _Table:
    """One TOML table and the name under which its keys are reported."""

    name: str
    values: Mapping[str, Any]

    def key(self, key: str) -> str:
        return f"{self.name}.{key}"

    def only(self, known: set[str]) -> None:
        for key in self.values:
            if key not in known:
                raise ProcessError(self.key(key), "is not a known key")

    def required(self, key: str, kind: type[_Value]) -> _Value:
        value = self.optional(key, kind)
        if value is None:
            raise ProcessError(self.key(key), "is missing")
        return value

    def optional(self, key: str, kind: type[_Value]) -> _Value | None:
        value = self.values.get(key)
        if value is None:
            return None
        # TOML's booleans are ints and its date-times are dates to Python.
        if isinstance(value, bool | datetime) or not isinstance(value, kind) or value == "":
            raise ProcessError(self.key(key), f"must be {_WORDS[kind]}")
        return value


def shipped_process() -> Process:
    """Return the process that travels with the program."""
    return load_process(shipped("data/process.toml").read_text(encoding="utf-8"))


def load_process(text: str) -> Process:
    """Return the process that the TOML text describes; `ProcessError` names the first key that is wrong."""
    document = _document(text)
    phases = tuple(_phase(table) for table in _tables(document, "phase"))
    _check_phases(phases)
    requirements = _requirements(document, phases)
    _check_replacements(requirements, ())
    rhythms = tuple(_rhythm(table) for table in _tables(document, "rhythm"))
    return Process(phases, requirements, _vote_rules(document, phases), rhythms)


def load_proposed(text: str, process: Process) -> tuple[Requirement, ...]:
    """Return the requirements that somebody proposes: `[[criterion]]` tables for the phases of a process.

    A whole description of a process can be given as well; what else it describes is left alone.
    """
    document = _document(text)
    requirements = _requirements(document, process.phases)
    if not requirements:
        raise ProcessError("criterion", "is missing")
    _check_replacements(requirements, process.requirements)
    return requirements


def _document(text: str) -> Mapping[str, Any]:
    document = document_of(text)
    for key in document:
        if key not in _KEYS:
            raise ProcessError(key, "is not a known key")
    return document


def _requirements(document: Mapping[str, Any], phases: tuple[Phase, ...]) -> tuple[Requirement, ...]:
    requirements: list[Requirement] = []
    for table in _tables(document, "criterion"):
        requirement = _requirement(table, phases)
        _check_overlap(table, requirement, requirements)
        requirements.append(requirement)
    return tuple(requirements)


def _tables(document: Mapping[str, Any], key: str) -> tuple[_Table, ...]:
    found = document.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ProcessError(key, f"must be written as [[{key}]] tables")
    return tuple(_Table(f"{key}[{number}]", one) for number, one in enumerate(found, start=1))


def _phase(table: _Table) -> Phase:
    table.only({"number", "name", "in_effect", "source"})
    return Phase(
        table.required("number", int),
        table.required("name", str),
        table.optional("in_effect", date),
        table.required("source", str),
    )


def _check_phases(phases: tuple[Phase, ...]) -> None:
    for expected, phase in enumerate(phases):
        if phase.number != expected:
            raise ProcessError(f"phase[{expected + 1}].number", f"must be {expected}: phases stand in order from 0")
    if not phases:
        raise ProcessError("phase", "is missing")


def _requirement(table: _Table, phases: tuple[Phase, ...]) -> Requirement:
    table.only(_CRITERION_KEYS)
    requirement = Requirement(
        _criterion(table, phases),
        table.optional("until", date),
        table.optional("replaced_by", str),
        table.optional("grace_until", date),
        table.optional("said", str),
    )
    start = requirement.criterion.in_effect
    if requirement.until is not None and requirement.until <= start:
        raise ProcessError(table.key("until"), "must be later than in_effect")
    if requirement.grace_until is not None and requirement.grace_until <= start:
        raise ProcessError(table.key("grace_until"), "must be later than in_effect")
    if requirement.replaced_by is not None and requirement.until is None:
        raise ProcessError(table.key("replaced_by"), "needs until: the day it is replaced")
    return requirement


def _criterion(table: _Table, phases: tuple[Phase, ...]) -> Criterion:
    phase = table.required("phase", int)
    if not any(one.number == phase and one.in_effect is not None for one in phases):
        raise ProcessError(table.key("phase"), f"{phase} is not a defined phase")
    judged_by = table.required("judged_by", str)
    if judged_by not in _JUDGES:
        raise ProcessError(table.key("judged_by"), f"must be one of {', '.join(_JUDGES)}")
    return Criterion(
        table.required("id", str),
        phase,
        table.required("title", str),
        table.required("requirement", str),
        judged_by,
        table.required("in_effect", date),
        table.required("source", str),
    )


def _check_overlap(table: _Table, new: Requirement, earlier: list[Requirement]) -> None:
    for old in earlier:
        same = (old.criterion.id, old.criterion.phase) == (new.criterion.id, new.criterion.phase)
        if same and _reaches(old.until, new.criterion.in_effect) and _reaches(new.until, old.criterion.in_effect):
            raise ProcessError(table.key("in_effect"), f"{new.criterion.id!r} already counts on that day")


def _reaches(end: date | None, start: date) -> bool:
    """Return whether something that ends on `end` is still there on `start`."""
    return end is None or start < end


def _check_replacements(requirements: tuple[Requirement, ...], others: tuple[Requirement, ...]) -> None:
    ids = {one.criterion.id for one in (*requirements, *others)}
    for number, one in enumerate(requirements, start=1):
        if one.replaced_by is not None and one.replaced_by not in ids:
            raise ProcessError(f"criterion[{number}].replaced_by", f"there is no criterion {one.replaced_by!r}")


# --- votes --------------------------------------------------------------------------------------------------------


def _vote_rules(document: Mapping[str, Any], phases: tuple[Phase, ...]) -> tuple[VoteRule, ...]:
    rules: list[VoteRule] = []
    for table in _tables(document, "vote_rule"):
        rule = _vote_rule(table, phases)
        for old in rules:
            if old.id is rule.id and _reaches(old.until, rule.in_effect) and _reaches(rule.until, old.in_effect):
                raise ProcessError(table.key("in_effect"), f"{rule.id!s} already counts on that day")
        rules.append(rule)
    return tuple(rules)


def _vote_rule(table: _Table, phases: tuple[Phase, ...]) -> VoteRule:
    table.only({"id", "hours", "in_effect", "until", "exempt_phases", "source"})
    identifier = table.required("id", str)
    if identifier not in {*RuleId}:
        raise ProcessError(table.key("id"), f"must be one of {', '.join(RuleId)}")
    rule = VoteRule(
        RuleId(identifier),
        timedelta(hours=_positive(table, "hours")),
        table.required("in_effect", date),
        table.required("source", str),
        table.optional("until", date),
        _exempt(table, phases),
    )
    if rule.until is not None and rule.until <= rule.in_effect:
        raise ProcessError(table.key("until"), "must be later than in_effect")
    return rule


def _exempt(table: _Table, phases: tuple[Phase, ...]) -> frozenset[int]:
    found = table.values.get("exempt_phases", [])
    known = {phase.number for phase in phases}
    if not isinstance(found, list) or not all(type(each) is int and each in known for each in found):
        raise ProcessError(table.key("exempt_phases"), "must be a list of phases")
    return frozenset(found)


def _rhythm(table: _Table) -> Rhythm:
    table.only({"quiet_days", "in_effect", "source"})
    days = timedelta(days=_positive(table, "quiet_days"))
    return Rhythm(days, table.required("in_effect", date), table.required("source", str))


def _positive(table: _Table, key: str) -> int:
    value = table.required(key, int)
    if value < 1:
        raise ProcessError(table.key(key), "must be 1 or more")
    return value
