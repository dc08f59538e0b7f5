"""The JSON report, field by field."""

import json
from typing import Any

import pytest

from tests.reports.made_standing import AMENDMENT, CHECK, COMMIT, EXPLANATION, GATES, ITEM, LAMP, PHASES, STANDING
from tracker.reports.json import JsonReport

REPORT = JsonReport()
HEAD = {
    "as_of": "2026-08-20T12:30:00Z",
    "synced_at": "2026-08-20T12:30:00Z",
    "revisions": {"Own/hub": COMMIT, "Own/wasi-loom": COMMIT},
}


def _place(repository: str, path: str, line: int) -> dict[str, Any]:
    url = f"https://github.com/{repository}/blob/{COMMIT}/{path}#L{line}"
    return {"url": url, "path": path, "line": line, "revision": COMMIT}


WIT = {"id": "wit", "phase": 2, "status": "met", "reason": "it reads", "evidence": []}
LAMP_JSON = {
    "id": "lamp",
    "title": "Lamp",
    "phase": 3,
    "champions": ["Ada Author", "Bo Builder"],
    "repository": "Own/hub",
    "path": "proposals/lamp",
    "packages": ["wasi:lamp@0.3.0"],
    "next_phase": None,
    "readiness": None,
    "criteria": [WIT],
    "next_step": "Nothing.",
    "row": _place("Own/hub", "docs/List.md", 11),
    "features": [],
    "repositories": ["Own/hub"],
    "last_presented": None,
    "last_activity": None,
    "quiet": False,
}
LOOM_CRITERIA = [
    {
        "id": "overview",
        "phase": 2,
        "status": "unmet",
        "reason": "there is no `README`",
        "evidence": [_place("Own/wasi-loom", "README.md", 3)],
    },
    {"id": "oci-published", "phase": 2, "status": "waived", "reason": "waived until October", "evidence": []},
]
LOOM_JSON = {
    "id": "loom",
    "title": "Loom [red|blue] <b>",
    "phase": 1,
    "champions": [],
    "repository": "Own/wasi-loom",
    "path": "",
    "packages": [],
    "next_phase": 2,
    "readiness": "blocked",
    "criteria": LOOM_CRITERIA,
    "next_step": "Needs an overview.",
    "row": _place("Own/hub", "docs/List.md", 20),
    "features": ["loom"],
    "repositories": ["Own/wasi-loom"],
    "last_presented": {
        "date": "2024-03-21",
        "path": "wasi/2024/WASI-03-21.md",
        "url": "https://example.org/wasi/2024#L7",
    },
    "last_activity": {"date": "2024-10-28", "repository": "Own/wasi-loom", "revision": COMMIT},
    "quiet": True,
}
WICK_JSON = {
    "id": "wick",
    "title": "wick",
    "phase": None,
    "champions": [],
    "repository": "Own/wasi-wick",
    "path": "",
    "packages": ["wasi:wick"],
    "next_phase": None,
    "readiness": None,
    "criteria": [],
    "next_step": "Needs a row.",
    "row": None,
    "features": [],
    "repositories": [],
    "last_presented": None,
    "last_activity": None,
    "quiet": False,
}
AMENDMENT_JSON = {
    "id": "lamp/lamp-dim",
    "title": "Lamp: Dim",
    "phase": 2,
    "champions": ["Bo Builder"],
    "repository": "Own/hub",
    "path": "proposals/lamp",
    "packages": ["wasi:lamp@0.3.0"],
    "next_phase": 3,
    "readiness": "undetermined",
    "criteria": [
        {
            "id": "wit",
            "phase": 2,
            "status": "inherited",
            "reason": "answered by lamp: it reads",
            "evidence": [],
            "from": "lamp",
            "from_status": "met",
        },
        {"id": "portability-plan", "phase": 3, "status": "unknown", "reason": "people must tell", "evidence": []},
    ],
    "next_step": "Open: a plan.",
    "row": _place("Own/hub", "docs/List.md", 12),
    "parent": "lamp",
    "feature": "lamp-dim",
    "state": "landed",
    "items": [{"path": "wasi:lamp/types#dim", "kind": "function", "file": "wit/types.wit", "line": 7, "url": ITEM.url}],
    "last_presented": None,
    "last_activity": None,
    "quiet": False,
}
GATES_JSON = [
    {
        "proposal": "lamp",
        "package": "wasi:lamp@0.3.0",
        "item": "wasi:lamp/types",
        "item_kind": "interface",
        "kind": "since",
        "feature": None,
        "version": "0.3.0",
        "file": "wit/types.wit",
        "line": 2,
        "repository": "Own/hub",
        "revision": COMMIT,
        "url": GATES[0].url,
    },
    {
        "proposal": "lamp",
        "package": "wasi:lamp@0.3.0",
        "item": "wasi:lamp/types#dim",
        "item_kind": "function",
        "kind": "unstable",
        "feature": "lamp-dim",
        "version": None,
        "file": "wit/types.wit",
        "line": 7,
        "repository": "Own/hub",
        "revision": COMMIT,
        "url": GATES[1].url,
    },
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            REPORT.status(STANDING, PHASES),
            {
                "schema": "wasi-tracker/status/v1",
                **HEAD,
                "proposals": [LAMP_JSON, LOOM_JSON],
                "amendments": [AMENDMENT_JSON],
                "unlisted": [WICK_JSON],
                "notices": [{"source": "Own/wasi-yarn", "message": "no mirror of it was there"}],
            },
        ),
        (
            REPORT.show(LAMP, STANDING),
            {
                "schema": "wasi-tracker/show/v1",
                **HEAD,
                "proposal": LAMP_JSON,
                "amendment": None,
                "amendments": [AMENDMENT_JSON],
                "gates": GATES_JSON,
                "concerns": [],
                "history": [],
                "votes": [],
                "texts": [],
            },
        ),
        (
            REPORT.show(AMENDMENT, STANDING),
            {
                "schema": "wasi-tracker/show/v1",
                **HEAD,
                "proposal": None,
                "amendment": AMENDMENT_JSON,
                "amendments": [],
                "gates": GATES_JSON[1:],
                "concerns": [],
                "history": [],
                "votes": [],
                "pulls": [],
                "contributors": [],
                "texts": [],
            },
        ),
        (REPORT.gates(GATES), {"schema": "wasi-tracker/gates/v1", "gates": GATES_JSON}),
        (REPORT.gates(()), {"schema": "wasi-tracker/gates/v1", "gates": []}),
        (
            REPORT.check(CHECK),
            {
                "schema": "wasi-tracker/check/v1",
                "subject": "loom",
                "phase": 2,
                "blocked": True,
                "criteria": LOOM_CRITERIA,
                "concerns": [],
            },
        ),
        (
            REPORT.explain(EXPLANATION),
            {
                "schema": "wasi-tracker/explain/v1",
                "id": "wit",
                "requirements": [
                    {
                        "phase": 2,
                        "title": "WIT",
                        "requirement": "The API is described in WIT.",
                        "judged_by": "tool",
                        "in_effect": "2023-09-07",
                        "source": "https://example.org/549",
                    }
                ],
                "document": "# WIT\n\nWrite it down.\n",
            },
        ),
    ],
    ids=["status", "show", "show-amendment", "gates", "no-gates", "check", "explain"],
)
def test_every_answer_is_one_object_in_this_order(text: str, expected: dict[str, Any]) -> None:
    assert text == json.dumps(expected, indent=2, ensure_ascii=False) + "\n"
