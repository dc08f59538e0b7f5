"""Settings, challenges and answers are read whatever stands in them."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registries import digest_of
from tracker.sources.errors import SourceError
from tracker.sources.oci_answers import (
    Descriptor,
    GarbledError,
    Manifest,
    error_code,
    has_digest,
    read_manifest,
    read_tags,
    read_token,
)
from tracker.sources.oci_challenge import Challenge, bearer_challenge
from tracker.sources.oci_settings import RegistrySettings, is_loopback, load_settings, shipped_settings

FILE = '[oci]\nname = "lamps/{name}"\n[oci.names]\n"test:bulb" = "other/bulbs"\n'
QUOTED = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("", None),
        ("  ", None),
        ("registry.example", RegistrySettings("registry.example", "lamps/{name}", "", {"test:bulb": "other/bulbs"})),
        (
            "127.0.0.1:5000/a/b/",
            RegistrySettings("127.0.0.1:5000", "lamps/{name}", "a/b", {"test:bulb": "other/bulbs"}),
        ),
        ("[::1]:5000", RegistrySettings("[::1]:5000", "lamps/{name}", "", {"test:bulb": "other/bulbs"})),
    ],
)
def test_the_environment_names_the_registry(given_: str, expected: RegistrySettings | None) -> None:
    assert load_settings(FILE, {"TRACKER_OCI_REGISTRY": given_}) == expected


@pytest.mark.parametrize("given_", ["https://registry.example", "me:word@registry.example", "a b", "-x", "/x"])
def test_what_is_no_registry_is_said_in_one_line(given_: str) -> None:
    with pytest.raises(SourceError) as raised:
        load_settings(FILE, {"TRACKER_OCI_REGISTRY": given_})
    expected = "TRACKER_OCI_REGISTRY: must be HOST[:PORT][/PREFIX], without a scheme or a user"
    assert str(raised.value) == expected


def test_the_file_may_name_the_registry_and_the_environment_wins() -> None:
    text = FILE.replace("[oci]\n", '[oci]\nhost = "registry.example/p"\n')
    named = load_settings(text, {})
    assert named is not None
    assert (named.host, named.repository("test:lamp")) == ("registry.example", "p/lamps/lamp")
    other = load_settings(text, {"TRACKER_OCI_REGISTRY": "other.example"})
    assert other is not None
    assert (other.host, other.repository("test:bulb")) == ("other.example", "other/bulbs")


@pytest.mark.parametrize(
    "text", ["[oci", "[oci]\nname = 1", '[oci]\nname = "x"\nnames = 3', "", "[oci]\nnames = {a=1}"]
)
def test_a_file_that_is_not_as_it_should_be_is_said_in_one_line(text: str) -> None:
    with pytest.raises(SourceError):
        load_settings(text, {})


def test_the_shipped_settings_name_repositories_and_no_registry() -> None:
    assert shipped_settings({}) is None
    settings = shipped_settings({"TRACKER_OCI_REGISTRY": "127.0.0.1:5000"})
    assert settings is not None
    assert settings.repository("wasi:clocks") == "webassembly/wasi/clocks"


@pytest.mark.parametrize("package", ["test:", "test:A", "test:a b", "test:..", "test:a/../b", ""])
def test_a_name_that_no_registry_allows_has_no_repository(package: str) -> None:
    assert RegistrySettings("registry.example", "{namespace}/{name}").repository(package) is None


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        *((host, True) for host in ("localhost", "LOCALHOST:1", "127.0.0.1:80", "[::1]", "[::1]:9")),
        *((host, False) for host in ("127.0.0.1.example", "localhost.example", "registry.example", "[::2]")),
    ],
)
def test_this_machine_is_known_by_its_names(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (['Bearer realm="https://a/b",service="c",scope="d"'], Challenge("https://a/b", "c", "d")),
        (['bearer  realm = "https://a/b" , service=c'], Challenge("https://a/b", "c", None)),
        (['Basic realm="x", Bearer realm="https://a/b"'], Challenge("https://a/b", None, None)),
        (['Basic realm="x"', 'Bearer realm="https://a/b"'], Challenge("https://a/b", None, None)),
        (['Bearer realm="a, Bearer realm=b\\"c"'], Challenge('a, Bearer realm=b"c', None, None)),
        (["Bearer"], None),
        (["Bearer realm="], None),
        (['Basic realm="Bearer"'], None),
        ([], None),
    ],
)
def test_the_first_challenge_for_a_token_counts(headers: list[str], expected: Challenge | None) -> None:
    assert bearer_challenge(headers) == expected


@given(QUOTED, QUOTED, QUOTED)
def test_a_challenge_is_read_as_it_was_written(realm: str, service: str, scope: str) -> None:
    quoted = [value.replace("\\", "\\\\").replace('"', '\\"') for value in (realm, service, scope)]
    header = 'Bearer realm="{}",service="{}",scope="{}"'.format(*quoted)
    assert bearer_challenge([header]) == Challenge(realm, service, scope)


@given(st.lists(st.text()))
def test_any_header_is_read(headers: list[str]) -> None:
    bearer_challenge(headers)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["errors", "code", "tags", "layers"]) | st.text(), inner)
    ),
)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_answer_is_read_or_garbled(body: bytes) -> None:
    error_code(body)
    for reader in (read_tags, read_token, lambda each: read_manifest(each, None)):
        with contextlib.suppress(GarbledError):
            reader(body)


def test_a_manifest_is_read_whole() -> None:
    layer = {"mediaType": "application/wasm; v=1", "digest": digest_of(b""), "size": 0, "more": 1}
    said = {"layers": [layer], "annotations": {"b": "x\x1by", "a": 1, "org.opencontainers.image.created": "2026"}}
    body = json.dumps(said).encode()
    descriptor = Descriptor("application/wasm; v=1", digest_of(b""), 0)
    expected = Manifest(
        digest_of(body), (descriptor,), (), (("b", "x y"), ("org.opencontainers.image.created", "2026"))
    )
    assert read_manifest(body, None) == expected
    assert (expected.created, expected.wasm) == ("2026", (descriptor,))


@pytest.mark.parametrize("digest", ["", "sha256:", "sha256:" + "0" * 128, "sha512:" + "0" * 64, "md5:" + "0" * 64])
def test_a_digest_of_no_known_form_is_nobodys(digest: str) -> None:
    assert not has_digest(b"", digest)


@given(st.binary())
def test_content_has_its_own_digest_alone(content: bytes) -> None:
    assert has_digest(content, digest_of(content))
    assert not has_digest(content + b"x", digest_of(content))
