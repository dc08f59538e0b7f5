"""What the comments around items say: documentation, and the marker that queues a gate for the next release."""

import re

from tracker.wit import lexer
from tracker.wit.diagnostics import LineTable
from tracker.wit.syntax import Item
from tracker.wit.type_syntax import Attribute

_QUEUED = re.compile(r"[ \t]*//[ \t]*@stabilize-next[ \t]*\r?\n")


def documentation(text: str, item: Item) -> str:
    """Return the documentation comments (`///` and `/** */`) that stand before an item, without their marks."""
    lines: list[str] = []
    for token in lexer.trivia(text, item.lead, item.start):
        comment = text[token.start : token.end]
        if token.kind == lexer.LINE_COMMENT and comment.startswith("///"):
            lines.append(comment.lstrip("/").strip())
        elif token.kind == lexer.BLOCK_COMMENT and comment.startswith("/**") and comment != "/**/":
            lines.extend(line.strip().removeprefix("*").strip() for line in comment[3:-2].strip().splitlines())
    return "\n".join(lines).strip()


def comment_on_package(text: str) -> lexer.Token | None:
    """Return the first comment before the first word of a file, whatever its form."""
    tokens = lexer.trivia(text, 0, lexer.after_trivia(text, 0))
    return next((token for token in tokens if token.kind in (lexer.LINE_COMMENT, lexer.BLOCK_COMMENT)), None)


def is_queued(text: str, lines: LineTable, item: Item, attribute: Attribute) -> bool:
    """Whether a line comment `// @stabilize-next` stands directly on the line above an attribute."""
    wanted = lines.line(attribute.start) - 1
    if wanted < 1 or _QUEUED.match(text, lines.start(wanted)) is None:
        return False
    begin = item.lead
    for other in item.attributes:
        for token in lexer.trivia(text, begin, other.start):
            if token.kind == lexer.LINE_COMMENT and lines.line(token.start) == wanted:
                return True
        if other is attribute:
            break
        begin = other.end
    return False
