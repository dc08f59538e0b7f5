"""Asks GitHub's API through PyGithub, politely: retries with bounds, a budget of requests, and no token shown.

Importing this imports PyGithub, which takes 0.2 s. What it leaves to do here: a 301 that it follows loses the query,
a long `Retry-After` is waited for whatever `max_rate_limit_wait` says, and a 429 is repeated only on request.
"""

import json
import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import urlsplit

import requests
from github import Auth, Github
from github.GithubException import GithubException
from github.GithubRetry import GithubRetry
from github.Requester import HTTPRequestsConnectionClass, Requester
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, InvalidHeader, MaxRetryError, NewConnectionError
from urllib3.exceptions import TimeoutError as UrlTimeoutError

from tracker import __version__
from tracker.frozen import frozen
from tracker.sources.github_answers import Answer, GitHubError, Limits
from tracker.sources.github_settings import ADDRESS, GitHubSettings
from tracker.sources.oci_settings import is_loopback

# PyGithub writes to standard error by itself; what fails is told by errors. Who logs everything still gets its words.
_log = logging.getLogger("github")
_log.handlers[:] = [logging.NullHandler()]
_log.setLevel(logging.NOTSET)

_AGENT = f"wasi-tracker/{__version__}"
_RETRIED = [429, *range(500, 600)]
_NO_ANSWER = (requests.RequestException, HTTPError, OSError)
_READ_AT_ONCE = 65536


class _EndedError(Exception):
    """Why nothing more is to be asked, raised through PyGithub and urllib3, which know nothing of it."""


class _Meter:
    """Counts requests against a budget; answers that nothing changed are given back."""

    def __init__(self, budget: int | None) -> None:
        self.counted = 0
        self._budget = budget

    def take(self) -> None:
        """Count a request; `_EndedError` when there are no more."""
        if self._budget is not None and self.counted >= self._budget:
            raise _EndedError(f"the {self._budget} requests of --max-requests are used up")
        self.counted += 1

    def give_back(self) -> None:
        """Take back a request that was free."""
        self.counted -= 1


class _Retry(GithubRetry):
    """PyGithub's retries, each of which counts, and none of which waits longer than it may."""

    def __init__(self, meter: _Meter, limits: Limits, **more: Any) -> None:
        self._meter = meter
        self._limits = limits
        more.setdefault("max_rate_limit_wait", limits.longest_pause)
        more.setdefault("secondary_rate_wait", limits.secondary_pause)
        super().__init__(**more)

    def new(self, **changed: Any) -> Self:
        """Return the retries that are left."""
        return super().new(meter=self._meter, limits=self._limits, **changed)

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        *more: Any,
        **named: Any,
    ) -> Any:
        """Return the retries that are left after a failure."""
        if response is not None:
            wait = self._asked_to_wait(response)
            if wait is not None and wait > self._limits.longest_pause:
                raise _EndedError(f"GitHub asks to wait {wait:.0f} seconds; ask again then")
        try:
            left = super().increment(method, url, response, *more, **named)  # type: ignore[arg-type]
        except MaxRetryError:
            if response is None or response.status != HTTPStatus.FORBIDDEN:
                raise
            # It was a rate limit, and its text is read.
            raise _EndedError(_limit(_lowered(response.headers))) from None
        self._meter.take()
        return left

    def _asked_to_wait(self, response: BaseHTTPResponse) -> float | None:
        said = response.headers.get("Retry-After")
        try:
            return None if said is None else self.parse_retry_after(said)
        except InvalidHeader:
            return None


@dataclass
class _Response:
    """An answer as PyGithub takes it from a connection."""

    status: int
    headers: Mapping[str, str]
    text: str

    def getheaders(self) -> Iterable[tuple[str, str]]:
        """Return the headers; without where to go instead, which is not PyGithub's to follow."""
        return [(name, value) for name, value in self.headers.items() if name.casefold() != "location"]

    def read(self) -> str:
        """Return the body."""
        return self.text


