"""What people do with the pages: with a keyboard alone, without scripts, on paper, by an address that has moved."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.e2e.site.conftest import Site
from tracker.website.searching import can_search

FOCUSED = "() => document.activeElement?.outerHTML ?? ''"
_MOST_STEPS = 400


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an open page that waits no longer than a slow machine needs."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    yield opened
    context.close()


def step_to(page: Page, what: str) -> str:
    """Go on with the tabulator key until something is focused that matches, and return its HTML."""
    for _ in range(_MOST_STEPS):
        page.keyboard.press("Tab")
        focused: str = page.evaluate(FOCUSED)
        if re.search(what, focused):
            return focused
    raise AssertionError(f"{page.url}: the keyboard does not reach {what}")


def words(page: Page) -> list[str]:
    """Return what is to be read on a page, word by word, but what only scripts are good for."""
    text: str = page.evaluate("""() => {
      const scripted = "[data-filters], [data-search], [data-slides-help], [data-left], button:not(.sort), noscript";
      for (const each of document.querySelectorAll(scripted)) each.remove();
      for (const each of document.querySelectorAll("details")) each.open = true;
      return document.querySelector("main").innerText;
    }""")
    return text.split()


# --- with a keyboard alone --------------------------------------------------------------------------------------------


def test_the_first_key_leads_past_the_navigation(page: Page, site: Site) -> None:
    page.goto(site.address)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class("skip")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_a_blocked_amendment_is_found_understood_and_its_evidence_reached(page: Page, site: Site) -> None:
    page.goto(f"{site.address}proposals/index.html")
    step_to(page, r"^<input[^>]*type=\"search\"")
    page.keyboard.type("shade")
    expect(page.locator("[data-filter-count]")).to_contain_text("1 of 10")
    expect(page.locator("#subjects tbody tr:visible")).to_have_count(1)
    assert "text=shade" in page.url
    step_to(page, r"^<a[^>]*room-shade/index\.html")
    page.keyboard.press("Enter")
    page.wait_for_url("**/proposals/room/room-shade/index.html")
    expect(page.locator("h1")).to_have_text("Room: Shade")
    expect(page.locator("#next-step ~ p, .callout").first).to_contain_text("Blocked")
    expect(page.locator(".criteria > li").filter(has_text="Unmet").first).to_be_visible()
    evidence = step_to(page, r"^<a[^>]*href=\"https://github\.com/WebAssembly/WASI/blob/[0-9a-f]{40}/")
    assert 'rel="noopener noreferrer"' in evidence


def test_what_was_filtered_can_be_kept_as_an_address(page: Page, site: Site) -> None:
    page.goto(f"{site.address}proposals/index.html?text=shade")
    expect(page.locator("#subjects tbody tr:visible")).to_have_count(1)
    step_to(page, r"^<button[^>]*data-filter-reset")
    page.keyboard.press("Enter")
    expect(page.locator("[data-filter-count]")).to_have_text("All 10 subjects")


def test_hostile_words_to_filter_by_find_nothing_and_do_nothing(page: Page, site: Site) -> None:
    page.goto(
        f"{site.address}proposals/index.html?text=%3Cimg%20src%3Dx%20onerror%3Dwindow.__planted%3D1%3E&phase=%22%5D"
    )
    expect(page.locator("#subjects tbody tr:visible")).to_have_count(0)
    assert page.evaluate("() => window.__planted") is None


def test_a_table_is_sorted_by_a_key(page: Page, site: Site) -> None:
    page.goto(f"{site.address}proposals/index.html")
    step_to(page, r"^<button[^>]*class=\"sort\"")
    head = page.locator("#subjects th[data-sort]").first
    for way in ("ascending", "descending", None):
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == way


@pytest.mark.skipif(not can_search(), reason="Pagefind is not installed: pip install 'wasi-tracker[search]'")
def test_the_search_finds_what_is_typed_and_nothing_runs(page: Page, site: Site) -> None:
    page.goto(f"{site.address}search/index.html?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.__planted%3D1%3E")
    words = page.locator("#search-words")
    expect(words).to_be_focused()
    words.fill("")
    page.keyboard.type("dimmer")
    expect(page.locator("#search-found a[href*='lamp/lamp-dimmer/']").first).to_be_visible()
    step_to(page, r"^<a[^>]*lamp/lamp-dimmer/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/proposals/lamp/lamp-dimmer/**")
    assert page.evaluate("() => window.__planted") is None


def test_the_theme_is_chosen_by_a_key_and_kept(page: Page, site: Site) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    page.goto(site.address)
    light = page.evaluate(ground)
    step_to(page, r"^<select><option value=\"system\">")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate(ground) != light
    page.goto(f"{site.address}proposals/lamp/index.html")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(ground)
    page.evaluate("() => localStorage.clear()")
    page.reload()
    assert page.evaluate(ground) == dark


@pytest.mark.parametrize("path", ["index.html", "proposals/index.html", "proposals/room/room-shade/index.html"])
def test_what_is_focused_can_be_seen(page: Page, site: Site, path: str) -> None:
    page.goto(site.address + path)
    seen = """() => {
      const each = document.activeElement, style = getComputedStyle(each), box = each.getBoundingClientRect();
      return each === document.body || each === document.documentElement || (style.outlineStyle !== "none"
        && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight);
    }"""
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if not page.evaluate(seen):
            unseen.append(page.evaluate(FOCUSED)[:200])
    assert unseen == []


def test_on_a_narrow_screen_a_table_is_still_told_as_one(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{site.address}proposals/index.html")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = {each["role"]["value"] for each in nodes if not each["ignored"]}
    assert {"table", "row", "columnheader", "rowheader", "cell"} <= told


# --- without scripts, on paper, by another address --------------------------------------------------------------------


def test_without_scripts_everything_is_there(browser: Browser, page: Page, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    plain = context.new_page()
    for path in site.sample(1):
        page.goto(site.address + path)
        plain.goto(site.address + path)
        assert [path, *words(plain)] == [path, *words(page)]
        assert plain.locator("[data-filters]:visible, [data-theme-switch]:visible").count() == 0
    context.close()


def test_every_page_can_be_printed(page: Page, site: Site) -> None:
    for path in site.sample(1):
        page.goto(site.address + path)
        heading = page.locator("h1").first.inner_text()
        pages = PdfReader(BytesIO(page.pdf(format="A4"))).pages
        texts = ["".join(each.extract_text().split()) for each in pages]
        assert "".join(heading.split()).casefold() in "".join(texts).casefold(), path
        assert all(texts), path


def test_an_address_that_leads_nowhere_is_answered_at_any_depth(page: Page, site: Site) -> None:
    for path in ("nowhere", "proposals/none/such/at/all.html"):
        answer = page.goto(site.address + path)
        assert answer is not None
        assert answer.status == 404
        expect(page.locator("h1")).to_have_text("Page not found")
        assert page.evaluate("() => [...document.styleSheets].every((each) => each.cssRules.length > 0)")
        page.locator("main a, .brand").first.click()
        expect(page).to_have_url(re.compile(rf"^{re.escape(site.address)}(index\.html)?$"))


def test_an_address_that_has_moved_leads_on(page: Page, site: Site) -> None:
    assert "proposals/wasi-lamp/index.html" in site.moved
    for path in site.moved:
        page.goto(site.address + path)
        page.wait_for_selector(".masthead")
        arrived = page.url.removeprefix(site.address)
        assert arrived in site.pages, path
