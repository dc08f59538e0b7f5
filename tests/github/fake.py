"""A small GitHub on this machine, for tests: every answer it gives is one that GitHub's own description allows.

    with fake_github() as hub:
        lamp = hub.repository("WebAssembly/wasi-lamp")
        lamp.pull("Dim the light", labels=("P-lamp",), user="ada")       # also: issue, release, comment, commit, rename
        monkeypatch.setenv("GITHUB_API_URL", hub.url)
        monkeypatch.setenv("GITHUB_TOKEN", hub.token("ada"))             # unknown tokens are answered 401
        ...
        assert hub.counted == 3                                          # requests that use up the rate limit

`hub.fail(3, RESET)` lets the third request fail; `hub.fail(3, status(502), times=2)` two; `hub.fail(3, RESET,
times=None)` all from there on. `hub.allowed = 7` is a primary rate limit, `hub.permissions = "read"` a token that may
only read. `hub.requests` has what was asked. A query (GraphQL) is a request as any other, but has a primary rate limit
of its own: `hub.queries = 1`. The world is plain objects (`tests/github/world.py`): change them as the test needs;
repositories are found by old names too, through a redirect.
"""

import hashlib
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.message import Message
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.github.endpoints import NOT_FOUND, ROUTES, Answer, Asked, Endpoints, error
from tests.github.objects import Objects
from tests.github.openapi import UndocumentedError, published
from tests.github.queries import PATH as GRAPHQL
from tests.github.queries import RATE_LIMITED, Queries, refused
from tests.github.world import Repository, World

PRIMARY = "API rate limit exceeded for user ID 1."
SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
NO_PERMISSION = "Resource not accessible by integration"
STRANGER = "This endpoint requires you to be authenticated."


class _Break(Enum):
    RESET = "reset"
    TRUNCATED = "truncated"


@dataclass(frozen=True)
class Fault:
    """What goes wrong with a request."""

    answer: Answer | None = None
    """What is answered in place of the truth."""
    breaks: _Break | None = None
    before: float = 0.0
    """Seconds that pass before it is answered."""
    each: float = 0.0
    """Seconds that pass before each further byte."""


RESET = Fault(breaks=_Break.RESET)
"""The connection is closed without an answer."""
TRUNCATED = Fault(breaks=_Break.TRUNCATED)
"""Half of the body is sent."""


def status(number: int, message: str = "Something went wrong") -> Fault:
    """Answer with a status and nothing more."""
    return Fault(error(number, message))


def slow(before: float = 0.0, each: float = 0.0) -> Fault:
    """Answer the truth, slowly."""
    return Fault(before=before, each=each)


def too_many(retry_after: int | None = None) -> Fault:
    """Answer 429, with or without `Retry-After`."""
    return Fault(_after(error(429, SECONDARY), retry_after))


def secondary(retry_after: int | None = None) -> Fault:
    """Answer 403 with the message of a secondary limit, with or without `Retry-After`."""
    return Fault(_after(error(403, SECONDARY), retry_after))


def _after(answer: Answer, seconds: int | None) -> Answer:
    headers = {} if seconds is None else {"Retry-After": str(seconds)}
    return Answer(answer.status, answer.body, headers)


@dataclass(frozen=True)
class Request:
    """A request that was made."""

    verb: str
    path: str
    """With its query."""
    status: int | None
    """What was answered; `None` for nothing."""
    counted: bool
    """Whether it used up a rate limit: an answer 304 does not, nor does a question that nobody answered."""
    token: str | None = None
    """What was shown of who asks; `None` for nothing."""


