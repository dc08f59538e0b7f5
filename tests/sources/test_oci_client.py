"""What a registry may do: pages, tokens, redirects, and every kind of fault. Nothing raises, nothing secret is told."""

import asyncio
import json
import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.registries import Answer, Asked, FakeRegistry, Reply, digest_of, error, fake_registry, manifest_of, tags
from tracker.facts import WitFolder, WitText
from tracker.published import Publication, PublicationState
from tracker.sources.oci import Wanted, ask
from tracker.sources.oci_answers import MANIFESTS
from tracker.sources.oci_client import Limits, RefusedError, Registry
from tracker.sources.oci_settings import RegistrySettings
from tracker.wit.reference import Decoded, ReferenceTool

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
PUBLISHED, NO_TAG, NO_PACKAGE, UNKNOWN = PublicationState
LIST, MANIFEST = "/v2/test/lamp/tags/list", "/v2/test/lamp/manifests/0.2.1"
LIMITS = Limits(wait=20, package=60, total=120, pause=0, longest_pause=0.01)
SECRET = "s3cr3t-t0ken"  # noqa: S105 -- nobody's
LAMP = "package test:lamp@0.2.1;\ninterface light { on: func(); }\n"
SOURCE = WitFolder("wit", (WitText("wit/lamp.wit", LAMP),))


class _Pretended(ReferenceTool):
    """A tool that takes a package for the text of its WIT."""

    def decode(self, binary: bytes) -> Decoded:
        return Decoded(binary.decode())


TOOL = _Pretended(Path("tool"), "tool 1")


def _settings(registry: FakeRegistry) -> RegistrySettings:
    return RegistrySettings(registry.host, "{namespace}/{name}")


def _ask(registry: FakeRegistry, limits: Limits = LIMITS) -> Publication:
    (found,) = ask([Wanted("test:lamp", "0.2.1", SOURCE)], _settings(registry), TOOL, NOW, limits=limits)
    return found


# --- asking -------------------------------------------------------------------------------------------------------


def test_manifests_are_asked_for_in_every_form(registry: FakeRegistry) -> None:
    digest = registry.holds("test/lamp", "0.2.1", LAMP.encode())
    found = _ask(registry)
    assert (found.state, found.digest, found.compared, found.findings) == (PUBLISHED, digest, True, ())
    assert [each.accept for each in registry.asked if "/manifests/" in each.path] == [", ".join(MANIFESTS)]


def test_all_pages_of_a_list_are_read_and_a_circle_ends(registry: FakeRegistry) -> None:
    pages = {
        "": tags("0.1.0", "0.2.0", link=f'<{LIST}?n=1000&last=0.2.0>; rel="next"'),
        "0.2.0": tags("0.2.0", "0.2.1", link=f"<http://{registry.host}{LIST}?last=0.2.1&n=1000>; rel=next"),
        "0.2.1": tags("0.3.0", link=f'<{LIST}?n=1000&last=0.2.0>; rel="next"'),
    }
    registry.replies[LIST] = lambda asked: pages[asked.path.partition("last=")[2].partition("&")[0]]
    assert _ask(registry).tags == ("0.1.0", "0.2.0", "0.2.1", "0.3.0")
    assert len([path for path in registry.paths if path.startswith(LIST)]) == 3


def test_the_next_page_is_the_same_registrys(registry: FakeRegistry) -> None:
    with fake_registry() as other:
        registry.replies[LIST] = tags("0.2.0", link=f'<http://{other.host}{LIST}>; rel="next"')
        assert (_ask(registry).tags, other.paths) == (("0.2.0",), [])


def test_one_list_serves_all_versions_of_a_package(registry: FakeRegistry) -> None:
    registry.replies[LIST] = tags("0.2.0")
    wanted = [Wanted("test:lamp", f"0.2.{number}") for number in range(1, 6)]
    found = ask(wanted, _settings(registry), None, NOW, limits=LIMITS)
    assert {each.tags for each in found} == {("0.2.0",)}
    assert len([path for path in registry.paths if path.startswith(LIST)]) == 1


# --- tokens -------------------------------------------------------------------------------------------------------


