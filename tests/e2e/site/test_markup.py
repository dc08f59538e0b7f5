"""Every page is valid, and everything it leads to is there."""

import json
import re
import subprocess
from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.e2e.site import needed
from tests.e2e.site.conftest import BASE, Site
from tests.e2e.site.markup import Markup, read

CHECKED = frozenset({".html", ".css", ".svg"})
BELOW = urlsplit(BASE).path.strip("/") + "/"


@pytest.fixture(scope="session")
def markup(site: Site) -> Markup:
    return Markup(site.folder, BELOW)


@pytest.fixture(scope="session")
def hostile_markup(hostile: Site) -> Markup:
    return Markup(hostile.folder, BELOW)


def repeated(markup: Markup) -> list[str]:
    """Return the ids that a page has twice."""
    return [f"{path}#{name}" for path, ids in markup.ids.items() for name, count in Counter(ids).items() if count > 1]


def said_of(*sites: Site) -> list[str]:
    """Return what the checker of HTML says of all pages, styles and pictures of some sites."""
    folders = {each.folder.as_uri(): each for each in sites}
    every = sorted(str(path) for site in sites for path in site.folder.rglob("*") if path.suffix in CHECKED)
    # It takes `'self'` for no file at all; what the policy really forbids is on the browser's console.
    ignored = r"Resource violates Content Security Policy .* blocked by .(style|script)-src. directive\."
    command = [
        *needed.html_checker(),
        "--filterpattern",
        ignored,
        "--stdout",
        "--exit-zero-always",
        "--also-check-css",
        "--also-check-svg",
    ]
    done = subprocess.run([*command, "--format", "json", *every], check=True, capture_output=True, text=True)
    said = []
    for each in json.loads(done.stdout)["messages"]:
        url = each.get("url", "").replace("file:/", "file:///", 1).replace("file://///", "file:///")
        place = next((url.removeprefix(folder) for folder in folders if url.startswith(folder)), url)
        said.append(f"{place}:{each.get('lastLine')}: {each['message']} {each.get('extract', '')[:120]}")
    return said


def test_all_html_css_and_svg_is_valid_whatever_things_are_called(site: Site, hostile_sites: dict[str, Site]) -> None:
    assert "\n".join(said_of(site, *hostile_sites.values())) == ""


def test_every_link_and_anchor_leads_somewhere(markup: Markup) -> None:
    assert "\n".join(markup.broken()) == ""


def test_every_link_and_anchor_leads_somewhere_whatever_things_are_called(hostile_markup: Markup) -> None:
    assert "\n".join(hostile_markup.broken()) == ""


def test_every_id_is_there_once(markup: Markup) -> None:
    assert repeated(markup) == []


def test_every_id_is_there_once_whatever_things_are_called(hostile_markup: Markup) -> None:
    assert repeated(hostile_markup) == []


def test_everything_outside_the_site_is_led_to_by_https(markup: Markup) -> None:
    absolute = {each.value for each in markup.references() if urlsplit(each.value).scheme}
    assert {urlsplit(each).scheme for each in absolute} == {"https"}


def test_hostile_addresses_lead_nowhere(hostile_markup: Markup) -> None:
    schemes = {urlsplit(each.value).scheme for each in hostile_markup.references()}
    assert schemes <= {"", "https"}
    hosts = {urlsplit(each.value).hostname for each in hostile_markup.references()}
    assert "elsewhere.example" not in hosts


def test_file_names_are_plain_whatever_things_are_called(hostile: Site) -> None:
    names = [each.relative_to(hostile.folder).as_posix() for each in hostile.folder.rglob("*")]
    plain = re.compile(r"[A-Za-z0-9._~/-]+")
    assert [each for each in names if not plain.fullmatch(each)] == []
    assert max(len(part) for each in names for part in each.split("/")) <= 200


def test_a_very_long_name_makes_no_very_long_page(hostile: Site) -> None:
    sizes = {path: (hostile.folder / path).stat().st_size for path in hostile.pages}
    assert {path: size for path, size in sizes.items() if size > 1_000_000} == {}


@pytest.mark.corpus
def test_pages_of_real_repositories_are_as_valid(real: Site) -> None:
    assert "\n".join(said_of(real)) == ""
    markup = Markup(real.folder, BELOW)
    assert "\n".join(markup.broken()) == ""
    assert repeated(markup) == []


def test_the_reader_of_pages_is_strict(tmp_path_factory: pytest.TempPathFactory) -> None:
    page = tmp_path_factory.mktemp("strict") / "page.html"
    page.write_text("<!DOCTYPE html><title>x</title><p>one<div></p>")
    with pytest.raises(Exception, match="Unexpected"):
        read(page)
