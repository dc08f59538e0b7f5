import dataclasses
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest

from tracker.standing import Standing
from tracker.website import BuildReport, Process, WebsiteError, build
from tracker.website.building import rendered
from tracker.website.publishing import MARKER

Parse = Callable[[bytes], Element]
Files = dict[str, bytes]


@pytest.fixture(scope="session")
def trees(files: Files, parse: Parse) -> dict[str, Element]:
    return {path: parse(data) for path, data in files.items() if path.endswith(".html")}


def attributes(tree: Element, name: str) -> list[str]:
    return [each.attrib[name] for each in tree.iter() if name in each.attrib]


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def broken(trees: dict[str, Element], files: Files) -> Iterator[str]:
    """Yield every link inside the site that leads nowhere."""
    ids = {path: set(attributes(tree, "id")) for path, tree in trees.items()}
    for path, tree in trees.items():
        for href in (*attributes(tree, "href"), *attributes(tree, "src")):
            parts = urlsplit(href)
            if parts.scheme:
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            if target not in files or (parts.fragment and parts.fragment not in ids[target]):
                yield f"{path}: {href}"


def test_the_site_has_a_page_for_everything(files: Files) -> None:
    pages = {path for path in files if not path.startswith(("proposals/", "amendments/clocks/"))}
    assert pages == {
        "404.html",
        "about/index.html",
        "amendments/cli/cli-exit-with-code/index.html",
        "amendments/http/informational-outbound-responses/index.html",
        "amendments/random/unnamed/index.html",
        "assets/favicon.svg",
        "assets/style.css",
        "index.html",
        "unlisted/gfx/index.html",
        "unlisted/index.html",
        "unlisted/io/index.html",
    }
    assert {"proposals/clocks/index.html", "amendments/clocks/clocks-timezone/index.html"} < files.keys()
    assert sum(path.startswith("proposals/") for path in files) == 29


def test_every_page_is_html_that_no_browser_has_to_repair(trees: dict[str, Element]) -> None:
    assert len(trees) == 39


def test_every_link_and_anchor_inside_the_site_leads_somewhere(trees: dict[str, Element], files: Files) -> None:
    assert list(broken(trees, files)) == []


def test_every_page_can_be_reached_from_the_overview(trees: dict[str, Element]) -> None:
    reached: set[str] = set()
    ahead = {"index.html"}
    while ahead:
        path = ahead.pop()
        reached.add(path)
        for href in (urlsplit(each) for each in attributes(trees[path], "href")):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), href.path))
            if not href.scheme and href.path and target in trees and target not in reached:
                ahead.add(target)
    assert trees.keys() - reached == {"404.html"}


def test_links_inside_the_site_work_below_any_address(trees: dict[str, Element]) -> None:
    inside = [href for tree in trees.values() for href in attributes(tree, "href") if not urlsplit(href).scheme]
    assert [href for href in inside if href.startswith("/")] == []
    assert [href for href in inside if urlsplit(href).path.endswith("/")] == []


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_run(trees: dict[str, Element]) -> None:
    for tree in trees.values():
        tags = {each.tag for each in tree.iter()}
        assert not tags & {"script", "style", "iframe", "object", "embed", "form", "base", "img"}
        assert not any(
            name.startswith("on") or name in {"style", "src"} for each in tree.iter() for name in each.attrib
        )
        assert [each.attrib["href"].split("assets/")[1] for each in tree.iter("link")] == ["favicon.svg", "style.css"]


def test_every_page_forbids_what_it_does_not_use(trees: dict[str, Element]) -> None:
    policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
    for tree in trees.values():
        equivalents = [each for each in tree.iter("meta") if each.get("http-equiv") == "Content-Security-Policy"]
        assert [each.attrib["content"] for each in equivalents] == [policy]


