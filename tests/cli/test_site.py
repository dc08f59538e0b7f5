"""The site of an invented world, built by the commands: once, again, and as it is served."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tracker.cli import site_compiling, site_serving
from tracker.cli.site_building import Order, build_site
from tracker.cli.site_serving import with_reload
from tracker.website import settings

Run = Callable[..., Any]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "public"


def times(folder: Path) -> dict[str, int]:
    return {str(each.relative_to(folder)): each.stat().st_mtime_ns for each in folder.rglob("*") if each.is_file()}


def test_a_site_is_built_once_and_left_as_it_is(ask: Run, out: Path) -> None:
    first = ask("site", "build", "--no-search", "--out", str(out))
    assert first.code == 0
    assert first.out.endswith(f"files written: {out / 'index.html'}\n")
    before = times(out)
    again = ask("site", "build", "--no-search", "--out", str(out))
    assert " 0 files written" in again.out
    assert times(out) == before


def test_what_was_compiled_when_it_was_set_up_is_compiled_by_no_build(
    ask: Run, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled, cache = tmp_path / "compiled", tmp_path / "cache"
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(cache))
    for module in (settings, site_compiling):
        monkeypatch.setattr(module, "SET_UP", compiled)
    site_compiling.main()
    before = times(compiled)
    ask("site", "build", "--no-search", "--out", str(out))
    assert (times(compiled), (cache / "templates").exists()) == (before, False)
    # Without it, a build compiles for the next.
    monkeypatch.setattr(settings, "SET_UP", tmp_path / "nothing")
    ask("site", "build", "--no-search", "--out", str(out), "--base-url", "https://example.org/")
    assert {each.name for each in (cache / "templates").iterdir()} == {*before}


@pytest.mark.parametrize("harm", ["gone", "changed", "touched"])
def test_what_was_harmed_is_made_anew(ask: Run, out: Path, harm: str) -> None:
    ask("site", "build", "--no-search", "--out", str(out))
    page = out / "about" / "index.html"
    whole = page.read_bytes()
    if harm == "gone":
        page.unlink()
    elif harm == "changed":
        page.write_bytes(b"?" * len(whole))
    else:
        os.utime(page, (1, 1))
    ask("site", "build", "--no-search", "--out", str(out))
    assert page.read_bytes() == whole


def test_another_address_another_day_and_another_file_are_another_site(ask: Run, out: Path) -> None:
    ask("site", "build", "--no-search", "--out", str(out))
    address = ("--base-url", "https://example.org/tracker")
    addressed = ask("site", "build", "--no-search", "--out", str(out), *address)
    assert " 0 files written" not in addressed.out
    assert b"https://example.org/tracker/sitemap.xml" in (out / "robots.txt").read_bytes()
    earlier = ask("site", "build", "--no-search", "--out", str(out), *address, "--at", "2026-08-01")
    assert " 0 files written" not in earlier.out
    assert b"1 August 2026" in (out / "index.html").read_bytes()


def test_two_builds_of_the_same_facts_have_the_same_bytes(ask: Run, tmp_path: Path) -> None:
    for name in ("one", "other"):
        ask("site", "build", "--no-search", "--out", str(tmp_path / name))
    one, other = (
        {
            str(each.relative_to(tmp_path / name)): each.read_bytes()
            for each in (tmp_path / name).rglob("*")
            if each.is_file()
        }
        for name in ("one", "other")
    )
    assert one == other


def test_every_document_follows_its_schema(ask: Run, out: Path) -> None:
    ask("site", "build", "--no-search", "--out", str(out))
    root = out / "api" / "v1"
    listed = json.loads((root / "index.json").read_text("utf-8"))["documents"]
    assert {each["path"] for each in listed} > {"status.json", "gates.json", "drift.json", "agenda.json", "votes.json"}
    for each in listed:
        schema = json.loads((root / each["schema"]).read_text("utf-8"))
        Draft202012Validator(schema).validate(json.loads((root / each["path"]).read_text("utf-8")))


def test_the_documents_are_what_the_commands_print(ask: Run, out: Path) -> None:
    ask("site", "build", "--no-search", "--out", str(out))
    for command in ("status", "gates", "amendments", "history", "releases", "drift", "agenda", "latency"):
        printed = json.loads(ask(command, "--format", "json").out)
        on_one_line = json.dumps(printed, ensure_ascii=False, separators=(",", ":")) + "\n"
        assert (out / "api" / "v1" / f"{command}.json").read_text("utf-8") == on_one_line


@pytest.mark.parametrize("url", ["ftp://example.org", "example.org", "https://", "https://a@b.org", "https://a.org/?q"])
def test_an_address_that_is_none_of_the_web_is_refused(ask: Run, out: Path, url: str) -> None:
    refused = ask("site", "build", "--out", str(out), "--base-url", url)
    assert (refused.code, refused.out) == (2, "")
    assert "is no address of the web" in refused.err
    assert not out.exists()


# --- serving ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def served(ask: Run, out: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[HTTPConnection, Order]]:
    """Serve the site of the invented world in a thread, and end it as an interrupt does."""
    del ask
    order = Order(out)
    started = threading.Event()
    servers: list[site_serving.SiteServer] = []

    class Server(site_serving.SiteServer):
        def serve_forever(self, poll_interval: float = 0.5) -> None:
            servers.append(self)
            started.set()
            super().serve_forever(poll_interval)

    monkeypatch.setattr(site_serving, "SiteServer", Server)
    monkeypatch.setattr(site_serving, "_EVERY", 0.05)
    thread = threading.Thread(target=site_serving.serve_site, args=(order, 0))
    thread.start()
    assert started.wait(60)
    connection = HTTPConnection("127.0.0.1", servers[0].server_address[1], timeout=30)
    yield connection, order
    connection.close()
    servers[0].shutdown()
    thread.join(30)
    assert not thread.is_alive()


def got(connection: HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_served_pages_reload_and_built_ones_do_not(served: tuple[HTTPConnection, Order], out: Path) -> None:
    connection, _ = served
    status, page = got(connection, "/")
    assert (status, page) == (200, with_reload((out / "index.html").read_bytes()))
    assert b"/.tracker/reload.js" in page
    assert b"/.tracker/" not in (out / "index.html").read_bytes()
    assert got(connection, "/assets/style.css") == (200, (out / "assets/style.css").read_bytes())
    assert got(connection, "/.tracker/reload.js")[0] == 200


def test_what_is_not_there_has_the_page_that_says_so(served: tuple[HTTPConnection, Order], out: Path) -> None:
    connection, _ = served
    assert got(connection, "/proposals/nothing/") == (404, with_reload((out / "404.html").read_bytes()))
    assert got(connection, "/../../../etc/passwd")[0] == 404


def test_a_harmed_site_is_not_built_again_until_what_it_is_made_of_changes(
    served: tuple[HTTPConnection, Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    connection, order = served
    connection.request("GET", "/.tracker/changes")
    stream = connection.getresponse()
    (order.out / "index.html").unlink()
    time.sleep(0.2)
    assert not (order.out / "index.html").exists()
    monkeypatch.setattr(site_serving, "order_stamp", lambda _: "another")
    assert stream.readline() == b"data: changed\n"
    assert (order.out / "index.html").is_file()


def test_the_policy_of_a_page_is_widened_by_no_more_than_reloading_needs() -> None:
    page = (
        b"<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' x\">\n"
        b"</head>"
    )
    assert with_reload(page) == (
        b"<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' x; "
        b"connect-src 'self'\">\n"
        b'<script src="/.tracker/reload.js" defer></script>\n</head>'
    )


def test_a_port_that_is_taken_is_told(ask: Run, out: Path, served: tuple[HTTPConnection, Order]) -> None:
    connection, _ = served
    taken = ask("site", "serve", "--no-search", "--out", str(out), "--port", str(connection.port))
    assert taken.code == 2
    assert "choose another with --port" in taken.err


def test_a_build_that_fails_leaves_what_stood_there(ask: Run, out: Path) -> None:
    ask("site", "build", "--no-search", "--out", str(out))
    (out / "mine.txt").write_text("mine")
    before = times(out)
    failed = ask("site", "build", "--no-search", "--out", str(out))
    assert (failed.code, failed.out) == (2, "")
    assert times(out) == before
    (out / "mine.txt").unlink()
    assert build_site(Order(out)).written == 0
