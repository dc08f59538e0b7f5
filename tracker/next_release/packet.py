"""What stands on the one page that prepares a vote: values that reports show, and what they are made of."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from tracker.agenda.values import Deadline, Dependency
from tracker.changes import ApiChange
from tracker.facts import Filling, RepositoryName
from tracker.frozen import frozen
from tracker.ledger import Attested
from tracker.next_release.ballot import Implementation
from tracker.next_release.proof import Proof
from tracker.standing import CriterionResult, Evidence, OpenConcern, Readiness
from tracker.voted import PinnedText
from tracker.voting import Vote


class PatchKind(StrEnum):
    """What a patch changes after a pass."""

    LIST = "list-row"
    README = "readme-phase"
    QUEUE = "queue-gates"
    """It sets `// @stabilize-next` above the gates: what can be done on the day of the vote."""
    FLIP = "stabilize-gates"
    """It puts `@since` in the place of the gates: what the release does."""


@frozen
class FollowUp:
    """A patch that follows a pass."""

    kind: PatchKind
    repository: RepositoryName
    branch: str | None
    """The branch that it is for; `None` for the default one."""
    version: str | None
    """Of a change of gates, the release of its line that it is for."""
    summary: str
    """What it does, in one line."""
    diff: str
    """As `git apply` takes it at the repository's root; empty when none can be made."""
    proof: Proof


@frozen
class Portability:
    """The section on portability criteria in the document of a subject, or of the proposal that it amends."""

    place: Evidence
    filling: Filling
    words: int
    """How many words of content it has."""


@frozen
class TextSince:
    """What the vote is about, as a difference to what was voted on before."""

    vote: Vote | None
    """The last passed vote on it; `None` when there was none, or its text is not known."""
    then: PinnedText | None
    """The text of that vote."""
    now: PinnedText | None
    changes: tuple[ApiChange, ...] = ()
    """What changed since that vote."""
    whole: tuple[str, ...] = ()
    """Where nothing was voted on before, every item of it in one line."""
    problem: str = ""
    """Why one of the texts is not known, in one line."""


@frozen
class Appointment:
    """The meeting that the vote is meant for."""

    meeting: date
    path: str
    """Where its agenda is, or would be."""
    url: str | None
    """The agenda; `None` when there is none yet."""
    aim: date
    """The last day of the notice that the chairs aim for."""
    rule: date
    """The last day of the notice that the rule asks for."""
    valid: bool
    """Whether a vote can still be put on its agenda by the rule, or stands there."""
    asked: bool
    """Whether its agenda asks for the vote."""


@frozen
class Packet:
    """Everything that a vote needs."""

    as_of: datetime
    subject: str
    title: str
    question: str
    phase: int
    target: int
    """The phase to be voted on."""
    readiness: Readiness
    champions: tuple[str, ...]
    url: str | None
    """Where it lives; `None` when its row links nowhere."""
    criteria: tuple[CriterionResult, ...]
    titles: tuple[tuple[str, int, str], ...]
    """Id, phase and title of every entry requirement in effect."""
    text: TextSince
    portability: Portability | None
    """`None` when there is no such section, or no document."""
    dependencies: tuple[Dependency, ...]
    concerns: tuple[OpenConcern, ...]
    implementations: tuple[Implementation, ...]
    appointment: Appointment | None
    """The meeting that was asked for, else the first that a vote can come before; `None` when none is known."""
    earliest: date | None
    """The first meeting that is left by the rule."""
    deadlines: tuple[Deadline, ...]
    """By when it must be asked for to make each release to come."""
    follow_ups: tuple[FollowUp, ...]

    def criterion(self, result: CriterionResult) -> str:
        """Return what a requirement asks, in a few words; its id when it is in effect no more."""
        found = (title for key, phase, title in self.titles if (key, phase) == (result.id, result.phase))
        return next(found, result.id)


def exact_question(title: str, phase: int, target: int, feature: str | None, packages: Iterable[str] = ()) -> str:
    """Return what is put to the vote, in words that leave nothing open."""
    advance = f"Should {title} advance from phase {phase} to phase {target}"
    if feature is None:
        return f"{advance}?"
    where = " and ".join(packages)
    return f"{advance}, so that what the feature {feature} gates{f' in {where}' if where else ''} becomes stable?"


def stated_implementations(attested: Iterable[Attested], subject: str) -> tuple[Implementation, ...]:
    """Return what people stated about implementations of a subject, or the plan for them."""
    return tuple(
        Implementation(each.by, each.statement.date, each.statement.statement, each.statement.link)
        for each in attested
        if each.statement.subject == subject
        and not each.waives
        and each.statement.criterion.startswith(("portability-plan", "implement"))
    )


# --- the phase that a document names ----------------------------------------------------------------------------------

_WORDS = ("zero", "one", "two", "three", "four", "five")
_TARGET = r"\]\([^)\s]*\)"
_NO_ANCHOR = re.compile(r"[^\w\- ]")


def with_phase(text: str, line: int, old: int, new: int, listed: str = "") -> str:
    """Return a document in which the phase that it names from a line on is another, up to the next heading.

    A link to the old phase's heading of the proposal list, whose text is `listed`, leads to that of the new one.
    Whether that was all of it can be told by reading it again.
    """
    lines = text.split("\n")
    named = rf"(?P<phase>\bphase[^\S\n]*[\n:#_\[(*\"'–—-]?[ :#_\[(*\"'–—-]*)(?:{old}(?!\.?\d)|{_WORDS[old]}\b)"
    pattern = re.compile(rf"(?P<target>{_TARGET})|{named}", re.IGNORECASE)
    bare = re.compile(rf"^([\W_]*){old}(?=[\W_]*$)")
    before, after = (f"#{_anchor(listed, phase)})" for phase in (old, new))

    def changed(match: re.Match[str]) -> str:
        return f"{match['phase']}{new}" if match["phase"] else match[0].replace(before, after)

    lines[line - 1] = bare.sub(rf"\g<1>{new}", lines[line - 1])
    below = (at for at in range(line, len(lines)) if lines[at].startswith("#"))
    end = next(below, len(lines))
    section = pattern.sub(changed, "\n".join(lines[line - 1 : end]))
    return "\n".join([*lines[: line - 1], section, *lines[end:]])


def _anchor(listed: str, phase: int) -> str:
    """Return how links name the heading of a phase in the proposal list; the phase alone where it has none."""
    heading = re.search(rf"^#{{1,6}}\s+(.*\bphase\s*{phase}\b.*?)[\s#]*$", listed, re.IGNORECASE | re.MULTILINE)
    return _NO_ANCHOR.sub("", heading[1].lower()).replace(" ", "-") if heading else f"phase-{phase}"
