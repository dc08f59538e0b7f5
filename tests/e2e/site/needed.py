"""What these tests need besides Python packages, and what is said where it is not there."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

SHARE = Path(__file__).parents[3] / ".venv" / "share"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Return the browser's path."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return found or _lacks("Chromium", "apt-get install chromium")


def axe() -> str:
    """Return the accessibility checks as a script."""
    return _fetched("axe-*.js").read_text("utf-8")


def html_checker() -> tuple[str, ...]:
    """Return the command that checks HTML; files and folders go behind it."""
    java = shutil.which("java") or _lacks("Java", "apt-get install default-jre-headless")
    return (java, "-Xss2m", "-jar", str(_fetched("vnu-*.jar")))


def _fetched(pattern: str) -> Path:
    return next(iter(sorted(SHARE.glob(pattern))), None) or _lacks(pattern, "sh tests/system/install.sh")


def _lacks(what: str, remedy: str) -> NoReturn:
    """Skip the test; in continuous integration fail it, which must not skip unseen."""
    message = f"{what} is not there: {remedy}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
