"""Registries, GitHub and the reference tool, for tests that ask them."""

import os
from collections.abc import Iterator

import pytest

from tests.github.fake import FakeGitHub, fake_github
from tests.registries import FakeRegistry, RealRegistry, fake_registry, running_registry
from tracker.wit.reference import ReferenceTool


@pytest.fixture(scope="session")
def real_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealRegistry]:
    with running_registry(tmp_path_factory.mktemp("registry")) as registry:
        yield registry


@pytest.fixture
def registry() -> Iterator[FakeRegistry]:
    with fake_registry() as fake:
        yield fake


@pytest.fixture
def hub() -> Iterator[FakeGitHub]:
    with fake_github() as running:
        yield running


@pytest.fixture(scope="session")
def found_tool() -> ReferenceTool | None:
    return ReferenceTool.find()


@pytest.fixture
def reference_tool(found_tool: ReferenceTool | None) -> ReferenceTool:
    if found_tool is None:
        message = "wasm-tools is not there: install the extra `wasm-tools`, or put the program on PATH"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found_tool
