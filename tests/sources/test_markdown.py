"""A line that was read before is not read again, and is read as it would be."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.markdown import LINE_END, parse, plain_parser

PIECES = (
    *(
        "a",
        " ",
        "\n",
        "\n\n",
        "*",
        "**",
        "~~",
        "`",
        "\\",
        "\\*",
        "&amp;",
        "&",
        "<b>",
        "</b>",
        "<br>",
        "!",
        "<!--",
        "-->",
    ),
    *("[", "]", "(", ")", "[a]", "[b][a]", "![a]", "[a]: x\n", "[a]: y 't'\n", "[b]: z\n", "<http://a>", "http://a"),
    *("| a | [a] |\n| --- | --- |\n", "| ", " |\n", "# ", "- ", "> ", "1. ", "    ", "\t", "```\n", "---\n", "\0"),
    *("-->", "\r\n"),
)
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)
PLAIN = plain_parser()


@given(texts=st.lists(TEXT, min_size=1, max_size=4))
def test_every_text_is_read_as_if_it_were_the_first(texts: list[str]) -> None:
    for text in (*texts, *texts):
        expected = PLAIN.parse(text.replace("\u2028", " ").replace("\u2029", " ").removeprefix("\ufeff"))
        assert [token.as_dict() for token in parse(text)] == [token.as_dict() for token in expected]


def test_the_same_line_has_the_link_that_its_own_document_defines() -> None:
    targets = [
        [child.attrs.get("href") for child in (token.children or ()) if child.type == "link_open"]
        for link in ("x", "y", "x")
        for token in parse(f"[tea]: {link}{LINE_END}{LINE_END}See [tea].")
        if token.type == "inline"
    ]
    assert targets == [["x"], ["y"], ["x"]]
