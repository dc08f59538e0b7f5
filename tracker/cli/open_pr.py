"""Opens the pull requests that commands were asked for, or shows them: of an agenda, of the proposal list."""

import os
from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from tracker.agenda.inserting import insert_items
from tracker.agenda.moves import Move
from tracker.agenda.values import Agenda, Candidate, Meeting
from tracker.chronicle import BranchKind
from tracker.cli.asking import InputError
from tracker.cli.exit_codes import ExitCode
from tracker.cli.output import put, tell, warn
from tracker.cli.past import Past
from tracker.drift.findings import DriftFinding
from tracker.facts import RepositoryName
from tracker.frozen import frozen
from tracker.proposing import FileEdit, PullDraft
from tracker.reports import drafts
from tracker.reports.agenda_pieces import agenda_item, agenda_items

OpenPr = Annotated[bool, typer.Option("--open-pr", help="Open a pull request with the change, unless one is open.")]
"""Whether to open a pull request."""
DryRun = Annotated[bool, typer.Option("--dry-run", help="With --open-pr: print it, and send nothing.")]
"""Whether to show it only."""
Fork = Annotated[
    str | None,
    typer.Option(
        "--fork", metavar="OWNER/NAME", help="With --open-pr: make the branch in this fork.", show_default=False
    ),
]
"""Where to make its branch."""


@frozen
class Sending:
    """How a pull request is to be opened."""

    fork: RepositoryName | None
    """Where its branch is made; `None` for the repository itself."""
    dry_run: bool


def sending(*, open_pr: bool, dry_run: bool, fork: str | None) -> Sending | None:
    """Return how a pull request is to be opened; `None` when none is asked for."""
    for option, given in (("--dry-run", dry_run), ("--fork", fork is not None)):
        if given and not open_pr:
            raise InputError(f"{option} goes with --open-pr alone")
    if fork is not None and (fork.count("/") != 1 or not all(fork.split("/")) or not fork.isprintable()):
        raise InputError(f"--fork: {fork!r} is no repository: write OWNER/NAME")
    return Sending(RepositoryName(fork) if fork else None, dry_run) if open_pr else None


# --- what each is -----------------------------------------------------------------------------------------------------


def votes_draft(past: Past, moves: Sequence[Move], edits: Sequence[FileEdit]) -> PullDraft | None:
    """Return the pull request that brings the list up to date with votes; `None` when that changes nothing."""
    return _list_draft(past, "votes", drafts.votes_title(moves), drafts.votes_body(moves), edits)


def drift_draft(past: Past, findings: Iterable[DriftFinding], edits: Sequence[FileEdit]) -> PullDraft | None:
    """Return the pull request that puts the list right; `None` when that changes nothing."""
    patched = [each for each in findings if each.patch is not None]
    return _list_draft(past, "drift", drafts.drift_title(patched), drafts.drift_body(patched), edits)


def _list_draft(past: Past, topic: str, title: str, body: str, edits: Sequence[FileEdit]) -> PullDraft | None:
    changed = tuple(each for each in edits if each.before != each.after)
    registry = past.assessment.aliases.registry
    return PullDraft(registry, _default_branch(past, registry), topic, title, body, changed) if changed else None


def agenda_draft(
    past: Past, found: Agenda, candidates: Sequence[Candidate], meeting: Meeting | None
) -> PullDraft | None:
    """Return the pull request that asks for votes in a meeting; `None` when the user was told why there is none."""
    if meeting is None or found.repository is None:
        _no_place(candidates, "no meeting to come is known that leaves time enough")
        return None
    asked = [each for each in candidates if meeting.date in each.asked]
    for each in asked:
        tell(f"{each.id}: {meeting.path} asks for this vote already")
    new = [each for each in candidates if each not in asked]
    if not new:
        return None
    if meeting.planned:
        _no_place(new, f"{found.repository}:{meeting.path} is not there yet")
        return None
    before = _agenda_text(past, found.repository, meeting)
    after = insert_items(before, [agenda_item(each) for each in new])
    if after.problem is not None:
        _no_place(new, f"{found.repository}:{meeting.path}: {after.problem}")
        return None
    title = drafts.agenda_title(new, f"{meeting.date}")
    body = drafts.agenda_body(new, meeting.path)
    edit = FileEdit(meeting.path, before, after.text)
    return PullDraft(found.repository, _default_branch(past, found.repository), "agenda", title, body, (edit,))


def _no_place(candidates: Iterable[Candidate], reason: str) -> None:
    """Say why there is no pull request, and print what it would have put in."""
    warn(f"no pull request: {reason}; this is the text:")
    put(agenda_items(candidates))
    raise typer.Exit(ExitCode.FOUND)


def _agenda_text(past: Past, repository: RepositoryName, meeting: Meeting) -> str:
    from tracker.cli.cache import cache_folder  # noqa: PLC0415 -- only a pull request needs the mirror
    from tracker.sources.errors import SourceError  # noqa: PLC0415 -- as above
    from tracker.sources.git import Mirrors  # noqa: PLC0415 -- as above

    span = next(each for each in past.newest_notes if each.path == meeting.path)
    head = next(point for branch, point in past.undecided.heads.items() if branch == span.branch)
    mirror = Mirrors(cache_folder(), offline=True).open(repository)
    folder, _, name = meeting.path.rpartition("/")
    blob = mirror.folder(mirror.resolve(head.revision), folder).get(name)
    where = f"{repository}:{meeting.path}"
    if blob is None:
        raise SourceError(where, f"is not in the mirror at {head.revision[:12]}; `tracker sync` renews it")
    try:
        return mirror.read(blob).decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(where, "is not UTF-8: nothing can be put into it") from error


def _default_branch(past: Past, repository: RepositoryName) -> str:
    heads = (each for each in past.undecided.heads if each.repository == repository)
    found = next((each.name for each in heads if each.kind is BranchKind.DEFAULT), None)
    if found is None:
        raise InputError(f"the default branch of {repository} is not known; `tracker sync` reads it")
    return found


# --- sending ----------------------------------------------------------------------------------------------------------


def send(draft: PullDraft | None, how: Sending) -> ExitCode:
    """Open a pull request and print its address, or print what would be sent."""
    if draft is None:
        tell("nothing to open a pull request for")
        return ExitCode.FINE
    if how.dry_run:
        put(drafts.draft_as_text(draft, how.fork))
        return ExitCode.FINE
    from tracker.sources.github_writing import SentState, open_pull, writing_client  # noqa: PLC0415 -- PyGithub: 0.2 s

    with writing_client(os.environ) as client:
        sent = open_pull(client, draft, how.fork)
    if sent.url is not None:
        put(f"{sent.url}\n")
    match sent.state:
        case SentState.OPENED:
            tell(f"opened, from branch {draft.branch}")
        case SentState.OPEN:
            tell("a pull request with this change is open already")
        case SentState.THERE:
            tell(f"{draft.base} of {draft.repository} has this change already; `tracker sync` reads it")
        case SentState.CLOSED:
            warn("a pull request with this change was closed without being merged: reopen it there, or let it be")
            return ExitCode.FOUND
    return ExitCode.FINE
