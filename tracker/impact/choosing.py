"""Finds the requirement that somebody asks about."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from tracker.errors import TrackerError
from tracker.process import Requirement


class RequirementChoiceError(TrackerError):
    """No requirement, or more than one, is what was asked about."""


def chosen(requirements: Sequence[Requirement], identifier: str, phase: int | None, day: date) -> Requirement:
    """Return the requirement of an id as it counts on a day: else the next to count, else the last that did.

    `phase` is needed where several phases ask it; `RequirementChoiceError` in one line when it is not clear.
    """
    named = [each for each in requirements if each.criterion.id == identifier]
    if not named:
        raise RequirementChoiceError(_unknown(requirements, identifier))
    phases = sorted({each.criterion.phase for each in named})
    asked = " and ".join(map(str, phases))
    if phase is None and len(phases) > 1:
        raise RequirementChoiceError(f"phases {asked} ask {identifier}: say which with --phase")
    if phase not in {None, *phases}:
        raise RequirementChoiceError(f"phase {phase} does not ask {identifier}: phase {asked} does")
    found = sorted(
        (each for each in named if phase in {None, each.criterion.phase}), key=lambda each: each.criterion.in_effect
    )
    return next((each for each in found if each.until is None or day < each.until), found[-1])


def _unknown(requirements: Sequence[Requirement], identifier: str) -> str:
    known = dict.fromkeys(each.criterion.id for each in requirements)
    near = get_close_matches(identifier, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"there is no criterion {identifier!r}; {hint}"