def _guarded(registry: FakeRegistry, *, realm: str = "", token: Answer | None = None) -> None:
    """Let a registry that holds the package ask for a token."""
    registry.holds("test/lamp", "0.2.1", LAMP.encode())
    address = realm or f"http://{registry.host}/token?account=me"
    challenge = f'Bearer realm="{address}",service="lamps, and more",scope="repository:test/lamp:pull"'

    def behind(open_: Answer | Reply | list[Answer]) -> Reply:
        def reply(asked: Asked) -> Answer:
            if asked.authorization == f"Bearer {SECRET}" and isinstance(open_, Answer):
                return open_
            return Answer(error("UNAUTHORIZED"), 401, {"WWW-Authenticate": challenge})

        return reply

    registry.replies = {path: behind(reply) for path, reply in registry.replies.items()}
    registry.replies["/token"] = token or Answer(json.dumps({"token": SECRET}).encode())


def test_a_token_is_asked_for_once_and_opens_everything(registry: FakeRegistry) -> None:
    _guarded(registry)
    found = _ask(registry)
    assert (found.state, found.compared, found.problem) == (PUBLISHED, True, None)
    scope = "scope=repository%3Atest%2Flamp%3Apull"
    asked = [path for path in registry.paths if path.startswith("/token")]
    assert asked == [f"/token?account=me&service=lamps%2C+and+more&{scope}"]


def test_the_other_name_of_a_token_is_known(registry: FakeRegistry) -> None:
    _guarded(registry, token=Answer(json.dumps({"access_token": SECRET}).encode()))
    assert _ask(registry).state is PUBLISHED


@pytest.mark.parametrize(
    ("token", "state", "problem"),
    [
        (Answer(error("DENIED"), 403), NO_PACKAGE, None),
        (Answer(error("DENIED"), 401), NO_PACKAGE, None),
        (Answer(b"", 500), UNKNOWN, "the token server answered with status 500"),
        (Answer(b"[]"), UNKNOWN, "its answer is no JSON object"),
        (Answer(b"{}"), UNKNOWN, "its token server gave no token"),
        (Answer(b'{"token": "a\\r\\nb: c"}'), UNKNOWN, "its token server gave no token"),
        (Answer(b'{"token": "wrong"}'), NO_PACKAGE, None),
    ],
)
def test_a_refused_stranger_cannot_tell_what_is_missing_from_what_is_private(
    registry: FakeRegistry, token: Answer, state: PublicationState, problem: str | None
) -> None:
    _guarded(registry, token=token)
    found = _ask(registry)
    assert (found.state, found.problem) == (state, problem)


@pytest.mark.parametrize(
    ("challenge", "problem"),
    [
        ('Basic realm="lamps"', "the registry asks for a password"),
        ("", "the registry asks for a password"),
        ('Bearer realm="http://registry.example/token"', "the registry names a token server without HTTPS"),
        ('Bearer realm="ftp://127.0.0.1/token"', "the registry names a token server without HTTPS"),
        ('Bearer realm="https://me:word@registry.example"', "the registry names a token server without HTTPS"),
        ('Bearer realm="http://[::"', "the registry names no usable token server"),
    ],
)
def test_a_token_server_that_cannot_be_trusted_is_not_asked(
    registry: FakeRegistry, challenge: str, problem: str
) -> None:
    registry.replies[LIST] = Answer(b"", 401, {"WWW-Authenticate": challenge})
    found = _ask(registry)
    assert (found.state, found.problem) == (UNKNOWN, problem)


