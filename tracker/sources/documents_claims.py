"""What a README claims: the phase its proposal is in, and who champions it."""

import re
from collections.abc import Iterable, Sequence

from tracker.facts import ClaimedChampion, ClaimedPhase, Topic
from tracker.sources.champions import champion_names
from tracker.sources.documents_filling import real_texts
from tracker.sources.documents_outline import Block, BlockKind, Part
from tracker.sources.markdown import LINE_BREAK, LINE_END

_NUMBERS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_NUMBER = rf"(\d+(?!\.?\d)|(?:{'|'.join(_NUMBERS)})\b)"
_PHASE = re.compile(rf"\bphase[\s:#_\[(*\"'–—-]*{_NUMBER}", re.IGNORECASE)
_BARE = re.compile(r"[\W_]*(\d+)[\W_]*")
_TARGET = re.compile(r"\bphase[-_]?(\d)\b", re.IGNORECASE)
_CLAIM = re.compile(
    rf"(?:\b(?:currently|now|presently)\b[^.!?]{{0,40}}?\bphase[\s:-]*"
    rf"|\b(?:is|are) (?:in|at|a) (?:the )?phase[\s:-]*"
    rf"|\bstatus\W{{1,6}}(?:\w+ ){{0,2}}phase[\s:-]*"
    rf"|^\W*(?:current |proposal )*phase\W{{1,6}}(?:phase )?){_NUMBER}",
    re.IGNORECASE,
)
_LAST_PHASE = 5
_TOP = 3
"""How many parts are the top of a document: what stands before the first heading, the title, and one more."""
_INTRODUCED = re.compile(r"^.{0,80}?\bchampion\w*\b[^.:]{0,40}?(?:\b(?:is|are|by)\b:?|:)\s+", re.IGNORECASE | re.DOTALL)
_LABELLED = re.compile(r"^\W*(?:co-?)?champions?\W{0,3}:\W*\w", re.IGNORECASE)
_LINES = re.compile(f"[{LINE_END}{LINE_BREAK}]")
_SEVERAL = re.compile(r"[;&/]|\sand\s", re.IGNORECASE)
_NAMES = re.compile(r"\b(?:champion|name|who|person)", re.IGNORECASE)
_SHORT_NAME = 3
"""How many words a name in a list may have when it does not look like one."""

_Topical = Sequence[tuple[Topic, Part]]
"""The parts of a document, each with what it is about."""


def claimed_phase(document: _Topical) -> ClaimedPhase | None:
    """Return the phase that the section on the current phase names.

    Numbers in the text count; where the text has none, those in links' targets do. Several different numbers, or a
    number that is no phase, claim nothing. Without such a section, a sentence near the top may claim a phase.
    """
    parts = [part for topic, part in document if topic is Topic.PHASE]
    if not parts:
        return _single(_sentence_claims(document))
    in_headings = [ClaimedPhase(number, part.line) for part in parts for number in _numbers(_PHASE, part.heading)]
    in_text = [claim for part in parts for claim in _text_claims(part)]
    return _single(in_headings + in_text or [claim for part in parts for claim in _target_claims(part)])


def _single(claims: Sequence[ClaimedPhase]) -> ClaimedPhase | None:
    if len({claim.phase for claim in claims}) == 1 and claims[0].phase <= _LAST_PHASE:
        return claims[0]
    return None


def _text_claims(part: Part) -> Iterable[ClaimedPhase]:
    for block, text in zip(part.blocks, real_texts(part.blocks, valid=True), strict=True):
        if bare := _BARE.fullmatch(text):
            yield ClaimedPhase(int(bare[1][:4]), _line(block, text, bare.start(1)))
        for match in _PHASE.finditer(text):
            yield ClaimedPhase(_number(match[1]), _line(block, text, match.start()))


def _target_claims(part: Part) -> Iterable[ClaimedPhase]:
    for block in part.blocks:
        for target in block.targets:
            for number in _numbers(_TARGET, target):
                yield ClaimedPhase(number, block.line)


