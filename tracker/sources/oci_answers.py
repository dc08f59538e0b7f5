"""What registries answer, read without trusting it: error codes, tag lists, manifests and digests.

The forms are those of the OCI distribution and image specifications (https://github.com/opencontainers); Docker's
older manifests have the same fields.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from tracker.frozen import frozen

MANIFESTS = (
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.artifact.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
)
"""The forms of manifests that are asked for: without them a registry says that there is none."""
_WASM_LAYERS = frozenset({"application/wasm", "application/vnd.wasm.content.layer.v1+wasm"})
_DIGEST = re.compile(r"(?P<algorithm>sha256|sha512):(?P<hex>[0-9a-f]{64}|[0-9a-f]{128})")
_LENGTHS = {"sha256": 64, "sha512": 128}
_CODE = re.compile(r"[A-Z][A-Z_]{0,40}")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")
_ANNOTATION_LIMIT = 2000
"""Characters that are kept of an annotation's value."""
_CREATED = "org.opencontainers.image.created"


class GarbledError(ValueError):
    """An answer that is not what the specification says it is; the message says how."""


@frozen
class Descriptor:
    """Something a registry holds, by its content."""

    media_type: str
    """What kind of content it is."""
    digest: str
    size: int
    """Bytes."""


@frozen
class Manifest:
    """What stands under a tag."""

    digest: str
    layers: tuple[Descriptor, ...]
    manifests: tuple[Descriptor, ...]
    """Of an index: the manifests it points to."""
    annotations: tuple[tuple[str, str], ...]
    """Key and value, sorted."""

    @property
    def created(self) -> str | None:
        """When it was published, as it says itself."""
        return dict(self.annotations).get(_CREATED)

    @property
    def wasm(self) -> tuple[Descriptor, ...]:
        """Its layers of WebAssembly."""
        return tuple(each for each in self.layers if each.media_type.partition(";")[0].strip() in _WASM_LAYERS)


def error_code(body: bytes) -> str | None:
    """Return the first code of an error's body, `MANIFEST_UNKNOWN`; `None` when it has none."""
    try:
        errors = _object(body).get("errors")
    except GarbledError:
        return None
    for each in errors if isinstance(errors, list) else ():
        code = each.get("code") if isinstance(each, dict) else None
        if isinstance(code, str) and _CODE.fullmatch(code):
            return code
    return None


def read_tags(body: bytes) -> tuple[str, ...]:
    """Return a page of tags in the order of the list; a repository that lost all of them has `null`."""
    tags = _object(body).get("tags")
    if tags is None:
        return ()
    if not isinstance(tags, list) or not all(isinstance(tag, str) and _TAG.fullmatch(tag) for tag in tags):
        raise GarbledError("its list of tags is none")
    return tuple(tags)


def read_token(body: bytes) -> str:
    """Return the token of a token server's answer; both names of the key are in use."""
    said = _object(body)
    token = said.get("token") or said.get("access_token")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or " " in token:
        raise GarbledError("its token server gave no token")
    return token


def read_manifest(body: bytes, told: str | None) -> Manifest:
    """Return a manifest; `told` is the digest that the registry gave with it."""
    digest = _digest(body) if told is None else told
    if not has_digest(body, digest):
        raise GarbledError("its manifest does not have the digest that it gave with it")
    said = _object(body)
    layers, manifests = _descriptors(said, "layers"), _descriptors(said, "manifests")
    if "layers" not in said and "manifests" not in said and "blobs" not in said:
        raise GarbledError("what it gave as a manifest is none")
    return Manifest(digest, layers + _descriptors(said, "blobs"), manifests, _annotations(said))


def has_digest(content: bytes, digest: str) -> bool:
    """Return whether content has a digest; one of no form that is known is nobody's."""
    match = _DIGEST.fullmatch(digest)
    if match is None or len(match["hex"]) != _LENGTHS[match["algorithm"]]:
        return False
    return hashlib.new(match["algorithm"], content).hexdigest() == match["hex"]


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise GarbledError("its answer is not JSON") from error
    if not isinstance(said, dict):
        raise GarbledError("its answer is no JSON object")
    return said


def _descriptors(said: Mapping[str, Any], key: str) -> tuple[Descriptor, ...]:
    listed = said.get(key)
    if listed is None:
        return ()
    if not isinstance(listed, list):
        raise GarbledError(f"the {key} of its manifest are none")
    return tuple(_descriptor(each, key) for each in listed)


def _descriptor(said: object, key: str) -> Descriptor:
    match said:
        case {"mediaType": str(media_type), "digest": str(digest), "size": int(size)} if _DIGEST.fullmatch(digest):
            return Descriptor(media_type, digest, size)
    raise GarbledError(f"the {key} of its manifest are none")


def _annotations(said: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    listed = said.get("annotations")
    if not isinstance(listed, dict):
        return ()
    found = ((key, _printable(value)) for key, value in listed.items() if isinstance(value, str))
    return tuple(sorted((_printable(key), value) for key, value in found))


def _printable(text: str) -> str:
    """Return a text on one line that moves no cursor and that every database can keep."""
    return "".join(each if each.isprintable() else " " for each in text[:_ANNOTATION_LIMIT])
