"""The program's own documents as HTML, kept as compiled templates are: to read Markdown takes longer than their pages.

They are kept in one file, which holds what the last build made that no earlier folder had.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup

_FILE = "documents.json"
_FORM = 2
"""Raised when the same text becomes other HTML."""
_MAKERS = {"markdown_it": "markdown_it_py-", "nh3": "nh3-"}
"""The packages that make the HTML -> how the folder that says their version begins, beside them."""
_DAMAGED = (OSError, ValueError, LookupError, TypeError, AttributeError)
"""What reading a file may raise that is cut short, or was written by something else."""


class OwnDocuments:
    """Makes HTML of documents, or has it from a build before."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read what is kept in some folders; what is missing there is kept in the last."""
        self._made_by = _made_by()
        self._place = folders[-1] / _FILE if folders and self._made_by else None
        every = [self._read(folder / _FILE) for folder in folders]
        self._elsewhere = {sign: html for each in every[:-1] for sign, html in each.items()}
        self._there = every[-1] if every else {}
        self._asked: dict[str, str] = {}
        """What was asked for and is kept nowhere else."""

    def html(self, text: str, places: Mapping[str, str]) -> Markup:
        """Return a document as `documents_html.html_of` does."""

        def made() -> Markup:
            from tracker.website.documents_html import html_of  # noqa: PLC0415 -- what is kept needs no Markdown

            return html_of(text, places)

        return self._told(_sign(text, sorted(places.items())), made)

    def line(self, text: str) -> Markup:
        """Return one line as `documents_html.inline_html` does."""

        def made() -> Markup:
            from tracker.website.documents_html import inline_html  # noqa: PLC0415 -- as above

            return inline_html(text)

        return self._told(_sign(text), made)

    def keep(self) -> None:
        """Keep what was made; without room or right to write there, nothing is kept."""
        if self._place is None or self._asked.keys() <= self._there.keys():
            return
        with suppress(OSError):
            self._place.parent.mkdir(parents=True, exist_ok=True)
            partial = self._place.with_suffix(f".{os.getpid()}.partial")
            partial.write_text(json.dumps({"made_by": self._made_by, "html": self._asked}), "utf-8")
            partial.replace(self._place)

    def _told(self, sign: str, make: Callable[[], Markup]) -> Markup:
        html = self._elsewhere.get(sign)
        if html is None:
            html = self._asked[sign] = self._there.get(sign) or str(make())
        return Markup(html)  # noqa: S704 -- cleaned when it was made

    def _read(self, place: Path) -> dict[str, str]:
        with suppress(*_DAMAGED):
            said = json.loads(place.read_text("utf-8"))
            if self._made_by and said["made_by"] == self._made_by:
                return {str(sign): str(html) for sign, html in said["html"].items()}
        return {}


def plain_text(text: str) -> str:
    """Return one line of our own documents without its markup."""
    return text.replace("`", "").replace("*", "")


def _sign(*made_of: object) -> str:
    return sha256(repr(made_of).encode("utf-8", "surrogatepass")).hexdigest()


def _made_by() -> list[str]:
    """Return what makes the HTML, with its versions; nothing where nobody can tell without loading it."""
    found = [f"form {_FORM}"]
    for package, beginning in _MAKERS.items():
        spec = find_spec(package)
        beside = Path(spec.origin).parents[1] if spec and spec.origin else None
        if beside is None or not beside.is_dir():
            return []
        versions = [each for each in os.listdir(beside) if each.startswith(beginning)]  # noqa: PTH208 -- names suffice
        if not versions:
            return []
        found += sorted(versions)
    return found
