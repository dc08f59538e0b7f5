"""Where GitHub's API is and who asks: `GITHUB_API_URL`, `GITHUB_TOKEN`, `GH_TOKEN`, or what `gh auth token` says."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import field
from urllib.parse import urlsplit

from tracker.frozen import frozen
from tracker.sources.errors import SourceError
from tracker.sources.oci_settings import is_loopback

ADDRESS = "GITHUB_API_URL"
"""The environment variable that names another host's API."""
TOKENS = ("GITHUB_TOKEN", "GH_TOKEN")
"""The environment variables that may hold a token, the first that does counts."""
PUBLIC = "https://api.github.com"
"""Where github.com's API is."""
_TOKEN = re.compile(r"[!-~]{1,1024}")
"""What may stand in a header: whatever else would be shown by the error about it."""
_PATIENCE = 5.0
"""Seconds that `gh` may take."""


@frozen
class GitHubSettings:
    """Whom to ask, and as whom."""

    address: str
    """`https://api.github.com`, without a slash at its end."""
    token: str | None = field(default=None, repr=False)
    """A credential: never shown. `None` to ask as nobody."""


def github_settings(environment: Mapping[str, str]) -> GitHubSettings:
    """Return the settings of an environment; `SourceError` when they cannot be used. `gh` is asked when it is there."""
    address = environment.get(ADDRESS, "").strip().rstrip("/") or PUBLIC
    parts = _checked(address)
    for name in TOKENS:
        if token := environment.get(name, "").strip():
            if _TOKEN.fullmatch(token) is None:
                raise SourceError(name, "holds what can be no token")
            return GitHubSettings(address, token)
    return GitHubSettings(address, None if is_loopback(parts) else _of_program(parts, environment))


def _checked(address: str) -> str:
    """Return the host of an address that may be asked: HTTPS, or HTTP on this machine."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    bare = not (parts.username or parts.password or parts.query or parts.fragment)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.netloc))
    if not host or not bare or not safe:
        # It is not repeated: it may hold a password.
        raise SourceError(ADDRESS, "must be https://HOST[/PATH], without a user or a query")
    return host


def _of_program(host: str, environment: Mapping[str, str]) -> str | None:
    """Return the token that GitHub's own program keeps for a host; `None` when there is none."""
    program = shutil.which("gh", path=environment.get("PATH"))
    if program is None:
        return None
    command = [program, "auth", "token", "--hostname", host.removeprefix("api.")]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
    token = done.stdout.strip()
    return token if done.returncode == 0 and _TOKEN.fullmatch(token) else None
