"""Text from outside shows in Markdown as it is: it calls nobody, and links lead only where they say."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tracker.reports.escaping import link, prose

MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})


@pytest.mark.parametrize(
    ("outside", "written"),
    [
        ("plain", "plain"),
        ("a *b* [c](d) <e> | f", "a \\*b\\* \\[c\\](d) \\<e\\> \\| f"),
        ("types#dim is @unstable(feature = a_b) now", "types\\#dim is `@unstable(feature = a_b)` now"),
        ("ask @ada", "ask `@ada`"),
        ("write `// @stabilize-next` above it", "write `// @stabilize-next` above it"),
        ("one ` tick", "one \\` tick"),
        ("`a|b`", "`a\\|b`"),
        ("two\n\n# lines", "two \\# lines"),
        ("", ""),
    ],
)
def test_prose_is_written_so_that_it_shows_as_it_is(outside: str, written: str) -> None:
    assert prose(outside) == written


@example("` ``<a>`")
@given(st.text(alphabet="ab @`|*_[]()<>#\\!&;-\n", max_size=30))
def test_no_prose_becomes_a_link_an_image_or_html(outside: str) -> None:
    tokens = [each for token in MARKDOWN.parse(f"x {prose(outside)} y") for each in (token, *(token.children or ()))]
    assert {each.type for each in tokens} & {"link_open", "image", "html_inline", "html_block", "heading_open"} == set()


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a#L1", "[w](https://example.org/a#L1)"),
        ("http://example.org/a(b) c", "[w](http://example.org/a%28b%29%20c)"),
        ("https://example.org/\n\n<b>|", "[w](https://example.org/%0A%0A%3Cb%3E%7C)"),
        ("javascript:alert(1)", "w"),
        ("data:text/html,x", "w"),
        ("/etc/passwd", "w"),
        (None, "w"),
    ],
)
def test_a_link_leads_to_the_web_or_nowhere(url: str | None, written: str) -> None:
    assert link("w", url) == written
