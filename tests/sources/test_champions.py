"""Names are told from what stands beside them."""

import pytest

from tracker.sources.champions import champion_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lark", ("Ada Lark",)),
        ("Ada Lark, Bo Finch and Cy Wren", ("Ada Lark", "Bo Finch", "Cy Wren")),
        ("Ada Lark & Bo Finch; Cy Wren / Di Rook", ("Ada Lark", "Bo Finch", "Cy Wren", "Di Rook")),
        ("Ada Lark, and Bo Finch", ("Ada Lark", "Bo Finch")),
        ("Ada Lark, Ada Lark", ("Ada Lark",)),
        ("Andy Sand and Brandy Land", ("Andy Sand", "Brandy Land")),
        ("Ada Lark (@lark), Bo Finch (Nest, Inc.)", ("Ada Lark", "Bo Finch")),
        ("Ada Lark @lark", ("Ada Lark",)),
        ("@lark", ("lark",)),
        ("(Ada Lark)", ("Ada Lark",)),
        ("Ada Lark - Nest", ("Ada Lark",)),
        ("Mary-Ann Lark", ("Mary-Ann Lark",)),
        ("Ada Lark <lark@example.org>", ("Ada Lark",)),
        ("Ada Lark https://example.org/lark", ("Ada Lark",)),
        ("[Ada Lark][lark], [Bo Finch](@finch)", ("Ada Lark", "Bo Finch")),
        ("Champions: Ada Lark", ("Ada Lark",)),
        ("Ada Lark et al.", ("Ada Lark",)),
        ("Émile van den Berg", ("Émile van den Berg",)),
        ("", ()),
        ("-", ()),
        ("–", ()),
        ("TBD", ()),
        ("TODO: find one", ()),
        ("to be announced", ()),
        ("None", ()),
        ("Champion 1", ()),
        ("we would be very glad if anybody volunteered", ()),
    ],
)
def test_names_are_what_is_left_without_markup_and_remarks(text: str, expected: tuple[str, ...]) -> None:
    assert champion_names(text) == expected
