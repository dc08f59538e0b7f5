"""One WIT file as the rules see it: its tree, its lines, and the features that its `@since` gates keep."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from tracker.facts import WitText
from tracker.frozen import frozen
from tracker.lint.findings import Place
from tracker.wit import lexer
from tracker.wit.diagnostics import LineTable
from tracker.wit.parser import Parsed, parse, parse_once

_KEPT_FEATURE = re.compile(r"\bfeature\b")
_NOT_LINE_FEED = re.compile(r"[^\n]")


class Span(NamedTuple):
    """A piece of a text, as offsets."""

    start: int
    end: int


class KeptFeature(NamedTuple):
    """The `, feature = F` of a `@since(version = V, feature = F)`."""

    span: Span
    """From the comma up to the closing parenthesis."""
    name: str
    gate: Span
    """The whole gate."""


@frozen
class LintFile:
    """One file of a package."""

    source: WitText

    @property
    def path(self) -> str:
        """Return the path that findings name."""
        return self.source.path

    @property
    def text(self) -> str:
        """Return the file's content."""
        return self.source.text

    @cached_property
    def kept_features(self) -> tuple[KeptFeature, ...]:
        """Return the features that `@since` gates keep, which the present grammar does not have."""
        return tuple(_kept_features(self.text)) if _KEPT_FEATURE.search(self.text) else ()

    @cached_property
    def strict(self) -> Parsed:
        """Return the file as the reference tool reads it."""
        return parse_once(self.text)

    @cached_property
    def parsed(self) -> Parsed:
        """Return the file as if `@since` gates could keep features; offsets are those of the text."""
        return self.without([kept.span for kept in self.kept_features]) if self.kept_features else self.strict

    @property
    def is_readable(self) -> bool:
        """Whether the rules can be told apart from mere consequences of broken syntax."""
        return self.source.problem is None and not self.parsed.diagnostics

    def without(self, spans: list[Span]) -> Parsed:
        """Return the file read with some pieces of it blank."""
        text = self.text
        for start, end in spans:
            text = text[:start] + _NOT_LINE_FEED.sub(" ", text[start:end]) + text[end:]
        return parse(text)

    @cached_property
    def lines(self) -> LineTable:
        """Return what finds the line of an offset."""
        return LineTable(self.text)

    def place(self, start: int, end: int) -> Place:
        """Return the place of a piece of the text."""
        first, last = self.lines.position(start), self.lines.position(end)
        return Place(self.path, first.line, first.column, last.line, last.column)


def _kept_features(text: str) -> Iterator[KeptFeature]:
    kinds, texts, starts, ends = lexer.scan(text)
    for at in range(len(kinds) - 4):
        if (kinds[at], texts[at + 1], kinds[at + 2], kinds[at + 4]) != (",", "feature", "=", ")"):
            continue
        first = _since_before(kinds, texts, at)
        if first is not None and kinds[at + 3] in lexer.NAMES:
            gate = Span(starts[first], ends[at + 4])
            yield KeptFeature(Span(starts[at], starts[at + 4]), texts[at + 3].removeprefix("%"), gate)


def _since_before(kinds: list[str], texts: list[str], comma: int) -> int | None:
    """Return the `@` of the `@since(version = V` that ends before a comma, if it is one."""
    at = comma - 1
    while at >= 0 and kinds[at] not in {"=", "(", ")", ";", "{", "}", "@"}:
        at -= 1
    if texts[max(at - 4, 0) : at + 1] == ["@", "since", "(", "version", "="] and at < comma - 1:
        return at - 4
    return None
