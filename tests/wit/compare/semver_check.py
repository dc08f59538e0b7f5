"""Asks `wasm-tools component semver-check`, which reads both versions of a package from one text."""

import subprocess
import tempfile
from enum import Enum
from pathlib import Path

OLD, NEW = "1.0.0", "1.1.0"
_INCOMPATIBLE = "new world is not semver-compatible"
_UNSUPPORTED = ("feature (at offset", "support is not enabled")


class Answer(Enum):
    """What the reference says of two versions of a world."""

    COMPATIBLE = "compatible"
    INCOMPATIBLE = "incompatible"
    INVALID = "invalid"
    """It cannot read the text, or has no such world."""


def semver_check(program: Path, old: str, new: str, world: str) -> tuple[Answer, str]:
    """Return the answer, and what the reference says to it."""
    text = f"package made:host;\npackage made:up@{OLD} {{\n{old}}}\npackage made:up@{NEW} {{\n{new}}}\n"
    with tempfile.TemporaryDirectory(prefix="wit-") as folder:
        path = Path(folder, "both.wit")
        path.write_text(text, encoding="utf-8")
        sides = ["--prev", f"made:up/{world}@{OLD}", "--new", f"made:up/{world}@{NEW}"]
        command = [str(program), "component", "semver-check", *sides, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return Answer.COMPATIBLE, ""
    said = done.stderr
    known = _INCOMPATIBLE in said and not any(each in said for each in _UNSUPPORTED)
    return (Answer.INCOMPATIBLE if known else Answer.INVALID), said
