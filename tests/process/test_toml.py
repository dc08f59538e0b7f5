"""How the description of the process is read."""

from datetime import date, timedelta

import pytest

from tracker.process import (
    Phase,
    Process,
    ProcessError,
    Requirement,
    RuleId,
    VoteRule,
    load_process,
    load_proposed,
)
from tracker.standing import Criterion

PHASES = """
[[phase]]
number = 0
name = "Idea"
in_effect = 2024-01-01
source = "https://example.org/0"

[[phase]]
number = 1
name = "Later"
source = "https://example.org/1"
"""

CRITERION = {
    "id": '"sketch"',
    "phase": "0",
    "title": '"A sketch"',
    "requirement": '"There is a sketch."',
    "judged_by": '"people"',
    "in_effect": "2024-02-01",
    "source": '"https://example.org/2"',
}


def _text(*changes: dict[str, str | None]) -> str:
    tables = [{**CRITERION, **change} for change in changes]
    lines = ["\n".join(f"{key} = {value}" for key, value in table.items() if value) for table in tables]
    return PHASES + "".join(f"\n[[criterion]]\n{table}\n" for table in lines)


def test_a_whole_description_becomes_a_process() -> None:
    grace = {"until": "2025-01-01", "replaced_by": '"plan"', "grace_until": "2024-06-01", "said": '"It was."'}
    successor: dict[str, str | None] = {"id": '"plan"', "in_effect": "2025-01-01", "judged_by": '"tool"'}
    assert load_process(_text({**grace}, successor)) == Process(
        (
            Phase(0, "Idea", date(2024, 1, 1), "https://example.org/0"),
            Phase(1, "Later", None, "https://example.org/1"),
        ),
        (
            Requirement(
                _criterion("sketch", "people", date(2024, 2, 1)),
                date(2025, 1, 1),
                "plan",
                date(2024, 6, 1),
                "It was.",
            ),
            Requirement(_criterion("plan", "tool", date(2025, 1, 1))),
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "process.toml: phase: is missing"),
        ("phase = 3", "process.toml: phase: must be written as [[phase]] tables"),
        ("[[stage]]", "process.toml: stage: is not a known key"),
        ("[[phase]]\nnumber = 1\nname = 'x'\nsource = 'y'", "must be 0: phases stand in order from 0"),
        (_text({"tilte": '"x"'}), "process.toml: criterion[1].tilte: is not a known key"),
        (_text({"title": None}), "process.toml: criterion[1].title: is missing"),
        (_text({"title": "4"}), "process.toml: criterion[1].title: must be text"),
        (_text({"title": '""'}), "process.toml: criterion[1].title: must be text"),
        (_text({"said": "1"}), "process.toml: criterion[1].said: must be text"),
        (_text({"phase": "true"}), "process.toml: criterion[1].phase: must be a whole number"),
        (_text({"phase": "1"}), "process.toml: criterion[1].phase: 1 is not a defined phase"),
        (_text({"judged_by": '"me"'}), "process.toml: criterion[1].judged_by: must be one of people, tool"),
        (_text({"in_effect": '"2024"'}), "process.toml: criterion[1].in_effect: must be a date such as 2023-09-07"),
        (_text({"in_effect": "2024-02-01T00:00:00Z"}), "criterion[1].in_effect: must be a date such as 2023-09-07"),
        (_text({"until": "2024-02-01"}), "process.toml: criterion[1].until: must be later than in_effect"),
        (_text({"grace_until": "2024-01-01"}), "process.toml: criterion[1].grace_until: must be later than in_effect"),
        (_text({"replaced_by": '"x"'}), "process.toml: criterion[1].replaced_by: needs until: the day it is replaced"),
        (
            _text({"replaced_by": '"x"', "until": "2025-01-01"}),
            "process.toml: criterion[1].replaced_by: there is no criterion 'x'",
        ),
        (_text({}, {}), "process.toml: criterion[2].in_effect: 'sketch' already counts on that day"),
    ],
)
def test_the_first_wrong_key_is_named_in_one_line(text: str, expected: str) -> None:
    with pytest.raises(ProcessError) as raised:
        load_process(text)
    assert str(raised.value).endswith(expected)
    assert "\n" not in str(raised.value)


