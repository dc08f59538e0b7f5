"""The Markdown report, whole, and safe against what stands in names."""

from dataclasses import replace

from markdown_it import MarkdownIt

from tests.reports.made_standing import (
    AMENDMENT,
    CHECK,
    COMMIT,
    EXPLANATION,
    GATES,
    LAMP,
    LOOM_STANDING,
    PHASES,
    STANDING,
)
from tracker.reports.markdown import MarkdownReport
from tracker.reports.marks import LEGEND

REPORT = MarkdownReport()
AS_OF = "As of 2026-08-20 12:30 UTC, from 2 repositories."
TABLE = """\
| subject | port | over | wit | deps | oci | plan | next step |
| --- | --- | --- | --- | --- | --- | --- | --- |"""
QUIET = "Quiet: last on an agenda 2024-03-21, last commit 2024-10-28."
AMENDMENT_ROW = "| `lamp/lamp-dim` (landed) |  |  | ↑✓ |  |  | ? | Open: a plan. |"


def test_status_is_a_table_a_phase_with_amendments_under_their_parents() -> None:
    assert (
        REPORT.status(STANDING, PHASES)
        == f"""\
# WASI proposals

{AS_OF}

## Phase 3: Implementation Phase

{TABLE}
| `lamp` |  |  | ✓ |  |  |  | Nothing. |
{AMENDMENT_ROW}

## Phase 1: Feature Proposal

{TABLE}
| `loom` |  | ✗ |  |  | – |  | Needs an overview. {QUIET} |

## Not in the proposal list

{TABLE}
| `wick` |  |  |  |  |  |  | Needs a row. |

{LEGEND}

## Not everything was there to read

* Own/wasi-yarn: no mirror of it was there
"""
    )


def test_status_shows_amendments_whose_parent_was_not_asked_for() -> None:
    only = replace(STANDING, proposals=(), unlisted=(), notices=())
    assert (
        REPORT.status(only, PHASES)
        == f"""\
# WASI proposals

{AS_OF}

## Amendments

{TABLE}
{AMENDMENT_ROW}

{LEGEND}
"""
    )


def test_show_tells_all_of_a_proposal() -> None:
    at = f"https://github.com/Own/wasi-loom/blob/{COMMIT}/README.md#L3"
    text = REPORT.show(LOOM_STANDING, STANDING)
    assert text.splitlines()[:9] == [
        r"# Loom \[red\|blue\] \<b\> (`loom`)",
        "",
        f"**phase 1**. Needs an overview. {QUIET}",
        "",
        "* Champions: none named",
        "* Packages: none found",
        "* Repository: Own/wasi-loom",
        "* Last presented: 2024-03-21, wasi/2024/WASI-03-21.md",
        f"* Last activity: 2024-10-28, {COMMIT[:12]} of Own/wasi-loom",
    ]
    assert (at in text, r"there is no \`README\`" in text, text.endswith(f"{AS_OF}\n")) == (True, True, True)


def test_show_tells_the_amendments_of_a_proposal_and_the_items_of_an_amendment() -> None:
    assert AMENDMENT_ROW in REPORT.show(LAMP, STANDING)
    text = REPORT.show(AMENDMENT, STANDING)
    assert "* Amends `lamp`, state: landed\n" in text
    assert f"* `wasi:lamp/types#dim` (function): [wit/types.wit:7]({GATES[1].url})\n" in text


def test_gates_are_one_table() -> None:
    assert (
        REPORT.gates(GATES)
        == f"""\
| gate | item | where |
| --- | --- | --- |
| `@since 0.3.0` | `wasi:lamp/types` | [wit/types.wit:2]({GATES[0].url}) |
| `@unstable lamp-dim` | `wasi:lamp/types#dim` | [wit/types.wit:7]({GATES[1].url}) |
"""
    )


def test_check_says_the_verdict_first() -> None:
    text = REPORT.check(CHECK)
    assert text.splitlines()[0] == r"# Loom \[red\|blue\] \<b\> for phase 2: blocked"
    assert text.endswith(f"{LEGEND}\n")


def test_explain_is_the_document() -> None:
    assert REPORT.explain(EXPLANATION) == "# WIT\n\nWrite it down.\n"


def test_text_from_outside_adds_no_markup() -> None:
    hostile = "a | b\n# c <script>x</script> [d](javascript:e) *f* `g` ~~h~~ &lt;i&gt; \\"
    loom = replace(LOOM_STANDING, title=hostile, next_step=hostile, champions=(hostile,), packages=("a`b|c",))
    shown = REPORT.show(loom, STANDING) + REPORT.status(replace(STANDING, proposals=(loom,)), PHASES)
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(shown)
    assert [tag for tag in ("<script", "<em>", 'javascript:e"', "<s>") if tag in rendered] == []
    one_line = "a | b # c &lt;script&gt;x&lt;/script&gt; [d](javascript:e) *f* `g` ~~h~~ &amp;lt;i&amp;gt; \\"
    assert rendered.count(one_line) == 4