@dataclass(eq=False)
class FakeGitHub:
    """The fake, as a test sees it."""

    url: str
    world: World = field(default_factory=World)
    tokens: dict[str, str] = field(default_factory=dict)
    """Token -> login."""
    requests: list[Request] = field(default_factory=list)
    allowed: int | None = None
    """How many counted requests the primary rate limit allows; `None` for enough."""
    queries: int | None = None
    """The same of GraphQL, whose limit is another."""
    resets: int = 3600
    """Seconds until the primary rate limit starts anew."""
    permissions: str = "write"
    """`read` for tokens that may change nothing."""
    problems: list[str] = field(default_factory=list)
    """Answers that GitHub would not give; a test that made the fake give one fails at its end."""
    _faults: list[tuple[int, int | None, Fault]] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.description = published()
        self.objects = Objects(self.url, self.description)
        self.endpoints = Endpoints(self.world, self.objects)
        self._queries = Queries(self.world)

    def repository(self, name: str, **more: Any) -> Repository:
        """Return a repository, made when there is none."""
        return self.world.repository(name, **more)

    def token(self, login: str = "ada", token: str | None = None) -> str:
        """Return a token of an account."""
        made = token or f"ghp_{hashlib.sha256(login.encode()).hexdigest()[:36]}"
        self.tokens[made] = login
        return made

    @property
    def counted(self) -> int:
        """How many requests used up a rate limit."""
        return sum(each.counted for each in self.requests)

    def _used(self, path: str) -> int:
        """Return how many requests used up the rate limit that holds for a path."""
        return sum(each.counted and (each.path == GRAPHQL) == (path == GRAPHQL) for each in self.requests)

    def fail(self, number: int, fault: Fault, times: int | None = 1) -> None:
        """Let requests fail from the one of a number on, counted from 1; `None` for all that follow."""
        self._faults.append((number, times, fault))

    def mend(self) -> None:
        """Forget all faults, limits and requests."""
        self._faults.clear()
        self.requests.clear()
        self.allowed = self.queries = None

    def fault_of(self, number: int) -> Fault | None:
        """Return what goes wrong with a request."""
        found = (fault for first, times, fault in self._faults if first <= number and _within(number - first, times))
        return next(found, None)

    # --- answering ------------------------------------------------------------------------------------------------

    def answer(self, verb: str, target: str, headers: "Message[str, str]", body: bytes) -> tuple[Answer, Fault | None]:
        """Return what is answered, and what goes wrong meanwhile."""
        with self.lock:
            number = len(self.requests) + 1
            fault = self.fault_of(number)
            answer = fault.answer if fault is not None and fault.answer is not None else None
            if answer is None:
                answer = self._answer(verb, target, headers, body)
            silent = fault is not None and fault.breaks is _Break.RESET
            counted = answer.status != 304 and not silent and urlsplit(target).path != "/rate_limit"
            shown = headers.get("Authorization")
            self.requests.append(Request(verb, target, None if silent else answer.status, counted, shown))
            return replace(answer, headers={**answer.headers, **self._limits(target, known=shown is not None)}), fault

    def _limits(self, path: str, *, known: bool) -> Mapping[str, str]:
        allowed = self.queries if path == GRAPHQL else self.allowed
        limit = allowed if allowed is not None else 5000 if known else 60
        left = max(0, limit - self._used(path))
        return {
            "x-ratelimit-limit": str(limit),
            "x-ratelimit-remaining": str(left),
            "x-ratelimit-used": str(limit - left),
            "x-ratelimit-reset": str(int(time.time()) + self.resets),
            "x-ratelimit-resource": "graphql" if path == GRAPHQL else "core",
        }

    def _answer(self, verb: str, target: str, headers: "Message[str, str]", body: bytes) -> Answer:
        path, query = urlsplit(target).path, dict(parse_qsl(urlsplit(target).query))
        login: str | None = None
        if (shown := headers.get("Authorization")) is not None:
            login = self.tokens.get(shown.partition(" ")[2])
            if login is None:
                return error(401, "Bad credentials")
        said = json.loads(body) if body else None
        if path == GRAPHQL:
            return self._queried(verb, login, said)
        if (no := self._refused(verb, login)) is not None:
            return no
        found = self._found(verb, path, query, login, said)
        if found.status == 200 and verb == "GET":
            sent = json.dumps(found.body).encode()
            etag = f'W/"{hashlib.sha256(sent).hexdigest()}"'
            if headers.get("If-None-Match") == etag:
                return Answer(304, None, {"ETag": etag})
            return Answer(200, None, {**found.headers, "ETag": etag}, sent=sent)
        return found

    def _queried(self, verb: str, login: str | None, said: Any) -> Answer:
        if login is None:
            return error(401, STRANGER)
        if self.queries is not None and self._used(GRAPHQL) >= self.queries:
            return refused(RATE_LIMITED, PRIMARY)
        return self._queries.answer(said) if verb == "POST" else NOT_FOUND

    def _refused(self, verb: str, login: str | None) -> Answer | None:
        if self.allowed is not None and self._used("") >= self.allowed:
            return error(403, PRIMARY)
        if verb == "GET":
            return None
        if login is None:
            return error(401, "Requires authentication")
        if self.permissions == "read":
            headers = {"X-Accepted-GitHub-Permissions": "pull_requests=write"}
            return Answer(403, error(403, NO_PERMISSION).body, headers)
        return None

    def _found(self, verb: str, path: str, query: Mapping[str, str], login: str | None, body: Any) -> Answer:
        if path == "/user":
            if login is None:
                return error(401, "Requires authentication")
            return Answer(200, self.objects.user(login, self.world.user_id(login), "public-user"))
        if path == "/rate_limit":
            return Answer(200, self.description.filled("rate-limit-overview", {}))
        named = path.split("/")
        if path.startswith("/repositories/") and named[2].isdecimal():
            repository = self.world.by_id(int(named[2]))
            rest = "/".join(named[3:])
        else:
            repository = self.world.names.get("/".join(named[2:4]).casefold())
            rest = "/".join(named[4:])
            if repository is not None and repository.name.casefold() != "/".join(named[2:4]).casefold():
                return self._moved(repository, rest, query)
        if repository is None:
            return NOT_FOUND
        return self._of_repository(Asked(verb, repository, (), query, body, login), rest, path)

    def _of_repository(self, asked: Asked, rest: str, path: str) -> Answer:
        repository = asked.repository
        if repository.gone is not None:
            return error(repository.gone, "Not Found" if repository.gone == 404 else "Repository access blocked")
        whole = f"/repos/o/r/{rest}" if rest else "/repos/o/r"
        for verb, template, pattern, endpoint in ROUTES:
            if verb == asked.verb and (match := pattern.fullmatch(whole)) is not None:
                own = Asked(verb, repository, match.groups()[2:], asked.query, asked.body, asked.login)
                answer = self._complete(verb, template, endpoint(self.endpoints, own))
                return _with_links(answer, f"{self.url}/repositories/{repository.id}/{rest}", asked.query)
        self.problems.append(f"{asked.verb} {path}: the fake does not have it")
        return NOT_FOUND

    def _moved(self, repository: Repository, rest: str, query: Mapping[str, str]) -> Answer:
        place = f"{self.url}/repositories/{repository.id}" + (f"/{rest}" if rest else "")
        place += f"?{urlencode(query)}" if query else ""
        body = {"message": "Moved Permanently", "url": place, "documentation_url": "https://docs.github.com/rest"}
        return Answer(301, body, {"Location": place})

    def _complete(self, verb: str, path: str, answer: Answer) -> Answer:
        """Return an answer with what its schema asks for, checked."""
        body = answer.body
        if answer.status < 300:
            body = self.description.completed(verb, path, answer.status, body)
        try:
            self.description.check(verb, path, answer.status, body)
        except UndocumentedError as problem:
            self.problems.append(str(problem))
        return Answer(answer.status, body, answer.headers, answer.pages)


