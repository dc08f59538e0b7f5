"""What `make bench` measures of the WIT reader; run as a program it measures one thing and prints the figures as JSON.

Each measure has a process of its own, so that its memory is its own.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

GENERATED_SIZE = 2_500_000
"""Bytes of the generated file."""
ROUNDS = 5


def generated(size: int) -> str:
    """Return a valid package of at least `size` bytes with every kind of item."""
    parts = ["package bench:big@1.0.0;\n"]
    length = number = 0
    while length < size:
        part = _interface(number)
        parts.append(part)
        length += len(part)
        number += 1
    return "".join(parts)


def _interface(number: int) -> str:
    return f"""
/// What number {number} is for, in a line of the usual length that says what an implementer has to know.
@since(version = 1.0.0)
interface part-{number} {{
    /// A record of several fields.
    @since(version = 1.0.0)
    record point {{ x: u32, y: option<string>, z: list<tuple<u8, s64>> }}
    @since(version = 1.0.0)
    variant shape {{ none, circle(point), many(list<point>) }}
    @unstable(feature = bench-colour)
    enum colour {{ red, green, blue }}
    @since(version = 1.0.0)
    flags rights {{ read, write, run }}
    @since(version = 1.0.0)
    resource thing {{
        constructor(at: point);
        /// Turns it.
        @since(version = 1.0.0)
        turn: func(by: f64, how: rights) -> result<shape, string>;
        @unstable(feature = bench-colour)
        paint: async func(in-what: colour) -> future<result<_, string>>;
    }}
    @since(version = 1.0.0)
    all: func(first: borrow<thing>, rest: stream<u8>) -> result<list<shape>>;
}}
"""


def _corpus(folder: Path) -> list[str]:
    """Return the text of every distinct WIT blob in every history of the bundles in a folder."""
    import pygit2  # noqa: PLC0415 -- only this measure reads git

    texts: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as place:
        for bundle in sorted(folder.glob("*.bundle")):
            mirror = Path(place) / bundle.stem
            subprocess.run(["git", "clone", "--quiet", "--mirror", str(bundle), str(mirror)], check=True)
            listed = subprocess.run(
                ["git", "-C", str(mirror), "rev-list", "--all", "--objects"], capture_output=True, text=True, check=True
            )
            git = pygit2.Repository(str(mirror))
            for line in listed.stdout.splitlines():
                oid, _, path = line.partition(" ")
                if path.endswith(".wit") and oid not in texts:
                    blob = git[oid]
                    if isinstance(blob, pygit2.Blob):
                        texts[oid] = blob.data.decode("utf-8", "replace")
    return list(texts.values())


def measure_corpus(folder: Path) -> dict[str, float]:
    """Parse every distinct blob of the corpus, and return megabytes a second: the best of several rounds."""
    from tracker.wit import read_wit  # noqa: PLC0415 -- so that the other measures do not pay for it

    texts = _corpus(folder)
    size = sum(len(text.encode()) for text in texts) / 1e6
    best = slowest = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        each = []
        for text in texts:
            start = time.perf_counter()
            read_wit(text)
            each.append(time.perf_counter() - start)
        best = min(best, time.perf_counter() - began)
        slowest = min(slowest, max(each))
    return {"blobs": len(texts), "megabytes": size, "megabytes_per_second": size / best, "slowest_blob": slowest}


def measure_generated() -> dict[str, float]:
    """Read a large generated file, and return the seconds and how often its size the memory grew by."""
    from tracker.wit import read_wit  # noqa: PLC0415 -- so that the other measures do not pay for it

    text = generated(GENERATED_SIZE)
    read_wit(generated(1000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        read_wit(text)
        seconds.append(time.perf_counter() - began)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * (1 if sys.platform == "darwin" else 1024)
    return {"seconds": min(seconds), "memory_times_size": grown / len(text)}


def measure_reference() -> dict[str, float]:
    """Give the same file to `wasm-tools component wit --json`, and return the seconds."""
    from tracker.wit.reference import ReferenceTool  # noqa: PLC0415 -- so that the other measures do not pay for it

    tool = ReferenceTool.find()
    if tool is None:
        return {}
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        file = Path(folder) / "big.wit"
        file.write_text(generated(GENERATED_SIZE), encoding="utf-8")
        command = [str(tool.path), "component", "wit", "--json", "--all-features", str(file)]
        seconds = []
        for _ in range(3):
            began = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            seconds.append(time.perf_counter() - began)
    return {"seconds": min(seconds)}


def measured(name: str, *arguments: str) -> dict[str, float]:
    """Run one measure in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.wit", name, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        return {}
    said: dict[str, float] = json.loads(done.stdout)
    return said


def figures(corpus: Path | None) -> Iterator[tuple[str, float | None, str, float | None, bool]]:
    """Yield name, value, unit, bound, and whether the bound is the least that is wanted, not the most."""
    if corpus is not None:
        parsed = measured("corpus", str(corpus))
        speed = parsed.get("megabytes_per_second")
        yield "parse all WIT of the corpus", speed, "MB/s", 6.0, True
        slowest = parsed.get("slowest_blob")
        yield "slowest blob", slowest and slowest * 1000, "ms", 50.0, False
    own, reference = measured("generated"), measured("reference")
    ratio = own["seconds"] / reference["seconds"] if own and reference else None
    yield "2.5 MB of WIT / wasm-tools --json", ratio, "x", 4.0, False
    yield "2.5 MB of WIT, memory / size", own.get("memory_times_size"), "x", 40.0, False


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["corpus", folder]:
            result = measure_corpus(Path(folder))
        case ["generated"]:
            result = measure_generated()
        case ["reference"]:
            result = measure_reference()
        case _:
            sys.exit("usage: wit.py corpus FOLDER | generated | reference")
    sys.stdout.write(json.dumps(result))
