"""A crash below PyGithub, with every library telling all it does, shows the token nowhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import World
from tests.github.fake import fake_github

ROOT = Path(__file__).parents[2]
MARK = "ghp_MARKED0token0that0nobody0may0see00000"
CRASHING = """
import logging, sys
import requests
from tracker.cli import main

logging.basicConfig(level=logging.DEBUG, filename=sys.argv.pop(1))
send, sent = requests.Session.send, []

class CrashError(BaseException if sys.argv.pop(1) == "base" else Exception):
    def __init__(self, request):
        super().__init__("crashed")
        self.request = request

def crash(session, request, **more):
    sent.append(request)
    if len(sent) == 4:
        assert "MARKED" in request.headers["Authorization"]
        raise CrashError(request)
    return send(session, request, **more)

requests.Session.send = crash
main()
"""


@pytest.mark.parametrize("kind", ["base", "error"])
def test_an_uncaught_crash_shows_no_token(world: World, tmp_path: Path, kind: str) -> None:
    with fake_github() as hub:
        for name in ("WASI", "wasi-lamp", "wasi-loom", "wasi-latin", "wasi-wick", "wasi-empty"):
            hub.repository(f"WebAssembly/{name}").pull("Dim")
        arguments = ["sync", "--mirror", str(world.mirrors), "--db", str(tmp_path / "tracker.db"), "--github"]
        own = {
            "PYTHONPATH": str(ROOT),
            "TRACKER_CACHE_DIR": str(tmp_path / "cache"),
            "GITHUB_API_URL": hub.url,
            "GITHUB_TOKEN": hub.token("ada", MARK),
        }
        done = subprocess.run(
            [sys.executable, "-c", CRASHING, str(tmp_path / "log"), kind, *arguments],
            check=False,
            capture_output=True,
            env={**os.environ, **own},
        )
        assert hub.counted == 3
    assert done.returncode != 0
    assert b"CrashError" in done.stderr
    assert b"Traceback" in done.stderr
    assert b"GET" in (tmp_path / "log").read_bytes()
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Dim" in written
    assert MARK.encode() not in done.stdout + done.stderr + written
