"""A sync that is killed, whenever it is, leaves what the next one completes as if nothing had happened."""

import json
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.builders import MirrorFolder, RepositoryBuilder
from tracker.store.database import open_engine, transaction
from tracker.store.export import export_facts
from tracker.store.location import Location
from tracker.store.queries import facts_at
from tracker.store.reader import Reader, exists

ROOT = Path(__file__).parents[1]
KILLS = int(os.environ.get("TRACKER_KILLS", "12"))
"""How many syncs are killed; noted before the environment is scrubbed."""
IN_A_ROW = 6
"""How many of them one after the other, before one is let end."""
IN_GIT = 0.3
"""Which part of them is killed while git clones or fetches."""
GROWS = (1, 8, 16)
"""In which rows the repositories grow half-way."""
GIT = """#!/bin/sh
echo >> '{calls}'
if [ $(wc -l < '{calls}') -eq {call} ]; then
  '{git}' "$@" &
  sleep {seconds}
  kill -9 0
fi
exec '{git}' "$@"
"""
"""A git that kills the process group it runs in."""
Build = Callable[[str], RepositoryBuilder]


def _list(*names: str) -> str:
    rows = "".join(f"| [{name.title()}](https://github.com/WebAssembly/wasi-{name}) | Ada | |\n" for name in names)
    return f"### Phase 2\n\n| Proposal | Champion | Versions |\n| --- | --- | --- |\n{rows}"


def _wit(name: str, number: int) -> str:
    gate = f"@unstable(feature = {name}-{number})" if number % 3 else "@since(version = 0.2.0)"
    return f"package wasi:{name}@0.2.{number};\ninterface i {{\n  {gate}\n  f{number}: func();\n}}\n"


class _Sources:
    """Repositories that grow from one stage to the next."""

    def __init__(self, folder: MirrorFolder, build: Build) -> None:
        self.folder = folder
        self.stage = 0
        self._registry = build("registry")
        self._proposals = {name: build(name) for name in ("tea", "cup", "pot")}
        self.count = 1 + len(self._proposals)

    def grow(self) -> None:
        """Commit, tag, open, move, merge and close something in every repository."""
        self.stage += 1
        known = [*self._proposals][: self.stage + 1]
        self._registry.commit({"docs/Proposals.md": _list(*known)}, message=f"List {len(known)} (#{self.stage})")
        self.folder.add("WebAssembly/WASI", self._registry)
        for name, repository in self._proposals.items():
            self._grow(name, repository)
            self.folder.add(f"WebAssembly/wasi-{name}", repository)

    def _grow(self, name: str, repository: RepositoryBuilder) -> None:
        for number in range(5 * self.stage, 5 * self.stage + 5):
            files = {f"wit/{name}.wit": _wit(name, number), f"wit/more-{number}.wit": f"interface i{number} {{}}\n"}
            repository.commit(files, branch="main")
            repository.switch(f"topic-{number}")
            repository.commit({f"wit/{name}.wit": _wit(name, 1000 + number)}, message=f"Propose {number}")
            repository.pull_request(number)
        repository.switch("main")
        repository.tag(f"v0.2.{self.stage}", message="Release")
        repository.tag(f"v0.2.{self.stage}-rc", at=repository.head(f"topic-{5 * self.stage}"))
        repository.merge(f"topic-{5 * self.stage + 1}", {"README.md": f"# {name}\n\nPhase {self.stage}\n"})
        repository.switch("wasi-0.1")
        repository.commit({f"wit/old-{self.stage}.wit": "interface old {}\n"})
        if self.stage > 1:
            repository.pull_request(5, at=repository.head(f"topic-{5 * self.stage + 2}"))
            repository.forget(f"refs/pull/{5 * self.stage - 1}/head")
            repository.forget(f"refs/tags/v0.2.{self.stage - 1}-rc")
            repository.refer("refs/heads/wasi-0.1", repository.head("topic-5"))


