"""The pull request that a vote implies, as soon as it is recorded."""

from dataclasses import replace

from tracker.cli.exit_codes import ExitCode
from tracker.cli.list_changes import voted_changes
from tracker.cli.open_pr import Sending, send, votes_draft
from tracker.cli.output import tell, warn
from tracker.cli.past import Past
from tracker.errors import TrackerError
from tracker.ledger import RecordedVote
from tracker.permalink import permalink
from tracker.proposing import PullDraft
from tracker.voting import Confidence, Vote, VoteSource, VoteSourceKind


def implied_draft(past: Past, vote: RecordedVote) -> PullDraft | None:
    """Return what a vote changes in the proposal list; `None` when it changes nothing."""
    moves, edits = voted_changes(past, [_as_on_record(past, vote)])
    if not moves:
        tell(f"{vote.subject}: this vote changes nothing in the proposal list")
    return votes_draft(past, moves, edits)


def send_after(draft: PullDraft | None, how: Sending, subject: str) -> ExitCode:
    """Open the pull request; when that fails, say that the vote stands and how to go on."""
    try:
        return send(draft, how)
    except TrackerError:
        if not how.dry_run:
            warn(f"the vote is recorded; `tracker agenda {subject} --part list --open-pr` goes on from here")
        raise


def _as_on_record(past: Past, vote: RecordedVote) -> Vote:
    """Return a vote as the record has it once it is recorded."""
    meetings = past.assessment.aliases.meetings
    source = VoteSource(VoteSourceKind.LEDGER, None, vote.line, None)
    if vote.path is not None and meetings is not None:
        revision = next((each.first.revision for each in past.newest_notes if each.path == vote.path), None)
        url = None if revision is None else permalink(meetings, revision, vote.path, vote.line)
        source = replace(source, url=url)
    return Vote(
        vote.date,
        vote.subject,
        vote.subject_kind,
        vote.question,
        vote.phase,
        vote.method,
        vote.tally,
        vote.outcome,
        Confidence.HIGH,
        source,
    )
