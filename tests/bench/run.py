"""`make bench`: time and memory of the main commands, as whole processes, beside their bounds.

Each round runs every case once, so that a slow spell of the machine hits all alike; figures are medians. The exit code
is 0 whether the bounds hold or not: a bench informs, tests judge.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path

from tests.bench import page, site, wit
from tests.bench.memory import Sample

ROOT = Path(__file__).parents[2]
PYTHON = [sys.executable]
TRACKER = [sys.executable, "-c", "import sys; from tracker.cli import main; sys.exit(main())"]
IMPORTS = [sys.executable, "-c", "import sqlmodel, typer"]

WARM_SYNC = 1.0
"""Seconds: what a second sync with nothing new may take."""
STATUS_RATIO = 1.3
"""How much longer than importing `sqlmodel` and `typer` alone the whole of `tracker status` may take."""
COLD_SYNC = 30.0
"""Seconds: what a first sync of the whole corpus, with all history, may take."""
COLD_MEMORY = 300.0
"""Megabytes that its processes may take together."""
HISTORY_RATIO = 8.0
"""How much longer than `git log -G` over the same mirror a first sync of the registry, all references, may take."""
AT_RATIO = 1.15
"""How much longer than `status` `status --at` may take: as fast, but for what one run differs from the next."""
GATES = ["log", "--all", "-G@(unstable|since|deprecated)", "--format=%h", "--", "*.wit"]
SITE = 1.5
"""Seconds: what building the whole site of the corpus may take."""
SITE_AGAIN = 0.3
"""Seconds: what a build may take that finds the site unchanged."""
WHEEL_SIZE = 3.0
"""Megabytes."""


@dataclass(slots=True)
class Case:
    """A command that is measured."""

    name: str
    command: list[str]
    prepare: Callable[[dict[str, str]], dict[str, str]] = dict
    """Makes the environment of one run from that of all."""
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    failure: str | None = None
    """Why there is no figure."""
    together: bool = False
    """Whether its memory is that of all its processes, sampled, and not that of the first one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result."""

    name: str
    value: float | None
    unit: str
    spread: tuple[float, float] | None = None
    """The smallest and the largest."""
    megabytes: float | None = None
    """The largest peak of memory."""
    bound: float | None = None
    note: str = ""
    at_least: bool = False
    """Whether the bound is the least that is wanted, not the most."""

    @property
    def holds(self) -> bool | None:
        """Whether the value is within its bound; `None` when there is no bound or no value."""
        if self.bound is None or self.value is None:
            return None
        return self.value >= self.bound if self.at_least else self.value <= self.bound


def main() -> int:
    """Measure, print a table, and write JSON where `--json` says."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each case runs (default: 5)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        cases = _cases(Path(folder))
        _measure(cases, _environment(Path(folder)), options.rounds)
        pages = _pages(Path(folder) / "site-same", options.rounds)
        figures = [*_figures(cases), _wheel(Path(folder)), *_wit(), *pages, *_registries()]
    _write(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {options.rounds} rounds\n")
    for line in _table(figures):
        _write(line)
    if options.json:
        machine = {"python": platform.python_version(), "machine": platform.machine(), "rounds": options.rounds}
        record = machine | {"figures": [asdict(figure) | {"holds": figure.holds} for figure in figures]}
        options.json.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return 0


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment that no setting of the user's reaches."""
    # Without PYTHONDONTWRITEBYTECODE and its like: what is installed is compiled once, and not by every command.
    settings = ("TRACKER_", "GITHUB_", "GH_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(settings)}
    return kept | {"HOME": str(folder), "TRACKER_CACHE_DIR": str(folder / "warm"), "NO_COLOR": "1", "COLUMNS": "120"}


def _cases(folder: Path) -> list[Case]:
    corpus = _corpus()
    baselines = [Case("import sqlmodel, typer", IMPORTS), Case("python alone", [*PYTHON, "-c", "pass"])]
    if not corpus.is_dir():
        _write("No corpus (TRACKER_CORPUS names a folder of git bundles): no syncs; status shows the snapshot.")
        return [*_readers([]), *baselines]
    number = count()

    def cold(environment: dict[str, str]) -> dict[str, str]:
        fresh = folder / f"cold-{next(number)}"
        fresh.mkdir()
        return environment | {
            "TRACKER_CACHE_DIR": str(fresh),
            "TRACKER_DATABASE_URL": f"sqlite:///{fresh / 'tracker.db'}",
        }

    sync = [*TRACKER, "sync", "--mirror", str(corpus)]
    warm = ["--db", f"sqlite:///{folder / 'warm.db'}"]
    return [
        Case("sync, cold", sync, cold, together=True),
        Case("sync, warm", [*sync, *warm]),
        *_history(folder, corpus, cold),
        *_readers(warm),
        *_site(folder, warm),
        *baselines,
    ]


def _site(folder: Path, database: list[str]) -> list[Case]:
    """Return the builds of the whole site: as the first command after a sync, once more elsewhere, and in its place.

    The first one finds the mirrors, and the program as its set-up left it: modules and templates compiled.
    """
    number = count()

    def aside(name: str) -> None:
        # Not deleted: where a thousand files have just been, ext4 takes 0.2 s longer to make new ones.
        if (folder / name).exists():
            (folder / name).rename(folder / f"{name}-{next(number)}")

    def nothing_kept(environment: dict[str, str]) -> dict[str, str]:
        aside("site-first")
        fresh = folder / f"answers-{next(number)}"
        fresh.mkdir()
        (fresh / "mirrors").symlink_to(folder / "warm" / "mirrors")
        return environment | {"TRACKER_CACHE_DIR": str(fresh)}

    def elsewhere(environment: dict[str, str]) -> dict[str, str]:
        aside("site-new")
        return environment

    def build(name: str) -> list[str]:
        return [*TRACKER, "site", "build", "--no-search", "--out", str(folder / name), *database]

    return [
        Case("site, nothing kept", build("site-first"), nothing_kept),
        Case("site, answers kept", build("site-new"), elsewhere),
        Case("site, unchanged", build("site-same")),
    ]


def _history(folder: Path, corpus: Path, cold: Callable[[dict[str, str]], dict[str, str]]) -> list[Case]:
    """Return the first sync of the registry alone, from a mirror that was fetched before, and what it is held against.

    The first round fetches the mirror; every run begins with an empty database.
    """
    only = folder / "registry"
    only.mkdir()
    (only / "WebAssembly+WASI.bundle").symlink_to(corpus / "WebAssembly+WASI.bundle")

    def kept(environment: dict[str, str]) -> dict[str, str]:
        return cold(environment) | {"TRACKER_CACHE_DIR": str(folder / "kept")}

    mirror = folder / "kept" / "mirrors" / "WebAssembly" / "WASI.git"
    return [
        Case("sync of WASI, all references", [*TRACKER, "sync", "--mirror", str(only)], kept),
        Case("git log -G on its mirror", ["git", "-C", str(mirror), *GATES]),
    ]


def _readers(database: list[str]) -> list[Case]:
    as_json = [*TRACKER, "status", "--format", "json", *database]
    return [
        Case("status", [*TRACKER, "status", *database]),
        Case("status --at", [*TRACKER, "status", "--at", "2025-01-15", *database]),
        Case("status --format json", as_json),
    ]


def _measure(cases: list[Case], environment: dict[str, str], rounds: int) -> None:
    # The round before the first fills the warm database and the machine's caches; it is not counted.
    for turn in range(rounds + 1):
        for case in cases:
            if case.failure is None:
                _run(case, case.prepare(environment), counted=turn > 0)


def _run(case: Case, environment: dict[str, str], *, counted: bool) -> None:
    with tempfile.TemporaryFile() as errors, ExitStack() as stack:
        began = time.perf_counter()
        process = subprocess.Popen(
            case.command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        sample = stack.enter_context(Sample(process.pid)) if case.together else None
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip().splitlines() or ["nothing on standard error"]
            case.failure = f"exit {process.returncode}: {said[-1][:80]}"
    if counted:
        case.seconds.append(took)
        alone = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
        case.megabytes.append(max(alone, sample.megabytes) if sample else alone)


def _figures(cases: list[Case]) -> Iterator[Figure]:
    bounds = {
        "sync, cold": COLD_SYNC,
        "sync, warm": WARM_SYNC,
        "site, nothing kept": SITE,
        "site, answers kept": SITE,
        "site, unchanged": SITE_AGAIN,
    }
    medians: dict[str, float] = {}
    for case in cases:
        if case.failure or not case.seconds:
            yield Figure(case.name, None, "s", bound=bounds.get(case.name), note=case.failure or "not run")
            continue
        medians[case.name] = statistics.median(case.seconds)
        spread = (min(case.seconds), max(case.seconds))
        yield Figure(case.name, medians[case.name], "s", spread, max(case.megabytes), bounds.get(case.name))
    cold = next((case for case in cases if case.name == "sync, cold" and case.megabytes), None)
    yield Figure("sync, cold: memory", max(cold.megabytes) if cold else None, "MB", bound=COLD_MEMORY)
    for name, of, over, bound in (
        ("sync of WASI / git log -G", "sync of WASI, all references", "git log -G on its mirror", HISTORY_RATIO),
        ("status / import sqlmodel, typer", "status", "import sqlmodel, typer", STATUS_RATIO),
        ("status --at / status", "status --at", "status", AT_RATIO),
    ):
        ratio = medians[of] / medians[over] if {of, over} <= medians.keys() else None
        yield Figure(name, ratio, "x", bound=bound)


def _wheel(folder: Path) -> Figure:
    build = [*PYTHON, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder / "dist")]
    built = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    size = sum(path.stat().st_size for path in (folder / "dist").glob("*.whl")) / 1e6 if built.returncode == 0 else None
    return Figure("wheel", size, "MB", bound=WHEEL_SIZE, note="" if size is not None else "the build failed")


def _wit() -> Iterator[Figure]:
    corpus = _corpus()
    for name, value, unit, bound, at_least in wit.figures(corpus if corpus.is_dir() else None):
        yield Figure(name, value, unit, bound=bound, at_least=at_least, note="" if value is not None else "not run")


def _pages(built: Path, rounds: int) -> Iterator[Figure]:
    for name, value, unit, spread, bound, note in page.figures(built, rounds):
        yield Figure(name, value, unit, spread, bound=bound, note=note)


def _registries() -> Iterator[Figure]:
    for name, value, unit, megabytes, bound, at_least, note in site.figures():
        yield Figure(name, value, unit, None, megabytes, bound, note, at_least)


def _corpus() -> Path:
    return Path(os.environ.get("TRACKER_CORPUS") or ROOT.parent / "shared" / "corpus").absolute()


def _table(figures: list[Figure]) -> Iterator[str]:
    yield f"{'':34}{'median':>12}{'spread':>18}{'peak memory':>14}{'bound':>10}"
    verdicts = {True: "holds", False: "DOES NOT HOLD", None: ""}
    for figure in figures:
        value = "-" if figure.value is None else f"{figure.value:.3f} {figure.unit}"
        spread = "" if figure.spread is None else f"{figure.spread[0]:.3f} - {figure.spread[1]:.3f}"
        memory = "" if figure.megabytes is None else f"{figure.megabytes:.0f} MB"
        bound = "" if figure.bound is None else f"{figure.bound:g} {figure.unit}"
        row = f"{figure.name:34}{value:>12}{spread:>18}{memory:>14}{bound:>10}  {verdicts[figure.holds]}{figure.note}"
        yield row.rstrip()


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
