"""Does on a checkout what votes decided: `tracker release VERSION --apply DIR`."""

import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from tracker.agenda.moves import list_edits
from tracker.chronicle import line_of
from tracker.cli.asking import InputError
from tracker.cli.exit_codes import ExitCode
from tracker.cli.output import put, tell, warn
from tracker.cli.past import Past
from tracker.cli.proving import Prover
from tracker.drift.patching import apply_edits, unified_diff
from tracker.errors import TrackerError
from tracker.facts import WitFolder, WitText
from tracker.frozen import frozen
from tracker.next_release.applying import Manner
from tracker.next_release.checkout import (
    CarriedOut,
    Done,
    FileChange,
    HeldPackage,
    carried_out,
    held_packages,
    left_moves,
    stabilizing_votes,
    wanted_features,
)
from tracker.next_release.proof import Proof, ProofState, proof_of
from tracker.process.calendar_toml import shipped_calendar
from tracker.sources.folders import read_wit_paths
from tracker.sources.registry import read_proposal_list
from tracker.sources.working_tree import uncommitted
from tracker.standing import AmendmentStanding
from tracker.subjects import rows_of
from tracker.voting import Vote


class ChangedMeanwhileError(TrackerError):
    """A file that is not any more what was read, or that cannot be written."""


class LeadsOutError(TrackerError):
    """A link in a checkout to a file outside of it."""


@frozen
class ApplyOptions:
    """How it is done."""

    queue: bool = False
    """Queue the gates, also where the package has come to the version."""
    dry_run: bool = False
    """Change nothing."""
    force: bool = False
    """Change files although they have changes that no commit has."""


@frozen
class _Choice:
    """Which amendments are meant."""

    votes: dict[str, Vote]
    """Those that may become stable, each with the vote that says so."""
    named: tuple[str, ...]
    """The amendments that the user named."""
    unvoted: tuple[str, ...]
    """Those of them that no vote allows."""


def run_apply(
    database: str | None,
    at: datetime | None,
    version: str,
    root: Path | None,
    names: Iterable[str] | None,
    options: ApplyOptions,
) -> ExitCode:
    """Apply what was voted up to a moment; `version` may be `next`."""
    from tracker.cli.release_sources import target_at  # noqa: PLC0415 -- it reads much that nothing else here needs

    if root is None:
        raise InputError("--queue, --dry-run and --force say how to --apply DIR: name a checkout")
    past = Past.read(database, at)
    return apply_release(past, target_at(past, version, shipped_calendar()).version, root, names, options)


def apply_release(past: Past, version: str, root: Path, names: Iterable[str] | None, options: ApplyOptions) -> ExitCode:
    """Print what the votes up to a release change in a checkout, and change it unless that was all that was asked.

    `FOUND` when something stands against it: then nothing is changed.
    """
    if not root.is_dir():
        raise InputError(f"--apply: {root} is no folder")
    choice = _chosen(past, names)
    packages, unread = held_packages(_relative(root, each) for each in read_wit_paths([root]))
    wanted = wanted_features(past.lives, choice.votes)
    manner = Manner.QUEUED if options.queue else None
    carried = carried_out(packages, wanted, past.assessment.subjects, version, manner=manner)
    listed, list_problems = _list_changes(past, root, {each: choice.votes[each] for each in _scope(choice, carried)})
    files = (*carried.files, *listed)
    put("".join(unified_diff(each.path, each.before, each.after) for each in files))
    _tell_done(carried, version, waits=not options.queue)
    _tell_left(choice, carried, root, version)
    for each in (*unread, *list_problems):
        warn(each)
    against = (*carried.problems, *(f"{each}: no passed vote lets it become stable" for each in choice.unvoted))
    proof = _proof(packages, carried)
    if proof.state is ProofState.FAILED:
        against = (*against, proof.reason)
    for each in against:
        warn(f"refused: {each}")
    if against or not files or options.dry_run:
        tell(_outcome(files, refused=bool(against)))
        return ExitCode.FOUND if against else ExitCode.FINE
    return _written(root, files, force=options.force)


def _chosen(past: Past, names: Iterable[str] | None) -> _Choice:
    """Return the amendments that names mean, a proposal's name those of it; without names all with a vote."""
    votes = stabilizing_votes(past.lives, past.record.votes)
    if not names:
        return _Choice(votes, (), ())
    named: dict[str, None] = {}
    for each in past.choose(names):
        if isinstance(each, AmendmentStanding):
            named[each.id] = None
        else:
            named |= {one.id: None for one in past.lives if one.parent == each.id and one.id in votes}
            if not any(one.parent == each.id and one.id in votes for one in past.lives):
                named[each.id] = None
    return _Choice(
        {each: votes[each] for each in named if each in votes},
        tuple(named),
        tuple(each for each in named if each not in votes),
    )


def _scope(choice: _Choice, carried: CarriedOut) -> tuple[str, ...]:
    """Return the amendments whose rows are in question: those that were named, or that the checkout holds."""
    return tuple(each for each in choice.votes if each in choice.named or each in carried.held)


