"""Comments that silence a rule: `// tracker: ignore[rule-id] reason`, on the line of the finding or the line above."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tracker.lint.files import LintFile, Span
from tracker.lint.findings import Finding
from tracker.wit import lexer

_WORD = "tracker:"
_COMMENT = re.compile(r"/[/*]+\s*tracker:\s*ignore\[(?P<ids>[^\]\n]*)\]")
_ID = re.compile(r"[^\s,]+")


@dataclass(eq=False)
class Suppression:
    """One rule that a comment silences."""

    file: LintFile
    rule: str
    """The id it names."""
    span: Span
    """Where it names it."""
    lines: frozenset[int]
    """The lines whose findings it silences."""
    used: bool = field(default=False)
    """Whether it silenced anything."""

    def silences(self, finding: Finding) -> bool:
        """Whether it silences a finding; it is used from then on."""
        fits = finding.rule == self.rule and finding.place.file == self.file.path and finding.place.line in self.lines
        self.used |= fits
        return fits


def suppressions(file: LintFile) -> list[Suppression]:
    """Return what the comments of a file silence."""
    return list(_suppressions(file)) if _WORD in file.text else []


def _suppressions(file: LintFile) -> Iterator[Suppression]:
    tokens = list(lexer.tokenize(file.text))
    code = {file.lines.line(token.start) for token in tokens if token.kind not in lexer.TRIVIA}
    comments = [token for token in tokens if token.kind in {lexer.LINE_COMMENT, lexer.BLOCK_COMMENT}]
    commented = {line for token in comments for line in _lines_of(file, token)} - code
    for token in comments:
        match = _COMMENT.match(file.text, token.start, token.end)
        if match is not None:
            lines = _silenced(_lines_of(file, token), code, commented)
            for name in _ID.finditer(file.text, match.start("ids"), match.end("ids")):
                yield Suppression(file, name[0], Span(*name.span()), lines)


def _lines_of(file: LintFile, token: lexer.Token) -> range:
    text = file.text[token.start : token.end].rstrip()
    first = file.lines.line(token.start)
    return range(first, first + text.count("\n") + 1)


def _silenced(own: range, code: set[int], commented: set[int]) -> frozenset[int]:
    """Return the comment's own lines and, when it stands alone, the next one that is not a comment too."""
    lines = set(own)
    if own[0] not in code:
        below = own[-1] + 1
        while below in commented:
            below += 1
        lines.add(below)
    return frozenset(lines)


def apply(findings: Iterable[Finding], silencing: Iterable[Suppression]) -> list[Finding]:
    """Return the findings that nothing silences."""
    by_file: dict[str, list[Suppression]] = {}
    for each in silencing:
        by_file.setdefault(each.file.path, []).append(each)
    # Every suppression that fits counts as used, so all are asked.
    return [
        finding
        for finding in findings
        if not any([each.silences(finding) for each in by_file.get(finding.place.file, ())])  # noqa: C419 -- as above
    ]
