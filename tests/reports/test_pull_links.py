"""Pull requests that concern a subject are told with what their host says of them."""

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from tests.reports.made_lives import PROPOSED
from tests.reports.made_pull import FULL
from tests.reports.made_standing import AMENDMENT, STANDING
from tests.reports.test_schemas import closed, schema
from tracker.facts import RepositoryName
from tracker.hosting import GHOST, HostedPull, PullLink, PullState, contributors
from tracker.reports.amendments_json import amendments_as_json
from tracker.reports.amendments_markdown import amendments_as_markdown
from tracker.reports.amendments_table import amendments_as_table
from tracker.reports.json import JsonReport
from tracker.reports.markdown import MarkdownReport
from tracker.reports.pull_links import pull_as_object, pull_words
from tracker.reports.table import TableReport

LAMP = RepositoryName("WebAssembly/wasi-lamp")
URL = "https://github.com/WebAssembly/wasi-lamp/pull/12"
_HOSTED = FULL.hosted
assert _HOSTED is not None
DRAFT: HostedPull = _HOSTED
PLAIN = replace(DRAFT, draft=False, labels=(), reviewers=(), decision=None)
UNTOLD = PullLink(LAMP, 12, URL, merged=False)
TOLD = replace(UNTOLD, hosted=DRAFT)
OTHER = PullLink(LAMP, 9, "https://github.com/WebAssembly/wasi-lamp/pull/9", merged=True)
WORDS = "draft, open, by ada; labels P-lamp; review asked of bo, @lamps; reviews: changes-requested"


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (UNTOLD, ""),
        (replace(UNTOLD, merged=True), " (merged)"),
        (TOLD, f" ({WORDS})"),
        (replace(UNTOLD, hosted=PLAIN), " (open, by ada)"),
        (replace(UNTOLD, hosted=replace(PLAIN, state=PullState.CLOSED)), " (closed without being merged, by ada)"),
        (replace(UNTOLD, hosted=replace(PLAIN, state=PullState.MERGED)), " (merged, by ada)"),
        (replace(UNTOLD, merged=True, hosted=replace(PLAIN, state=PullState.CLOSED)), " (merged, by ada)"),
    ],
)
def test_what_is_known_stands_behind_its_name(link: PullLink, words: str) -> None:
    assert pull_words(link) == f"WebAssembly/wasi-lamp#12{words}"


def test_what_nobody_can_tell_is_null() -> None:
    named = {"repository": LAMP, "number": 12, "url": URL, "merged": False}
    untold = dict.fromkeys(("state", "author", "labels", "reviewers", "decision"))
    told = {
        "state": "open",
        "author": "ada",
        "labels": ["P-lamp"],
        "reviewers": ["bo", "@lamps"],
        "decision": "changes-requested",
    }
    assert (pull_as_object(UNTOLD), pull_as_object(TOLD)) == (named | untold, named | told)


def test_contributors_are_authors_that_are_known_each_once() -> None:
    ghost = replace(UNTOLD, hosted=replace(DRAFT, author=GHOST))
    assert contributors((TOLD, UNTOLD, ghost, replace(TOLD, number=13))) == ("ada",)


def test_showing_an_amendment_tells_its_pull_requests_and_who_is_behind_it() -> None:
    table = TableReport(200, color=False).show(AMENDMENT, STANDING, pulls=(OTHER, TOLD))
    markdown = MarkdownReport().show(AMENDMENT, STANDING, pulls=(OTHER, TOLD))
    assert (
        f"""
Pull requests
  WebAssembly/wasi-lamp#9 (merged)
    {OTHER.url}
  WebAssembly/wasi-lamp#12 ({WORDS})
    {URL}

Contributors: ada
"""
        in table
    )
    assert (
        f"""
## Pull requests

* [WebAssembly/wasi-lamp\\#9 (merged)]({OTHER.url})
* [WebAssembly/wasi-lamp\\#12 ({WORDS})]({URL})

Contributors: ada
"""
        in markdown
    )
    told = json.loads(JsonReport().show(AMENDMENT, STANDING, pulls=(OTHER, TOLD)))
    Draft202012Validator(closed(schema("show"))).validate(told)
    assert (told["pulls"], told["contributors"]) == ([pull_as_object(OTHER), pull_as_object(TOLD)], ["ada"])


def test_the_list_of_amendments_tells_pull_requests_of_which_their_host_tells() -> None:
    life = replace(PROPOSED, pulls=(OTHER, TOLD))
    table = amendments_as_table((life,), STANDING, 200, color=False)
    assert [line for line in table.splitlines() if "pull request" in line] == [
        f"  pull request WebAssembly/wasi-lamp#12 ({WORDS})"
    ]
    markdown = amendments_as_markdown((life,), STANDING)
    assert [line for line in markdown.splitlines() if "Pull request" in line] == [
        f"* Pull request: [WebAssembly/wasi-lamp\\#12 ({WORDS})]({URL})"
    ]
    told = json.loads(amendments_as_json((life,), STANDING))
    Draft202012Validator(closed(schema("amendments"))).validate(told)
    (only,) = told["amendments"]
    assert (only["pulls"], only["contributors"]) == ([pull_as_object(OTHER), pull_as_object(TOLD)], ["ada"])
