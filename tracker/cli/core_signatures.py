"""Finds the core-module signatures of a subject's worlds: its text in the mirrors that are kept, read by the tool."""

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from tracker.chronicle import Branch, Point
from tracker.cli.cache import cache_folder
from tracker.cli.past import Past
from tracker.cli.terminal import terminal
from tracker.core_signatures import CorePlace, CoreSignatures, WorldSignature
from tracker.errors import TrackerError
from tracker.facts import GateKind, RepositoryName, Revision, WitFile, WitFolder
from tracker.frozen import frozen
from tracker.permalink import permalink
from tracker.reports import Format, Subject
from tracker.sources.errors import SourceError
from tracker.sources.git import Mirrors
from tracker.sources.wit_revisions import read_wit_elsewhere, read_wit_revision
from tracker.standing import AmendmentStanding
from tracker.wit.core_signature import qualified, with_features, world_signature
from tracker.wit.core_types import Resolved
from tracker.wit.reading import read_wit
from tracker.wit.reference import Decoded, ReferenceTool

_SHORT = 12


class NoToolError(TrackerError):
    """The reference tool is not there."""

    unreachable = True

    def __init__(self) -> None:
        super().__init__(
            "core signatures are taken from wasm-tools, which is not there: `pip install 'wasi-tracker[wasm-tools]'`, "
            "or put it on PATH"
        )


class NoSignatureError(TrackerError):
    """A subject of which no core signature can be told; the message says why."""

    def __init__(self, message: str, *, unreachable: bool = False) -> None:
        super().__init__(message)
        self.unreachable = unreachable
        """Whether its text could not be reached, as against a text that holds nothing to tell."""


@frozen
class _Spot:
    """A folder at one commit of a branch."""

    repository: RepositoryName
    branch: str
    revision: Revision
    folder: str


@frozen
class _Text:
    """One folder of WIT, with the packages it needs."""

    folder: WitFolder
    needed: tuple[WitFolder, ...]

    @cached_property
    def read(self) -> tuple[WitFile, ...]:
        """The files of the folder, as facts."""
        return _read(self.folder)

    @cached_property
    def package(self) -> str | None:
        """The package that the folder declares, with its version."""
        return next((str(each) for file in self.read for each in file.packages[:1]), None)

    @cached_property
    def features(self) -> tuple[str, ...]:
        """The features that gate something in it, or in what it needs."""
        every = (*self.read, *(file for each in self.needed for file in _read(each)))
        found = {gate.feature for file in every for gate in file.gates if gate.kind is GateKind.UNSTABLE}
        return tuple(sorted(each for each in found if each))

    def gates_of(self, world: str) -> frozenset[str]:
        """Return the features that a world itself is behind."""
        gates = [gate for file in self.read for gate in file.gates if gate.item == world and gate.package is None]
        return frozenset(gate.feature for gate in gates if gate.kind is GateKind.UNSTABLE and gate.feature)

    @property
    def files(self) -> dict[str, bytes]:
        """Its files, as the tool takes them."""
        return _contents(self.folder)

    @property
    def dependencies(self) -> dict[str, dict[str, bytes]]:
        """What it needs, as the tool takes it."""
        return {f"deps/{number}": _contents(each) for number, each in enumerate(self.needed)}


def core_signatures(past: Past, subject: Subject) -> CoreSignatures:
    """Return the signatures of a subject's worlds.

    Raises `NoToolError` without the tool, `NoSignatureError` when nothing of the subject can be read.
    """
    tool = ReferenceTool.find()
    if tool is None:
        raise NoToolError
    feature = subject.feature if isinstance(subject, AmendmentStanding) else None
    spots = tuple(dict.fromkeys(_spots(past, subject)))
    if not spots:
        raise NoSignatureError(f"{subject.id}: no repository that was read holds a package of it")
    reader = _Reader(tool)
    places = tuple(place for spot in spots for place in reader.places(spot))
    if not places:
        raise NoSignatureError(f"{subject.id}: nothing in {spots[0].repository} at {spots[0].revision[:_SHORT]} is WIT")
    return CoreSignatures(past.standing.as_of, subject.id, feature, tool.version, places)


def core_text(told: CoreSignatures, output: Format) -> str:
    """Return signatures as they are printed."""
    match output:
        case Format.JSON:
            from tracker.reports.core_json import core_as_json  # noqa: PLC0415 -- only the format asked for

            return core_as_json(told)
        case Format.MARKDOWN:
            from tracker.reports.core_markdown import core_as_markdown  # noqa: PLC0415 -- as above

            return core_as_markdown(told)
        case Format.TABLE:
            from tracker.reports.core_table import core_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return core_as_table(told, width, color=color)


# --- where ------------------------------------------------------------------------------------------------------------


