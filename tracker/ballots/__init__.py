"""Holds votes to the rules around them, and tells when subjects were last presented and worked on; no I/O."""

from tracker.ballots.agendas import Agendas
from tracker.ballots.keeping import vote_standings
from tracker.ballots.meetings import Meeting, meetings_of
from tracker.ballots.rhythm import last_activity, last_presented, with_rhythm
from tracker.ballots.standing import Finality, Kept, Noted, VoteStanding

__all__ = [
    "Agendas",
    "Finality",
    "Kept",
    "Meeting",
    "Noted",
    "VoteStanding",
    "last_activity",
    "last_presented",
    "meetings_of",
    "vote_standings",
    "with_rhythm",
]
