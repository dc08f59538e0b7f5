"""A GitHub that others wrote, for tests: an emulator from npm, which knows nothing of this project.

It does repositories, git's objects, contents, pull requests, issues and comments; it does not do ETags, names that
changed, wrong tokens or limits: these are held to the fake beside it, whose answers follow GitHub's description.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import httpx
import pytest

SHARE = Path(__file__, "../../../.venv/share").resolve()
PROGRAM = SHARE / "emulate-0.12.2/node_modules/emulate/dist/index.js"
NODE = SHARE / "node-24.9.0"
"""Fetched where the system's own is too old or missing."""
TOKEN = "ghp_emulated"  # noqa: S105 -- of an emulator on this machine
OWNER = "WebAssembly"
"""Whose token it is, and whose repositories."""
_NEW_ENOUGH = "if (typeof require('module').registerHooks !== 'function') process.exit(1)"
_PATIENCE = 30.0
"""Seconds in which it must answer first."""


@dataclass(frozen=True)
class Emulator:
    """The emulator while it runs."""

    url: str
    client: httpx.Client

    def get(self, path: str, **query: str) -> Any:
        """Return what is at a path."""
        return _body(self.client.get(path, params=query))

    def post(self, path: str, **said: Any) -> Any:
        """Make something, and return it."""
        return _body(self.client.post(path, json=said))

    def repository(self, name: str) -> str:
        """Make a repository with a first commit, and return where its API is."""
        self.post("/user/repos", name=name, auto_init=True)
        return f"/repos/{OWNER}/{name}"

    def commit(self, place: str, path: str, text: str, branch: str = "main") -> None:
        """Commit a new file on a branch, which is made from the newest commit of `main` when it is not there."""
        branches = [each["name"] for each in self.get(f"{place}/branches")]
        if branch not in branches:
            head = self.get(f"{place}/git/ref/heads/main")["object"]["sha"]
            self.post(f"{place}/git/refs", ref=f"refs/heads/{branch}", sha=head)
        said = {"message": f"Add {path}", "content": b64encode(text.encode()).decode(), "branch": branch}
        _body(self.client.put(f"{place}/contents/{path}", json=said))

    def text(self, place: str, path: str, branch: str) -> str:
        """Return the text of a file on a branch."""
        return b64decode(self.get(f"{place}/contents/{path}", ref=branch)["content"]).decode()


def _body(answer: httpx.Response) -> Any:
    answer.raise_for_status()
    return answer.json()


def _do_without(missing: str) -> NoReturn:
    """Skip, except where nothing may be skipped unseen."""
    reason = f"{missing} is not there: `sh tests/system/install.sh` fetches it, with npm and a registry"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _node() -> str:
    """Return a node that is new enough for the emulator."""
    for program in (shutil.which("node"), str(NODE)):
        if program is not None:
            with suppress(OSError):
                if subprocess.run([program, "-e", _NEW_ENOUGH], check=False, capture_output=True).returncode == 0:
                    return program
    _do_without("a node that is new enough for the emulator of GitHub")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running_emulator(folder: Path) -> Iterator[Emulator]:
    """Run the emulator until the end of the context; `folder` is its own."""
    if not PROGRAM.is_file():
        _do_without("the emulator of GitHub")
    node, port = _node(), _free_port()
    seed = folder / "seed.json"
    known = {"users": [{"login": OWNER}]}
    seed.write_text(json.dumps({"tokens": {TOKEN: {"login": OWNER, "scopes": ["repo"]}}, "github": known}))
    url = f"http://127.0.0.1:{port}"
    command = [node, str(PROGRAM), "start", "--service", "github", "--port", str(port), "--base-url", url]
    log = folder / "log"
    headers = {"Authorization": f"token {TOKEN}"}
    with (
        log.open("wb") as told,
        subprocess.Popen(
            [*command, "--seed", str(seed)], cwd=folder, stdin=subprocess.DEVNULL, stdout=told, stderr=told
        ) as process,
        httpx.Client(base_url=url, headers=headers, timeout=_PATIENCE, trust_env=False) as client,
    ):
        try:
            _wait(client, process, log)
            yield Emulator(url, client)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()


def _wait(client: httpx.Client, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        with suppress(httpx.TransportError):
            if client.get("/user").status_code == httpx.codes.OK:
                return
        if process.poll() is not None or time.monotonic() > until:
            pytest.fail(f"the emulator of GitHub does not answer: {log.read_text(errors='replace')[-400:]}")
        time.sleep(0.05)
