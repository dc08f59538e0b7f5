"""What is known of a coming release, made by hand from the texts of its WIT.

The registry holds the line: the text of `wasi:lamp` is that of `proposals/lamp/wit/lamp.wit`, and every package is of a
phase-3 proposal unless `rows` say something else. What was there before was tagged on 2025-01-10.

    told(MadeRelease(now={"lamp": LAMP}, before={"lamp": OLD_LAMP}), "unvoted-gate-flip")
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from tests.made_chronicle import MadeBranch, MadeChronicle, moment
from tests.made_facts import HUB, github, row
from tracker.chronicle import Decision, Outcome, Tag, Tagged, line_of
from tracker.drift.findings import Severity
from tracker.facts import ListRow, WitFile, WitFolder, WitPackage, WitText
from tracker.lifecycle import lives
from tracker.next_release.ballot import AttributedChange, BlockingFinding, Unchecked
from tracker.next_release.interface import Sources, Target
from tracker.next_release.judging import judge_release
from tracker.next_release.rules import RELEASE_RULES
from tracker.next_release.texts import LinePackage, LineTree
from tracker.process import shipped_process
from tracker.process.calendar_toml import shipped_calendar
from tracker.readiness import assess, standing
from tracker.released import Release
from tracker.releases import releases_of
from tracker.voting import Confidence, Method, SubjectKind, Vote, VoteSource, VoteSourceKind
from tracker.wit import read_wit
from tracker.wit.compare import compare_packages

PREVIOUS = "0.2.0"
"""The release before, where there is one."""


@dataclass(frozen=True)
class MadeRelease:
    """A coming release."""

    now: Mapping[str, str]
    """Proposal's id -> the text of its WIT on the line."""
    before: Mapping[str, str] | None = None
    """The same of the release before; `None` for a launch."""
    between: Mapping[str, str] | None = None
    """The same at some time between the two."""
    version: str = "0.2.1"
    rows: Sequence[ListRow] = ()
    """The rows of the list besides, or instead of, those at phase 3 that every package has."""
    votes: Sequence[Decision] | None = ()
    """What was decided; `None` when nothing was ever recorded."""
    at: str = "2025-03-01"
    """The moment of the ballot."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """Further fields of the sources, which take the place of what follows from the texts."""

    def sources(self) -> Sources:
        """Return everything a rule may look at."""
        made, line = self._made()
        facts, chronicle = made.facts(self.at), made.chronicle(self.at)
        process = shipped_process()
        assessment = assess(facts, process, made.aliases)
        lived = lives(assessment.subjects, chronicle, process, made.aliases)
        released = releases_of(_tagged(line, chronicle.tags), assessment.subjects, made.aliases)
        tree = _tree("main", line, self.now)
        base = None if self.before is None else _tree(f"v{PREVIOUS}", line, self.before, first=True)
        compared = None if base is None else compare_packages(base.read, tree.read)
        sources = Sources(
            target=self._target(released),
            facts=facts,
            subjects=assessment.subjects,
            aliases=made.aliases,
            process=process,
            calendar=shipped_calendar(),
            standing=standing(assessment, lived),
            lives=lived,
            chronicle=chronicle,
            votes=tuple(_vote(each) for each in self.votes or () if each.at <= facts.at),
            tree=tree,
            base=base,
            comparison=compared,
            changes=tuple(_attributed(each) for each in (compared.changes if compared else ())),
            history=made.wit(self.at),
        )
        return replace(sources, **self.more)

    def findings(self, *rules: str) -> tuple[BlockingFinding, ...]:
        """Return what stands against it, by some rules or by all."""
        return judge_release(self.sources(), rules or None)[0]

    def _target(self, released: tuple[Release, ...]) -> Target:
        return Target(self.version, line_of(self.version) or "", released[-1] if released else None, None)

    def _made(self) -> tuple[MadeChronicle, MadeBranch]:
        made = MadeChronicle(decisions=None if self.votes is None else [*self.votes])
        hub = made.branch(HUB)
        rows = self._rows()
        if self.before is not None:
            hub.commit("2025-01-05", _files(self.before), rows=rows)
            hub.tag(f"v{PREVIOUS}", "2025-01-10")
        if self.between is not None:
            hub.commit("2025-01-20", _files(self.between), rows=rows)
        hub.commit("2025-02-01", _files(self.now), rows=rows)
        return made, hub

    def _rows(self) -> list[ListRow]:
        own = {each.title.lower() for each in self.rows}
        names = sorted(self.now.keys() | (self.before or {}).keys())
        left = [name for name in names if name not in own]
        return [*(proposal_row(name, line=line) for line, name in enumerate(left, 20)), *self.rows]


def proposal_row(name: str, phase: int = 3, line: int = 5) -> ListRow:
    """Return the row of a proposal whose package the registry holds."""
    return row(phase, name.capitalize(), github(HUB, f"proposals/{name}"), line=line)


def amendment_row(title: str, phase: int = 2, line: int = 9) -> ListRow:
    """Return the row of an amendment, by its title: `Lamp: Dim`."""
    return row(phase, title, github(HUB, f"proposals/{title.partition(':')[0].lower()}"), line=line)


def decision(
    subject: str, outcome: Outcome = Outcome.PASSED, *, phase: int | None = 3, day: str = "2025-02-10"
) -> Decision:
    """Return a decision of the subgroup."""
    url = f"https://github.com/Own/meetings/blob/{'c' * 40}/notes/{day}.md#L9"
    return Decision(subject, moment(day), outcome, phase, "Shall it advance?", url)


def _vote(of: Decision) -> Vote:
    return Vote(
        date=of.at.date(),
        subject=of.subject,
        subject_kind=SubjectKind.AMENDMENT if "/" in of.subject else SubjectKind.PROPOSAL,
        question=of.summary,
        target_phase=of.phase,
        method=Method.POLL,
        tally=None,
        outcome=of.outcome,
        confidence=Confidence.HIGH,
        source=VoteSource(VoteSourceKind.LEDGER, None, None, of.url),
    )


def _attributed(change: Any) -> AttributedChange:
    package = change.item.partition("/")[0].partition("#")[0]
    return AttributedChange(change, package, package.partition(":")[2], None, None, None)


# --- texts ----------------------------------------------------------------------------------------------------------


def path_of(name: str) -> str:
    """Return the file that holds the WIT of a proposal."""
    return f"proposals/{name}/wit/{name}.wit"


def _files(texts: Mapping[str, str]) -> dict[str, WitFile]:
    return {path_of(name): read_wit(text) for name, text in texts.items()}


def _tree(name: str, hub: MadeBranch, texts: Mapping[str, str], *, first: bool = False) -> LineTree:
    revision = hub.commits[0 if first else -1].revision
    found = []
    for proposal, text in sorted(texts.items()):
        path = path_of(proposal)
        folder = WitFolder(path.rpartition("/")[0], (WitText(path, text),))
        declared = next(iter(read_wit(text).packages), WitPackage("wasi", proposal, None, 1))
        found.append(LinePackage(proposal, declared, HUB, name, revision, folder))
    return LineTree(name, tuple(found))


def _tagged(hub: MadeBranch, tags: Sequence[Tag]) -> list[Tagged]:
    return [
        Tagged(
            tag,
            tuple(
                (path, each)
                for path, each in sorted(hub.commits[tag.position].tree.items())
                if isinstance(each, WitFile)
            ),
        )
        for tag in tags
    ]


# --- what a rule finds ------------------------------------------------------------------------------------------------


class Told(NamedTuple):
    """What matters of a finding."""

    severity: Severity
    subject: str
    message: str
    says: tuple[str, ...]


def judged(made: MadeRelease, rule: str) -> list[BlockingFinding | Unchecked]:
    """Return what one rule finds, and what it could not check."""
    return [*RELEASE_RULES[rule].judge(made.sources())]


def told(made: MadeRelease, rule: str) -> list[Told]:
    """Return what one rule finds; that it could check everything is asserted."""
    found = judged(made, rule)
    assert [each for each in found if isinstance(each, Unchecked)] == []
    return [
        Told(each.severity, each.subject, each.message, tuple(place.says for place in each.evidence))
        for each in found
        if isinstance(each, BlockingFinding)
    ]


def unchecked(made: MadeRelease, rule: str) -> list[str]:
    """Return why one rule could not check something; that it finds nothing is asserted."""
    found = judged(made, rule)
    assert [each for each in found if isinstance(each, BlockingFinding)] == []
    return [each.reason for each in found if isinstance(each, Unchecked)]