class _Process:
    """Syncs of one database, each a process of its own."""

    def __init__(self, folder: Path, mirrors: Path) -> None:
        self.location = Location.of_file(folder / "tracker.db")
        self.cache = folder / "cache"
        self._mirrors = mirrors
        self._folder = folder

    def start(self, **settings: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tracker", "sync", "--mirror", str(self._mirrors)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TRACKER_CACHE_DIR": str(self.cache), **settings}
        return subprocess.Popen(
            [*command, "--db", str(self.location.file)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def end(self) -> None:
        """Let a sync end, and require that it is content."""
        process = self.start()
        _, told = process.communicate(timeout=120)
        assert (process.returncode, [line for line in told.splitlines() if "skipped:" in line]) == (0, [])

    def kill_after(self, seconds: float) -> bool:
        """Start a sync and kill it, with all that it started; return whether it was still running."""
        process = self.start()
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        return self._was_killed(process)

    def kill_in_git(self, call: int, seconds: float) -> bool:
        """Start a sync that is killed so long after it calls git for a certain time; return whether it came to that."""
        self._folder.mkdir(exist_ok=True)
        program = self._folder / "bin" / "git"
        program.parent.mkdir(exist_ok=True)
        program.write_text(
            GIT.format(git=shutil.which("git"), calls=self._folder / "calls", call=call, seconds=seconds)
        )
        program.chmod(0o755)
        (self._folder / "calls").write_text("")
        return self._was_killed(self.start(PATH=f"{program.parent}{os.pathsep}{os.environ['PATH']}"))

    def _was_killed(self, process: subprocess.Popen[str]) -> bool:
        _, told = process.communicate(timeout=120)
        assert process.returncode in {0, -signal.SIGKILL}, told
        return process.returncode != 0

    def export(self) -> str:
        """Return what is recorded, but for what the reference tool said of commits that are no longer the newest.

        Whether it was asked about them hangs on when there were syncs, whether or not one was killed.
        """
        engine = open_engine(self.location)
        with transaction(engine, self.location) as session:
            document = json.loads(export_facts(session))
        engine.dispose()
        for repository in document["repositories"]:
            for branch in repository["branches"]:
                branch["verdicts"] = [each for each in branch["verdicts"] if each["revision"] == branch["head"]]
        return json.dumps(document, indent=1, sort_keys=True)

    def damaged(self) -> list[str]:
        """Return what a killed sync left that is not whole: a repository in the database, or a mirror."""
        wrong: list[str] = []
        if exists(self.location):
            with closing(Reader.open(self.location)) as reader:
                wrong += [each.name for each in facts_at(reader).repositories if each.revision is None]
        for mirror in (self.cache / "mirrors").glob("*/*.git"):
            command = ["git", "-C", str(mirror), "fsck", "--connectivity-only", "--no-dangling"]
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            wrong += [done.stderr] if done.returncode else []
        return wrong


@pytest.fixture
def sources(mirror_folder: MirrorFolder, build_repository: Build) -> _Sources:
    """Return repositories at their first stage."""
    made = _Sources(mirror_folder, build_repository)
    made.grow()
    return made


def test_a_sync_killed_at_any_moment_is_completed_by_the_next(
    sources: _Sources, tmp_path: Path, record_testsuite_property: Callable[[str, object], None]
) -> None:
    seed = secrets.randbits(32)
    draw = random.Random(seed)  # noqa: S311 -- to be repeated, not to be secret
    whole, lasts = _whole(sources, tmp_path)
    killed = row = 0
    while killed < KILLS:
        row += 1
        process = _Process(tmp_path / f"row-{row}", sources.folder.path)
        for number in range(min(IN_A_ROW, KILLS - killed)):
            if number == IN_A_ROW // 2 and row in GROWS:
                sources.grow()
                whole, lasts = _whole(sources, tmp_path)
            if not _kill(process, draw, sources.count, lasts * (0.5 if number else 0.9)):
                break  # It ended before: what is left to do would end ever sooner.
            killed += 1
            assert process.damaged() == [], f"seed {seed}, row {row}"
        process.end()
        assert process.export() == whole, f"seed {seed}, row {row}"
    record_testsuite_property("syncs killed", killed)


def _kill(process: _Process, draw: random.Random, repositories: int, latest: float) -> bool:
    """Kill a sync in git or so many seconds after its start at the latest; return whether it was still running."""
    if draw.random() < IN_GIT:
        return process.kill_in_git(draw.randint(1, repositories), draw.uniform(0, 0.02))
    return process.kill_after(draw.uniform(0.1, latest))


def _whole(sources: _Sources, folder: Path) -> tuple[str, float]:
    """Return what a sync that no one kills records, and how long it lasts."""
    process = _Process(folder / f"whole-{sources.stage}", sources.folder.path)
    began = time.monotonic()
    process.end()
    return process.export(), time.monotonic() - began
