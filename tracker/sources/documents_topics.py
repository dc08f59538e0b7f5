"""What a section is about, told by the words of its heading."""

import re

from tracker.facts import Topic

_NUMBERING = re.compile(r"^\s*(?:(?:section|part)\s+)?(?:\d+(?:\.\d+)*(?:[.):]\s*|\s+)|[a-z][.):]\s+)", re.IGNORECASE)
_REMARK = re.compile(r"(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\]|\([^()]*\))\s*$")
_NO_LETTER = re.compile(r"[\W_]+")
_WHOLLY_BRACKETED = re.compile(r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\s*#?\d*\.?")

_LONGEST_HEADING = 300
"""In characters. A longer one names no topic."""

_OWNER = r"(?:the |this |our |proposal s |proposal |project |wasi (?:\w+ ){0,2})?"
_TOPICS = {
    Topic.CONTENTS: (r"(?:table of )?contents?", r"toc", r"on this page", r"index"),
    Topic.PORTABILITY: (
        r".*\bportability criteri(?:a|on)\b.*",
        r".*\b(?:advancement|compatibility) criteri(?:a|on)\b.*",
        r"portability(?: (?:requirements?|considerations?|plan|goals?|and compatibility))?",
        r"phase \d (?:entry |exit |acceptance )?criteri(?:a|on)",
        r"(?:entry |exit )?criteri(?:a|on) for (?:entering )?phase \d",
    ),
    Topic.PHASE: (
        r"(?:current |standardi[sz]ation |process |present )?(?:phase|status|stage)",
        r"current (?:phase|status)(?: .{1,40})?",
        r"(?:phase|status) phase \d",
        r"phase and status",
        r"status and phase",
    ),
    Topic.CHAMPIONS: (r"(?:co |proposal |current )?champions?", r"champions? and .*", r".* and champions?"),
    Topic.NON_GOALS: (r"(?:explicit |design )?non ?goals?", r"anti goals?", r"out of scope", r"non objectives?"),
    Topic.GOALS: (
        r"(?:high level |design |primary |main |project )?goals?(?: and .*| of .*| or .*)?",
        r"objectives?",
        r"(?:motivating |motivational )?use ?cases",
        r"(?:motivating )?scenarios",
    ),
    Topic.WALKTHROUGH: (
        r"(?:api )?walk ?through",
        r"api(?: (?:overview|usage|tour|examples?|guide))?",
        r"usage",
        r"(?:usage |code )?examples?",
        r"example usages?",
        r"how to use(?: .*)?",
        r"using (?:the|this) api",
        r"getting started",
    ),
    Topic.DESIGN: (
        r"(?:detailed |api |technical )?design",
        r"(?:detailed |api |technical )?design (?:discussions?|decisions?|considerations?|choices?|notes?)",
        r"design (?:principles?|overview|rationale|details?|questions?)",
        r"discussions?",
        r"rationale",
        r"architecture",
    ),
    Topic.ALTERNATIVES: (
        r"(?:considered |rejected |design )?alternatives?(?: considered)?",
        r"alternative (?:designs|approaches)",
    ),
    Topic.FEEDBACK: (
        r"stakeholders?(?: .*)?",
        r"(?:implementers?|implementors?|community|user)(?: and \w+)? (?:interest|feedback)",
        r"(?:interest and )?feedback",
    ),
    Topic.REFERENCES: (
        r"(?:references?|acknowledge?ments?|credits?|thanks|citations?)(?: and \w+)?",
        r"bibliography",
        r"further reading",
    ),
    Topic.INTRODUCTION: (
        r"introduction(?: .*)?",
        r"intro",
        r"(?:general |high level )?overview",
        r"abstract",
        r"(?:executive )?summary",
        r"tl dr",
        r"(?:background|motivation)(?: and (?:background|motivation|overview|goals?))?",
        r"(?:the )?problem(?: statement)?",
        r"about(?: .{1,40})?",
        r"what is .{1,30}",
        r"purpose",
        r"description",
    ),
}
"""What the whole of a heading must say, normalised, for each topic; the first that fits counts."""
_PATTERNS = {topic: re.compile(f"{_OWNER}(?:{'|'.join(alternatives)})") for topic, alternatives in _TOPICS.items()}


def topic_of(heading: str) -> Topic:
    """Return what a heading's section is about; `OTHER` for one that names nothing a proposal's document should have.

    Case, punctuation, numbering and a remark in brackets at the end do not count. The portability criteria go by their
    older names too: phase 4 advancement criteria (until 2023-09) and compatibility criteria.
    """
    if len(heading) > _LONGEST_HEADING:
        return Topic.OTHER
    words = _normalised(heading)
    return next((topic for topic, pattern in _PATTERNS.items() if pattern.fullmatch(words)), Topic.OTHER)


def is_placeholder_heading(heading: str) -> bool:
    """Whether a heading stands wholly in square brackets: `[Use case 1]`, `[Tricky design choice] #1`."""
    return bool(_WHOLLY_BRACKETED.fullmatch(_NUMBERING.sub("", heading).strip()))


def _normalised(heading: str) -> str:
    text = _NUMBERING.sub("", heading)
    while (shorter := _REMARK.sub("", text)) != text and shorter.strip():
        text = shorter
    return _NO_LETTER.sub(" ", text.replace("&", " and ").casefold()).strip()
