"""Asks an OCI registry, anonymously: tokens, redirects, paging, retries, and limits on time and size.

It speaks HTTPS, and HTTP only to this machine. Nothing that a registry or a token server says is repeated but error
codes, and addresses are never shown: both may hold credentials.

httpx rather than the standard library: a limit on the time of a whole answer needs requests that can be cancelled,
however slowly each byte comes.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeVar

import httpx

from tracker import __version__
from tracker.frozen import frozen
from tracker.sources.oci_answers import (
    MANIFESTS,
    Descriptor,
    GarbledError,
    Manifest,
    error_code,
    has_digest,
    read_manifest,
    read_tags,
    read_token,
)
from tracker.sources.oci_challenge import Challenge, bearer_challenge
from tracker.sources.oci_settings import RegistrySettings, is_loopback

_RETRIED = frozenset({408, 429, 500, 502, 503, 504})
_DENIED = frozenset({401, 403})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK, _NOT_FOUND, _TOO_MANY = 200, 404, 429
_UNSUPPORTED = frozenset({404, 405, 501})
_ACCEPT = ", ".join(MANIFESTS)
_Read = TypeVar("_Read")

# They write addresses into their logs, and a redirect's address is a credential.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@frozen
class Limits:
    """How much a registry may take of everything."""

    wait: float = 10.0
    """Seconds until a connection is there, or the next bytes."""
    package: float = 60.0
    """Seconds for all that is asked about one version of one package."""
    total: float = 600.0
    """Seconds for all packages."""
    at_once: int = 4
    """How many packages are asked about side by side."""
    attempts: int = 3
    """How often a request is made that fails for reasons that may pass."""
    pause: float = 0.5
    """Seconds before the second attempt; before each further one twice as many."""
    longest_pause: float = 10.0
    """The most seconds that a registry may ask to wait."""
    redirects: int = 5
    """How often one answer may lead elsewhere."""
    pages: int = 100
    """Of a list of tags."""
    document: int = 4 * 1024 * 1024
    """Bytes of a manifest, a page of tags or a token."""
    package_size: int = 32 * 1024 * 1024
    """Bytes of a published package."""


class RefusedError(Exception):
    """A registry that gave no usable answer; the message says why, in one line that may be shown to anybody."""

    def __init__(self, reason: str, status: int | None = None, code: str | None = None) -> None:
        super().__init__(reason)
        self.status = status
        """Of its answer; `None` when there was none."""
        self.code = code
        """The error code of the distribution specification: `NAME_UNKNOWN`."""

    @property
    def hides(self) -> bool:
        """Whether it shows a stranger nothing of that name, or has nothing."""
        return self.status in _DENIED or (self.status == _NOT_FOUND and self.code in {"NAME_UNKNOWN", "DENIED"})

    @property
    def unlisted(self) -> bool:
        """Whether it lists no tags at all: some registries do not."""
        return self.status in _UNSUPPORTED and self.code in {None, "UNSUPPORTED", "NOT_FOUND"}


@frozen
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


@dataclass
class Registry:
    """An OCI registry; enter it as a context."""

    settings: RegistrySettings
    limits: Limits = field(default_factory=Limits)
    _tokens: dict[str, str] = field(default_factory=dict, repr=False)
    """What is asked for -> the token that opens it."""

    def __post_init__(self) -> None:
        self._base = httpx.URL(self.settings.address)
        local = is_loopback(self.settings.host)
        self._client = httpx.AsyncClient(
            timeout=self.limits.wait,
            follow_redirects=False,
            # A proxy of the environment does not lead to this machine.
            trust_env=not local,
            headers={"User-Agent": f"wasi-tracker/{__version__}", "Accept-Encoding": "identity"},
        )

    async def __aenter__(self) -> Self:
        """Return itself."""
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        await self._client.__aexit__(kind, error, trace)

    async def tags(self, repository: str) -> tuple[str, ...]:
        """Return every tag of a repository in the order of the list, each once; `RefusedError` when it gives none."""
        found: dict[str, None] = {}
        url: httpx.URL | None = self._base.join(f"/v2/{repository}/tags/list?n=1000")
        seen: set[httpx.URL] = set()
        while url is not None and url not in seen and len(seen) < self.limits.pages:
            seen.add(url)
            answer = await self._fetch(url, repository, {"Accept": "application/json"}, self.limits.document)
            found |= dict.fromkeys(_read(read_tags, answer.body))
            url = self._next(url, answer.headers.get("link"))
        return tuple(found)

    async def manifest(self, repository: str, reference: str) -> Manifest:
        """Return what stands under a tag or digest; `RefusedError` when there is nothing, or nothing readable."""
        url = self._base.join(f"/v2/{repository}/manifests/{reference}")
        answer = await self._fetch(url, repository, {"Accept": _ACCEPT}, self.limits.document)
        told = reference if ":" in reference else answer.headers.get("docker-content-digest")
        try:
            return read_manifest(answer.body, told)
        except GarbledError as error:
            raise RefusedError(str(error), answer.status) from error

    async def blob(self, repository: str, wanted: Descriptor) -> bytes:
        """Return a layer's content; `RefusedError` when it is larger than the limit, or not what it should be."""
        if wanted.size > self.limits.package_size:
            reason = f"the package has {wanted.size} bytes, more than the {self.limits.package_size} read"
            raise RefusedError(reason, _OK)
        url = self._base.join(f"/v2/{repository}/blobs/{wanted.digest}")
        answer = await self._fetch(url, repository, {}, self.limits.package_size)
        if len(answer.body) != wanted.size or not has_digest(answer.body, wanted.digest):
            raise RefusedError("the package's content does not have the digest that its manifest says", _OK)
        return answer.body

    # --- asking -------------------------------------------------------------------------------------------------------

    async def _fetch(self, url: httpx.URL, repository: str, headers: Mapping[str, str], limit: int) -> _Answer:
        """Return a good answer to a request for a repository, with a token where one is asked for."""
        scope = f"repository:{repository}:pull"
        answer = await self._get(url, {**headers, **self._authorization(scope)}, limit)
        if answer.status == httpx.codes.UNAUTHORIZED:
            challenge = bearer_challenge(answer.headers.get_list("www-authenticate"))
            if challenge is None:
                raise RefusedError("the registry asks for a password", None)
            self._tokens[scope] = await self._token(challenge, scope)
            answer = await self._get(url, {**headers, **self._authorization(scope)}, limit)
        if answer.status != _OK:
            code = error_code(answer.body)
            said = f" ({code})" if code else ""
            raise RefusedError(f"the registry answered with status {answer.status}{said}", answer.status, code)
        return answer

    def _authorization(self, scope: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[scope]}"} if scope in self._tokens else {}

    async def _token(self, challenge: Challenge, scope: str) -> str:
        """Return a token for a stranger."""
        try:
            realm = self._base.join(challenge.realm)
        except httpx.InvalidURL as error:
            raise RefusedError("the registry names no usable token server", None) from error
        if not self._trusted(realm):
            raise RefusedError("the registry names a token server without HTTPS", None)
        asked = {"service": challenge.service, "scope": challenge.scope or scope}
        url = realm.copy_merge_params({key: value for key, value in asked.items() if value is not None})
        answer = await self._get(url, {"Accept": "application/json"}, self.limits.document)
        if answer.status != _OK:
            code = error_code(answer.body)
            told = answer.status if answer.status in _DENIED else None
            raise RefusedError(f"the token server answered with status {answer.status}", told, code)
        return _read(read_token, answer.body)

    async def _get(self, url: httpx.URL, headers: Mapping[str, str], limit: int) -> _Answer:
        """Return an answer, asked for again where what failed may pass, and followed where it leads elsewhere."""
        origin = _origin(url)
        for _ in range(self.limits.redirects + 1):
            answer = await self._attempted(url, headers, limit)
            if answer.status not in _REDIRECTS:
                return answer
            url = self._led(url, answer.headers.get("location"))
            if _origin(url) != origin:
                # A token is for the registry alone.
                headers = {key: value for key, value in headers.items() if key != "Authorization"}
        raise RefusedError(f"the registry redirects more than {self.limits.redirects} times", None)

    async def _attempted(self, url: httpx.URL, headers: Mapping[str, str], limit: int) -> _Answer:
        pause = self.limits.pause
        for attempt in range(1, self.limits.attempts + 1):
            last = attempt == self.limits.attempts
            try:
                answer = await self._once(url, headers, limit)
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                if last:
                    raise RefusedError(f"the registry cannot be reached: {_kind(error)}") from error
                wait = pause
            else:
                if answer.status not in _RETRIED or last:
                    return answer
                wait = _asked_to_wait(answer.headers.get("retry-after"), pause)
            await asyncio.sleep(min(wait, self.limits.longest_pause))
            pause *= 2
        raise RefusedError("no attempt is allowed")

    async def _once(self, url: httpx.URL, headers: Mapping[str, str], limit: int) -> _Answer:
        async with self._client.stream("GET", url, headers=headers) as response:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > limit:
                    raise RefusedError(f"the registry's answer has more than the {limit} bytes read", _OK)
            return _Answer(response.status_code, response.headers, bytes(body))

    # --- where answers lead -------------------------------------------------------------------------------------------

    def _led(self, url: httpx.URL, location: str | None) -> httpx.URL:
        try:
            found = url.join(location or "")
        except httpx.InvalidURL as error:
            raise RefusedError("the registry redirects to no usable address") from error
        if not location or not self._trusted(found):
            raise RefusedError("the registry redirects to an address without HTTPS")
        return found

    def _next(self, url: httpx.URL, link: str | None) -> httpx.URL | None:
        """Return the next page of a list, which is the same registry's."""
        for part in (link or "").split(","):
            target, _, relation = part.partition(";")
            if "next" in relation and target.strip().startswith("<") and target.strip().endswith(">"):
                try:
                    found = url.join(target.strip()[1:-1])
                except httpx.InvalidURL:
                    return None
                return found if _origin(found) == _origin(url) else None
        return None

    def _trusted(self, url: httpx.URL) -> bool:
        """Return whether an address may be asked: by HTTPS; by HTTP only this machine, by a registry on it."""
        local = is_loopback(self.settings.host) and is_loopback(url.netloc.decode("ascii"))
        return not url.userinfo and (url.scheme == "https" or (local and url.scheme == "http"))


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _asked_to_wait(header: str | None, otherwise: float) -> float:
    """Return how many seconds a registry asks to wait; a date it may name instead is not read."""
    return float(header) if header is not None and header.isascii() and header.isdigit() else otherwise


def _kind(error: Exception) -> str:
    """Return what went wrong, without the address."""
    match error:
        case httpx.ConnectError():
            return "no connection"
        case httpx.TimeoutException():
            return "it does not answer in time"
        case httpx.RemoteProtocolError() | httpx.ReadError() | httpx.DecodingError():
            return "its answer breaks off or is garbled"
    return type(error).__name__


def _read(reader: Callable[[bytes], _Read], body: bytes) -> _Read:
    try:
        return reader(body)
    except GarbledError as error:
        raise RefusedError(str(error), None) from error
