"""Notes as lines: what a reader sees of each line of the source, what kind of block it stands in, and who speaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markdown_it.token import Token

from tracker.frozen import frozen
from tracker.sources.markdown import (
    BREAK,
    LINE_BREAK,
    LINE_END,
    first_line,
    html_headings,
    html_targets,
    html_text,
    links,
    parse,
    plain_text,
    shown_html,
)

_ENDS = frozenset({"softbreak", "hardbreak"})
_LOOSE_MARKS = re.compile(r"\*\*|__(?=\W|$)|(?<!\w)__|^[*_]+(?=\w)|(?<=\w)[*_]+$")
_MARKUP = re.compile(r"[*_`]{1,3}|!?\[([^\]]*)\]\([^)]*\)")
_LOOSE_SPEAKER = re.compile(r"\*\*([^*:]{2,40}):?\s*\*\*:?\s*")
_SPEAKER = re.compile(
    r"[@\w\"“][\w.'’@/\-]*(?: [\w.'’@/\-&]+){0,4}(?: ?\([^()]{1,30}\))?(?: to [A-Z]\w+)?\s?:(?!//)\s+(?=[^\s\d])"
)
_SPEAKER_NAME = re.compile(r"[@\w][\w.'’@/\-]*(?: [\w.'’@/\-&]+){0,3}(?: ?\([^()]{1,30}\))?\Z")
_NO_SPEAKER = re.compile(
    r"\b(?:votes?|voting|polls?|motions?|questions?|results?|outcomes?|tall(?:y|ies)|decisions?|resolutions?|resolved"
    r"|consensus|consent|objections?|pass(?:es|ed)?|approved?|rejected|fail(?:s|ed)?|agreed|conclusion|status|notes?"
    r"|strongly|for|favou?r|neutral|against|abstain\w*|sf|sa|f|n|a|proposals?|phase|recount\w*|corrected|correction"
    r"|update|updated|verdict|summary|ballot|options?|q|total|final|postponed|deferred|congrat\w*|yes|yeas?|ayes?|no"
    r"|nays?|opposed?|support|straw|temperature|advance\w*|adopt\w*|launch\w*|elect\w*|chairs?|unanimous\w*)\b",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """What kind of block a line stands in."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    """The first line of an item of a list."""
    ROW = "row"
    """A row of a table."""
    CODE = "code"


@frozen
class Line:
    """A line of the source as a reader sees it."""

    number: int
    """From 1."""
    text: str
    """Without markup, struck-out text and, unless it is all there is, the speaker's name."""
    kind: Kind
    depth: int = 0
    """Of a heading its level; else how many lists it stands in."""
    block: int = 0
    """Which block (paragraph, table) it belongs to; lines of one block have the same number."""
    names: tuple[str, ...] = ()
    """What is set in code type."""
    links: tuple[str, ...] = ()
    """Addresses, in order."""
    cells: tuple[str, ...] = ()
    """Of a row its cells."""
    speaker: str = ""
    """Who says it, when the line begins with a name."""
    quoted: bool = False
    """Whether it stands in a quotation."""


def note_lines(text: str) -> list[Line]:
    """Return the lines of notes that show text, in order."""
    return list(_Walk().lines(parse(text)))