def test_a_token_is_told_to_nobody_else(registry: FakeRegistry, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with fake_registry() as storage:
        _guarded(registry)
        blob = f"/v2/test/lamp/blobs/{digest_of(LAMP.encode())}"
        registry.replies[blob] = Answer(b"", 307, {"Location": f"http://{storage.host}/blob?signature={SECRET}"})
        storage.replies["/blob"] = Answer(LAMP.encode())
        found = _ask(registry)
        assert (found.compared, found.problem) == (True, None)
        assert storage.asked == [Asked(f"/blob?signature={SECRET}", None, "*/*")]
    assert SECRET not in caplog.text
    assert SECRET not in repr(found)


# --- redirects ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        (MANIFEST, "the registry redirects more than 5 times"),
        ("http://registry.example/x", "the registry redirects to an address without HTTPS"),
        ("file:///etc/hosts", "the registry redirects to an address without HTTPS"),
        ("http://[::", "the registry cannot be reached: its answer breaks off or is garbled"),
        ("", "the registry redirects to an address without HTTPS"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_not_followed(registry: FakeRegistry, location: str, problem: str) -> None:
    registry.replies |= {LIST: tags("0.2.1"), MANIFEST: Answer(b"", 302, {"Location": location})}
    found = _ask(registry)
    assert (found.state, found.problem) == (UNKNOWN, problem)


# --- faults -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listed", "manifest", "state", "problem"),
    [
        (Answer(error("NAME_UNKNOWN"), 404), None, NO_PACKAGE, None),
        (Answer(error("DENIED"), 403), None, NO_PACKAGE, None),
        (Answer(error("DENIED"), 404), None, NO_PACKAGE, None),
        (tags("0.2.0"), Answer(error("MANIFEST_UNKNOWN"), 404), NO_TAG, None),
        (Answer(b'{"name": "x", "tags": null}'), Answer(error("MANIFEST_UNKNOWN"), 404), NO_TAG, None),
        (tags("0.2.0"), Answer(error("NAME_UNKNOWN"), 404), NO_PACKAGE, None),
        (tags("0.2.0"), Answer(error("NOT_FOUND"), 404), NO_TAG, None),
        (
            tags("0.2.1"),
            Answer(error("MANIFEST_UNKNOWN"), 404),
            UNKNOWN,
            "the registry lists the tag and has no manifest under it",
        ),
        (tags("0.2.0"), Answer(b"<html>", 404), UNKNOWN, "the registry answered with status 404"),
        (tags("0.2.0"), Answer(b"", 406), UNKNOWN, "the registry answered with status 406"),
        (Answer(error("UNSUPPORTED"), 405), Answer(error("MANIFEST_UNKNOWN"), 404), NO_TAG, None),
        (Answer(b"<html>", 404), Answer(b"<html>", 404), UNKNOWN, "the registry answered with status 404"),
        (Answer(b"", 500), None, UNKNOWN, "the registry answered with status 500"),
        (
            Answer(error("TOOMANYREQUESTS"), 429),
            None,
            UNKNOWN,
            "the registry answered with status 429 (TOOMANYREQUESTS)",
        ),
        (Answer(b'{"errors": [{"code": "\\u001b[31m"}]}', 400), None, UNKNOWN, "the registry answered with status 400"),
        (Answer(b"not json"), None, UNKNOWN, "its answer is not JSON"),
        (Answer(b'{"tags": "0.2.1"}'), None, UNKNOWN, "its list of tags is none"),
        (Answer(b'{"tags": ["a\\nb"]}'), None, UNKNOWN, "its list of tags is none"),
        (Answer(b"[" * 100_000), None, UNKNOWN, "its answer is not JSON"),
        (tags("0.2.1"), Answer(b"{}"), UNKNOWN, "what it gave as a manifest is none"),
        (tags("0.2.1"), Answer(b'{"layers": [{}]}'), UNKNOWN, "the layers of its manifest are none"),
        (
            tags("0.2.1"),
            Answer(manifest_of(), headers={"Docker-Content-Digest": "sha256:" + "0" * 64}),
            UNKNOWN,
            "its manifest does not have the digest that it gave with it",
        ),
        (
            tags("0.2.1"),
            Answer(manifest_of(), promised=5000),
            UNKNOWN,
            "the registry cannot be reached: its answer breaks off or is garbled",
        ),
        (
            tags("0.2.1"),
            Answer(b"not gzip", headers={"Content-Encoding": "gzip"}),
            UNKNOWN,
            "the registry cannot be reached: its answer breaks off or is garbled",
        ),
        (
            tags("0.2.1"),
            Answer(b" " * (LIMITS.document + 1)),
            UNKNOWN,
            f"the registry's answer has more than the {LIMITS.document} bytes read",
        ),
    ],
)
def test_every_answer_has_a_meaning(
    registry: FakeRegistry, listed: Answer, manifest: Answer | None, state: PublicationState, problem: str | None
) -> None:
    registry.replies[LIST] = listed
    if manifest is not None:
        registry.replies[MANIFEST] = manifest
    found = _ask(registry)
    assert (found.state, found.digest, found.problem) == (state, None, problem)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Answer(LAMP.encode()[:-1]), "the package's content does not have the digest that its manifest says"),
        (Answer(LAMP.upper().encode()), "the package's content does not have the digest that its manifest says"),
        (Answer(error("BLOB_UNKNOWN"), 404), "the registry answered with status 404 (BLOB_UNKNOWN)"),
    ],
)
def test_a_package_that_is_not_what_it_should_be_is_not_compared(
    registry: FakeRegistry, answer: Answer, problem: str
) -> None:
    digest = registry.holds("test/lamp", "0.2.1", LAMP.encode())
    registry.replies[f"/v2/test/lamp/blobs/{digest_of(LAMP.encode())}"] = answer
    found = _ask(registry)
    assert (found.state, found.digest, found.compared, found.problem) == (PUBLISHED, digest, False, problem)


