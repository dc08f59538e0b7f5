"""Serves the site on this machine while it is worked on: builds it again when something changes, and reloads pages.

What reloads a page is put into it as it is served; built pages have none of it.
"""

import re
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from tracker.cli.output import tell, warn
from tracker.cli.site_building import Order, build_site, order_stamp
from tracker.errors import TrackerError

_EVERY = 0.5
"""Seconds between two looks at what the site is made of."""
_BEAT = 15.0
"""Seconds after which a page that waits is told that the server is still there."""
_EVENTS = "/.tracker/changes"
_SCRIPT = "/.tracker/reload.js"
_RELOAD = f"new EventSource({_EVENTS!r}).onmessage = () => location.reload();\n".encode()
_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')


class AddressError(TrackerError):
    """An address that cannot be listened on."""


def serve_site(order: Order, port: int) -> None:
    """Build and serve a site until interrupted; `AddressError` when the port cannot be had."""
    done = build_site(order)
    changes = Changes()
    try:
        server = SiteServer(("127.0.0.1", port), partial(_Handler, changes=changes, directory=str(order.out)))
    except OSError as error:
        raise AddressError(f"127.0.0.1:{port}: {error.strerror}; choose another with --port") from error
    watcher = threading.Thread(target=_watch, args=(order, changes), daemon=True)
    with server:
        where = f"http://127.0.0.1:{server.server_address[1]}/"
        tell(f"serving {order.out} ({done.pages} pages) at {where} until interrupted")
        watcher.start()
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            tell("stopped")
        finally:
            changes.end()
            watcher.join()


class Changes:
    """Counts how often the site was built anew, and lets pages wait for the next time."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0
        self.ended = threading.Event()
        """Set when the server ends."""

    def mark(self) -> None:
        """Count one more."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def end(self) -> None:
        """Let nobody wait any more."""
        self.ended.set()
        with self._changed:
            self._changed.notify_all()

    @property
    def count(self) -> int:
        """How often the site was built anew."""
        return self._count

    def wait(self, seen: int, seconds: float) -> bool:
        """Return whether there are more than were seen, waiting for it so long at most."""
        with self._changed:
            self._changed.wait_for(lambda: self._count != seen or self.ended.is_set(), seconds)
            return self._count != seen


def _watch(order: Order, changes: Changes) -> None:
    """Build again whenever what the site is made of changed; a failed build leaves the site, and is told once."""
    stood = order_stamp(order)
    while not changes.ended.wait(_EVERY):
        stands = order_stamp(order)
        if stands == stood:
            continue
        stood = stands
        try:
            done = build_site(order)
        except TrackerError as error:
            warn(f"not built: {error}")
            continue
        if done.written:
            tell(f"built again: {done.written} files changed")
            changes.mark()


class SiteServer(ThreadingHTTPServer):
    """Serves each page in a thread of its own, and waits for none of them in the end."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a page that was closed while it was sent."""
        del request, client_address


class _Handler(SimpleHTTPRequestHandler):
    """Serves the files of the site, each page with what reloads it."""

    def __init__(self, *args: Any, changes: Changes, directory: str) -> None:
        self._changes = changes
        super().__init__(*args, directory=directory)

    def do_GET(self) -> None:
        """Answer with a file, the script that reloads, or the stream of changes."""
        path = urlsplit(self.path).path
        if path == _EVENTS:
            self._stream()
        elif path == _SCRIPT:
            self._send(HTTPStatus.OK, _RELOAD, "text/javascript; charset=utf-8")
        else:
            super().do_GET()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the head of an answer and return its body: of a page with what reloads it."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if path.is_file() and path.suffix == ".html":
            return self._page(HTTPStatus.OK, path)
        if path.is_file() or path.is_dir():
            return super().send_head()
        missing = Path(self.directory, "404.html")
        wanted = Path(unquote(urlsplit(self.path).path)).suffix in {"", ".html"}
        if wanted and missing.is_file():
            return self._page(HTTPStatus.NOT_FOUND, missing)
        return super().send_head()

    def end_headers(self) -> None:
        """Let no browser keep what may change."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name http.server gives it
        """Say nothing of what is served."""
        del format, args

    def _page(self, status: HTTPStatus, path: Path) -> BytesIO:
        page = with_reload(path.read_bytes())
        self._head(status, len(page), "text/html; charset=utf-8")
        return BytesIO(page)

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self._head(status, len(body), kind)
        self.wfile.write(body)

    def _head(self, status: HTTPStatus, length: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _stream(self) -> None:
        """Tell the page of the next change, for as long as it stays open."""
        seen = self._changes.count
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        while not self._changes.ended.is_set():
            changed = self._changes.wait(seen, _BEAT)
            seen = self._changes.count
            self.wfile.write(b"data: changed\n\n" if changed else b": still here\n\n")
            self.wfile.flush()


def with_reload(page: bytes) -> bytes:
    """Return a page with the script that reloads it, which its policy allows in addition."""
    page = _POLICY.sub(lambda found: found[1] + _widened(found[2]) + found[3], page, count=1)
    return page.replace(b"</head>", f'<script src="{_SCRIPT}" defer></script>\n</head>'.encode(), 1)


def _widened(policy: bytes) -> bytes:
    """Return a policy that allows the site's own scripts and connections as well."""
    directives = [each.strip() for each in policy.split(b";") if each.strip()]
    for name in (b"script-src", b"connect-src"):
        at = next((place for place, each in enumerate(directives) if each.split()[0] == name), None)
        if at is None:
            directives.append(name + b" 'self'")
        elif b"'self'" not in directives[at].split():
            directives[at] += b" 'self'"
    return b"; ".join(directives)
