"""How a build of the site grows with the registry, and how MkDocs does with as many pages of the same text."""

import html.parser
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIZES = (500, 1_000, 2_000, 5_000)
"""Proposals; 0.4 amendments for each."""
GROWTH = 1.5
"""How much longer a page may take, and how much more memory, in the largest registry than in the smallest."""
PER_PAGE = 2.0
"""How many times as fast as MkDocs a page is to be built."""
_COMPARED = 500
"""Proposals of the registry that MkDocs builds, too."""
_MKDOCS = ROOT / ".benchmarks" / "mkdocs"
"""An environment of its own: its theme and its plugins are no concern of ours."""

Row = tuple[str, float | None, str, float | None, float | None, bool, str]
"""Name, value, unit, peak of memory in MB, bound, whether the bound is the least, a note."""


def figures() -> Iterator[Row]:
    """Yield what was measured."""
    with tempfile.TemporaryDirectory(prefix="tracker-bench-site-") as name:
        built = {size: _built(size, Path(name, str(size))) for size in SIZES}
        for size, said in built.items():
            note = f"{said['pages']:.0f} pages, {1000 * said['work'] / said['pages']:.2f} ms of work a page"
            yield f"site of {size:,} proposals", said["seconds"], "s", said["megabytes"], None, False, note
        small, large = built[SIZES[0]], built[SIZES[-1]]
        per_page = (large["work"] / large["pages"]) / (small["work"] / small["pages"])
        yield "a page, largest / smallest", per_page, "x", None, GROWTH, False, ""
        yield "memory by page, largest / middle", _memory(built), "x", None, GROWTH, False, ""
        yield from _beside_mkdocs(Path(name))


def _built(size: int, out: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.registry", str(size), str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    said: dict[str, float] = json.loads(done.stdout)
    return said


def _memory(built: dict[int, dict[str, float]]) -> float:
    """Return how much faster memory grows at the end than before: 1 where it grows as the pages do."""
    first, middle, last = (built[size] for size in (SIZES[0], SIZES[-2], SIZES[-1]))

    def slope(one: dict[str, float], other: dict[str, float]) -> float:
        return (other["megabytes"] - one["megabytes"]) / (other["pages"] - one["pages"])

    return slope(middle, last) / slope(first, middle)


# --- MkDocs -----------------------------------------------------------------------------------------------------------


def _beside_mkdocs(folder: Path) -> Iterator[Row]:
    name = "a page, MkDocs / tracker"
    program = _mkdocs()
    if program is None:
        yield name, None, "x", None, PER_PAGE, True, "MkDocs cannot be had"
        return
    pages = _as_markdown(folder / str(_COMPARED), folder / "text")
    (folder / "mkdocs.yml").write_text("site_name: text\ndocs_dir: text\nsite_dir: theirs\n", encoding="utf-8")
    theirs = [str(program), "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]
    ours = [sys.executable, "-m", "tests.bench.registry", str(_COMPARED), str(folder / "ours")]
    took = {}
    for who, command, where in (("MkDocs", theirs, folder), ("tracker", ours, ROOT)):
        done, took[who] = _worked(command, where)
        if done.returncode != 0:
            said = (done.stderr.strip().splitlines() or ["nothing on standard error"])[-1]
            yield name, None, "x", None, PER_PAGE, True, f"{who}: exit {done.returncode}: {said[:60]}"
            return
    for who, work in took.items():
        yield f"{who}, {pages} pages, work", work, "s", None, None, False, f"{1000 * work / pages:.2f} ms a page"
    yield name, took["MkDocs"] / took["tracker"], "x", None, PER_PAGE, True, ""


def _worked(command: list[str], where: Path) -> tuple[subprocess.CompletedProcess[str], float]:
    """Run a whole process, and return the seconds that it worked: what else the machine does has no part in them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _mkdocs() -> Path | None:
    """Return the interpreter of an environment that has MkDocs, made when there is none."""
    python = _MKDOCS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    steps = [[sys.executable, "-m", "venv", str(_MKDOCS)], [str(python), "-m", "pip", "install", "-q", "mkdocs==1.6.1"]]
    known = [str(python), "-c", "import mkdocs"]
    if python.exists() and subprocess.run(known, capture_output=True, check=False).returncode == 0:
        return python
    done = all(subprocess.run(step, capture_output=True, check=False).returncode == 0 for step in steps)
    return python if done else None


def _as_markdown(site: Path, folder: Path) -> int:
    """Write the text of every page of a site as Markdown, and return how many there are."""
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        reader = _Text()
        reader.feed(page.read_text("utf-8"))
        target = folder / page.relative_to(site).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(reader.markdown(), encoding="utf-8")
    return len(pages)


class _Text(html.parser.HTMLParser):
    """Takes the headings and the text out of a page's main part, one paragraph, item or cell a block."""

    _BLOCKS = frozenset({"p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "figcaption", "summary"})

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[str] = []
        self._main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block where one begins."""
        del attrs
        self._main |= tag == "main"
        if self._main and tag in self._BLOCKS:
            self._blocks.append(f"{'#' * int(tag[1])} " if tag[0] == "h" else "- " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        """End with the main part."""
        self._main &= tag != "main"

    def handle_data(self, data: str) -> None:
        """Add text to the last block."""
        if self._main and self._blocks and data.strip():
            self._blocks[-1] += " ".join(data.split()) + " "

    def markdown(self) -> str:
        """Return everything that was read."""
        return "\n\n".join(each for each in self._blocks if each.strip(" #-")) + "\n"
