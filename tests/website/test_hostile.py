"""Names and addresses from outside, as unfriendly as they can be, only ever show as text."""

import posixpath
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest

from tests.website.made_past import with_past
from tracker.agenda.values import Dependency
from tracker.facts import RepositoryName, Revision
from tracker.happenings import Timeline
from tracker.standing import CriterionResult, Evidence, Notice, Standing
from tracker.website.building import rendered
from tracker.website.content import Content
from tracker.website.settings import Settings

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
    proposal = replace(
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
    item = replace(standing.amendments[0].items[0], path=name, kind=name, file=name, url=name)
    amendment = replace(
        standing.amendments[0], id=f"{name}/{name}", title=name, parent=name, feature=name, items=(item,), row=bad
    )
    gate = replace(
        standing.gates[-1], proposal=name, item=name, item_kind=name, feature=name, file=name, url=f"data:{name}"
    )
    return replace(
        standing,
        proposals=(*listed, proposal, proposal),
        amendments=(amendment, amendment, replace(amendment, parent="gone")),
        unlisted=(proposal,),
        gates=(*standing.gates, gate),
        revisions={**standing.revisions, RepositoryName(name): Revision(name)},
        notices=(Notice(name, name),),
    )


def poisoned_past(content: Content, name: str) -> Content:
    """Return the content with the name in every text of what happened, was decided, and comes next."""
    told = with_past(content)
    bad = f"javascript:{name}"
    subject = f"{name}/{name}"
    [timeline], [life], [ballot], [held] = told.timelines, told.lives, told.ballots, told.votes
    changes = tuple(replace(each, subject=subject, title=name, url=bad, author=name) for each in timeline.changes)
    events = tuple(replace(each, summary=name, url=bad, who=name) for each in timeline.events)
    [finding] = told.drift.findings if told.drift else ()
    agenda = told.agenda
    assert agenda is not None
    [meeting] = agenda.meetings
    matters = tuple(replace(each, item=replace(each.item, text=name), url=bad) for each in meeting.matters)
    candidates = tuple(replace(each, id=subject, title=name, champions=(name,)) for each in agenda.candidates)
    return replace(
        told,
        standing=replace(
            poisoned(content.standing, name),
            concerns=(replace(told.standing.concerns[0], subject=subject, by=name, text=name, link=bad),),
        ),
        timelines=(Timeline(subject, name, changes, events),),
        lives=(replace(life, id=subject, parent=name, feature=name, title=name, events=events, next_step=name),),
        changes=changes,
        ballots=(
            replace(
                ballot,
                reason=name,
                items=(replace(ballot.items[0], subject=subject, title=name, reason=name, next_step=name),),
            ),
        ),
        votes=(
            replace(
                held,
                vote=replace(
                    held.vote, subject=subject, question=name, source=replace(held.vote.source, path=name, url=bad)
                ),
            ),
        ),
        drift=None if told.drift is None else replace(told.drift, findings=(replace(finding, subject=subject),)),
        agenda=replace(agenda, meetings=(replace(meeting, matters=matters),), ready=candidates, undetermined=()),
        publications=(replace(told.publications[0], package=name, reference=name, problem=name),),
        dependencies={name: (Dependency(name, None),)},
        former_names={name: subject},
    )


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_only_ever_text(content: Content, parse: Parse, name: str) -> None:
    files = rendered(poisoned_past(content, name), Settings("1.2.3"))
    ids: dict[str, set[str]] = {}
    hrefs: list[tuple[str, str]] = []
    for path, data in files.items():
        assert all(part not in {"", ".", ".."} and len(part) < 100 for part in path.split("/"))
        assert path.isascii()
        if not path.endswith(".html"):
            continue
        tree = parse(data)
        assert not {each.tag for each in tree.iter()} & {"img", "b"}
        assert all(
            each.attrib["src"].lstrip("./").startswith("assets/") and not each.text for each in tree.iter("script")
        )
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
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
        target = joined.lstrip("/") if parts.path else path
        assert target in files
        assert not parts.fragment or parts.fragment in ids[target]


def test_subjects_with_one_name_each_have_a_page(content: Content) -> None:
    files = rendered(replace(content, standing=poisoned(content.standing, "same")), Settings("1.2.3"))
    assert {path for path in files if "same" in path and path.endswith(".html")} == {
        "proposals/gone/same-same~d7044f75c705be5f27d150552fd81825/index.html",
        "proposals/same/same/index.html",
        "proposals/same/same~2/index.html",
        "proposals/same/index.html",
        "proposals/same~2/index.html",
        "unlisted/same/index.html",
    }


def test_a_very_long_name_does_not_make_a_very_long_page(content: Content) -> None:
    small = rendered(replace(content, standing=poisoned(content.standing, "n" * 201)), Settings("1.2.3"))
    large = rendered(replace(content, standing=poisoned(content.standing, "n" * 100_000)), Settings("1.2.3"))
    assert sum(map(len, large.values())) < 1.2 * sum(map(len, small.values()))


def test_the_command_is_one_word_to_a_shell(content: Content) -> None:
    files = rendered(replace(content, standing=poisoned(content.standing, "$(id)'")), Settings("1.2.3"))
    page = next(data.decode() for path, data in files.items() if path.startswith("proposals/id~"))
    assert "<code>tracker show &#39;$(id)&#39;&#34;&#39;&#34;&#39;&#39;</code>" in page
    files = rendered(replace(content, standing=poisoned(content.standing, "-x")), Settings("1.2.3"))
    page = next(data.decode() for path, data in files.items() if path.startswith("proposals/x~"))
    assert "<code>tracker show -- -x</code>" in page