def test_text_that_is_not_toml_is_said_to_be_so() -> None:
    with pytest.raises(ProcessError, match=r"\Aprocess\.toml: is not TOML: .+\Z"):
        load_process("[[phase]")


def _criterion(name: str, judge: str, start: date) -> Criterion:
    return Criterion(name, 0, "A sketch", "There is a sketch.", judge, start, "https://example.org/2")


def test_requirements_can_be_proposed_for_the_phases_of_a_process() -> None:
    process = load_process(PHASES)
    proposed = _text({"until": "2025-01-01"}, {"id": '"plan"', "in_effect": "2025-01-01"})
    expected = (
        Requirement(_criterion("sketch", "people", date(2024, 2, 1)), date(2025, 1, 1)),
        Requirement(_criterion("plan", "people", date(2025, 1, 1))),
    )
    assert load_proposed(proposed.removeprefix(PHASES), process) == expected
    assert load_proposed(proposed, process) == expected


def test_a_proposed_requirement_can_be_replaced_by_one_that_there_is() -> None:
    proposed = _text({"id": '"plan"', "until": "2025-01-01", "replaced_by": '"sketch"'}).removeprefix(PHASES)
    assert [each.replaced_by for each in load_proposed(proposed, load_process(_text({})))] == ["sketch"]
    with pytest.raises(ProcessError, match="there is no criterion 'sketch'"):
        load_proposed(proposed, load_process(PHASES))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "criterion: is missing"),
        ("[[criteria]]", "criteria: is not a known key"),
        (_text({"phase": "1"}), "criterion[1].phase: 1 is not a defined phase"),
    ],
)
def test_a_proposal_that_proposes_nothing_is_told_in_one_line(text: str, expected: str) -> None:
    with pytest.raises(ProcessError) as raised:
        load_proposed(text, load_process(PHASES))
    assert str(raised.value) == f"process.toml: {expected}"


RULE = """
[[vote_rule]]
id = "announced"
hours = 24
exempt_phases = [1]
in_effect = 2024-02-01
until = 2025-01-01
source = "https://example.org/3"
"""
RHYTHM = """
[[rhythm]]
quiet_days = 90
in_effect = 2024-02-01
source = "https://example.org/4"
"""


def test_rules_around_votes_and_the_rhythm_of_champions_count_from_their_day() -> None:
    process = load_process(f"{PHASES}{RULE}{RHYTHM}")
    rule = VoteRule(
        RuleId.ANNOUNCED,
        timedelta(hours=24),
        date(2024, 2, 1),
        "https://example.org/3",
        date(2025, 1, 1),
        frozenset({1}),
    )
    days = [date(2024, 1, 31), date(2024, 2, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [process.vote_rule(RuleId.ANNOUNCED, day) for day in days] == [None, rule, rule, None]
    assert process.vote_rule(RuleId.ANNOUNCED_AIM, days[1]) is None
    assert [process.quiet_after(day) for day in days[:2]] == [None, timedelta(days=90)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RULE.replace("announced", "asked"), "vote_rule[1].id: must be one of announced, "),
        (RULE.replace("24", "0", 1), "vote_rule[1].hours: must be 1 or more"),
        (RULE.replace("[1]", "[7]"), "vote_rule[1].exempt_phases: must be a list of phases"),
        (RULE.replace("[1]", "1"), "vote_rule[1].exempt_phases: must be a list of phases"),
        (RULE.replace("2025-01-01", "2024-01-01"), "vote_rule[1].until: must be later than in_effect"),
        (RULE + RULE.replace("2025", "2026"), "vote_rule[2].in_effect: announced already counts on that day"),
        (RULE + "day = 1", "vote_rule[1].day: is not a known key"),
        (RHYTHM.replace("90", "-1"), "rhythm[1].quiet_days: must be 1 or more"),
        (RHYTHM.replace("quiet_days = 90", ""), "rhythm[1].quiet_days: is missing"),
    ],
)
def test_a_wrong_rule_around_votes_is_named(text: str, expected: str) -> None:
    with pytest.raises(ProcessError) as caught:
        load_process(PHASES + text)
    assert str(caught.value).startswith(f"process.toml: {expected}")