def _spots(past: Past, subject: Subject) -> Iterator[_Spot]:
    """Yield where an amendment's gates stand, else where the subject, or what it amends, lives."""
    heads = past.undecided.heads
    if isinstance(subject, AmendmentStanding):
        gated = [*_gated(past, subject, heads)]
        if gated:
            yield from gated
            return
    proposal = subject.parent if isinstance(subject, AmendmentStanding) else subject.id
    subjects = past.assessment.subjects
    for each in (*subjects.proposals, *subjects.unlisted):
        repository = past.assessment.repositories.get(each.home.repository) if each.home else None
        if each.id != proposal or each.home is None or repository is None or repository.revision is None:
            continue
        home, revision = each.home.repository, repository.revision
        names = [one.name for one, point in heads.items() if (one.repository, point.revision) == (home, revision)]
        for package in each.packages:
            yield _Spot(home, min(names, default="HEAD"), revision, package.folder)


def _gated(past: Past, subject: AmendmentStanding, heads: Mapping[Branch, Point]) -> Iterator[_Spot]:
    """Yield where the gates of an amendment stand: at its home, and elsewhere only when its home never had one."""
    life = next((each for each in past.lives if each.id == subject.id), None)
    lines = life.lines if life else ()
    points = {(branch.repository, branch.name): point for branch, point in heads.items()}
    for line in [each for each in lines if each.repository == subject.repository] or lines:
        point = points.get((line.repository, line.branch))
        if line.last is None and line.carried and point is not None:
            for folder in sorted({posixpath.dirname(item.file) for item in line.items}):
                yield _Spot(line.repository, line.branch, point.revision, folder)


# --- reading ----------------------------------------------------------------------------------------------------------


@frozen
class _Reader:
    """Reads texts from kept mirrors, and asks the tool about them."""

    tool: ReferenceTool

    @cached_property
    def _mirrors(self) -> Mirrors:
        return Mirrors(cache_folder(), offline=True)

    def places(self, spot: _Spot) -> Iterator[CorePlace]:
        """Yield the signatures of the package that a spot holds; `NoSignatureError` when it cannot be read."""
        for text in self._texts(spot):
            if text.package is not None:
                url = permalink(spot.repository, spot.revision, spot.folder)
                worlds, problems = self._worlds(text, text.package)
                about = (text.package, spot.repository, spot.branch, spot.revision, spot.folder, url)
                yield CorePlace(*about, worlds, text.features, problems)

    def _texts(self, spot: _Spot) -> Iterator[_Text]:
        try:
            mirror = self._mirrors.open(spot.repository)
            found = read_wit_revision(mirror, spot.revision, spot.folder)
            beside = read_wit_elsewhere(mirror, found)
        except SourceError as error:
            message = f"its WIT cannot be read from the mirrors that are kept, which `tracker sync` fetches: {error}"
            raise NoSignatureError(message, unreachable=True) from error
        for folder in found.folders:
            if folder.path == spot.folder:
                others = (*(each for each in found.folders if each != folder), *beside)
                yield _Text(folder, _needed(folder, (*others, *folder.dependencies)))

    def _worlds(self, text: _Text, package: str) -> tuple[tuple[WorldSignature, ...], tuple[str, ...]]:
        files, dependencies = text.files, text.dependencies
        read = self.tool.json(files, dependencies)
        if read is None:
            verdict = self.tool.check(text.folder.path, files, dependencies)
            return (), (f"{package} cannot be read: {verdict.message}",)
        resolved = Resolved(json.loads(read))
        worlds: list[WorldSignature] = []
        problems: list[str] = []
        for name in resolved.worlds(package):
            world = qualified(package, name)
            module = self.tool.core_module(files, dependencies, world)
            if module.text is None:
                problems.append(f"{world} has no core signature: {module.problem}")
                continue
            without, unread = self._without(text, name, world)
            problems += unread
            worlds.append(with_features(world_signature(name, module.text, resolved, package), without))
        return tuple(worlds), tuple(problems)

    def _without(self, text: _Text, name: str, world: str) -> tuple[dict[str, str | None], list[str]]:
        """Return the module of a world without each feature, and why some of them cannot be told."""
        found: dict[str, str | None] = dict.fromkeys(text.gates_of(name))
        problems: list[str] = []
        for feature in text.features:
            if feature not in found:
                rest = [each for each in text.features if each != feature]
                module: Decoded = self.tool.core_module(text.files, text.dependencies, world, rest)
                if module.text is None:
                    problems.append(f"{world}: what needs {feature} cannot be told: {module.problem}")
                else:
                    found[feature] = module.text
        return found, problems


def _needed(folder: WitFolder, others: Iterable[WitFolder]) -> tuple[WitFolder, ...]:
    """Return the packages that a folder needs, and those that they need: the nearest of each name and version."""
    at_hand: dict[str, WitFolder] = {}
    for each in others:
        for file in _read(each):
            for package in file.packages[:1]:
                at_hand.setdefault(str(package), each)
    needed: dict[str, WitFolder] = {}
    waiting = [folder]
    while waiting:
        for file in _read(waiting.pop()):
            for named in file.dependencies:
                name = named.id if named.version is None else f"{named.id}@{named.version}"
                if name in at_hand and name not in needed:
                    needed[name] = at_hand[name]
                    waiting.append(at_hand[name])
    return tuple(needed[name] for name in sorted(needed))


def _read(folder: WitFolder) -> tuple[WitFile, ...]:
    return tuple(read_wit(each.text) for each in folder.files)


def _contents(folder: WitFolder) -> dict[str, bytes]:
    return {each.path: each.text.encode() for each in folder.files}
