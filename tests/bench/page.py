"""The first page of a built site, as its readers get it: how large it is, and how soon a browser shows something."""

import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.site.serving import served

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PAINTED = """() => new Promise((told) => new PerformanceObserver((list) => {
  const found = list.getEntriesByName("first-contentful-paint");
  if (found.length) told(found[0].startTime);
}).observe({type: "paint", buffered: true}))"""
SIZE = 60.0
"""Kilobytes of the overview, uncompressed."""
PAINT = 0.3
"""Seconds from the request to the first text on the screen, over loopback."""
_OPENED = {"first contentful paint": 1_000, "first paint as a window opens": 0}
"""What is measured -> the milliseconds since a window was opened. In the first Chromium loads pages of its own, such as
its address bar's, and a site that is asked for then waits for those: 0.25 s in place of 0.17."""

Line = tuple[str, float | None, str, tuple[float, float] | None, float, str]
"""Name, value, unit, the smallest and the largest, bound, and why there is no value."""


def figures(site: Path, rounds: int) -> Iterator[Line]:
    """Yield what was measured of the site in a folder."""
    page = site / "index.html"
    if not page.is_file():
        yield "overview", None, "kB", None, SIZE, "no site was built"
        return
    yield "overview", page.stat().st_size / 1000, "kB", None, SIZE, ""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        for name in _OPENED:
            yield name, None, "s", None, PAINT, "no Chromium: apt-get install chromium"
        return
    with served(site.parent) as address, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser)
        # The first visit starts the browser's own processes; it is not counted.
        visits = [
            {name: _painted(opened, f"{address}{site.name}/", wait) for name, wait in _OPENED.items()}
            for _ in range(rounds + 1)
        ][1:]
        opened.close()
    for name in _OPENED:
        seconds = [visit[name] for visit in visits]
        yield name, statistics.median(seconds), "s", (min(seconds), max(seconds)), PAINT, ""


def _painted(browser: Browser, address: str, wait: int) -> float:
    """Return how many seconds a browser that has nothing of the site takes to show something of a page.

    It is asked for so many milliseconds after a window was opened.
    """
    context = browser.new_context()
    page = context.new_page()
    page.wait_for_timeout(wait)
    page.goto(address)
    told: float = page.evaluate(_PAINTED)
    context.close()
    return told / 1000
