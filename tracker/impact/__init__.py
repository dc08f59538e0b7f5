"""Who would fail a requirement that is coming, or that somebody proposes; pure."""

from tracker.impact.choosing import RequirementChoiceError, chosen
from tracker.impact.judging import impact_of
from tracker.impact.values import Affected, Bearing, Impact

__all__ = ["Affected", "Bearing", "Impact", "RequirementChoiceError", "chosen", "impact_of"]
