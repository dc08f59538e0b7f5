from tracker.website.machines.crawlers import crawler_files

PAGES = ("index.html", "404.html", "proposals/a~1/index.html")


def test_pages_are_listed_by_their_whole_addresses() -> None:
    assert dict(crawler_files(PAGES, "https://example.org/tracker")) == {
        "robots.txt": b"User-agent: *\nAllow: /\nSitemap: https://example.org/tracker/sitemap.xml\n",
        "sitemap.xml": (
            b'<?xml version="1.0" encoding="utf-8"?>\n'
            b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            b"<url><loc>https://example.org/tracker/</loc></url>\n"
            b"<url><loc>https://example.org/tracker/proposals/a~1/</loc></url>\n"
            b"</urlset>\n"
        ),
    }


def test_without_an_address_there_is_no_list_of_pages() -> None:
    assert dict(crawler_files(PAGES, None)) == {"robots.txt": b"User-agent: *\nAllow: /\n"}
