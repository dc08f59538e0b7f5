"""OCI registries on this machine: Debian's `docker-registry`, and a fake for what that does not do."""

import hashlib
import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import pytest

from tracker.wit.reference import ReferenceTool, _lay_out

PROGRAM = "docker-registry"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"
WASM = "application/wasm"
CONFIG = "application/vnd.wasm.config.v0+json"
_SETTINGS = """\
version: 0.1
log: {{level: info}}
storage: {{filesystem: {{rootdirectory: {folder}}}, delete: {{enabled: true}}}}
http: {{addr: "127.0.0.1:0", secret: "of one test"}}
"""
_STARTING = 10.0
"""Seconds that a registry may take to say where it listens; it takes 0.02."""


def digest_of(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def descriptor(content: bytes, media_type: str) -> dict[str, object]:
    return {"mediaType": media_type, "digest": digest_of(content), "size": len(content)}


def manifest_of(*layers: bytes, media_type: str = WASM, annotations: Mapping[str, str] | None = None) -> bytes:
    """Return a manifest as the usual tools write it."""
    said = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": descriptor(b"{}", CONFIG),
        "layers": [descriptor(layer, media_type) for layer in layers],
        "annotations": dict(annotations or {}),
    }
    return json.dumps(said).encode()


def encoded(
    tool: ReferenceTool,
    folder: Path,
    files: Mapping[str, str],
    dependencies: Mapping[str, Mapping[str, str]] | None = None,
    *,
    options: tuple[str, ...] = ("--all-features",),
) -> bytes:
    """Return a folder of WIT as the reference tool encodes it."""
    told = {
        name: {path: text.encode() for path, text in inside.items()} for name, inside in (dependencies or {}).items()
    }
    _lay_out(folder / "wit", {path: text.encode() for path, text in files.items()}, told)
    command = [str(tool.path), "component", "wit", "--wasm", *options, "-o", str(folder / "package.wasm")]
    subprocess.run([*command, str(folder / "wit")], check=True, capture_output=True)
    return (folder / "package.wasm").read_bytes()


@dataclass(frozen=True)
class RealRegistry:
    """A running registry."""

    host: str

    def push(self, repository: str, tag: str, manifest: bytes, *blobs: bytes, media_type: str = MANIFEST) -> str:
        """Publish a manifest with its layers, and return its digest."""
        for blob in (b"{}", *blobs):
            begun = self._send("POST", f"/v2/{repository}/blobs/uploads/", b"")
            place = urljoin(f"http://{self.host}", begun["Location"])
            self._send("PUT", f"{place}&digest={digest_of(blob)}", blob)
        self._send("PUT", f"/v2/{repository}/manifests/{tag}", manifest, media_type)
        return digest_of(manifest)

    def publish(self, repository: str, tag: str, package: bytes, annotations: Mapping[str, str] | None = None) -> str:
        """Publish a package, and return its manifest's digest."""
        return self.push(repository, tag, manifest_of(package, annotations=annotations), package)

    def delete(self, repository: str, digest: str) -> None:
        self._send("DELETE", f"/v2/{repository}/manifests/{digest}", None)

    def _send(
        self, method: str, url: str, body: bytes | None, media_type: str = "application/octet-stream"
    ) -> Mapping[str, str]:
        whole = urljoin(f"http://{self.host}", url)
        request = Request(whole, data=body, method=method, headers={"Content-Type": media_type})  # noqa: S310 -- ours
        with urlopen(request, timeout=10) as response:  # noqa: S310 -- this machine's
            return dict(response.headers)


@contextmanager
def running_registry(folder: Path) -> Iterator[RealRegistry]:
    """Run a registry whose files lie in a folder; the test is skipped without the program, and fails in CI."""
    program = shutil.which(PROGRAM)
    if program is None:
        reason = f"{PROGRAM} is not installed: apt-get install {PROGRAM}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    settings = folder / "registry.yml"
    settings.write_text(_SETTINGS.format(folder=folder / "registry"), encoding="utf-8")
    log = folder / "registry.log"
    with (
        log.open("wb") as output,
        subprocess.Popen([program, "serve", str(settings)], stdout=output, stderr=output) as process,
    ):
        try:
            yield RealRegistry(_listening(log, process))
        finally:
            process.kill()


def _listening(log: Path, process: "subprocess.Popen[bytes]") -> str:
    """Return where a registry that is being started listens."""
    until = time.monotonic() + _STARTING
    while time.monotonic() < until and process.poll() is None:
        _, found, rest = log.read_text(encoding="utf-8").partition("listening on ")
        if found and '"' in rest:
            return rest.partition('"')[0]
        time.sleep(0.005)
    pytest.fail(f"{PROGRAM} did not start: {log.read_text(encoding='utf-8')[-500:]}")


# --- the fake -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """What the fake sends."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    """The length that it names, where that is another than the body's."""
    drip: float = 0.0
    """Seconds between two bytes."""


@dataclass(frozen=True)
class Asked:
    """What the fake was asked."""

    path: str
    """With the query."""
    authorization: str | None
    accept: str | None


Reply = Callable[[Asked], Answer]


@dataclass
class FakeRegistry:
    """A server that answers as it is told to, by path; anything else is not found."""

    replies: dict[str, Answer | Reply | list[Answer]] = field(default_factory=dict)
    """Path without the query -> the answer, what makes it, or one answer after the other."""
    asked: list[Asked] = field(default_factory=list)
    host: str = ""

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [each.path for each in self.asked]

    def answer(self, asked: Asked) -> Answer:
        """Return the answer to a request."""
        self.asked.append(asked)
        reply = self.replies.get(asked.path.partition("?")[0], Answer(error("NAME_UNKNOWN"), 404))
        if isinstance(reply, list):
            return reply.pop(0) if len(reply) > 1 else reply[0]
        return reply if isinstance(reply, Answer) else reply(asked)

    def holds(self, repository: str, tag: str, package: bytes) -> str:
        """Let it hold a package, and return its manifest's digest."""
        manifest = manifest_of(package)
        self.replies |= {
            f"/v2/{repository}/tags/list": tags(tag),
            f"/v2/{repository}/manifests/{tag}": Answer(manifest),
            f"/v2/{repository}/blobs/{digest_of(package)}": Answer(package),
        }
        return digest_of(manifest)


def error(code: str, message: str = "no") -> bytes:
    """Return the body of an error, in the form of the distribution specification."""
    return json.dumps({"errors": [{"code": code, "message": message}]}).encode()


def tags(*names: str, **headers: str) -> Answer:
    """Return a list of tags."""
    return Answer(json.dumps({"name": "x", "tags": names}).encode(), headers=headers)


@contextmanager
def fake_registry() -> Iterator[FakeRegistry]:
    """Run a fake registry."""
    fake = FakeRegistry()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = fake.answer(Asked(self.path, self.headers["Authorization"], self.headers["Accept"]))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name.replace("_", "-"), value)
            promised = len(answer.body) if answer.promised is None else answer.promised
            self.send_header("Content-Length", str(promised))
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            step = 1 if answer.drip else max(len(answer.body), 1)
            try:
                for start in range(0, len(answer.body), step):
                    self.wfile.write(answer.body[start : start + step])
                    self.wfile.flush()
                    time.sleep(answer.drip)
            except OSError:
                # Who asked has gone.
                return

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        fake.host = f"127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield fake
        finally:
            server.shutdown()
            thread.join()
