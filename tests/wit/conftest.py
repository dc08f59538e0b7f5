"""The reference tool, for tests that hold the reader to it."""

import os

import pytest

from tracker.wit.reference import ReferenceTool


@pytest.fixture(scope="session")
def found_tool() -> ReferenceTool | None:
    return ReferenceTool.find()


@pytest.fixture
def reference_tool(found_tool: ReferenceTool | None) -> ReferenceTool:
    """Return the reference tool; without it the test is skipped, and fails where everything must be there."""
    if found_tool is None:
        message = "wasm-tools is not there: install the extra `wasm-tools`, or put the program on PATH"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found_tool
