"""Tries changes on a copy: git takes the patch, and the reference tool judges what comes of it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from tracker.facts import ReferenceStatus, ReferenceVerdict, WitFolder
from tracker.next_release.checkout import FileChange, HeldPackage, changed_packages, concerned_by
from tracker.next_release.proof import Judged, Proof, ProofState, proof_of

if TYPE_CHECKING:
    from tracker.wit.reference import ReferenceTool

_Needing: TypeAlias = tuple[HeldPackage, tuple[HeldPackage, ...]]
"""A package, and those that it needs."""


class Prover:
    """Looks for the reference tool once."""

    @cached_property
    def tool(self) -> "ReferenceTool | None":
        """The reference tool; `None` when it is not there."""
        from tracker.wit.reference import ReferenceTool  # noqa: PLC0415 -- only what proves something starts it

        return ReferenceTool.find()

    def judged(self, packages: Sequence[HeldPackage], files: Sequence[FileChange]) -> tuple[Judged, ...] | None:
        """Return what the tool says of each package that a change concerns, with those it needs; `None` without it."""
        if self.tool is None:
            return None
        after = changed_packages(packages, files)
        concerned = zip(concerned_by(files, packages), concerned_by(files, after), strict=True)
        return tuple(self._judged(old, new) for old, new in concerned)

    def _judged(self, old: _Needing, new: _Needing) -> Judged:
        """Return what the tool says of a package before and after; of one that is accepted now, only that matters."""
        after = self._verdict(*new)
        before = after if after.status is ReferenceStatus.ACCEPTED else self._verdict(*old)
        return Judged(str(new[0].declared), before, after)

    def _verdict(self, package: HeldPackage, needed: Iterable[HeldPackage]) -> ReferenceVerdict:
        if self.tool is None:
            raise AssertionError("asked only where it is there")
        beside = {each.folder.path: _content(each.folder) for each in needed}
        vendored = {each.path: _content(each) for each in package.folder.dependencies}
        return self.tool.check(package.folder.path, _content(package.folder), {**beside, **vendored})

    def proved(self, patch: str, packages: Sequence[HeldPackage], files: Sequence[FileChange]) -> Proof:
        """Return whether git takes a patch, it gives what was meant, and the reference tool accepts that."""
        taken = taken_by_git(patch, files)
        if taken.state is not ProofState.PROVED or not packages:
            return taken
        judged = proof_of(self.judged(packages, files))
        both = f"{taken.reason}; {judged.reason}" if judged.state is ProofState.PROVED else judged.reason
        return Proof(judged.state, both)


def taken_by_git(patch: str, files: Sequence[FileChange]) -> Proof:
    """Return whether git makes of files with a patch what was meant."""
    from tracker.sources.errors import SourceError  # noqa: PLC0415 -- as above
    from tracker.sources.working_tree import patched  # noqa: PLC0415 -- as above

    try:
        found = patched({each.path: each.before.encode() for each in files}, patch)
    except SourceError as error:
        state = ProofState.UNPROVED if error.unreachable else ProofState.FAILED
        return Proof(state, str(error))
    if found != {each.path: each.after.encode() for each in files}:
        return Proof(ProofState.FAILED, "git apply takes the patch and makes something else of it")
    return Proof(ProofState.PROVED, "git apply takes it")


def _content(folder: WitFolder) -> Mapping[str, bytes]:
    return {file.path: file.text.encode() for file in folder.files}
