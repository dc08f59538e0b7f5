"""Makes what the search looks through: Pagefind's files, from the pages of the site."""

import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tracker.website.errors import WebsiteError

FOLDER = "pagefind"
"""Where its files are in the site."""
_SECONDS = 300
_USED = ("pagefind.js", "pagefind-entry.json")
"""What the search page loads by name, besides the files that these name; the widgets that come with it are not used."""
_SUFFIXES = (".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")


def can_search() -> bool:
    """Return whether Pagefind is installed (`pip install 'wasi-tracker[search]'`)."""
    return find_spec("pagefind_bin") is not None


def search_files(pages: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the path of each file of the search, and what it holds; `WebsiteError` when it cannot be made."""
    with tempfile.TemporaryDirectory(prefix="tracker-search-") as name:
        site, made = Path(name, "site"), Path(name, "made")
        for path, page in pages.items():
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(page)
        command = [str(_executable()), "--site", str(site), "--output-path", str(made), "--quiet"]
        command += ["--root-selector", "main"]
        try:
            done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS, cwd=name)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise WebsiteError(f"pagefind: cannot be run: {error}; --no-search builds without it") from error
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"]
            raise WebsiteError(f"pagefind: exit {done.returncode}: {said[-1]}; --no-search builds without it")
        for file in sorted(each for each in made.rglob("*") if each.is_file()):
            if file.name in _USED or file.suffix in _SUFFIXES:
                yield f"{FOLDER}/{file.relative_to(made).as_posix()}", file.read_bytes()


def _executable() -> Path:
    """Return the program that came with the package; `WebsiteError` when it did not."""
    try:
        return Path(import_module("pagefind_bin").get_executable())
    except (ImportError, FileNotFoundError) as error:
        raise WebsiteError(f"pagefind: {error}; --no-search builds without it") from error
