import pytest

from tracker.website.searching import can_search, search_files

PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>Lamp</title></head>
<body><header>Elsewhere</header><main><h1>Lamp</h1><p>A dimmer for lanterns.</p></main></body></html>"""

pytestmark = pytest.mark.skipif(not can_search(), reason="Pagefind is not installed: the extra `search` brings it")


def test_the_same_pages_give_the_same_files_and_no_more_than_the_search_loads() -> None:
    first = dict(search_files({"index.html": PAGE, "lamp/index.html": PAGE}))
    assert dict(search_files({"index.html": PAGE, "lamp/index.html": PAGE})) == first
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json"} < first.keys()
    assert [path for path in first if path.endswith((".css", "ui.js"))] == []
    assert sum(path.endswith(".pf_fragment") for path in first) == 2
