"""Findings as SARIF 2.1.0 name their rules, and every place a reader may want to open."""

import json
from dataclasses import replace

from tests.reports.finding_examples import MISSING, NEWER
from tracker.lint import RULES
from tracker.reports.findings_sarif import findings_as_sarif

RULE = RULES["since-newer-than-package"].description
OTHER = RULES["missing-gate"].description


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
