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

from tests.website.made_past import with_past
from tracker.process import Process
from tracker.process.calendar import Calendar
from tracker.website.building import BuildReport, build, rendered
from tracker.website.content import Content
from tracker.website.errors import WebsiteError
from tracker.website.publishing import MARKER
from tracker.website.settings import Settings

SETTINGS = Settings("1.2.3")
Parse = Callable[[bytes], Element]
Files = dict[str, bytes]


@pytest.fixture(scope="session")
def content(content: Content) -> Content:
    """Return all there is: what stands, what happened and what comes next."""
    return with_past(content)


@pytest.fixture(scope="session")
def files(content: Content) -> Files:
    """Return every file of the site by its path."""
    return rendered(content, SETTINGS)


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
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            target = joined.lstrip("/") if parts.path else path
            if target not in files or (parts.fragment and parts.fragment not in ids[target]):
                yield f"{path}: {href}"


def test_the_site_has_a_page_for_everything(files: Files) -> None:
    assert {"proposals/clocks/index.html", "proposals/clocks/clocks-timezone/index.html"} < files.keys()
    assert {path for path in files if path.endswith(".html") and path.count("/") <= 1} == {
        "404.html",
        "about/index.html",
        "drift/index.html",
        "everything/index.html",
        "index.html",
        "meetings/index.html",
        "next/index.html",
        "people/index.html",
        "process/index.html",
        "proposals/index.html",
        "releases/index.html",
        "rules/index.html",
        "search/index.html",
        "unlisted/index.html",
        "votes/index.html",
    }
    subjects = {path for path in files if path.startswith(("proposals/", "unlisted/")) and path.count("/") > 1}
    assert len(subjects) == 29 + 4 + 2


def test_every_page_is_html_that_no_browser_has_to_repair(trees: dict[str, Element]) -> None:
    assert trees


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
    inside = [
        (path, href)
        for path, tree in trees.items()
        for name in ("href", "src")
        for href in attributes(tree, name)
        if not urlsplit(href).scheme
    ]
    # The page of an address that leads nowhere may be shown at any depth.
    assert {path for path, href in inside if href.startswith("/")} == {"404.html"}
    assert [href for _, href in inside if urlsplit(href).path.endswith("/")] == []


def test_the_missing_page_leads_to_where_the_site_is(content: Content, parse: Parse) -> None:
    files = rendered(content, Settings("1.2.3", "https://example.org/wasi/"))
    inside = {href for href in attributes(parse(files["404.html"]), "href") if not urlsplit(href).scheme}
    assert {href for href in inside if not href.startswith("/wasi/")} == {"#content"}
    assert "/wasi/index.html" in inside


def test_nothing_is_loaded_from_elsewhere_and_nothing_stands_in_line(trees: dict[str, Element]) -> None:
    for tree in trees.values():
        tags = {each.tag for each in tree.iter()}
        assert not tags & {"style", "iframe", "object", "embed", "form", "base", "img"}
        assert not any(name.startswith("on") or name == "style" for each in tree.iter() for name in each.attrib)
        assert all(not each.text and "assets/" in each.attrib["src"] for each in tree.iter("script"))
        sheets = [each.attrib["href"] for each in tree.iter("link") if each.get("rel") == "stylesheet"]
        assert sheets[0].split("assets/")[1] == "style.css"


def test_one_style_sheet_has_the_tokens_above_what_is_made_of_them(content: Content) -> None:
    files = rendered(content, Settings("1.2.3"))
    sheet = files["assets/style.css"].decode("utf-8")
    assert "assets/tokens.css" not in files
    assert 0 <= sheet.index("--ground: light-dark(") < sheet.index("var(--ground)")


def test_every_page_forbids_what_it_does_not_use(trees: dict[str, Element]) -> None:
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
        "form-action 'none'"
    )
    search = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    search = search.replace("base-uri", "connect-src 'self'; base-uri")
    for path, tree in trees.items():
        equivalents = [each for each in tree.iter("meta") if each.get("http-equiv") == "Content-Security-Policy"]
        assert [each.attrib["content"] for each in equivalents] == [search if path == "search/index.html" else policy]


def test_a_page_says_where_it_is_and_how_it_looks_from_afar_only_below_a_known_address(
    content: Content, trees: dict[str, Element], parse: Parse
) -> None:
    files = rendered(content, Settings("1.2.3", "https://example.org/wasi"))
    page = parse(files["proposals/clocks/index.html"])
    properties = {each.get("property"): each.attrib["content"] for each in page.iter("meta") if each.get("property")}
    assert properties == {
        "og:site_name": "WASI tracker",
        "og:type": "website",
        "og:title": "Clocks",
        "og:description": "Clocks: phase 3 proposal. Nothing: no further phase is defined.",
        "og:url": "https://example.org/wasi/proposals/clocks/",
        "og:image": "https://example.org/wasi/assets/preview.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "WASI tracker: where every proposal stands",
    }
    canonical = [each.attrib["href"] for each in page.iter("link") if each.get("rel") == "canonical"]
    assert canonical == ["https://example.org/wasi/proposals/clocks/"]
    assert [each for each in trees["index.html"].iter("link") if each.get("rel") == "canonical"] == []
    assert "og:url" not in {each.get("property") for each in trees["index.html"].iter("meta")}