def _within(distance: int, times: int | None) -> bool:
    return times is None or distance < times


def _with_links(answer: Answer, url: str, query: Mapping[str, str]) -> Answer:
    """Return an answer that says where its other pages are."""
    number = int(query.get("page", "1"))
    if answer.pages is None or answer.pages == 1:
        return answer
    places = {"prev": number - 1, "next": number + 1, "last": answer.pages, "first": 1}
    there = {
        name: page
        for name, page in places.items()
        if 1 <= page <= answer.pages
        and not (name == "last" and number == page)
        and not (name == "first" and number == 1)
    }
    links = ", ".join(f'<{url}?{urlencode({**query, "page": page})}>; rel="{name}"' for name, page in there.items())
    return Answer(answer.status, answer.body, {**answer.headers, "Link": links})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: FakeGitHub

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            answer, fault = self.hub.answer(self.command, self.path, self.headers, body)
        except BaseException as error:
            self.hub.problems.append(f"{self.command} {self.path}: {error!r}")
            raise
        if fault is not None and fault.breaks is _Break.RESET:
            self.close_connection = True
            return
        sent = answer.sent or (b"" if answer.body is None else json.dumps(answer.body).encode())
        time.sleep(fault.before if fault else 0)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self._send(sent, fault)

    def _send(self, body: bytes, fault: Fault | None) -> None:
        if fault is not None and fault.breaks is _Break.TRUNCATED:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif fault is not None and fault.each:
            for number in range(len(body)):
                time.sleep(fault.each)
                self.wfile.write(body[number : number + 1])
                self.wfile.flush()
        else:
            self.wfile.write(body)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815 -- http.server's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- http.server's name
        """Keep silent."""

    def handle(self) -> None:
        """Serve; a client that hangs up is no problem of the fake's."""
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


@contextmanager
def fake_github() -> Iterator[FakeGitHub]:
    """Run a GitHub until the end of the context; a request that it does not know, or a wrong answer, is a failure."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    hub = FakeGitHub(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("_OwnHandler", (_Handler,), {"hub": hub})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    if hub.problems:
        raise UndocumentedError("; ".join(hub.problems))