def _relative(root: Path, folder: WitFolder) -> WitFolder:
    """Return a folder with paths from the root of the checkout, as a diff has them."""

    def below(path: str) -> str:
        return PurePosixPath(path).relative_to(root.as_posix()).as_posix()

    def each(file: WitText) -> WitText:
        return replace(file, path=below(file.path))

    beside = tuple(_relative(root, one) for one in folder.dependencies)
    return WitFolder(below(folder.path), tuple(map(each, folder.files)), beside)


def _list_changes(past: Past, root: Path, votes: dict[str, Vote]) -> tuple[tuple[FileChange, ...], tuple[str, ...]]:
    """Return what becomes of the proposal list, when the checkout has it, and what stands against a part of that."""
    aliases = past.assessment.aliases
    path = next((each for each in aliases.lists if (root / each).is_file()), None)
    if path is None or not votes:
        return (), ()
    try:
        before = (root / path).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return (), (f"{path}: is not UTF-8, so that no row of it can be changed",)
    rows, _repeated = rows_of([(path, read_proposal_list(before))], aliases, ())
    moves = left_moves(votes, past.lives, rows, past.phases.changes)
    after = apply_edits(before, list_edits(moves, rows))
    problems = tuple(f"{path}: {each}" for each in after.problems)
    return ((FileChange(path, before, after.text),) if after.text != before else ()), problems


# --- words ------------------------------------------------------------------------------------------------------------


def _tell_done(carried: CarriedOut, version: str, *, waits: bool) -> None:
    for each in carried.done:
        tell(f"{each.file}:{each.flip.line}: {each.subject}: {each.flip.item} {_words(each, version)}")
    queued = sorted({each.package for each in carried.done if each.flip.manner is Manner.QUEUED})
    if queued and waits:
        tell(f"a @since of {version} is valid only in a package of that version: {', '.join(queued)} wait for it")


def _words(done: Done, version: str) -> str:
    queued = done.flip.manner is Manner.QUEUED
    return "is queued for the next release" if queued else f"is there since {version}"


def _tell_left(choice: _Choice, carried: CarriedOut, root: Path, version: str) -> None:
    """Say of what was named, or of everything, why nothing is to be done."""
    changed = {each.subject for each in carried.done}
    for each in choice.votes if choice.named else carried.held:
        if each not in carried.held:
            tell(f"{each}: nothing in {root} is @unstable by it on the line {line_of(version)}")
        elif each not in changed and not carried.problems:
            tell(f"{each}: its gates are queued already")


def _outcome(files: Sequence[FileChange], *, refused: bool) -> str:
    if not files:
        return "nothing is to be changed"
    number = f"{len(files)} file{'' if len(files) == 1 else 's'}"
    return f"{number} would change; nothing was written" if not refused else "nothing was written"


def _proof(packages: Sequence[HeldPackage], carried: CarriedOut) -> Proof:
    """Return what the reference tool says of what comes of it; the user is told."""
    if not carried.files:
        return Proof(ProofState.PROVED, "")
    proof = proof_of(Prover().judged(packages, carried.files))
    if proof.state is not ProofState.FAILED:
        (tell if proof.state is ProofState.PROVED else warn)(proof.reason)
    return proof


# --- writing ----------------------------------------------------------------------------------------------------------


def _written(root: Path, files: Sequence[FileChange], *, force: bool) -> ExitCode:
    """Write files, unless one has changes that could be lost."""
    places = _places(root, files)
    changed = uncommitted(root, (each.path for each in files))
    if changed is None:
        tell(f"{root} lies in no git repository: what is written cannot be taken back by git")
    if changed and not force:
        for each in changed:
            warn(f"refused: {each} has changes that are not committed")
        warn("nothing was written; commit them, or go on with --force")
        return ExitCode.FOUND
    _write(zip(files, places, strict=True))
    tell(f"{len(files)} file{'' if len(files) == 1 else 's'} written in {root}")
    return ExitCode.FINE


def _places(root: Path, files: Iterable[FileChange]) -> tuple[Path, ...]:
    """Return where files lie, links followed; `LeadsOutError` for one that lies outside of the checkout."""
    places = tuple((root / each.path).resolve() for each in files)
    for each in places:
        if not each.is_relative_to(root.resolve()):
            raise LeadsOutError(f"a link in {root} leads out of it, to {each}; nothing was written")
    return places


def _write(files: Iterable[tuple[FileChange, Path]]) -> None:
    """Put the new text of all files in the place of the old one; none is changed when one cannot be."""
    ready: list[tuple[Path, Path]] = []
    try:
        for each, place in files:
            if place.read_bytes() != each.before.encode():
                raise ChangedMeanwhileError(f"{each.path} was changed meanwhile; nothing was written")
            ready.append((_beside(place, each.after.encode()), place))
        while ready:
            new, place = ready[0]
            new.replace(place)
            ready.pop(0)
    except OSError as error:
        raise ChangedMeanwhileError(f"{error.filename}: cannot be written: {error.strerror}") from error
    finally:
        for new, _place in ready:
            with suppress(OSError):
                new.unlink()


def _beside(place: Path, content: bytes) -> Path:
    """Return a new file with the mode of another one, in the same folder, so that it can take its place at once."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    new = Path(name)
    new.chmod(place.stat().st_mode)
    return new