class _Connection(HTTPRequestsConnectionClass):
    """PyGithub's connection, with bounds on time and size of an answer."""

    def __init__(self, address: str, limits: Limits, retry: _Retry) -> None:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        super().__init__(parts.hostname or "", port, retry=retry)
        self.protocol = parts.scheme
        self._limits = limits
        # A proxy of the environment does not lead to this machine.
        self.session.trust_env = not is_loopback(parts.netloc)
        self.session.mount("https://", HTTPAdapter(max_retries=retry))
        self.moved: str | None = None

    def getresponse(self) -> Any:
        """Ask, and return the answer."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        with self.session.request(
            self.verb,
            f"{self.protocol}://{host}:{self.port}{self.url}",
            headers=self.headers,
            data=self.input,
            timeout=self._limits.patience,
            allow_redirects=False,
            stream=True,
        ) as response:
            self.moved = response.headers.get("Location")
            return _Response(response.status_code, response.headers, self._text(response))

    def _text(self, response: requests.Response) -> str:
        until = time.monotonic() + self._limits.answer
        parts: list[bytes] = []
        size = 0
        while part := response.raw.read1(_READ_AT_ONCE, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > self._limits.size:
                raise requests.RequestException("the answer is too large")
            if time.monotonic() > until:
                raise requests.Timeout("the answer takes too long")
        return b"".join(parts).decode("utf-8")


class GitHubClient:
    """GitHub's API; enter it as a context to close its connections."""

    def __init__(self, settings: GitHubSettings, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        self._settings = settings
        self._limits = limits
        self._meter = _Meter(limits.requests)
        retry = _Retry(
            self._meter,
            limits,
            total=limits.retries,
            backoff_factor=limits.pause,
            status_forcelist=[*_RETRIED],
            raise_on_status=False,
        )
        self._github = Github(
            auth=None if settings.token is None else Auth.Token(settings.token),
            base_url=settings.address,
            user_agent=_AGENT,
            seconds_between_requests=limits.between,
            # A query is sent as a POST, but writes nothing.
            seconds_between_writes=limits.between,
        )
        self._connection = _Connection(settings.address, limits, retry)

    def __repr__(self) -> str:
        return f"GitHubClient({self._settings.address!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._connection.close()
        self._github.close()

    @property
    def counted(self) -> int:
        """How many requests were made that count."""
        return self._meter.counted

    def get(
        self, path: str, parameters: Mapping[str, str | int] | None = None, *, etag: str | None = None, source: str
    ) -> Answer:
        """Return what is at a path, by its new place when it moved; `GitHubError` when there is no usable answer.

        `etag` is that of an answer which need not be repeated; `source` is what an error names.
        """
        headers = {} if etag is None else {"If-None-Match": etag}
        answer = self._asked(path, dict(parameters or {}), headers, source)
        if answer.status != HTTPStatus.MOVED_PERMANENTLY:
            return self._answer(answer, source)
        place = self._place(source)
        query = urlsplit(path).query
        again = self._asked(f"{place}?{query}" if query else place, dict(parameters or {}), headers, source)
        found = self._answer(again, source)
        return Answer(found.body, found.etag, found.next, place)

    def query(self, text: str, variables: Mapping[str, str], *, source: str) -> Any:
        """Return what GraphQL answers to a query, as it is: `data` and `errors`; `source` is what an error names.

        `GitHubError` when there is no answer; it ends the asking only when other requests would fail as well: GraphQL
        has servers and a primary limit of its own. Where it redirects to, nobody goes.
        """
        sent = {"query": text, "variables": dict(variables)}
        told = self._asked(self._requester.graphql_url, {}, {}, source, sent)
        if told.status != HTTPStatus.OK:
            refused = _refused(told, source)
            raise GitHubError(source, refused.reason, told.status, ends=refused.ends and not _of_graphql_alone(told))
        if _says_too_many(told.body):
            # This limit is everybody's, and who goes on asking is shut out.
            raise GitHubError(source, _limit(told.headers), told.status, ends=True)
        return told.body

    def _place(self, source: str) -> str:
        """Return where GitHub says that something is now; the token goes nowhere else."""
        place = urlsplit(self._connection.moved or "")
        here = urlsplit(self._settings.address)
        if (place.scheme, place.netloc) != (here.scheme, here.netloc) or not place.path.startswith(here.path):
            raise GitHubError(source, f"is redirected to what is not below {self._settings.address}: see {ADDRESS}")
        return f"{self._settings.address}{place.path.removeprefix(here.path)}"

    def _asked(
        self, path: str, parameters: dict[str, Any], headers: dict[str, str], source: str, sent: object = None
    ) -> "_Told":
        """Return an answer of any status; one that breaks off or is garbled is asked for again."""
        verb = "GET" if sent is None else "POST"
        for attempt in range(self._limits.retries + 1):
            reason, ends = "", False
            try:
                self._meter.take()
                status, told, text = self._requester.requestJson(
                    verb, path, parameters, dict(headers), sent, cnx=self._connection
                )
                return _Told(status, told, json.loads(text) if text else None)
            except _EndedError as error:
                reason, ends = str(error), True
            except GithubException as error:
                # Raised by its retries, for a 403 that they have read.
                return _Told(error.status, _lowered(error.headers or {}), error.data)
            except (ValueError, *_NO_ANSWER) as error:
                reason, ends = _named(error), _is_unreachable(error)
            # Outside of the handlers: what is raised here must not lead to a request, which has the token.
            if ends or attempt == self._limits.retries:
                raise GitHubError(source, reason, ends=ends)
        raise AssertionError

    @property
    def _requester(self) -> Requester:
        return self._github.requester

    def _answer(self, told: "_Told", source: str) -> Answer:
        if told.status == HTTPStatus.NOT_MODIFIED:
            self._meter.give_back()
            return Answer(None, told.headers.get("etag"), None)
        if told.status == HTTPStatus.OK:
            return Answer(told.body, told.headers.get("etag"), _next(told.headers.get("link", "")))
        raise _refused(told, source)


@frozen
class _Told:
    """An answer of any status."""

    status: int
    headers: Mapping[str, str]
    body: Any


def _next(link: str) -> str | None:
    """Return where the next page is."""
    for part in link.split(","):
        place, _, about = part.strip().partition(">;")
        if 'rel="next"' in about:
            return place.removeprefix("<")
    return None


def _refused(told: _Told, source: str) -> GitHubError:
    """Return what it means that there is no answer."""
    message = told.body.get("message") if isinstance(told.body, dict) else None
    limited = isinstance(message, str) and Requester.isRateLimitError(message)
    if told.status == HTTPStatus.UNAUTHORIZED:
        return GitHubError(source, "GitHub does not take the token: see GITHUB_TOKEN and GH_TOKEN", 401, ends=True)
    if told.status == HTTPStatus.TOO_MANY_REQUESTS or limited:
        return GitHubError(source, _limit(told.headers), told.status, ends=True)
    reasons = {
        403: "GitHub refuses it (403): the token may lack a permission",
        404: "is not on GitHub (404), or the token may not see it",
        410: "is no more (410)",
        451: "is blocked (451)",
    }
    said = reasons.get(told.status, f"GitHub answers {told.status}")
    return GitHubError(source, said, told.status, ends=told.status >= HTTPStatus.INTERNAL_SERVER_ERROR)


def _of_graphql_alone(told: _Told) -> bool:
    """Return whether other requests may be answered all the same."""
    used_up = told.headers.get("x-ratelimit-remaining") == "0"
    own = used_up and told.headers.get("x-ratelimit-resource") == "graphql"
    return own or told.status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _says_too_many(body: Any) -> bool:
    """Return whether an answer to a query says that there were too many requests of any kind."""
    errors = body.get("errors") if isinstance(body, dict) else None
    messages = [each.get("message") for each in errors if isinstance(each, dict)] if isinstance(errors, list) else []
    return any(isinstance(each, str) and Requester.isSecondaryRateLimitError(each) for each in messages)


def _limit(headers: Mapping[str, str]) -> str:
    left, reset = headers.get("x-ratelimit-remaining", ""), headers.get("x-ratelimit-reset", "")
    if left == "0" and reset.isdecimal():
        return f"GitHub's rate limit is used up until {time.strftime('%H:%M', time.gmtime(int(reset)))} UTC"
    return "GitHub says that there were too many requests; ask again in some minutes"


def _lowered(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.casefold(): value for name, value in headers.items()}


def _cause(error: Exception) -> object:
    """Return why the last of several attempts failed."""
    return getattr(error.args[0], "reason", None) if error.args else None


def _is_unreachable(error: Exception) -> bool:
    """Return whether there is no connection, in which nothing was asked."""
    without = (requests.ConnectTimeout, requests.exceptions.ProxyError, requests.exceptions.SSLError)
    return isinstance(error, without) or isinstance(_cause(error), NewConnectionError)


def _named(error: Exception) -> str:
    """Return what happened, without an address or a header."""
    cause = _cause(error)
    # To urllib3 a connection that is refused is one that takes too long.
    slow = isinstance(error, requests.Timeout) or isinstance(cause, UrlTimeoutError)
    if slow and not isinstance(cause, NewConnectionError):
        return "GitHub takes too long to answer"
    if isinstance(error, requests.exceptions.SSLError):
        return "GitHub's certificate cannot be trusted"
    if isinstance(error, requests.exceptions.RetryError):
        return "GitHub keeps failing"
    if isinstance(error, ValueError):
        return "GitHub's answer cannot be read"
    return "GitHub cannot be reached, or breaks off"