@dataclass(slots=True)
class _Walk:
    """Where in the document the reader is."""

    lists: int = 0
    quotes: int = 0
    fresh_item: bool = False

    def lines(self, tokens: Sequence[Token]) -> Iterator[Line]:
        rows: list[tuple[Token, int]] = []
        table = 0
        for index, token in enumerate(tokens):
            self._enter(token)
            match token.type:
                case "table_open":
                    table = index
                case "inline" if tokens[index - 1].type in {"th_open", "td_open"}:
                    rows.append((token, index))
                case "tr_close":
                    yield self._row([cell for cell, _ in rows], table)
                    rows.clear()
                case "inline":
                    yield from self._inline(token, tokens[index - 1], index)
                case "fence" | "code_block":
                    yield from self._code(token, index)
                case "html_block":
                    yield from self._html(token, index)
                case _:
                    pass

    def _enter(self, token: Token) -> None:
        step = token.nesting
        if token.type.startswith(("bullet_list", "ordered_list")):
            self.lists += step
        elif token.type.startswith("blockquote"):
            self.quotes += step
        elif token.type == "list_item_open":
            self.fresh_item = True

    def _row(self, cells: Sequence[Token], table: int) -> Line:
        shown = tuple(_clean(plain_text(cell.children or (), struck=False).replace(BREAK, " ")) for cell in cells)
        children = [child for cell in cells for child in cell.children or ()]
        number = first_line(cells[0]) if cells else 1
        text = " | ".join(cell for cell in shown if cell)
        return Line(
            number, text, Kind.ROW, self.lists, table, _code(children), _targets(children), shown, "", self.quotes > 0
        )

    def _inline(self, token: Token, before: Token, block: int) -> Iterator[Line]:
        heading = before.type == "heading_open"
        kind = Kind.HEADING if heading else Kind.ITEM if self.fresh_item else Kind.TEXT
        self.fresh_item = False
        depth = int(before.tag[1]) if heading else self.lists
        for at, (shown, children) in enumerate(_split(token), start=first_line(token)):
            speaker, said = ("", _clean(shown)) if heading else _speech(shown, children)
            if said:
                yield Line(
                    at, said, kind, depth, block, _code(children), _targets(children), (), speaker, self.quotes > 0
                )
            kind = kind if heading else Kind.TEXT

    def _code(self, token: Token, block: int) -> Iterator[Line]:
        begin = first_line(token) + (token.type == "fence")
        for at, content in enumerate(token.content.split("\n"), start=begin):
            if shown := _clean(content):
                yield Line(at, shown, Kind.CODE, self.lists, block, quoted=self.quotes > 0)

    def _html(self, token: Token, block: int) -> Iterator[Line]:
        markup = shown_html(token.content)
        headings = {markup.count("\n", 0, found.begin): found.level for found in html_headings(markup)}
        for at, content in enumerate(markup.split("\n")):
            if shown := _clean(html_text(content).replace(BREAK, " ")):
                level = headings.get(at)
                kind = Kind.TEXT if level is None else Kind.HEADING
                targets = tuple(html_targets(content))
                yield Line(first_line(token) + at, shown, kind, level or self.lists, block, links=targets)


def _split(token: Token) -> list[tuple[str, list[Token]]]:
    """Return what is shown of each line of the source, with its inline tokens."""
    groups: list[list[Token]] = [[]]
    for child in token.children or ():
        if child.type in _ENDS:
            groups.append([])
        else:
            groups[-1].append(child)
    sources = token.content.split("\n")
    if len(groups) != len(sources):
        # Code or HTML that goes over lines is one token: the lines are counted in the source instead.
        return [(_MARKUP.sub(r"\1", source), []) for source in sources]
    return [(plain_text(group, struck=False), group) for group in groups]


def _speech(shown: str, children: Sequence[Token]) -> tuple[str, str]:
    """Split off who speaks; a name alone is kept as text."""
    if bold := _bold_start(children):
        rest = shown.strip().removeprefix(bold).lstrip(" :–—-")
        name = bold.strip(" :")
        if rest and _SPEAKER_NAME.match(name) and not _NO_SPEAKER.search(name):
            return name, _clean(rest)
    if (loose := _LOOSE_SPEAKER.match(shown.strip())) and not _NO_SPEAKER.search(loose[1]):
        return loose[1].strip(), _clean(shown.strip()[loose.end() :])
    text = _clean(shown)
    if (found := _SPEAKER.match(text)) and not _NO_SPEAKER.search(found[0]):
        return found[0].rstrip(": "), text[found.end() :]
    return "", text


def _bold_start(children: Sequence[Token]) -> str:
    kept = [child for child in children if child.type != "text" or child.content.strip()]
    if not kept or kept[0].type != "strong_open":
        return ""
    end = next((index for index, child in enumerate(kept) if child.type == "strong_close"), len(kept))
    return plain_text(kept[1:end], struck=False).strip()


def _clean(shown: str) -> str:
    text = shown.replace(LINE_END, " ").replace(LINE_BREAK, " ")
    if "*" in text or "_" in text:
        text = _LOOSE_MARKS.sub("", text.strip())
    return " ".join(text.split())


def _code(children: Sequence[Token]) -> tuple[str, ...]:
    return tuple(child.content.strip() for child in children if child.type == "code_inline")


def _targets(children: Sequence[Token]) -> tuple[str, ...]:
    return tuple(link.target for link in links(children))
