"""`misplaced-stabilize-next`: the marker that queues a gate for the next release, where it queues none."""

import re
from collections.abc import Iterator

from tracker.facts import GateKind
from tracker.lint.files import LintFile, Span
from tracker.lint.findings import Severity
from tracker.lint.interface import Hit, Surroundings, rule
from tracker.lint.links import RELEASING
from tracker.lint.packages import LintPackage
from tracker.wit import lexer
from tracker.wit.comments import is_queued

_MARKER = "@stabilize-next"
_BEGINS = re.compile(rf"/[/*]+!?\s*{_MARKER}(?![\w-])")
_ALONE = re.compile(rf"[ \t]*//[ \t]*{_MARKER}")


def check(package: LintPackage, surroundings: Surroundings) -> Iterator[Hit]:
    """Yield every comment that begins with the marker and does not stand directly above an `@unstable` gate."""
    folder = surroundings.folder
    if folder is None or package is not folder.packages[0]:
        return
    queued = {
        (item.file.path, item.file.lines.line(gate.start) - 1)
        for each in folder.packages
        for item in each.items
        for gate in item.gates_of(GateKind.UNSTABLE)
        if is_queued(item.file.text, item.file.lines, item.item, gate)
    }
    for file in folder.files:
        if file.is_readable and _MARKER in file.text:
            for span in _markers(file):
                if (file.path, file.lines.line(span.start)) not in queued:
                    yield Hit(file, span, f"`{_MARKER}` queues nothing here: {_reason(file, span)}")


def _reason(file: LintFile, span: Span) -> str:
    line = file.text[file.lines.start(file.lines.line(span.start)) : span.end]
    if _ALONE.fullmatch(line) is None:
        return "it must be a line comment with nothing else on its line"
    return "no `@unstable` gate begins on the next line"


def _markers(file: LintFile) -> Iterator[Span]:
    for token in lexer.tokenize(file.text):
        if token.kind in {lexer.LINE_COMMENT, lexer.BLOCK_COMMENT} and _BEGINS.match(file.text, token.start):
            end = len(file.text[token.start : token.end].rstrip()) + token.start
            yield Span(token.start, end)


RULE = rule(
    check,
    Severity.ERROR,
    "A `// @stabilize-next` that does not stand on a line of its own directly above an `@unstable` gate.",
    "move `// @stabilize-next`, alone on its line, directly above the `@unstable` gate that the next release is to "
    "turn into `@since`; remove it where there is none",
    RELEASING,
)
"""The rule."""
