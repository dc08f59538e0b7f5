"""What crawlers ask for: which pages there are, and that they may read them."""

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

_MISSING = "404.html"
_MOST = 50_000
"""The addresses that one file may have by the protocol (sitemaps.org)."""


def crawler_files(pages: Iterable[str], base_url: str | None) -> Iterator[tuple[str, bytes]]:
    """Yield `robots.txt`, and `sitemap.xml` where the address of the site is known: it takes whole addresses."""
    robots = "User-agent: *\nAllow: /\n"
    if base_url is None:
        yield "robots.txt", robots.encode()
        return
    root = f"{base_url.rstrip('/')}/"
    yield "robots.txt", f"{robots}Sitemap: {root}sitemap.xml\n".encode()
    listed = sorted(root + quote(each.removesuffix("index.html")) for each in pages if each != _MISSING)[:_MOST]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<url><loc>{escape(each, quote=False)}</loc></url>" for each in listed),
        "</urlset>",
        "",
    ]
    yield "sitemap.xml", "\n".join(lines).encode("utf-8")
