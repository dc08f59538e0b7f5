"""Puts together what the tracker would tell after a pull request was merged, beside what it tells without it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from tracker.chronicle import Branch, BranchKind, Chronicle, line_of
from tracker.cli.balloting import decided
from tracker.cli.past import Past
from tracker.cli.pull_files import merging_of
from tracker.drift.exceptions import shipped_exceptions
from tracker.drift.judging import compare_sources
from tracker.facts import Facts, WitFolder, WitText
from tracker.frozen import frozen
from tracker.lifecycle import lives
from tracker.lives import AmendmentLife
from tracker.next_release.attribution import attributed
from tracker.next_release.ballot import AttributedChange
from tracker.next_release.building import ballot_of
from tracker.next_release.interface import Sources as BallotSources
from tracker.next_release.line_comparison import compare_lines
from tracker.next_release.line_spots import Spot, Spots
from tracker.next_release.target import UnknownTargetError
from tracker.next_release.texts import LinePackage, LineTree
from tracker.phases import list_history
from tracker.pull_report.consequences import World, consequences
from tracker.pull_report.merging import Merging, merged_chronicle, merged_facts, merged_history, unjudged
from tracker.pull_report.values import DryRun
from tracker.readiness import Assessment, assess, standing
from tracker.releases import parse_version
from tracker.sources.pull_trees import MergedFile, PullTrees
from tracker.sources.text import decode_text
from tracker.standing import Evidence


@frozen
class Worlds:
    """The facts without a pull request and with it."""

    past: Past
    trees: PullTrees
    files: tuple[MergedFile, ...]
    """What merging changes, of what says where things stand."""
    branch: Branch
    """Where it would be merged, as the facts know it."""

    @classmethod
    def of(cls, past: Past, trees: PullTrees, files: tuple[MergedFile, ...]) -> "Worlds | str":
        """Return both, or why there are none, in one sentence without a full stop."""
        wanted = past.assessment.aliases.current(trees.repository).casefold()
        own = [each for each in past.undecided.heads if each.repository.casefold() == wanted]
        if not own:
            return f"the facts hold nothing of {trees.repository}: `tracker sync` fetches it where the list links to it"
        kinds = {BranchKind.DEFAULT, BranchKind.RELEASE}
        found = next((each for each in own if each.name == trees.branch and each.kind in kinds), None)
        return f"the branch {trees.branch} is not followed" if found is None else cls(past, trees, files, found)

    @cached_property
    def merging(self) -> Merging:
        """The commit that would merge it."""
        return merging_of(self.branch, self.trees, self.files, self.past.assessment.aliases)

    @cached_property
    def before(self) -> Assessment:
        """The facts without it."""
        return self._assessed(unjudged(self.past.assessment.facts, self.merging))

    @cached_property
    def after(self) -> Assessment:
        """The facts with it."""
        return self._assessed(merged_facts(self.past.assessment.facts, self.merging))

    def _assessed(self, facts: Facts) -> Assessment:
        now = self.past.assessment
        found = assess(facts, now.process, now.aliases, now.attestations)
        return replace(found, concerns=now.concerns, exceptions=now.exceptions)

    @cached_property
    def _undecided(self) -> Chronicle:
        return merged_chronicle(self.past.undecided, self.merging)

    @cached_property
    def chronicle(self) -> Chronicle:
        """Everything the sources and the subgroup said, and the merge on top of it."""
        return decided(self.past.record, self._undecided, self.past.assessment.aliases.meetings)

    @cached_property
    def lives(self) -> tuple[AmendmentLife, ...]:
        """The lives of all amendments with it."""
        after = self.after
        return lives(after.subjects, self.chronicle, after.process, after.aliases, self.past.hosted.by_number())

    @property
    def rows(self) -> dict[str, Evidence]:
        """Subject -> its row in the proposal list, with it."""
        subjects = self.after.subjects
        listed = {each.id: each.row for each in subjects.proposals} | {
            each.id: each.row for each in subjects.amendments
        }
        found = ((name, self.after.row_evidence(row)) for name, row in listed.items())
        return {name: place for name, place in found if place is not None}

    def versions(self) -> dict[str | None, str]:
        """Return the version of each line's next release: the one after the newest that was tagged in the registry."""
        newest: dict[str | None, str] = {}
        registry = self.past.assessment.aliases.registry
        tagged = [
            number
            for each in self.past.undecided.tags
            if each.repository == registry and (number := parse_version(each.version)) and number.prerelease is None
        ]
        for number in sorted(tagged):
            newest[line_of(str(number))] = str(number.bump_patch())
        return newest

    # --- the dry run --------------------------------------------------------------------------------------------------

    def dry_run(self) -> DryRun:
        """Return what merging would change in what the tracker tells."""
        at = self.past.undecided.at
        if not self.files:
            return DryRun(at, None, (), f"{self.branch.name} holds all of it already")
        if conflicts := tuple(each.path for each in self.files if each.conflict):
            why = f"it cannot be merged into {self.branch.name} as it stands: both changed the same lines"
            return DryRun(at, None, (), why, conflicts)
        before = World(standing(self.before, self.past.lives), self.past.lives)
        after = World(standing(self.after, self.lives), self.lives)
        before, after = self._with_drift(before, after)
        version: str | None = None
        reason: str | None = None
        if (wanted := self._ballot_version()) is not None:
            try:
                before, after, reason = self._with_ballots(wanted, before, after)
                version = after.ballot.version if after.ballot else None
            except UnknownTargetError as error:
                reason = f"the ballot was not compared: {error}"
        return DryRun(at, version, consequences(before, after), reason)

    def _with_drift(self, before: World, after: World) -> tuple[World, World]:
        from tracker.cli.drifting import drift_sources  # noqa: PLC0415 -- a merge that changes no file needs none
        from tracker.cli.exceptions import EXCEPTABLE_RULES  # noqa: PLC0415 -- as above

        past = self.past
        history = past.wit
        sources = replace(drift_sources(past), facts=self.before.facts, subjects=self.before.subjects, wit=history)
        merged = replace(
            sources,
            facts=self.after.facts,
            subjects=self.after.subjects,
            chronicle=self.chronicle,
            lives=self.lives,
            phases=list_history(self._undecided, self.after.aliases, self.after.subjects).changes,
            wit=merged_history(history, past.undecided, self.merging),
        )
        exceptions = shipped_exceptions(EXCEPTABLE_RULES)
        one, other = compare_sources(sources, exceptions), compare_sources(merged, exceptions)
        return replace(before, drift=one), replace(after, drift=other)

    # --- the ballot ---------------------------------------------------------------------------------------------------

    def _ballot_version(self) -> str | None:
        """Return the release that would have what merging changes; `None` when none would."""
        lines = {
            line_of(package.version)
            for span in self._undecided.packages
            if span.branch == self.branch and span.standing and span.folder in self.merging.folders
            for package in [span.package]
        }
        changes_list = any(path in self.merging.lists for path in self.merging.files)
        if not changes_list and not lines - {None}:
            return None
        versions = self.versions()
        own = self.branch.line
        return versions.get(own, "next") if own is not None else "next"

    def _with_ballots(self, version: str, before: World, after: World) -> tuple[World, World, str | None]:
        from tracker.cli.release_sources import release_sources  # noqa: PLC0415 -- only what changes a line needs it

        told = release_sources(self.past, version)
        changed = () if told.tree is None or told.base is None or told.comparison is None else told.comparison.changes
        sources = replace(
            told,
            facts=self.before.facts,
            subjects=self.before.subjects,
            standing=before.standing,
            history=None,
            changes=_attributed(told, self.past.lives, self.past.chronicle) if changed else (),
        )
        merged = replace(
            sources,
            facts=self.after.facts,
            subjects=self.after.subjects,
            standing=after.standing,
            lives=self.lives,
            chronicle=self.chronicle,
        )
        merged = self._with_texts(merged)
        reason = f"the text of the line was not compared: {told.problem}" if told.problem else None
        return replace(before, ballot=ballot_of(sources)), replace(after, ballot=ballot_of(merged)), reason

    def _with_texts(self, sources: BallotSources) -> BallotSources:
        """Return sources with the texts of the line as merging would leave them."""
        if sources.tree is None:
            return sources
        spots = Spots(self._undecided, sources.subjects, sources.aliases, sources.target).standing()
        tree = LineTree(sources.tree.name, tuple(self._packages(spots, sources.tree)))
        comparison = compare_lines(sources.base, tree) if sources.base is not None else None
        found = replace(sources, tree=tree, comparison=comparison)
        return replace(found, changes=_attributed(found, found.lives, found.chronicle))

    def _packages(self, spots: Iterable[Spot], tree: LineTree) -> Iterator[LinePackage]:
        known = {(each.repository, each.folder.path, each.declared.id): each for each in tree.packages}
        for spot in spots:
            here = (spot.repository, spot.branch) == (self.branch.repository, self.branch.name)
            former = known.get((spot.repository, spot.folder, spot.package.id))
            if here and spot.folder in self.merging.folders:
                owner = self.after.subjects.owners.get(spot.package.id)
                name = owner.id if owner else spot.package.name
                folder = self._folder(spot.folder)
                yield LinePackage(name, spot.package, spot.repository, spot.branch, spot.revision, folder)
            elif former is not None:
                yield former

    def _folder(self, folder: str) -> WitFolder:
        """Return a folder as merging would leave it."""
        onto = self.trees.onto
        merged = {each.path: each.data for each in self.files}
        files = []
        for path in sorted({*onto.files, *merged}):
            if path.rpartition("/")[0] == folder and path.endswith(".wit"):
                data = merged[path] if path in merged else onto.read(onto.files[path][1])
                text, problem = decode_text(data) if data is not None else (None, None)
                if data is not None:
                    files.append(WitText(path, text or "", problem))
        return WitFolder(folder, tuple(files))


def _attributed(
    sources: BallotSources, lived: tuple[AmendmentLife, ...], chronicle: Chronicle
) -> tuple[AttributedChange, ...]:
    """Return whose each change of the line is, without the commit it came with: nobody votes on that."""
    if sources.comparison is None or sources.base is None or sources.tree is None:
        return ()
    return attributed(sources.comparison, sources.base, sources.tree, sources.subjects, lived, None, chronicle)
