"""Opens pages of a site in a browser, in every width and theme, and gathers what is wrong with them.

Several pages are open at once in one browser: the time goes into checks that run inside of the pages.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.async_api import Browser, Page, Request, Response, async_playwright

Theme = Literal["light", "dark"]
WIDTHS = (320, 360, 768, 1280, 1920)
THEMES: tuple[Theme, ...] = ("light", "dark")
# Each theme is examined at one width: a narrow screen shows what a wide one leaves out, and the other way round.
_EXAMINED: dict[Theme, int] = {"light": 1280, "dark": 360}
_OPEN_AT_ONCE = 3

TRAP = """
window.__ran = window.__ran || [];
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => { window.__ran.push(name); };
"""
"""Before anything of a page runs: what a script from outside would call is noted."""

_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  const inside = (each) => {
    for (let up = each.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter(
    (each) => each.getBoundingClientRect().right > width + 0.5 && !inside(each));
  return ["scrolls to " + document.scrollingElement.scrollWidth,
    ...wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 160))];
}"""

_AXE = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}},
    resultTypes: ["violations"], preload: false,
  });
  return found.violations.map((each) => each.id + ": " + each.nodes.slice(0, 3).map(
    (node) => node.html.slice(0, 160) + " " + node.failureSummary.slice(0, 300)).join(" | "));
}"""

_RAN = """() => {
  const linked = [...document.querySelectorAll("[href], [src], [action]")].map(
    (each) => each.href?.baseVal ?? each.href ?? each.src ?? each.action);
  return [
    ...(window.__ran || []),
    ...(window.__planted ? ["a planted script"] : []),
    ...linked.filter((each) => each && !/^(https?:|data:image\\/|#)/.test(each)),
  ];
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What was seen on one page; every list is empty where all is well."""

    path: str
    overflow: list[str] = field(default_factory=list)
    """What makes it scroll sideways, with width and theme."""
    console: list[str] = field(default_factory=list)
    """Messages, errors and dialogs."""
    requests: list[str] = field(default_factory=list)
    """Requests that failed, or that went elsewhere."""
    barriers: list[str] = field(default_factory=list)
    """What axe found, with width and theme."""
    ran: list[str] = field(default_factory=list)
    """What ran that is not ours."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What was seen on the pages of a site."""

    visits: tuple[Visit, ...]

    def of(self, kind: str) -> list[str]:
        """Return what of one kind was seen, and where."""
        return [f"{visit.path}: {each}" for visit in self.visits for each in getattr(visit, kind)]


def surveyed(browser: str, address: str, paths: Sequence[str], axe: str = "", examined: Sequence[str] = ()) -> Survey:
    """Open pages of a site, and run the accessibility checks of the script `axe` on those to be examined."""
    scripts = {path: axe if path in examined else None for path in paths}
    # In a thread of its own, which no other event loop runs in.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _survey(browser, address, scripts)).result()


async def _survey(browser: str, address: str, scripts: Mapping[str, str | None]) -> Survey:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=browser)
        ahead = iter(scripts.items())
        try:
            seen = await asyncio.gather(
                *(_worker(opened, address, ahead, themed=any(scripts.values())) for _ in range(_OPEN_AT_ONCE))
            )
        finally:
            await opened.close()
    return Survey(tuple(sorted((visit for each in seen for visit in each), key=lambda visit: visit.path)))


async def _worker(
    browser: Browser, address: str, ahead: Iterator[tuple[str, str | None]], *, themed: bool
) -> list[Visit]:
    context = await browser.new_context(reduced_motion="reduce", service_workers="block")
    await context.add_init_script(TRAP)
    visits = []
    for path, axe in ahead:
        page = await context.new_page()
        visits.append(await _visit(page, address, path, axe, themed=themed))
        await page.close()
    return visits


async def _visit(page: Page, address: str, path: str, axe: str | None, *, themed: bool) -> Visit:
    visit = Visit(path)
    _listen(page, address, visit)
    await page.goto(address + path, wait_until="load")
    if axe is not None:
        await page.evaluate(axe)
    # Without the checks it is the layout that matters, which is the same in the dark.
    for theme in THEMES if themed else THEMES[:1]:
        await page.emulate_media(color_scheme=theme)
        for width in WIDTHS:
            await page.set_viewport_size({"width": width, "height": 900})
            where = f"{width} {theme}: "
            visit.overflow.extend(where + each for each in await _strings(page, _OVERFLOW))
            if axe is not None and _EXAMINED[theme] == width:
                visit.barriers.extend(where + each for each in await _strings(page, _AXE))
    visit.ran.extend(await _strings(page, _RAN))
    return visit


async def _strings(page: Page, script: str) -> list[str]:
    value: Any = await page.evaluate(script)
    return [each if isinstance(each, str) else json.dumps(each) for each in value]


def _listen(page: Page, address: str, visit: Visit) -> None:
    """Note what a page says, and what it asks for."""
    here = f"{address}{visit.path}"

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            visit.requests.append(f"elsewhere: {request.url}")

    def answered(response: Response) -> None:
        expected = 404 if visit.path == "404.html" and response.url == here else 400
        if response.status >= expected and response.status != expected:
            visit.requests.append(f"{response.status}: {response.url}")

    page.on("console", lambda message: visit.console.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: visit.console.append(f"error: {error}"))
    page.on("dialog", lambda dialog: visit.ran.append(f"dialog: {dialog.message}"))
    page.on("popup", lambda popup: visit.ran.append(f"window: {popup.url}"))
    page.on("request", asked)
    page.on("response", answered)
    page.on("requestfailed", lambda request: visit.requests.append(f"{request.failure}: {request.url}"))
