"""Findings as SARIF 2.1.0 name their rules, and every place a reader may want to open."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.reports.finding_examples import MISSING, NEWER
from tracker.lint import RULES
from tracker.reports.findings_sarif import findings_as_sarif

RULE = RULES["since-newer-than-package"].description
OTHER = RULES["missing-gate"].description
SCHEMA = Path(__file__, "../../../.venv/share/sarif-2.1.0.json").resolve()
"""The schema as the SARIF committee published it, fetched by `tests/system/install.sh`."""


@pytest.fixture
def published_schema() -> Any:
    """Return the published schema; without it a user's run skips, and continuous integration fails."""
    if not SCHEMA.exists() and os.environ.get("CI") != "true":
        pytest.skip(f"{SCHEMA} is missing: `sh tests/system/install.sh` fetches it when npm is on PATH")
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


def _violations(schema: Any, log: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft7Validator(schema).iter_errors(log)]


def test_a_log_of_all_rules_and_findings_is_valid_against_the_published_schema(published_schema: Any) -> None:
    rules = [rule.description for rule in RULES.values()]
    pages = {rule.id: f"# {rule.id}\n" for rule in rules}
    log = json.loads(findings_as_sarif([NEWER, MISSING], rules, pages, "1.2.3-rc.1"))
    assert _violations(published_schema, log) == []


def test_the_published_schema_rejects_a_level_that_sarif_does_not_know(published_schema: Any) -> None:
    log = json.loads(findings_as_sarif([NEWER], [RULE], {}, "1.2.3"))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert _violations(published_schema, log) == [
        "$.runs[0].results[0].level: 'fatal' is not one of ['none', 'note', 'warning', 'error']"
    ]


def test_a_log_has_one_run_with_its_rules_and_results() -> None:
    log = json.loads(findings_as_sarif([NEWER], [RULE, OTHER], {RULE.id: "# Page\n"}, "1.2.3"))
    assert (log["version"], len(log["runs"]), log["runs"][0]["columnKind"]) == ("2.1.0", 1, "unicodeCodePoints")
    driver = log["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("tracker", "1.2.3")
    assert driver["rules"][1] == {
        "id": "since-newer-than-package",
        "name": "SinceNewerThanPackage",
        "shortDescription": {"text": RULE.summary},
        "fullDescription": {"text": f"{RULE.summary} To fix it: {RULE.help}."},
        "defaultConfiguration": {"level": "error"},
        "help": {"text": RULE.help, "markdown": "# Page\n"},
        "helpUri": RULE.source,
    }
    place = {"artifactLocation": {"uri": "wit/a%20b.wit"}}
    assert log["runs"][0]["results"] == [
        {
            "ruleId": "since-newer-than-package",
            "ruleIndex": 1,
            "level": "error",
            "message": {"text": NEWER.message},
            "locations": [
                {"physicalLocation": {**place, "region": _region(3, 2, 3, 25)}},
            ],
            "relatedLocations": [
                {
                    "id": 1,
                    "message": {"text": "the package's version"},
                    "physicalLocation": {**place, "region": _region(1, 9, 1, 27)},
                }
            ],
        }
    ]


def test_paths_are_uris() -> None:
    absolute = replace(NEWER.place, file="/wit/#1.wit")
    log = json.loads(findings_as_sarif([MISSING, replace(NEWER, place=absolute)], [RULE, OTHER], {}, "1.2.3"))
    assert [
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in log["runs"][0]["results"]
    ] == ["wit/a%2Cb%3Ac.wit", "file:///wit/%231.wit"]


def test_every_rule_has_what_code_scanning_shows() -> None:
    rules = [rule.description for rule in RULES.values()]
    described = json.loads(findings_as_sarif([], rules, {}, "1.2.3"))["runs"][0]["tool"]["driver"]["rules"]
    assert [each["id"] for each in described] == list(RULES)
    assert [each["id"] for each in described if not each["helpUri"].startswith("https://")] == []


def _region(line: int, column: int, end_line: int, end_column: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
