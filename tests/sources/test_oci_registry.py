"""A real registry is asked, and what it holds is held against its source."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.registries import INDEX, RealRegistry, descriptor, digest_of, encoded, manifest_of
from tracker.facts import WitFolder, WitText
from tracker.published import Publication, PublicationFault, PublicationFinding, PublicationState
from tracker.sources.oci import Wanted, ask
from tracker.sources.oci_client import Limits
from tracker.sources.oci_settings import RegistrySettings
from tracker.wit.reference import ReferenceTool

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
PUBLISHED, NO_TAG, NO_PACKAGE, UNKNOWN = PublicationState
LAMP = """\
package test:lamp@0.2.1;

/// What shines.
interface light {
  use test:mains/plug@0.1.0.{volt};

  /// Turns it on.
  on: func(at: volt);

  @unstable(feature = lamp-dim)
  dim: func(to: u8);
}

world lit {
  import light;
}
"""
MAINS = "package test:mains@0.1.0;\ninterface plug { type volt = u16; }\n"
SOURCE = WitFolder("wit", (WitText("wit/lamp.wit", LAMP),), (WitFolder("wit/deps/mains", (WitText("m.wit", MAINS),)),))


@pytest.fixture
def settings(real_registry: RealRegistry, request: pytest.FixtureRequest) -> RegistrySettings:
    """Return settings that lead to repositories of this test alone."""
    name = "".join(each for each in request.node.name.lower() if each.isalnum())
    return RegistrySettings(real_registry.host, "{namespace}/{name}", name)


def _encoded(tool: ReferenceTool, folder: Path, text: str = LAMP, *options: str, mains: str = MAINS) -> bytes:
    return encoded(tool, folder, {"lamp.wit": text}, {"mains": {"m.wit": mains}}, options=options)


def _ask(settings: RegistrySettings, tool: ReferenceTool | None, version: str = "0.2.1") -> Publication:
    (found,) = ask([Wanted("test:lamp", version, SOURCE)], settings, tool, NOW)
    return found


def test_a_package_is_found_with_its_digest_date_and_annotations(
    real_registry: RealRegistry, settings: RegistrySettings, reference_tool: ReferenceTool, tmp_path: Path
) -> None:
    repository = settings.repository("test:lamp") or ""
    package = _encoded(reference_tool, tmp_path, LAMP, "--all-features")
    said = {"org.opencontainers.image.created": "2026-07-30T10:00:00Z", "note": "two\nlines"}
    digest = real_registry.publish(repository, "0.2.1", package, said)
    assert _ask(settings, reference_tool) == Publication(
        "test:lamp",
        "0.2.1",
        f"{real_registry.host}/{repository}:0.2.1",
        PUBLISHED,
        NOW,
        digest,
        ("0.2.1",),
        "2026-07-30T10:00:00Z",
        (("note", "two lines"), ("org.opencontainers.image.created", "2026-07-30T10:00:00Z")),
        compared=True,
    )


def test_a_package_without_the_tag_and_one_that_is_not_there_are_told_apart(
    real_registry: RealRegistry, settings: RegistrySettings
) -> None:
    repository = settings.repository("test:lamp") or ""
    real_registry.push(repository, "0.2.0", manifest_of())
    wanted = [Wanted("test:lamp", "0.2.1"), Wanted("test:candle", "0.2.1")]
    asked = ask(wanted, settings, None, NOW)
    assert [(each.package, each.state, each.tags, each.problem) for each in asked] == [
        ("test:lamp", NO_TAG, ("0.2.0",), None),
        ("test:candle", NO_PACKAGE, (), None),
    ]


def test_a_package_whose_tags_are_all_deleted_has_no_tag(
    real_registry: RealRegistry, settings: RegistrySettings
) -> None:
    repository = settings.repository("test:lamp") or ""
    real_registry.delete(repository, real_registry.push(repository, "0.2.1", manifest_of()))
    found = _ask(settings, None)
    assert (found.state, found.tags) == (NO_TAG, ())


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        (LAMP, ("--all-features",), ()),
        (
            LAMP,
            (),
            (
                PublicationFinding(
                    PublicationFault.MISSING_GATED_ITEM,
                    "test:lamp/light#dim",
                    "the function is gone, from the source to what is published",
                ),
            ),
        ),
        (
            LAMP.replace("/// What shines.", "").replace("/// Turns it on.", ""),
            ("--all-features",),
            (
                PublicationFinding(
                    PublicationFault.MISSING_DOCUMENTATION,
                    "test:lamp",
                    "the source documents 2 items, and nothing that is published has a word",
                ),
            ),
        ),
        (
            LAMP.replace("@0.2.1", "@0.2.0"),
            ("--all-features",),
            (
                PublicationFinding(
                    PublicationFault.TAG_UNLIKE_VERSION, "test:lamp", "its tag is 0.2.1 and it declares 0.2.0"
                ),
            ),
        ),
        (
            LAMP.replace("test:lamp", "test:lantern"),
            ("--all-features",),
            (
                PublicationFinding(
                    PublicationFault.WRONG_PACKAGE, "test:lamp", "it was to hold test:lamp and holds test:lantern"
                ),
            ),
        ),
        (
            LAMP.replace("/plug@0.1.0", "/plug@0.1.3"),
            ("--all-features",),
            (
                PublicationFinding(
                    PublicationFault.WRONG_DEPENDENCY_VERSION,
                    "test:mains",
                    "`test:mains` was used at 0.1.0 and is used at 0.1.3, from the source to what is published",
                ),
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_package_is_found(
    real_registry: RealRegistry,
    settings: RegistrySettings,
    reference_tool: ReferenceTool,
    tmp_path: Path,
    text: str,
    options: tuple[str, ...],
    expected: tuple[PublicationFinding, ...],
) -> None:
    mains = MAINS.replace("0.1.0", "0.1.3") if "0.1.3" in text else MAINS
    package = _encoded(reference_tool, tmp_path, text, *options, mains=mains)
    real_registry.publish(settings.repository("test:lamp") or "", "0.2.1", package)
    found = _ask(settings, reference_tool)
    assert (found.state, found.compared, found.findings) == (PUBLISHED, True, expected)


def test_an_index_leads_to_its_one_manifest(
    real_registry: RealRegistry, settings: RegistrySettings, reference_tool: ReferenceTool, tmp_path: Path
) -> None:
    repository = settings.repository("test:lamp") or ""
    package = _encoded(reference_tool, tmp_path, LAMP, "--all-features")
    manifest = manifest_of(package)
    real_registry.push(repository, digest_of(manifest), manifest, package)
    led = [descriptor(manifest, "application/vnd.oci.image.manifest.v1+json")]
    index = json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": led}).encode()
    digest = real_registry.push(repository, "0.2.1", index, media_type=INDEX)
    found = _ask(settings, reference_tool)
    assert (found.state, found.digest, found.compared, found.findings) == (PUBLISHED, digest, True, ())


def test_what_cannot_be_compared_is_said_to_be_published_and_why_no_more(
    real_registry: RealRegistry, settings: RegistrySettings, reference_tool: ReferenceTool, tmp_path: Path
) -> None:
    repository = settings.repository("test:lamp") or ""
    real_registry.publish(repository, "0.2.1", _encoded(reference_tool, tmp_path, LAMP, "--all-features"))
    real_registry.publish(repository, "0.2.2", b"\0asm no more")
    real_registry.push(repository, "0.2.3", manifest_of(b"text", media_type="text/plain"), b"text")
    told = {
        "no tool": _ask(settings, None),
        "garbage": _ask(settings, reference_tool, "0.2.2"),
        "no layer": _ask(settings, reference_tool, "0.2.3"),
        "no source": ask([Wanted("test:lamp", "0.2.1", None, (), "it has no tag")], settings, reference_tool, NOW)[0],
    }
    assert {each.state for each in told.values()} == {PUBLISHED}
    assert {each.compared for each in told.values()} == {False}
    problems = {name: each.problem or "" for name, each in told.items()}
    assert problems.pop("garbage").startswith("the package cannot be decoded: ")
    assert problems == {
        "no tool": "wasm-tools is not installed, so that the package cannot be decoded",
        "no layer": "its manifest has no layers of WebAssembly",
        "no source": "there is no source to compare it with: it has no tag",
    }


def test_a_registry_that_is_not_there_is_unknown() -> None:
    settings = RegistrySettings("127.0.0.1:9", "{name}")
    (found,) = ask([Wanted("test:lamp", "0.2.1")], settings, None, NOW, limits=Limits(pause=0))
    assert found == Publication(
        "test:lamp",
        "0.2.1",
        "127.0.0.1:9/lamp:0.2.1",
        UNKNOWN,
        NOW,
        problem="the registry cannot be reached: no connection",
    )


def test_answers_come_in_the_order_of_the_questions_and_progress_is_told(settings: RegistrySettings) -> None:
    names = [f"test:p{number}" for number in range(9)]
    told: list[tuple[int, int]] = []
    wanted = [Wanted(name, "1.0.0") for name in names]
    found = ask(wanted, settings, None, NOW, progress=lambda _name, done, every: told.append((done, every)))
    assert [each.package for each in found] == names
    assert [every for _, every in told] == [9] * 9
    assert max(told) == (9, 9)