def test_every_section_is_in_the_navigation_twice_and_the_present_one_is_marked(trees: dict[str, Element]) -> None:
    titles = ["Overview", "Proposals", "Next release", "Releases", "Votes", "Meetings", "Drift", "Rules", "Process"]
    folded, plain = [
        each
        for each in trees["proposals/clocks/index.html"].iter("nav")
        if (each.get("aria-label") or "").startswith("Sections")
    ]
    for each in (folded, plain):
        assert [text(link) for link in each.iter("a")] == [*titles, "People", "Data"]
        assert [text(link) for link in each.iter("a") if link.get("aria-current")] == ["Proposals"]


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
        assert {name for each in attributes(tree, "aria-labelledby") for name in each.split()} <= ids.keys()


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


def test_code_that_scrolls_can_be_reached_by_keyboard(trees: dict[str, Element]) -> None:
    blocks = [each for tree in trees.values() for each in tree.iter("pre")]
    assert len(blocks) > 50, "each rule's page has an example, and each subject's has commands"
    for block in blocks:
        assert (block.get("tabindex"), block.get("role") in {"group", "region"}) == ("0", True)
        assert block.get("aria-label") or block.get("aria-labelledby")


def test_every_symbol_is_also_said_in_words(trees: dict[str, Element]) -> None:
    marks = [each for tree in trees.values() for each in tree.iter() if (each.get("class") or "").startswith("mark ")]
    seen = set()
    for each in marks:
        symbol, word = list(each)
        assert symbol.get("aria-hidden") == "true"
        assert text(word)
        seen.add((text(symbol), text(word).split(",")[0]))
    assert seen >= {("✓", "met"), ("✗", "unmet"), ("?", "unknown"), ("–", "waived"), ("↑", "inherited")}


def test_links_that_leave_the_site_do_not_say_where_from(trees: dict[str, Element]) -> None:
    outside = [each for tree in trees.values() for each in tree.iter("a") if urlsplit(each.attrib["href"]).scheme]
    assert {each.get("rel") for each in outside} == {"noopener noreferrer"}
    assert {urlsplit(each.attrib["href"]).hostname for each in outside} == {"github.com"}


def test_the_same_standing_gives_the_same_bytes(files: Files, content: Content) -> None:
    turned = dict(reversed(content.standing.revisions.items()))
    again = dataclasses.replace(content, standing=dataclasses.replace(content.standing, revisions=turned))
    assert rendered(again, SETTINGS) == files


def test_a_build_reports_what_it_made(content: Content, out: Path, files: Files) -> None:
    size, pages = sum(map(len, files.values())), sum(path.endswith(".html") for path in files)
    assert build(content, out, SETTINGS) == BuildReport(pages=pages, written=len(files), bytes=size, out=out)
    assert build(content, out, SETTINGS) == BuildReport(pages=pages, written=0, bytes=size, out=out)
    written = {each.relative_to(out).as_posix() for each in out.rglob("*") if each.is_file()}
    assert written == {*files, MARKER}


def test_a_build_does_not_depend_on_the_working_directory(
    content: Content, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert rendered(content, SETTINGS) == files


def test_a_failed_build_leaves_the_site_as_it_was(content: Content, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(content, out, SETTINGS)
    before = (out / "index.html").read_bytes()
    monkeypatch.setattr("tracker.website.text._MONTHS", ())
    with pytest.raises(IndexError):
        build(content, out, Settings("1.2.4"))
    assert (out / "index.html").read_bytes() == before


def test_a_template_that_asks_for_what_a_page_does_not_have_is_an_error(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "overview.html").write_text("{{ page.secret }}")
    monkeypatch.setattr("tracker.website.building.shipped", lambda _: tmp_path)
    with pytest.raises(WebsiteError, match=r"index\.html: template overview\.html: .*secret"):
        rendered(content, SETTINGS)


def test_a_standing_without_anything_still_makes_a_site(content: Content, parse: Parse) -> None:
    standing = dataclasses.replace(
        content.standing, revisions={}, proposals=(), amendments=(), unlisted=(), gates=(), notices=(), synced_at=None
    )
    files = rendered(Content(standing, Process((), ()), Calendar()), SETTINGS)
    trees = {path: parse(data) for path, data in files.items() if path.endswith(".html")}
    assert {"index.html", "proposals/index.html", "unlisted/index.html", "about/index.html", "404.html"} <= trees.keys()
    assert list(broken(trees, files)) == []
