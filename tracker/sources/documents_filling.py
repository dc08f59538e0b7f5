"""What stands under a heading: nothing, the template's placeholders, or something somebody wrote.

A placeholder is a sentence that begins with `TODO`, `TBD`, `to be written` and the like, a text in square brackets that
stands for itself, and a short sentence that only says that the thing is not there yet. All else is content.
"""

import re
from collections.abc import Sequence

from tracker.facts import Filling
from tracker.sources.documents_outline import Block, BlockKind
from tracker.sources.markdown import BREAK, LINE_BREAK, LINE_END

_WORD = re.compile(r"[^\W_]+")
_SIGN = re.compile(r"\S")
_MARK = r"(?:TODO|TBD|TBA|TBC|WIP|FIXME|T\.B\.D\.|XXX)"
_UNDONE = (
    r"(?:determined|decided|defined|written|done|specified|documented|discussed|announced|completed|provided|described"
    r"|filled(?: in| out)?|added|proposed|finali[sz]ed|agreed(?: on| upon)?|established|supplied)"
)
_THEN = r"(?:\W*$|\s*[:(,;–—-]|\s+(?:before|after|until|when|once|later|soon|by|in|for|during|at)\b)"
_PLACEHOLDER = re.compile(
    rf"[\W_]*(?:{_MARK}(?![^\W_])|(?i:(?:todo|tbd|tba|tbc|wip|fixme|(?:yet )?to be {_UNDONE}"
    rf"|work in progress|coming soon"
    rf"|not yet (?:{_UNDONE}|available|started)|placeholder|under construction)(?![^\W_]){_THEN}))"
)
_ALONE = re.compile(rf"[\W_]*(?i:{_MARK}|to be {_UNDONE})(?:(?i: before entering phase \d))?[\W_]*")
_ABSENT = re.compile(
    rf".*(?:[:–—-]|\b(?:is|are|as))\s+{_MARK}[\W_]*|.*\b(?:not yet|yet to be|to be|n't yet)(?: been)? {_UNDONE}"
    r"(?: (?:its|the|any|our|their)\b(?: [\w-]+){1,5})?\W*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_ABSENCE = 16
"""In words. A longer sentence says more than that something is missing."""
_MARK_WORD = re.compile(r"\b(?:TODO|TBD|TBA|TBC|FIXME)\b")
_LINE = re.compile(f"[{LINE_END}{LINE_BREAK}{BREAK}]")
_HARD_LINE = re.compile(f"[{LINE_BREAK}{BREAK}]")
_SENTENCE = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)(?<!vs\.)(?<!cf\.)[\"')\]*]*\s+", re.IGNORECASE)
_JOINT = "\x1f"
"""Between two blocks while their brackets are matched."""
_PHASE_ALONE = re.compile(r"\[\s*phase[\s_-]*\d\s*\]", re.IGNORECASE)
_ENDS = f"{_JOINT}{LINE_END}{LINE_BREAK}{BREAK}"
_BEFORE = re.compile(rf"(?:^|[.!?:{_ENDS}]|\b{_MARK}:?|\])[\s\"'*_~>([-]*$")
_BEHIND = re.compile(rf"\s*#?\d*\s*[.,;:!?…*_\")'-]*\s*(?:$|[{_ENDS}\[]|{_MARK})|\s*[.!?]\s")
_FAR = 40
"""How many characters beside a bracket decide whether it stands alone."""


def measure(blocks: Sequence[Block]) -> tuple[Filling, int]:
    """Return what fills a section, and how many words of content it has.

    The header of a table is content only when a cell below it is.
    """
    texts = [block.text for block in blocks]
    real = [
        real_code(block.text) if block.kind is BlockKind.CODE else text
        for block, text in zip(blocks, real_texts(blocks), strict=True)
    ]
    counts = [len(_WORD.findall(text)) for text in real]
    of_header = [block.kind is BlockKind.HEADER_CELL for block in blocks]
    if any(count for count, header in zip(counts, of_header, strict=True) if not header):
        return Filling.CONTENT, sum(counts)
    return (Filling.FILLER, 0) if any(_SIGN.search(text) for text in texts) else (Filling.EMPTY, 0)


def real_texts(blocks: Sequence[Block], *, valid: bool = False) -> list[str]:
    """Return each block's text without placeholders; lines stay where they were.

    A placeholder in brackets may reach over several blocks. With `valid`, struck-out text is left out too.
    """
    prose = [
        "" if block.kind is BlockKind.CODE else (block.valid if valid else block.text).replace(_JOINT, " ")
        for block in blocks
    ]
    without = _without_bracketed(_JOINT.join(prose))
    return [_without_marked(text) for text in without.split(_JOINT)] if blocks else []


def real_code(text: str) -> str:
    """Return code without the lines that are placeholders; brackets are code's own."""
    return "\n".join(line for line in text.split("\n") if not _PLACEHOLDER.match(line))


def _without_bracketed(text: str) -> str:
    """Blank what stands in square brackets and for itself, not as a part of a sentence."""
    kept: list[str] = []
    end = 0
    for begin, close in _bracketed(text):
        if _stands_alone(text, begin, close):
            kept += [text[end:begin], _blanked(text[begin:close])]
            end = close
    return "".join(kept) + text[end:]


def _bracketed(text: str) -> list[tuple[int, int]]:
    """Return the outermost balanced pairs of brackets; one that is never closed is no bracket."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in re.finditer(r"[\[\]]", text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            begin = opened.pop()
            while pairs and pairs[-1][0] > begin:
                pairs.pop()
            pairs.append((begin, match.end()))
    return pairs


def _stands_alone(text: str, begin: int, end: int) -> bool:
    inner = text[begin + 1 : end - 1]
    if inner.strip() in {"", "x", "X"} or _PHASE_ALONE.fullmatch(text[begin:end]) or text[end : end + 1] in {"[", "("}:
        return False
    behind = inner.rstrip().endswith((".", "!", "?")) or _BEHIND.match(text[end : end + _FAR])
    return bool(behind and _BEFORE.search(text[max(0, begin - _FAR) : begin]))


def _blanked(text: str) -> str:
    return re.sub(rf"[^{_ENDS}]", " ", text)


def _without_marked(text: str) -> str:
    """Blank the sentences that are placeholders."""
    if not text.strip():
        return text
    return "".join(
        _blanked(sentence) if _is_placeholder(sentence) else _MARK_WORD.sub(" ", sentence)
        for sentence in _sentences(text)
    )


def _is_placeholder(sentence: str) -> bool:
    if _PLACEHOLDER.match(sentence):
        return True
    return len(_WORD.findall(sentence)) <= _LONGEST_ABSENCE and bool(_ABSENT.fullmatch(sentence))


def _sentences(text: str) -> list[str]:
    """Divide text into sentences; a line that is nothing but a placeholder is one, wherever its sentence would end."""
    divided: list[str] = []
    for paragraph in _divided(text, _HARD_LINE):
        run = ""
        for line in _divided(paragraph, _LINE):
            if _ALONE.fullmatch(line):
                divided += [*_divided(run, _SENTENCE), line]
                run = ""
            else:
                run += line
        divided += _divided(run, _SENTENCE)
    return divided


def _divided(text: str, border: re.Pattern[str]) -> list[str]:
    """Divide text behind each border; joined, the parts are the text."""
    parts: list[str] = []
    begin = 0
    for match in border.finditer(text):
        parts.append(text[begin : match.end()])
        begin = match.end()
    return [*parts, text[begin:]]
