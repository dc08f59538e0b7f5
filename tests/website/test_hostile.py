"""Names and addresses from outside, as unfriendly as they can be, only ever show as text."""

import dataclasses
import posixpath
from collections.abc import Callable
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest

from tracker.facts import RepositoryName, Revision
from tracker.standing import CriterionResult, Evidence, Notice, Standing
from tracker.website import Process
from tracker.website.building import rendered

Parse = Callable[[bytes], Element]
HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "{{ page.frame }}{% raw %}",
    "../../../etc/passwd",
    "..",
    "",
    "/",
    "javascript:alert(1)",
    "\u202egnp.exe\u2066",
    "\x00\x07\x1b[31m",
    "\ud800\ufffe",
    "é\u0301😀",
    "&lt;b&gt;&amp;",
    "]]>--><!--",
    "n" * 100_000,
    "$(rm -rf ~); `id` 'quoted'",
    "--help",
)


def poisoned(standing: Standing, name: str) -> Standing:
    """Return a small standing with the name in every place that takes a text."""
    listed = (standing.proposals[0], standing.proposals[6])
    bad = Evidence(f"javascript:{name}", name, 3, Revision(name))
    good = CriterionResult(name, 2, standing.proposals[12].criteria[0].status, name, (bad, bad), name, None)
    proposal = dataclasses.replace(
        standing.proposals[6],
        id=name,
        title=name,
        champions=(name, name),
        repository=RepositoryName(name),
        path=name,
        packages=(name,),
        criteria=(good, good),
        next_step=name,
        row=bad,
        features=(name,),
        repositories=(RepositoryName(name), RepositoryName("a/b")),
    )
    item = dataclasses.replace(standing.amendments[0].items[0], path=name, kind=name, file=name, url=name)
    amendment = dataclasses.replace(
        standing.amendments[0], id=f"{name}/{name}", title=name, parent=name, feature=name, items=(item,), row=bad
    )
    gate = dataclasses.replace(
        standing.gates[-1], proposal=name, item=name, item_kind=name, feature=name, file=name, url=f"data:{name}"
    )
    return dataclasses.replace(
        standing,
        proposals=(*listed, proposal, proposal),
        amendments=(amendment, amendment, dataclasses.replace(amendment, parent="gone")),
        unlisted=(proposal,),
        gates=(*standing.gates, gate),
        revisions={**standing.revisions, RepositoryName(name): Revision(name)},
        notices=(Notice(name, name),),
    )


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_only_ever_text(standing: Standing, process: Process, parse: Parse, name: str) -> None:
    files = rendered(poisoned(standing, name), process, name)
    ids: dict[str, set[str]] = {}
    hrefs: list[tuple[str, str]] = []
    for path, data in files.items():
        assert all(part not in {"", ".", ".."} and len(part) < 100 for part in path.split("/"))
        assert path.isascii()
        if not path.endswith(".html"):
            continue
        tree = parse(data)
        assert not {each.tag for each in tree.iter()} & {"script", "img", "b"}
        assert not any(key.startswith("on") for each in tree.iter() for key in each.attrib)
        ids[path] = {each.attrib["id"] for each in tree.iter() if "id" in each.attrib}
        hrefs += [(path, each.attrib["href"]) for each in tree.iter() if "href" in each.attrib]
        assert not set("\u202e\u2066\x00\x07\x1b\ufffe") & set(data.decode())
    for path, href in hrefs:
        parts = urlsplit(href)
        if parts.scheme:
            assert parts.scheme == "https"
            assert parts.hostname == "github.com"
            continue
        target = (
            posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
        )
        assert target in files
        assert not parts.fragment or parts.fragment in ids[target]


def test_subjects_with_one_name_each_have_a_page(standing: Standing, process: Process) -> None:
    files = rendered(poisoned(standing, "same"), process, "1.2.3")
    assert {path for path in files if "same" in path} == {
        "amendments/gone/same-same~d7044f75c705be5f27d150552fd81825/index.html",
        "amendments/same/same/index.html",
        "amendments/same/same~2/index.html",
        "proposals/same/index.html",
        "proposals/same~2/index.html",
        "unlisted/same/index.html",
    }


def test_a_very_long_name_does_not_make_a_very_long_page(standing: Standing, process: Process) -> None:
    small = rendered(poisoned(standing, "n" * 201), process, "1.2.3")
    large = rendered(poisoned(standing, "n" * 100_000), process, "1.2.3")
    assert sum(map(len, large.values())) < 1.2 * sum(map(len, small.values()))


def test_the_command_is_one_word_to_a_shell(standing: Standing, process: Process) -> None:
    files = rendered(poisoned(standing, "$(id)'"), process, "1.2.3")
    page = next(data.decode() for path, data in files.items() if path.startswith("proposals/id~"))
    assert "<code>tracker show &#39;$(id)&#39;&#34;&#39;&#34;&#39;&#39;</code>" in page
    files = rendered(poisoned(standing, "-x"), process, "1.2.3")
    page = next(data.decode() for path, data in files.items() if path.startswith("proposals/x~"))
    assert "<code>tracker show -- -x</code>" in page
