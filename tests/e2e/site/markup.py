"""Reads the pages of a built site as a program does that follows every link."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

ROOT = "https://site.test/"
"""Stands for the host that the site is on."""


class Reference(NamedTuple):
    """Something a page refers to."""

    page: str
    attribute: str
    value: str


def read(path: Path) -> Element:
    """Return the tree of a page; fails on anything that a browser would have to repair."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(path.read_bytes(), transport_encoding="utf-8")
    return tree


@dataclass(frozen=True)
class Markup:
    """The pages of a site that lies in a folder, below a path of its host."""

    folder: Path
    below: str
    """`wasi/`"""

    @cached_property
    def trees(self) -> dict[str, Element]:
        """Every page by its path."""
        found = sorted(self.folder.rglob("*.html"))
        return {each.relative_to(self.folder).as_posix(): read(each) for each in found}

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """The ids of every page."""
        return {
            path: [each.attrib["id"] for each in tree.iter() if "id" in each.attrib]
            for path, tree in self.trees.items()
        }

    def references(self) -> Iterator[Reference]:
        """Yield everything that pages refer to by an address."""
        for path, tree in self.trees.items():
            for each in tree.iter():
                for name in ("href", "src", "srcset", "action", "poster", "data", "{http://www.w3.org/1999/xlink}href"):
                    if name in each.attrib:
                        yield Reference(path, name, each.attrib[name])
                if each.get("http-equiv") == "refresh":
                    yield Reference(path, "refresh", each.attrib["content"].partition("url=")[2])

    def broken(self) -> Iterator[str]:
        """Yield every reference inside the site that leads nowhere."""
        for page, _, value in self.references():
            # What is not there is answered with 404.html wherever it was looked for.
            asked = "some/where/else/404.html" if page == "404.html" else page
            target = urlsplit(urljoin(f"{ROOT}{self.below}{asked}", value))
            if f"{target.scheme}://{target.netloc}/" == ROOT and not self._there(target.path, target.fragment, page):
                yield f"{page}: {value}"

    def _there(self, path: str, fragment: str, page: str) -> bool:
        inside = unquote(path).removeprefix(f"/{self.below}")
        if page == "404.html" and inside == "some/where/else/404.html":
            inside = page
        if inside.startswith("/") or not (self.folder / inside).is_file():
            return False
        return not fragment or unquote(fragment) in self.ids.get(inside, ())
