from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest

from tracker.shipped import shipped
from tracker.website.content import Content
from tracker.website.context import context
from tracker.website.everything import everything_pages
from tracker.website.pages import EverythingPage, IndexEntry, PageLink, RedirectPage, SearchPage
from tracker.website.rendering import environment, render
from tracker.website.settings import Settings


def pages(content: Content, *, search: bool = False) -> list[EverythingPage | SearchPage | RedirectPage]:
    return list(everything_pages(context(content, Settings("1.2.3", search=search))))


def test_the_index_has_every_subject_and_every_gated_item(content: Content) -> None:
    page = pages(content)[0]
    assert isinstance(page, EverythingPage)
    sections = {each.anchor: each.entries for each in page.sections}
    standing = content.standing
    subjects = len(standing.proposals) + len(standing.amendments) + len(standing.unlisted)
    assert len(sections["subjects"]) == subjects
    assert sections["subjects"][0] == IndexEntry(
        PageLink("Blob Store", "proposals/blobstore/index.html"), "proposal, phase 1"
    )
    assert {each.link.text for each in sections["items"]} == {each.item for each in standing.gates}
    tls = IndexEntry(PageLink("wasi:tls/types", "proposals/tls/index.html"), "@unstable tls")
    assert tls in sections["items"]


def test_a_former_name_leads_to_where_the_subject_is_now(content: Content) -> None:
    former = {
        "kv-store": "keyvalue",
        "clocks": "random",
        "clocks/zone": "clocks/clocks-timezone",
        "somebody/wasi-i2c": "i2c",
        "key-value store": "keyvalue",
        "gone": "gone",
    }
    moved = {
        each.frame.path: each.up
        for each in pages(replace(content, former_names=former))
        if isinstance(each, RedirectPage)
    }
    assert moved == {
        "proposals/kv-store/index.html": "../../proposals/keyvalue/index.html",
        "proposals/clocks/zone/index.html": "../../../proposals/clocks/clocks-timezone/index.html",
    }


def test_the_page_of_a_former_name_needs_no_script(content: Content, parse: Callable[[bytes], Element]) -> None:
    page = pages(replace(content, former_names={"kv-store": "keyvalue"}))[-1]
    tree = parse(render(environment(shipped("site/templates")), page))
    refresh = next(each for each in tree.iter("meta") if each.get("http-equiv") == "refresh")
    assert refresh.attrib["content"] == "0; url=../../proposals/keyvalue/index.html"
    assert [each.attrib["href"] for each in tree.iter("a")] == ["../../proposals/keyvalue/index.html"]
    assert list(tree.iter("script")) == []


@pytest.mark.parametrize("search", [True, False])
def test_only_the_search_may_compile_and_fetch(
    content: Content, parse: Callable[[bytes], Element], search: bool
) -> None:
    page = next(each for each in pages(content, search=search) if isinstance(each, SearchPage))
    tree = parse(render(environment(shipped("site/templates")), page))
    policy = next(each for each in tree.iter("meta") if each.get("http-equiv") == "Content-Security-Policy")
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy.attrib["content"]
    assert "connect-src 'self';" in policy.attrib["content"]
    scripts = [each.attrib["src"] for each in tree.iter("script")]
    assert ("../assets/search.js" in scripts) is search
    assert "../everything/index.html" in {each.attrib["href"] for each in tree.iter("a")}
