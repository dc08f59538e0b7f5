"""How a README is divided: its headings, and the blocks of text that stand directly under each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from markdown_it.token import Token

from tracker.frozen import frozen
from tracker.sources.markdown import (
    LINE_BREAK,
    first_line,
    html_headings,
    html_targets,
    html_text,
    links,
    parse,
    plain_text,
    shown_html,
    without_links,
)

_DEFINED_ITEM = re.compile(r"^[\s>]*(?:[-*+]|\d+[.)])\s+\[([^\[\]]+)\]:\s*(\S+)")
_CHECKBOX = re.compile(r"^\[[ xX]\](?=\s|$)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_NESTING = {
    "bullet_list_open": 1,
    "ordered_list_open": 1,
    "bullet_list_close": -1,
    "ordered_list_close": -1,
}
_WORD = re.compile(r"[^\W_]")


class BlockKind(StrEnum):
    """What a block of text is."""

    TEXT = "text"
    CODE = "code"
    HEADER_CELL = "header-cell"
    CELL = "cell"


@frozen
class Block:
    """A paragraph, a cell or a piece of code."""

    text: str
    """Its plain text; line ends as `tracker.sources.markdown` marks them."""
    line: int
    kind: BlockKind = BlockKind.TEXT
    lists: int = 0
    """How many lists it stands within."""
    leads: bool = False
    """Whether it is the first of a list item."""
    column: int = 0
    """The column, from 0, of a cell."""
    valid: str = ""
    """Its text without what is struck out."""
    targets: tuple[str, ...] = ()
    """What its links lead to."""
    besides: str = ""
    """Its text besides links into the document itself."""


@dataclass(slots=True)
class Part:
    """A heading and the blocks directly under it."""

    level: int
    line: int
    heading: str = ""
    blocks: list[Block] = field(default_factory=list)

    @property
    def lists_own_sections(self) -> bool:
        """Whether links into the document itself are all that stands here."""
        return any(target.startswith("#") for block in self.blocks for target in block.targets) and not any(
            _WORD.search(block.besides) for block in self.blocks
        )


def outline(text: str) -> list[Part]:
    """Divide a document; the first part is what stands before the first heading."""
    parts = [Part(level=0, line=1)]
    tokens = parse(text)
    lines = _LINE_END.split(text)
    heading: Token | None = None
    place = _Place()
    for index, token in enumerate(tokens):
        place.pass_token(token)
        if token.type == "heading_open" and token.level == 0:
            heading = token
        elif token.type == "inline" and heading is not None:
            title = plain_text(token.children or (), mask_code=True)
            parts.append(Part(int(heading.tag[1]), first_line(heading), title))
            heading = None
        elif token.type == "html_block":
            _divide_html(token, parts, within=token.level > 0)
        elif block := _block(tokens, index, place, lines):
            parts[-1].blocks.append(block)
            place.begins_item = False
    if parts[0].blocks:
        parts[0].line = parts[0].blocks[0].line
    return parts


@dataclass(slots=True)
class _Place:
    """Where in lists and tables a token stands."""

    lists: int = 0
    column: int = -1
    header: bool = False
    begins_item: bool = False

    def pass_token(self, token: Token) -> None:
        self.lists += _NESTING.get(token.type, 0)
        match token.type:
            case "list_item_open":
                self.begins_item = True
            case "tr_open":
                self.column = -1
            case "th_open" | "td_open":
                self.column += 1
                self.header = token.type == "th_open"
            case "table_close":
                self.column = -1
            case _:
                pass

    @property
    def kind(self) -> BlockKind:
        if self.column < 0:
            return BlockKind.TEXT
        return BlockKind.HEADER_CELL if self.header else BlockKind.CELL


def _block(tokens: Sequence[Token], index: int, place: _Place, lines: Sequence[str]) -> Block | None:
    token = tokens[index]
    match token.type:
        case "inline":
            return _text_block(token, place)
        case "fence":
            return Block(token.content, first_line(token) + 1, BlockKind.CODE, place.lists, besides=token.content)
        case "code_block":
            return Block(token.content, first_line(token), BlockKind.CODE, place.lists, besides=token.content)
        case "list_item_open" if tokens[index + 1].type == "list_item_close":
            return _defined_item(first_line(token), place, lines)
        case _:
            return None


def _text_block(token: Token, place: _Place) -> Block:
    children = token.children or ()
    return Block(
        text=_CHECKBOX.sub("", plain_text(children, mask_code=True)),
        line=first_line(token),
        kind=place.kind,
        lists=place.lists,
        leads=place.begins_item,
        column=max(place.column, 0),
        valid=plain_text(children, mask_code=True, struck=False),
        targets=tuple(link.target for link in links(children)),
        besides=without_links(children, "#"),
    )


def _defined_item(line: int, place: _Place, lines: Sequence[str]) -> Block | None:
    """Return an item that Markdown takes for the definition of a link: `- [Name]: address`, meant as a link."""
    if not (match := _DEFINED_ITEM.match(lines[line - 1])):
        return None
    return Block(match[1], line, lists=place.lists, leads=True, valid=match[1], targets=(match[2],), besides=match[1])


def _divide_html(token: Token, parts: list[Part], *, within: bool) -> None:
    """Add a block of HTML: its headings begin parts, the rest is text."""
    markup = shown_html(token.content)
    line = first_line(token)
    position = 0
    for heading in () if within else html_headings(markup):
        parts[-1].blocks.extend(_html_blocks(markup[position : heading.begin], line))
        line += markup.count("\n", position, heading.begin)
        parts.append(Part(heading.level, line, heading.text))
        line += markup.count("\n", heading.begin, heading.end)
        position = heading.end
    parts[-1].blocks.extend(_html_blocks(markup[position:], line))


def _html_blocks(markup: str, line: int) -> Iterator[Block]:
    """Yield the text of HTML, a block for each run of lines with text in them."""
    text = html_text(markup)
    if not text.strip():
        return
    blank = len(text) - len(text.lstrip())
    line += text.count("\n", 0, blank)
    shown = text.strip().replace("\n", LINE_BREAK)
    targets = tuple(html_targets(markup))
    yield Block(shown, line, valid=shown, targets=targets, besides=shown)