def test_a_package_that_says_it_is_too_large_is_not_fetched(registry: FakeRegistry) -> None:
    registry.holds("test/lamp", "0.2.1", LAMP.encode())
    found = _ask(registry, replace(LIMITS, package_size=10))
    assert found.problem == f"the package has {len(LAMP)} bytes, more than the 10 read"
    assert not [path for path in registry.paths if "/blobs/" in path]


def test_what_may_pass_is_tried_again_and_a_long_wait_is_cut(registry: FakeRegistry) -> None:
    registry.replies |= {
        LIST: [Answer(b"", 503), Answer(b"", 429, {"Retry-After": "86400"}), tags("0.2.0")],
        MANIFEST: [Answer(b"", 502), Answer(error("MANIFEST_UNKNOWN"), 404)],
    }
    assert _ask(registry).state is NO_TAG
    assert len(registry.paths) == 5


def test_an_answer_that_comes_byte_by_byte_is_given_up(registry: FakeRegistry) -> None:
    registry.replies[LIST] = Answer(b" " * 2000, drip=0.02)
    found = _ask(registry, replace(LIMITS, package=0.3))
    assert (found.state, found.problem) == (UNKNOWN, "no answer within 0.3 seconds")


def test_all_of_it_together_has_a_limit(registry: FakeRegistry) -> None:
    registry.replies[LIST] = Answer(b" " * 2000, drip=0.02)
    found = _ask(registry, replace(LIMITS, total=0.3))
    assert (found.state, found.problem) == (UNKNOWN, "no answer within 0.3 seconds for all packages")


def test_a_name_that_no_registry_allows_is_not_asked_for(registry: FakeRegistry) -> None:
    (found,) = ask([Wanted("test:../../lamp", "0.2.1")], _settings(registry), None, NOW, limits=LIMITS)
    assert (found.state, registry.paths) == (UNKNOWN, [])
    assert found.problem == "no registry can have a repository of its name"


def test_nothing_to_ask_asks_nobody(registry: FakeRegistry) -> None:
    assert (ask([], _settings(registry), None, NOW), registry.paths) == ((), [])


# --- other hosts --------------------------------------------------------------------------------------------------


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep requests to other machines, and return their addresses."""
    kept: list[str] = []

    async def once(_self: Registry, url: object, _headers: object, _limit: int) -> None:
        kept.append(str(url))
        raise RefusedError("kept")

    monkeypatch.setattr(Registry, "_once", once)
    return kept


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("registry.example", "https://registry.example"),
        ("localhost.example:80", "https://localhost.example:80"),
        ("127.0.0.1.example", "https://127.0.0.1.example"),
        ("localhost:5000", "http://localhost:5000"),
        ("[::1]:5000", "http://[::1]:5000"),
        ("127.9.9.9", "http://127.9.9.9"),
    ],
)
def test_only_this_machine_is_asked_without_https(refused: list[str], host: str, address: str) -> None:
    async def tags_of() -> None:
        async with Registry(RegistrySettings(host, "{name}"), LIMITS) as registry:
            await registry.tags("lamp")

    with pytest.raises(RefusedError, match="kept"):
        asyncio.run(tags_of())
    assert refused == [f"{address}/v2/lamp/tags/list?n=1000"]
