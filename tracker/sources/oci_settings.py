"""Which OCI registry holds WIT packages, and under which names: `[oci]` of `data/aliases.toml`, and the environment.

`TRACKER_OCI_REGISTRY=HOST[:PORT][/PREFIX]` names the registry, and a prefix that stands before every repository there.
It wins over `host` in the file. Where neither names a registry none is asked.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import field

from tracker.frozen import frozen
from tracker.shipped import shipped
from tracker.sources.errors import SourceError

ENVIRONMENT = "TRACKER_OCI_REGISTRY"
"""The environment variable that names the registry."""
_FILE = "data/aliases.toml"
_REGISTRY = re.compile(
    r"(?P<host>(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::[0-9]{1,5})?)(?:/(?P<prefix>[^\s]*?))?/*",
    re.IGNORECASE | re.ASCII,
)
_REPOSITORY = re.compile(r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*")
"""What the distribution specification allows as a repository's name."""
_LOOPBACK = re.compile(r"(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])", re.ASCII)


@frozen
class RegistrySettings:
    """Where packages are published."""

    host: str
    """With its port when that is not the usual one: `registry.example`, `127.0.0.1:5000`."""
    pattern: str
    """The repository of a package: `{name}` is its short name, `{namespace}` what comes before the colon."""
    prefix: str = ""
    """What stands before every repository."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Package -> its repository, where that is another than the pattern's."""

    def repository(self, package: str) -> str | None:
        """Return the repository of a package, `wasi:clocks`; `None` when no registry can have one of that name."""
        namespace, _, name = package.partition(":")
        given = self.names.get(package)
        found = self.pattern.replace("{namespace}", namespace).replace("{name}", name) if given is None else given
        whole = "/".join(part for part in (self.prefix, found) if part)
        return whole if _REPOSITORY.fullmatch(whole) else None

    @property
    def address(self) -> str:
        """The registry's address: HTTPS, but for this machine itself."""
        return f"{'http' if is_loopback(self.host) else 'https'}://{self.host}"


def is_loopback(host: str) -> bool:
    """Return whether a host, with or without a port, is this machine."""
    name = host if host.endswith("]") else re.sub(r":[0-9]*$", "", host)
    return _LOOPBACK.fullmatch(name.casefold()) is not None


def shipped_settings(environment: Mapping[str, str]) -> RegistrySettings | None:
    """Return the settings that travel with the program, with the registry that the environment names."""
    return load_settings(shipped(_FILE).read_text(encoding="utf-8"), environment)


def load_settings(text: str, environment: Mapping[str, str]) -> RegistrySettings | None:
    """Return the settings; `None` when no registry is named, `SourceError` in one line when they cannot be used."""
    try:
        said = tomllib.loads(text).get("oci", {})
    except tomllib.TOMLDecodeError as error:
        raise SourceError(_FILE, str(error)) from error
    pattern, names = said.get("name"), said.get("names", {})
    if (
        not isinstance(pattern, str)
        or not isinstance(names, dict)
        or not all(isinstance(n, str) for n in names.values())
    ):
        raise SourceError(_FILE, "oci.name must be text, and oci.names a table of texts")
    given = environment.get(ENVIRONMENT, "").strip()
    registry = given or str(said.get("host", ""))
    if not registry:
        return None
    match = _REGISTRY.fullmatch(registry)
    if match is None:
        reason = "must be HOST[:PORT][/PREFIX], without a scheme or a user"
        raise SourceError(ENVIRONMENT if given else f"{_FILE}: oci.host", reason)
    return RegistrySettings(match["host"].casefold(), pattern, (match["prefix"] or "").strip("/"), dict(names))