def test_every_page_says_what_it_is(trees: dict[str, Element]) -> None:
    for tree in trees.values():
        assert tree.attrib["lang"] == "en"
        assert next(text(each) for each in tree.iter("title")).endswith(" · WASI tracker")
        described = [each.attrib["content"] for each in tree.iter("meta") if each.get("name") == "description"]
        assert len(described) == 1
        assert described[0]
    titles = Counter(text(next(tree.iter("title"))) for tree in trees.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_headings_go_down_one_level_at_a_time_from_a_single_first(trees: dict[str, Element]) -> None:
    for path, tree in trees.items():
        levels = [int(str(each.tag)[1]) for each in tree.iter() if re.fullmatch("h[1-6]", str(each.tag))]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_every_page_has_its_landmarks_and_a_way_past_the_navigation(trees: dict[str, Element]) -> None:
    for tree in trees.values():
        tags = Counter(str(each.tag) for each in tree.iter())
        assert (tags["main"], tags["header"], tags["footer"]) == (1, 1, 1)
        assert all(each.get("aria-label") for each in tree.iter("nav"))
        first = next(tree.iter("a"))
        assert (first.attrib["class"], first.attrib["href"]) == ("skip", "#content")


def test_every_id_is_there_once_and_every_label_names_one(trees: dict[str, Element]) -> None:
    for tree in trees.values():
        ids = Counter(attributes(tree, "id"))
        assert [name for name, count in ids.items() if count > 1] == []
        assert set(attributes(tree, "aria-labelledby")) <= ids.keys()


def test_every_table_has_a_caption_and_headers_with_their_scope(trees: dict[str, Element]) -> None:
    for tree in trees.values():
        for table in tree.iter("table"):
            caption = table.find("caption")
            assert caption is not None
            assert text(caption)
            assert all("scope" in each.attrib for each in table.iter("th"))


def test_a_table_that_scrolls_can_be_reached_by_keyboard(trees: dict[str, Element]) -> None:
    for tree in trees.values():
        for region in (each for each in tree.iter("div") if each.get("class") == "scroll"):
            assert (region.get("tabindex"), region.get("role")) == ("0", "region")
            assert region.get("aria-label") or region.get("aria-labelledby")


def test_every_symbol_is_also_said_in_words(trees: dict[str, Element]) -> None:
    said = {"✓": "met", "✗": "unmet", "?": "unknown", "–": "waived", "↑": "inherited"}
    marks = [each for tree in trees.values() for each in tree.iter() if (each.get("class") or "").startswith("mark ")]
    seen = set()
    for each in marks:
        symbol, word = list(each)
        assert symbol.get("aria-hidden") == "true"
        assert text(word).split(",")[0] == said[text(symbol)]
        seen.add(text(symbol))
    assert seen == said.keys()


def test_links_that_leave_the_site_do_not_say_where_from(trees: dict[str, Element]) -> None:
    outside = [each for tree in trees.values() for each in tree.iter("a") if urlsplit(each.attrib["href"]).scheme]
    assert {each.get("rel") for each in outside} == {"noopener noreferrer"}
    assert {urlsplit(each.attrib["href"]).hostname for each in outside} == {"github.com"}


def test_the_same_standing_gives_the_same_bytes(files: Files, standing: Standing, process: Process) -> None:
    turned = dataclasses.replace(standing, revisions=dict(reversed(standing.revisions.items())))
    assert rendered(turned, process, "1.2.3") == files


def test_a_build_reports_what_it_made(standing: Standing, process: Process, out: Path, files: Files) -> None:
    size = sum(map(len, files.values()))
    assert build(standing, out, process, "1.2.3") == BuildReport(pages=39, written=41, bytes=size, out=out)
    assert build(standing, out, process, "1.2.3") == BuildReport(pages=39, written=0, bytes=size, out=out)
    written = {each.relative_to(out).as_posix() for each in out.rglob("*") if each.is_file()}
    assert written == {*files, MARKER}


def test_a_build_does_not_depend_on_the_working_directory(
    standing: Standing, process: Process, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert rendered(standing, process, "1.2.3") == files


def test_a_failed_build_leaves_the_site_as_it_was(
    standing: Standing, process: Process, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(standing, out, process, "1.2.3")
    before = (out / "index.html").read_bytes()
    monkeypatch.setattr("tracker.website.text._MONTHS", ())
    with pytest.raises(IndexError):
        build(standing, out, process, "1.2.4")
    assert (out / "index.html").read_bytes() == before


def test_a_template_that_asks_for_what_a_page_does_not_have_is_an_error(
    standing: Standing, process: Process, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "overview.html").write_text("{{ page.secret }}")
    monkeypatch.setattr("tracker.website.building.shipped", lambda _: tmp_path)
    with pytest.raises(WebsiteError, match=r"index\.html: template overview\.html: .*secret"):
        rendered(standing, process, "1.2.3")


def test_a_standing_without_anything_still_makes_a_site(standing: Standing, parse: Parse) -> None:
    empty = dataclasses.replace(
        standing, revisions={}, proposals=(), amendments=(), unlisted=(), gates=(), notices=(), synced_at=None
    )
    files = rendered(empty, Process({}, ()), "1.2.3")
    trees = {path: parse(data) for path, data in files.items() if path.endswith(".html")}
    assert trees.keys() == {"index.html", "unlisted/index.html", "about/index.html", "404.html"}
    assert list(broken(trees, files)) == []
