"""Asks an OCI registry what it holds of WIT packages: each answer a dated fact, whatever goes wrong.

Nothing raises: what could not be asked or read is a publication of state unknown, with the reason. A published package
is pulled, decoded by the reference tool and held against its source.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import field, replace
from datetime import datetime
from functools import partial

from tracker.facts import WitFolder
from tracker.frozen import frozen
from tracker.published import Publication, PublicationFinding, PublicationState
from tracker.sources.oci_answers import Manifest
from tracker.sources.oci_client import Limits, RefusedError, Registry
from tracker.sources.oci_settings import RegistrySettings
from tracker.wit.published import published_findings, source_packages
from tracker.wit.reference import ReferenceTool

Progress = Callable[[str, int, int], None]
"""Told what was asked about, how many are done, and how many there are."""
_NO_TOOL = "wasm-tools is not installed, so that the package cannot be decoded"
_NOT_THERE = frozenset({"MANIFEST_UNKNOWN", "NAME_UNKNOWN", "NOT_FOUND"})


@frozen
class Wanted:
    """One version of one package to ask about."""

    package: str
    """`wasi:clocks`"""
    version: str
    source: WitFolder | None = None
    """The WIT that it was to be made of; `None` when that is not known."""
    beside: tuple[WitFolder, ...] = ()
    """Other packages that the source may name."""
    problem: str | None = None
    """Why there is no source, in one line."""


@frozen
class _Inquiry:
    """All that is asked at once."""

    registry: Registry
    tool: ReferenceTool | None
    now: datetime
    gate: asyncio.Semaphore
    lists: dict[str, "asyncio.Task[_Listed]"] = field(default_factory=dict)
    """Repository -> its tags, asked for once."""


@frozen
class _Listed:
    tags: tuple[str, ...] = ()
    refused: RefusedError | None = None


def ask(
    wanted: Iterable[Wanted],
    settings: RegistrySettings,
    tool: ReferenceTool | None,
    now: datetime,
    *,
    limits: Limits | None = None,
    progress: Progress = lambda _name, _done, _all: None,
) -> tuple[Publication, ...]:
    """Return what a registry says of packages, in their order; `now` is when it was asked."""
    return asyncio.run(_ask(tuple(wanted), settings, tool, now, limits or Limits(), progress))


async def _ask(
    wanted: tuple[Wanted, ...],
    settings: RegistrySettings,
    tool: ReferenceTool | None,
    now: datetime,
    limits: Limits,
    progress: Progress,
) -> tuple[Publication, ...]:
    async with Registry(settings, limits) as registry:
        inquiry = _Inquiry(registry, tool, now, asyncio.Semaphore(limits.at_once))
        tasks = [asyncio.create_task(_one(inquiry, each)) for each in wanted]
        for each, task in zip(wanted, tasks, strict=True):
            task.add_done_callback(partial(_told, progress, each.package, tasks))
        if tasks:
            await asyncio.wait(tasks, timeout=limits.total)
        late = [task for task in tasks if not task.done()]
        for unfinished in (*late, *inquiry.lists.values()):
            unfinished.cancel()
        await asyncio.gather(*tasks, *inquiry.lists.values(), return_exceptions=True)
    reason = f"no answer within {limits.total:g} seconds for all packages"
    return tuple(
        _unknown(each, settings, now, reason) if task.cancelled() else task.result()
        for each, task in zip(wanted, tasks, strict=True)
    )


def _told(
    progress: Progress, package: str, tasks: list["asyncio.Task[Publication]"], _task: "asyncio.Task[Publication]"
) -> None:
    progress(package, sum(task.done() for task in tasks), len(tasks))


async def _one(inquiry: _Inquiry, wanted: Wanted) -> Publication:
    """Return what the registry says of one version; unknown when it took too long."""
    settings, limits = inquiry.registry.settings, inquiry.registry.limits
    repository = settings.repository(wanted.package)
    if repository is None:
        reason = "no registry can have a repository of its name"
        return _unknown(wanted, settings, inquiry.now, reason)
    async with inquiry.gate:
        try:
            async with asyncio.timeout(limits.package):
                return await _asked(inquiry, wanted, repository)
        except TimeoutError:
            reason = f"no answer within {limits.package:g} seconds"
        except RefusedError as error:
            reason = str(error)
    return _unknown(wanted, settings, inquiry.now, reason)


async def _asked(inquiry: _Inquiry, wanted: Wanted, repository: str) -> Publication:
    listed = await _listed(inquiry, repository)
    empty = Publication(
        wanted.package,
        wanted.version,
        _reference(inquiry.registry.settings, wanted),
        PublicationState.NO_PACKAGE,
        inquiry.now,
        tags=listed.tags,
    )
    if listed.refused is not None and listed.refused.hides:
        return empty
    try:
        manifest = await inquiry.registry.manifest(repository, _tag(wanted.version))
    except RefusedError as error:
        return _without_manifest(empty, listed, error)
    found = replace(
        empty,
        state=PublicationState.PUBLISHED,
        digest=manifest.digest,
        created=manifest.created,
        annotations=manifest.annotations,
    )
    return await _compared(inquiry, wanted, repository, manifest, found)


async def _listed(inquiry: _Inquiry, repository: str) -> _Listed:
    """Return the tags of a repository, which several versions share."""
    if repository not in inquiry.lists:
        inquiry.lists[repository] = asyncio.create_task(_tags(inquiry.registry, repository))
    # The time of one version is not that of the others which wait for the same list.
    return await asyncio.shield(inquiry.lists[repository])


async def _tags(registry: Registry, repository: str) -> _Listed:
    try:
        return _Listed(await registry.tags(repository))
    except RefusedError as error:
        if error.hides or error.unlisted:
            return _Listed(refused=error)
        raise


def _without_manifest(empty: Publication, listed: _Listed, error: RefusedError) -> Publication:
    """Return what it means that there is no manifest under a tag: a 404 has several meanings."""
    if error.hides:
        return empty
    if error.status != 404 or error.code not in _NOT_THERE:  # noqa: PLR2004 -- not found
        return replace(empty, state=PublicationState.UNKNOWN, problem=str(error))
    if _tag(empty.version) in listed.tags:
        problem = "the registry lists the tag and has no manifest under it"
        return replace(empty, state=PublicationState.UNKNOWN, problem=problem)
    return replace(empty, state=PublicationState.NO_TAG)


# --- content ------------------------------------------------------------------------------------------------------


async def _compared(
    inquiry: _Inquiry, wanted: Wanted, repository: str, manifest: Manifest, found: Publication
) -> Publication:
    """Return a publication with what is wrong with its content, or with why that cannot be told."""
    if inquiry.tool is None:
        return replace(found, problem=_NO_TOOL)
    try:
        content = await _content(inquiry.registry, repository, manifest)
        decoded = await asyncio.to_thread(inquiry.tool.decode, content)
    except RefusedError as error:
        return replace(found, problem=str(error))
    except OSError as error:
        return replace(found, problem=f"the package cannot be decoded: {error.strerror}")
    if decoded.text is None:
        return replace(found, problem=f"the package cannot be decoded: {decoded.problem}")
    findings = _findings(wanted, decoded.text)
    if wanted.source is None:
        # What the package alone tells stands; that it is as it should be is not told.
        problem = f"there is no source to compare it with: {wanted.problem or 'none is known'}"
        return replace(found, findings=findings, problem=problem)
    return replace(found, compared=True, findings=findings)


async def _content(registry: Registry, repository: str, manifest: Manifest) -> bytes:
    """Return the one layer of WebAssembly under a tag; of an index, of the one manifest it points to."""
    if not manifest.layers and manifest.manifests:
        if len(manifest.manifests) > 1:
            raise RefusedError(f"its tag points to {len(manifest.manifests)} manifests")
        manifest = await registry.manifest(repository, manifest.manifests[0].digest)
    if len(manifest.wasm) != 1:
        raise RefusedError(f"its manifest has {len(manifest.wasm) or 'no'} layers of WebAssembly")
    return await registry.blob(repository, manifest.wasm[0])


def _findings(wanted: Wanted, published: str) -> tuple[PublicationFinding, ...]:
    source = () if wanted.source is None else source_packages(wanted.source, wanted.beside)
    return published_findings(wanted.package, wanted.version, source, published)


def _tag(version: str) -> str:
    """Return the tag of a version: a tag has no plus sign."""
    return version.replace("+", "_")


def _reference(settings: RegistrySettings, wanted: Wanted) -> str:
    repository = settings.repository(wanted.package) or wanted.package
    return f"{settings.host}/{repository}:{_tag(wanted.version)}"


def _unknown(wanted: Wanted, settings: RegistrySettings, now: datetime, reason: str) -> Publication:
    reference = _reference(settings, wanted)
    return Publication(wanted.package, wanted.version, reference, PublicationState.UNKNOWN, now, problem=reason)
