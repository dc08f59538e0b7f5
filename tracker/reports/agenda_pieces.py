"""Ready-made Markdown for people who prepare a vote: items for an agenda, and a slide for each subject."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from tracker.agenda.values import Agenda, Candidate
from tracker.reports.escaping import code, text
from tracker.reports.marks import sign
from tracker.standing import CriterionResult, Evidence

_INDENT = "    "
"""Agendas number their items and set what is below one in by four columns."""
_OPTIONS = ("SF", "F", "N", "A", "SA")


def agenda_items(candidates: Iterable[Candidate]) -> str:
    """Return an item for each subject, set in as below the heading of an agenda's list."""
    return "".join(f"{_INDENT}1. {agenda_item(each)}\n" for each in candidates)


def agenda_item(candidate: Candidate) -> str:
    """Return what an agenda says of a vote: question, link and presenters."""
    presenters = f" ({', '.join(map(text, candidate.champions))})" if candidate.champions else ""
    return f"Vote: {_linked(candidate)} to phase {candidate.target}{presenters}"


def vote_slides(agenda: Agenda, candidates: Iterable[Candidate]) -> str:
    """Return a slide for each subject, with a rule between two."""
    return "\n---\n\n".join("\n".join(_slide(agenda, each)) + "\n" for each in candidates)


def question(candidate: Candidate) -> str:
    """Return what is asked in the vote."""
    advance = f"Should {text(candidate.title)} advance from phase {candidate.phase} to phase {candidate.target}"
    if candidate.feature is None:
        return f"{advance}?"
    return f"{advance}, so that what the feature `{code(candidate.feature)}` gates becomes stable?"


def _linked(candidate: Candidate) -> str:
    return text(candidate.title) if candidate.url is None else f"[{text(candidate.title)}]({candidate.url})"


def _slide(agenda: Agenda, candidate: Candidate) -> Iterator[str]:
    yield f"## {_linked(candidate)}: phase {candidate.target}"
    yield ""
    yield f"**{question(candidate)}**"
    if candidate.champions:
        yield ""
        yield f"Presented by {', '.join(map(text, candidate.champions))}"
    yield ""
    if candidate.criteria:
        yield "| Requirement | Phase | | Why | Evidence |"
        yield "| --- | --- | --- | --- | --- |"
        yield from (_criterion(agenda, each) for each in candidate.criteria)
    else:
        yield f"Phase {candidate.target} asks for nothing that is in effect."
    yield ""
    yield f"Dependencies: {_dependencies(candidate)}"
    yield ""
    yield from options_table()


def options_table() -> Iterator[str]:
    """Yield the table into which a vote is counted, empty."""
    yield f"| {' | '.join(_OPTIONS)} |"
    yield f"|{' -- |' * len(_OPTIONS)}"
    yield f"|{'    |' * len(_OPTIONS)}"


def place_name(place: Evidence) -> str:
    """Return the short name of a place: its file, without the folders, and the line."""
    name = PurePosixPath(place.path).name
    return name if place.line is None else f"{name}:{place.line}"


def _criterion(agenda: Agenda, result: CriterionResult) -> str:
    links = [f"[{text(place_name(each))}]({each.url})" for each in result.evidence]
    cells = [text(agenda.title(result)), str(result.phase), sign(result), text(result.reason), ", ".join(links)]
    return f"| {' | '.join(cells)} |"


def _dependencies(candidate: Candidate) -> str:
    if not candidate.dependencies:
        return "none"
    return ", ".join(
        f"`{code(each.package)}` ({'phase unknown' if each.phase is None else f'phase {each.phase}'})"
        for each in candidate.dependencies
    )
