"""Whom a requirement concerns, as Markdown for a comment: those who fail first."""

from collections.abc import Iterator

from tracker.impact.values import Affected, Bearing, Impact
from tracker.reports.escaping import code, text
from tracker.reports.impact_words import (
    SETTLED,
    UNCHECKED,
    counted,
    days_told,
    group_title,
    headline,
    judged_on,
    outcome,
    sign,
)


def impact_as_markdown(impact: Impact) -> str:
    """Return what is asked since when, and who does how."""
    requirement = impact.requirement
    asked = [text(requirement.criterion.requirement), *days_told(impact)]
    asked += [text(requirement.said)] if requirement.said else []
    lines = [
        f"### {text(headline(impact))}",
        "",
        f"{' '.join(asked)} [Source]({requirement.criterion.source}).",
        "",
        *([UNCHECKED, ""] if not impact.checked else []),
        f"**{outcome(impact)}.** {judged_on(impact)}.",
        "",
    ]
    for bearing in Bearing:
        group = [each for each in impact.affected if each.bearing is bearing]
        if group:
            lines += [
                f"#### {group_title(impact, bearing)}",
                "",
                f"{counted(impact, bearing)}.",
                "",
                *_table(group),
                "",
            ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(group: list[Affected]) -> Iterator[str]:
    yield "| | Subject | Phase | What was found |"
    yield "| - | - | - | - |"
    for each in group:
        shown = () if each.status in SETTLED else each.result.evidence
        places = "".join(f" [{number}]({place.url})" for number, place in enumerate(shown, 1))
        found = f"{text(each.result.reason)}{places}"
        yield f"| {sign(each.status)} | `{code(each.subject)}` | {each.phase} | {found} |"
