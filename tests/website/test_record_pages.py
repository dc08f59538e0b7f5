"""What the pages of records look like as HTML, whatever stands in the records."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from tests.website.made_records import make_records
from tracker.website.building import rendered
from tracker.website.settings import Settings

Parse = Callable[[bytes], Element]
FOLDERS = ("next/", "releases/", "votes/", "meetings/", "drift/", "rules/", "process/", "people/", "proposals/index")
HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "{{ page.frame }}",
    "javascript:alert(1)",
    "\u202egnp.exe\u2066",
    "\x00\x1b[31m\ud800\ufffe",
    "]]>--><!--",
    "</svg></title><b>",
    "",
    "n" * 100_000,
    "Z\u0334\u0321\u0322" * 500,
    "漢字" * 200,
)


def pages_of(name: str) -> dict[str, bytes]:
    """Return the pages of records, with a name in every place of them that takes a text."""
    files = rendered(make_records(name), Settings("1.2.3"))
    return {path: data for path, data in files.items() if path.startswith(FOLDERS) and path.endswith(".html")}


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    return pages_of("Lamp")


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def found(tree: Element, tag: str, kind: str) -> list[str]:
    return [words(each) for each in tree.iter(tag) if kind in each.attrib.get("class", "").split()]


def test_every_family_is_there(pages: dict[str, bytes]) -> None:
    assert sorted(path for path in pages if not path.startswith("proposals/")) == [
        "drift/index.html",
        "meetings/2026-07-09/index.html",
        "meetings/2026-07-23/index.html",
        "meetings/2026-08-06/index.html",
        "meetings/index.html",
        "next/0.3.1/index.html",
        "next/0.3.1/slides.html",
        "next/index.html",
        "people/index.html",
        "process/index.html",
        "releases/0.3.0/index.html",
        "releases/index.html",
        "releases/wasi-lamp-0.3.0/index.html",
        "rules/index.html",
        "rules/unapplied-vote/index.html",
        "rules/wit/index.html",
        "votes/index.html",
    ]


def test_a_finding_reads_from_who_it_concerns_to_what_puts_it_right(pages: dict[str, bytes], parse: Parse) -> None:
    tree = parse(pages["drift/index.html"])
    first = next(each for each in tree.iter("ul") if each.attrib.get("class") == "findings")
    assert words(first[0]) == (
        "✗Error i2c Error by unapplied-vote · Since 18 July 2026, 3 days The list lacks Lamp. "
        "Lamp:4 Lamp To put it right Lamp."
    )


def test_a_ballot_reads_from_the_question_to_the_evidence(pages: dict[str, bytes], parse: Parse) -> None:
    tree = parse(pages["next/0.3.1/index.html"])
    assert found(tree, "p", "headline-verdict") == ["✗ Blocked One finding stands against it."]
    assert found(tree, "p", "left") == ["14 days left 4 August 2026, announced"]
    assert found(tree, "article", "ballot")[1] == (
        "Clocks: Timezone ✓ Ready Amendment · clocks/clocks-timezone Lamp Lamp. Next Lamp"
    )
    headings = [words(each) for each in tree.iter("h2")]
    assert headings == [
        "What blocks it",
        "Subjects by requirement",
        "What could enter it",
        "Findings that do not block it",
        "Changes of the API since 0.3.0",
        "Component Model features it uses",
        "Published packages",
        "What one act would free",
        "What could not be checked",
        "Facts",
        "On the command line",
    ]


def test_each_subject_has_a_screen_of_its_own(pages: dict[str, bytes], parse: Parse) -> None:
    tree = parse(pages["next/0.3.1/slides.html"])
    screens = [each for each in tree.iter("section") if each.attrib.get("class") == "slide"]
    assert [words(next(iter([*each.iter("h1"), *each.iter("h2")]))) for each in screens] == [
        "0.3.1",
        "What blocks it",
        "I2C",
        "Clocks: Timezone",
    ]


def test_votes_can_be_filtered_by_outcome_and_phase(pages: dict[str, bytes], parse: Parse) -> None:
    tree = parse(pages["votes/index.html"])
    (table,) = (each for each in tree.iter("table") if "data-filterable" in each.attrib)
    rows = [each for each in table.iter("tr") if "data-outcome" in each.attrib]
    assert [(each.attrib["data-outcome"], each.attrib["data-phase"]) for each in rows] == [
        ("met", "3"),
        ("waived", "3"),
    ]
    assert found(tree, "div", "tally") == ["9 SF, 3 F9 strongly for, 3 for"] * 2


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_on_record_is_only_ever_text(parse: Parse, name: str) -> None:
    for path, data in pages_of(name).items():
        tree = parse(data)
        scripts = {each.attrib.get("src", "inline").split("/")[-1] for each in tree.iter("script")}
        assert scripts <= {"theme.js", "site.js", "table.js", "slides.js"}, path
        assert not {each.tag for each in tree.iter()} & {"img", "b", "style", "iframe", "object"}, path
        assert not any(key.startswith("on") or key == "style" for each in tree.iter() for key in each.attrib), path
        addresses = [each.attrib["href"] for each in tree.iter() if "href" in each.attrib]
        assert [each for each in addresses if "javascript" in each] == [], path
        assert not set("\u202e\u2066\x00\x1b\ufffe") & set(data.decode()), path


def test_a_very_long_name_on_record_does_not_make_a_very_long_page() -> None:
    small, large = (sum(map(len, pages_of("n" * length).values())) for length in (2_500, 100_000))
    assert large < 1.1 * small


def test_the_same_records_give_the_same_bytes(pages: dict[str, bytes]) -> None:
    assert pages_of("Lamp") == pages
