"""The agenda of a meeting: its items with presenters, links and what they ask for; and whether it was cancelled."""

import re
from collections.abc import Sequence

from tracker.sources.meetings_lines import Kind, Line
from tracker.sources.meetings_subjects import phase_asked
from tracker.voting import AgendaItem

_AGENDA = re.compile(
    r"\W*(?:(?:meeting|draft|proposed) )?agenda(?: items?| topics?)?\W*\Z|\W*(?:topics|agenda items?)\b[\s:]*\Z",
    re.IGNORECASE,
)
_AGENDA_TITLE = re.compile(r"\W*agenda\b", re.IGNORECASE)
_NOTES = re.compile(
    r"\W*(?:meeting )?(?:notes|minutes)\b|\W*(?:attend(?:ees|ance|ing)|participants|present|roll[- ]call"
    r"|action items?)\b|\W*opening,? (?:welcome|roll)",
    re.IGNORECASE,
)
_ATTENDEES = re.compile(
    r"\W*(?:(?:list of|meeting) )?(?:attend(?:ees|ance|ing|ed)|participants|present|roll[- ]call|who(?:'s"
    r"| is) here)\b(?: list)?[^\w]*\Z",
    re.IGNORECASE,
)
_ANNOUNCEMENTS = re.compile(r"\W*announcements?\b", re.IGNORECASE)
_FILLER = re.compile(
    r"\W*(?:(?:submit|sumbit|open|send|file|add|create) an? (?:pr|pull request)\b|please help (?:add|take)"
    r"|thanks?\W*\Z|_?\{|tbd\W*\Z|add your|your (?:item|announcement) here|none\W*\Z|n/a\W*\Z|\(?empty\)?\W*\Z"
    r"|no agenda items)",
    re.IGNORECASE,
)
_CANCELLED = re.compile(
    r"\W*(?:(?:note|update|edit|attention|important)\W+)?(?:\(?(?:this |the |today's )?(?:wasi |sg |subgroup "
    r"|video )*(?:meeting|call|agenda|session|date|one)?\W*(?:is |was |has been |will be |had to be "
    r"|has had to be )*)cancel+(?:ed|ation)\b"
    r"|\W*cancel+ed\b|.*\((?:\W|_)*cancel+ed(?:\W|_)*\)|.*[-–—:]\W*cancel+ed\W*\Z|\W*(?:there (?:is|will be"
    r"|was) )?no (?:meeting|call)\b(?: (?:today|this week|held))?(?:\W|\Z)|.*\bmeeting (?:is |was "
    r"|has been )?cancel+ed\b",
    re.IGNORECASE,
)
_NOT_CANCELLED = re.compile(
    r"\bnot (?:been )?cancel|\bif (?:there|no|the|nobody)|\bunless\b|\bwill be cancel+ed (?:if|when|unless)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\bvot(?:e|es|ing)\b|\b(?:poll|ballot|consensus (?:call|check|vote)|motion)\b|\b(?:advanc(?:e|ing)"
    r"|promot(?:e|ing)|graduat(?:e|ing)|progress|mov(?:e|ing)|to)\b.{0,80}?\b(?:phase|stage)[\s-]*(?:\d|one|two"
    r"|three)"
    r"|\b(?:phase|stage)[\s-]*\d (?:request|advancement|approval|proposal)\b"
    r"|\badopt(?:ing)? (?:the )?component model\b|\bapprov(?:e|al) (?:for|of)\b|\belect(?:ion|ing|s)?\b"
    r"|\b(?:phase|stage)[\s-]*\d\W*(?:\([^()]*\)\W*)?\Z",
    re.IGNORECASE,
)
_ASKS_NOTHING = re.compile(
    r"\b(?:reached|moved|advanced|passed|entered|graduated|has been|was|is(?: now)?(?: in| at)|now(?: in| at)?)"
    r"\s+(?:\w+\s+)?(?:to\s+)?(?:phase|stage)\b|"
    r"\b(?:no|not an?|without an?|before the|after the|future|upcoming|ahead of|prepar\w+ for|towards?"
    r"|plans? for) vot(?:e|ing)\b|\bvot(?:e|ing) (?:to follow|later|next|in (?:two|a few)|process|results?"
    r"|planned|soon)\b|\bpoll (?:results?|the)\b|\b(?:results?|recap|retro\w*|outcome) (?:of|on)\b",
    re.IGNORECASE,
)
_DISCUSSES = re.compile(
    r"\W*(?:\S+:\s+)?(?:discuss\w*|update|status|preview|intro\w*|feedback|early look|heads[- ]up|plans?)\b",
    re.IGNORECASE,
)
_SAYS_VOTE = re.compile(r"\b(?:vot(?:e|ing)|poll|ballot)\b", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w/`@])@[\w](?:[\w-]{0,38}\w)?(?![\w/(])")
_PERSON = (
    r"(?:@[\w-]+|[A-ZÀ-Þ][\w.'’-]+(?: \([^()]{1,25}\))?(?: (?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|den"
    r"|la)){0,3}(?: \([^()]{1,25}\))?)"
)
_PEOPLE = rf"{_PERSON}(?:\s*(?:,|&|/|\band\b|,\s*and\b)\s*{_PERSON})*"
_LEADING = re.compile(rf"\W*({_PEOPLE})\s*:\s+(?=\S)")
_TRAILING = re.compile(
    rf"(?:\s[-–—]+\s*|,\s+|\s+(?:by|from|presented by|presenter:)\s+|\s[-–—]+\s*by\s+)({_PEOPLE})[\s.,;]*\Z"
)
_HELD = re.compile(r"\s*[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]")
_TIME = re.compile(r"~?\s*\d+\s*(?:-\s*\d+\s*)?(?:min(?:ute)?s?|m|hours?|h)\b\.?", re.IGNORECASE)
_TIME_LAST = re.compile(
    rf"\s*[,;–—-]?\s*(?:[(\[]\s*{_TIME.pattern}\s*[)\]]|(?<![(\[]){_TIME.pattern})\s*\Z", re.IGNORECASE
)
_ASIDE = re.compile(rf"(?:{_TIME.pattern}|slides?|pdf|live|links?|issues?|prs?|notes|hackmd|[\W_])*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s)>\]\"']+")
_NOT_PEOPLE = re.compile(
    r"\b(?:vote|poll|phase|slides?|proposal|discussion|update|wasi|wasm|pr|issue|min|poc|announcement|open|new"
    r"|component|model|preview|release|part|link|part|webassembly|agenda|note|notes|topic|demo|interface|api"
    r"|advance|adopt|process|cli|http)\b|\d",
    re.IGNORECASE,
)
_NAMELIKE = re.compile(r"[@\wÀ-ÿ][\w.'’()/@ÀÿÀ-ÿ -]{0,50}\Z")
_MANY_WORDS = 6
_NOTICE = 160
"""How long a line is at most that says that a meeting is cancelled."""


def agenda_of(lines: Sequence[Line]) -> tuple[AgendaItem, ...]:
    """Return the items of every agenda of the file, those of a repeated one once; placeholders are left out."""
    items: list[AgendaItem] = []
    for run in _agenda_runs(lines):
        least = min(line.depth for line in run)
        known = {item.text for item in items}
        read = [item for item_lines in _items(run) if (item := _item(item_lines, least))]
        items += [item for item in read if item.text not in known]
    return tuple(items)


def agenda_end(lines: Sequence[Line]) -> int:
    """Return the index of the first line below the agenda; 0 when there is no agenda."""
    end = 0
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.kind is Kind.HEADING and _AGENDA_TITLE.match(line.text):
            index = _until_heading(lines, index + 1)
            end = index
        else:
            if line.kind is Kind.HEADING and _NOTES.match(line.text) and not _agenda_follows(lines, index):
                break
            index += 1
    return end


def was_cancelled(lines: Sequence[Line]) -> bool:
    """Say whether the agenda says that the meeting is cancelled; what notes say of other events does not count."""
    for line in lines:
        if line.kind is Kind.HEADING and _NOTES.match(line.text):
            return False
        if len(line.text) < _NOTICE and _CANCELLED.match(line.text) and not _NOT_CANCELLED.search(line.text):
            return True
    return False


def attendees_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return who attended, in order: the names under each heading or bold line that says so."""
    people: list[str] = []
    for index, line in enumerate(lines):
        if _ATTENDEES.match(line.text) and (line.kind in {Kind.HEADING, Kind.TEXT} or line.depth == 1):
            people += _people(lines, index)
    return tuple(dict.fromkeys(people))


def announcements_of(lines: Sequence[Line], agenda: Sequence[AgendaItem]) -> tuple[str, ...]:
    """Return what was announced: the items under Announcements in the agenda, and the notes below such a heading."""
    said: list[str] = []
    level: int | None = None
    for item in agenda:
        if level is not None and item.depth > level:
            said.append(item.text)
        else:
            level = item.depth if _ANNOUNCEMENTS.match(item.text) else None
    depth: int | None = None
    for line in lines[agenda_end(lines) :]:
        if line.kind is Kind.HEADING and _ANNOUNCEMENTS.match(line.text):
            depth = line.depth
        elif line.kind is Kind.HEADING and depth is not None and line.depth <= depth:
            depth = None
        elif depth is not None and not _FILLER.match(line.text):
            said.append(line.text)
    return tuple(dict.fromkeys(said))


def is_announcements(title: str) -> bool:
    """Say whether a heading is that of the announcements."""
    return bool(_ANNOUNCEMENTS.match(title))


def is_attendees(title: str) -> bool:
    """Say whether a heading is that of the attendees."""
    return bool(_ATTENDEES.match(title))


def asks_vote(text: str) -> bool:
    """Say whether a title asks for a vote, or for an advance to a phase, in this meeting."""
    if _ASKS_NOTHING.search(text) or not _ASKS.search(text):
        return False
    return bool(_SAYS_VOTE.search(text)) or not _DISCUSSES.match(text)


def _agenda_follows(lines: Sequence[Line], index: int) -> bool:
    rest = lines[index + 1 :]
    return any(line.kind is Kind.HEADING and _AGENDA.match(line.text) for line in rest)


def _until_heading(lines: Sequence[Line], index: int) -> int:
    return next((at for at in range(index, len(lines)) if lines[at].kind is Kind.HEADING), len(lines))


def _agenda_runs(lines: Sequence[Line]) -> list[Sequence[Line]]:
    exact = [at for at, line in enumerate(lines) if line.kind is Kind.HEADING and _AGENDA.match(line.text)]
    loose = [at for at, line in enumerate(lines) if line.kind is Kind.HEADING and _AGENDA_TITLE.match(line.text)]
    runs = [[line for line in lines[at + 1 : _until_heading(lines, at + 1)] if line.depth] for at in exact or loose]
    return [run for run in runs if run]


def _items(run: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each item: the one that begins it, and those that it wraps over."""
    items: list[list[Line]] = []
    for line in run:
        if line.kind is Kind.ITEM or not items:
            items.append([line])
        else:
            items[-1].append(line)
    return items


def _item(lines: Sequence[Line], least: int) -> AgendaItem | None:
    said = [f"{line.speaker}: {line.text}" if line.speaker else line.text for line in lines]
    text = " ".join(said)
    if _FILLER.match(text):
        return None
    links = [link for line in lines for link in line.links]
    bare = [address.rstrip(".,;") for address in _ADDRESS.findall(text)]
    shown = _ADDRESS.sub("", text)
    shown, presenters = _presenters(shown, tuple(line.speaker for line in lines[:1] if line.speaker))
    shown = " ".join(shown.split()).strip(" ,;–—-")
    asks = asks_vote(text)
    return AgendaItem(
        shown or text, lines[0].number, lines[0].depth - least, presenters, tuple(dict.fromkeys([*links, *bare])), asks,
        phase_asked(text) if asks else None,
    )  # fmt: skip


def _presenters(text: str, said_first: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return a text without its presenters, and who they are."""
    found: list[str] = []
    text = _TIME_LAST.sub("", text)
    if said_first and _is_people(said_first[0]):
        found += _split_people(said_first[0])
        text = text.removeprefix(f"{said_first[0]}: ")
    elif (leading := _LEADING.match(text)) and _is_people(leading[1]):
        found += _split_people(leading[1])
        text = text[leading.end() :]
    if (trailing := _TRAILING.search(text)) and _is_people(trailing[1]):
        found += _split_people(trailing[1])
        text = text[: trailing.start()]
    text, held = _without_held(text)
    found += [*held, *_HANDLE.findall(text)]
    if _HANDLE.search(text):
        text = re.sub(r"(?:\s*(?:,|&|\band\b|[-–—]))*\s*\Z", "", _HANDLE.sub("", text))
        text = re.sub(r"\A(?:\s|,|&|\band\b)*:\s*", "", text)
    return text.strip(), tuple(dict.fromkeys(found))


def _without_held(text: str) -> tuple[str, list[str]]:
    """Return a text without presenters, times and names of links in brackets, and who the presenters are."""
    found: list[str] = []

    def kept(held: re.Match[str]) -> str:
        parts = [part.strip() for part in re.split(r"[,;]", held[1])]
        people = [part for part in parts if part and _is_people(part)]
        rest = [part for part in parts if part and part not in people and not _ASIDE.fullmatch(part)]
        found.extend(name for part in people for name in _split_people(part))
        return held[0] if len(rest) == len(parts) else f" ({', '.join(rest)})" if rest else ""

    return _HELD.sub(kept, text), found


def _is_people(text: str) -> bool:
    return bool(re.fullmatch(_PEOPLE, text)) and (not _NOT_PEOPLE.search(re.sub(r"@[\w-]+", "", text)))


def _split_people(text: str) -> list[str]:
    names = re.split(r"\s*(?:,\s*and\b|,|&|\band\b|/)\s*", text)
    people: list[str] = []
    for name in names:
        handle = re.search(r"\(?(@[\w-]+)\)?", name)
        plain = re.sub(r"\s*\([^()]*\)", "", name).strip()
        people += [each for each in (plain, handle[1] if handle else "") if each]
    return list(dict.fromkeys(people))


def _people(lines: Sequence[Line], index: int) -> list[str]:
    people: list[str] = []
    for line in lines[index + 1 : _until_heading(lines, index + 1)]:
        text = f"{line.speaker}: {line.text}" if line.speaker else line.text
        names = [name.strip(" .;") for name in re.split(r",\s*(?![^()]*\))|;\s*", text)] if "," in text else [text]
        if line.speaker or not all(_namelike(name) for name in names if name):
            if people:
                break
            continue
        people += [re.sub(r"\s*[(\[].*?[)\]]|\s+[-–—|]\s+.*", "", name).strip() for name in names]
    return [name for name in people if name]


def _namelike(name: str) -> bool:
    return bool(_NAMELIKE.match(name)) and len(name.split()) <= _MANY_WORDS and not _FILLER.match(name)
