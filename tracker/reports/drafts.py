"""Pull requests that are not sent yet: the words of those that commands open, and each as a person sees it before."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.agenda.moves import Move
from tracker.agenda.values import Candidate
from tracker.drift.findings import DriftFinding
from tracker.drift.patching import unified_diff
from tracker.proposing import PullDraft
from tracker.reports.escaping import code, link, prose
from tracker.reports.marks import sign
from tracker.reports.plain import plain_text

_ORIGIN = "Written with `tracker`; a person asked for it and answers for it."
_MOST = 60_000
"""Characters of a text at most: GitHub takes 65,536."""
_LONGEST = 72
"""Characters of a title at most: it is the commit's first line, too."""


def draft_as_text(draft: PullDraft, fork: str | None) -> str:
    """Return everything that would be sent."""
    where = draft.repository if fork is None else f"{fork}, for {draft.repository}"
    lines = [f"repository: {where}", f"branch:     {draft.branch}", f"base:       {draft.base}"]
    lines += [f"title:      {draft.title}", "", *draft.text.rstrip("\n").split("\n"), ""]
    return "\n".join(lines) + "\n" + "".join(unified_diff(each.path, each.before, each.after) for each in draft.files)


def agenda_title(candidates: Sequence[Candidate], day: str) -> str:
    """Return the title of a pull request that asks for votes."""
    asked = [f"{each.id} to phase {each.target}" for each in candidates]
    return _short(f"{day}: vote on", asked)


def agenda_body(candidates: Iterable[Candidate], path: str) -> str:
    """Return what is asked, and how each stands to the entry requirements."""
    lines = [f"Puts on the agenda in `{code(path)}`:", ""]
    for each in candidates:
        champions = f", presented by {prose(', '.join(each.champions))}" if each.champions else ""
        lines += [f"* {link(prose(each.title), each.url)} to phase {each.target}{champions}"]
        lines += [f"  * {sign(one)} `{code(one.id)}`: {prose(one.reason)}" for one in each.criteria]
    return _whole(lines)


def votes_title(moves: Sequence[Move]) -> str:
    """Return the title of a pull request that brings the list up to date with votes."""
    return _short("Proposal list:", [_moved(each) for each in moves])


def votes_body(moves: Iterable[Move]) -> str:
    """Return which votes passed, and what each changes."""
    lines = ["Brings the proposal list up to date with votes that passed:", ""]
    for each in moves:
        noted = link(f"the vote of {each.vote.date}", each.vote.source.url)
        lines.append(f"* `{code(each.vote.subject)}`, {noted}: {_row(each)}")
    return _whole(lines)


def drift_title(findings: Sequence[DriftFinding]) -> str:
    """Return the title of a pull request that puts the list right."""
    subjects = dict.fromkeys(each.subject for each in findings)
    return _short("Put the proposal list right:", [*subjects])


def drift_body(findings: Iterable[DriftFinding]) -> str:
    """Return what disagrees, and where each side says so."""
    return _whole(["The proposal list disagrees with other sources:", "", *_found(findings)])


def _found(findings: Iterable[DriftFinding]) -> Iterator[str]:
    for each in findings:
        yield f"* `{code(each.subject)}`: {prose(each.message)} (`{each.rule}`)"
        if each.fix:
            yield f"  * Fix: {prose(each.fix)}"
        for said in each.evidence:
            yield f"  * {link(prose(said.path) or 'source', said.url)}: {prose(said.says)}"


def _moved(move: Move) -> str:
    return f"{move.vote.subject} " + ("is stable" if move.phase is None else f"to phase {move.phase}")


def _row(move: Move) -> str:
    if move.phase is None:
        return "its row goes, for it is a part of its proposal now."
    return f"its row goes to phase {move.phase}."


def _whole(lines: Sequence[str]) -> str:
    """Return a text of these lines, or of as many as there is room for."""
    room = _MOST
    kept: list[str] = []
    for each in lines:
        room -= len(each) + 1
        if room < 0:
            kept += ["", f"{len(lines) - len(kept)} more lines are left out."]
            break
        kept.append(each)
    return "\n".join([*kept, "", _ORIGIN])


def _short(begins: str, parts: Sequence[str]) -> str:
    """Return a title that names what there is room for."""
    for count in range(len(parts), 0, -1):
        more = f" and {len(parts) - count} more" if count < len(parts) else ""
        title = plain_text(f"{begins} {', '.join(parts[:count])}{more}")
        if len(title) <= _LONGEST or count == 1:
            return title
    return begins
