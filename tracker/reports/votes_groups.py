"""What reports about votes tell: the votes, and the entries of the ledger that stand behind them."""

from datetime import datetime

from tracker.ballots.standing import VoteStanding
from tracker.frozen import frozen
from tracker.ledger import Entry
from tracker.voted import VotedText
from tracker.voting import Confidence, Tally, Vote, VoteSourceKind


@frozen
class Told:
    """Votes to be shown."""

    as_of: datetime
    """The moment that the answer speaks of."""
    votes: tuple[Vote, ...]
    """In the order in which they are shown."""
    entries: tuple[Entry, ...] = ()
    """Of the ledger, in its order: those that record the votes, those they correct, and those that correct them."""
    whole: bool = False
    """Whether all there is to say of each is asked for."""
    numbered: bool = False
    """Whether they are a queue to choose from by number."""
    texts: tuple[VotedText, ...] = ()
    """The texts that those of the votes were about of which that was asked."""

    standings: tuple[VoteStanding, ...] = ()
    """How those of the votes stand to the rules around them of which that was asked."""

    def standing_of(self, vote: Vote) -> VoteStanding | None:
        """Return how a vote stands to the rules around it."""

        def key(one: Vote) -> tuple[object, ...]:
            return one.date, one.subject, one.question, one.source.kind, one.source.line

        return next((each for each in self.standings if key(each.vote) == key(vote)), None)

    def text_of(self, vote: Vote) -> VotedText | None:
        """Return the text that a vote was about."""
        return next((each for each in self.texts if each.vote == vote), None)

    def superseded(self, entry: Entry) -> bool:
        """Return whether another entry corrects one."""
        return any(each.draft.supersedes == entry.id for each in self.entries)


def tally_words(tally: Tally | None) -> str:
    """Return a tally in a few characters: `SF 10 · F 2 · N 0 · A 0 · SA 0`; nothing where none was taken."""
    if tally is None:
        return ""
    counts = (("SF", tally.sf), ("F", tally.f), ("N", tally.n), ("A", tally.a), ("SA", tally.sa))
    words = " · ".join(f"{option} {count}" for option, count in counts)
    return words if tally.abstained is None else f"{words} · abstained {tally.abstained}"


def source_words(vote: Vote) -> str:
    """Return where a vote is written: the notes' line, or the beginning of a ledger entry's id."""
    source = vote.source
    if source.kind is VoteSourceKind.LEDGER:
        return f"ledger {(source.path or '')[:12]}"
    return f"{source.path or source.kind}{f':{source.line}' if source.line else ''}"


def doubt(vote: Vote) -> str:
    """Return why a person should look at a vote; nothing when it is sure."""
    return "" if vote.confidence is Confidence.HIGH else vote.reason or f"confidence {vote.confidence}"