def _sentence_claims(document: _Topical) -> list[ClaimedPhase]:
    """Return the phases that sentences near the top claim."""
    claims: list[ClaimedPhase] = []
    for _, part in document[:_TOP]:
        for block, text in zip(part.blocks, real_texts(part.blocks, valid=True), strict=True):
            claims += [
                ClaimedPhase(_number(match[1]), _line(block, text, match.start(1))) for match in _CLAIM.finditer(text)
            ]
    return claims


def _line(block: Block, text: str, position: int) -> int:
    return block.line + len(_LINES.findall(text, 0, position))


def _numbers(pattern: re.Pattern[str], text: str) -> list[int]:
    return [_number(match[1]) for match in pattern.finditer(text)]


def _number(word: str) -> int:
    return _NUMBERS[word.lower()] if word.lower() in _NUMBERS else int(word[:4])


def claimed_champions(document: _Topical) -> tuple[ClaimedChampion, ...]:
    """Return the champions that their section names, in its list, its table or its text; each once.

    Without such a section, a line `Champions: ...` near the top names them.
    """
    parts = [part for topic, part in document if topic is Topic.CHAMPIONS]
    claims = (
        [claim for part in parts for claim in _section_champions(part)]
        if parts
        else [claim for _, part in document[:_TOP] for claim in _labelled_champions(part)]
    )
    by_name: dict[str, ClaimedChampion] = {}
    for claim in claims:
        by_name.setdefault(claim.name, claim)
    return tuple(by_name.values())


def _section_champions(part: Part) -> Iterable[ClaimedChampion]:
    texts = list(zip(part.blocks, real_texts(part.blocks, valid=True), strict=True))
    depth = min((block.lists for block, _ in texts if block.lists), default=0)
    if items := [(block, text) for block, text in texts if depth and block.lists == depth and block.leads]:
        yield from _item_champions(items)
    elif any(block.kind is BlockKind.CELL for block, _ in texts):
        yield from _item_champions(_name_cells(texts))
    else:
        for block, text in texts:
            yield from _line_champions(block, text)


def _item_champions(items: Sequence[tuple[Block, str]]) -> Iterable[ClaimedChampion]:
    """Yield the names in list items; what follows a comma in one of several items is an affiliation."""
    for block, text in items:
        line = text.replace(LINE_END, " ")
        if len(items) > 1 and not _SEVERAL.search(line):
            line = line.partition(",")[0]
        for name in champion_names(line):
            if _looks_like_name(name) or len(name.split()) <= _SHORT_NAME:
                yield ClaimedChampion(name, block.line)


def _name_cells(texts: Sequence[tuple[Block, str]]) -> list[tuple[Block, str]]:
    column = next(
        (block.column for block, _ in texts if block.kind is BlockKind.HEADER_CELL and _NAMES.search(block.text)), 0
    )
    return [(block, text) for block, text in texts if block.kind is BlockKind.CELL and block.column == column]


def _line_champions(block: Block, text: str) -> Iterable[ClaimedChampion]:
    if block.kind is not BlockKind.TEXT:
        return
    introduced = _INTRODUCED.match(text)
    begin = introduced.end() if introduced else 0
    for number, line in enumerate(_LINES.split(text[begin:]), start=_line(block, text, begin)):
        yield from (ClaimedChampion(name, number) for name in champion_names(line) if _looks_like_name(name))


def _labelled_champions(part: Part) -> Iterable[ClaimedChampion]:
    for block, text in zip(part.blocks, real_texts(part.blocks, valid=True), strict=True):
        for number, line in enumerate(_LINES.split(text), start=block.line):
            if _LABELLED.match(line):
                yield from (ClaimedChampion(name, number) for name in champion_names(line) if _looks_like_name(name))


def _looks_like_name(text: str) -> bool:
    """Whether the first and the last word begin as names do: with no small letter."""
    words = text.split()
    return not (words[0][0].islower() or words[-1][0].islower())
