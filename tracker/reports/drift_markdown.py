"""Where sources disagree, as Markdown for a comment: what is open first, what is accepted folded away."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from tracker.drift.findings import Drift, DriftFinding
from tracker.reports.drift_table import aged, headline, reasons
from tracker.reports.escaping import code, prose, text

_HEADS = {"error": "Errors", "warning": "Warnings", "note": "Notes"}


def drift_as_markdown(drift: Drift) -> str:
    """Return the findings by severity and rule, and what could not be checked."""
    lines = [f"### Drift: {text(headline(drift))}", "", f"As of {drift.as_of:%Y-%m-%d %H:%M} UTC.", ""]
    for severity, group in groupby(drift.open, key=lambda each: each.severity):
        lines += [f"#### {_HEADS[severity]}", "", *_findings(drift, group), ""]
    excepted = [each for each in drift.findings if each.excepted]
    if excepted:
        lines += ["<details>", f"<summary>{len(excepted)} excepted</summary>", ""]
        lines += [*_findings(drift, excepted), "", "</details>", ""]
    if drift.could_not_check:
        lines += ["#### Could not be checked", ""]
        for reason, rules in reasons(drift.could_not_check).items():
            lines.append(f"* {', '.join(f'`{code(rule)}`' for rule in rules)}: {prose(reason)}")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _findings(drift: Drift, findings: Iterable[DriftFinding]) -> Iterator[str]:
    for finding in findings:
        age = aged(drift, finding)
        told = f"{prose(finding.message)}{f' ({age})' if age else ''}."
        yield f"* `{code(finding.subject)}` (`{code(finding.rule)}`): {told}"
        if finding.excepted is not None:
            accepted = finding.excepted
            yield f"  Accepted by {prose(accepted.who)}: {prose(accepted.reason)} <{accepted.link}>"
        elif finding.fix is not None:
            yield f"  Fix: {prose(finding.fix)}."
        for place in finding.evidence:
            yield f"  * [{prose(place.says)}]({place.url})"
