"""The wording around a decision: calls for a vote, questions for objections, answers to them, and delays."""

import re
from enum import IntEnum
from functools import lru_cache

from tracker.sources.meetings_wording import foretells, reports

_KEPT_SENTENCES = 1024
"""How many sentences are remembered: each is asked of several times while its meeting is read."""


class Asked(IntEnum):
    """How a sentence asks for objections."""

    CASUALLY = 1
    """Somebody asks whether anybody minds."""
    FORMALLY = 2
    """It names the consent, a poll or a vote."""


_VOTE = r"(?:votes?|voting|polls?|polling|ballots?|motions?)"
_CALL = re.compile(
    rf"^\W*(?:(?:straw|consensus|formal|official|full|first|second|third|last|final|next|new)\s+)*(?:vote|poll"
    rf"|motion|ballot|question|resolution|straw poll|proposed resolution)\b(?:\s*#?\d+)?\s*(?:[:–—-]|to\b|on\b"
    rf"|for\b|begins?\b|starts?\b|is open|\Z)"
    rf"|\b(?:let's|let’s|let us|shall we|we'll|we’ll|we will|we're going to|going to|I'll|I’ll|I will"
    rf"|I'd like to|I’d like to|we can|ready to|time to|now|ok|okay|advancing to|moving to|move to|proceed to"
    rf"|on to|straight to|with that,?|please)\s+(?:\w+\s+){{0,5}}?{_VOTE}\b"
    rf"|\b(?:consensus|unanimous|consent|formal|full|official|straw)\s+(?:consent\s+|consensus\s+)?{_VOTE}\b"
    rf"|\b(?:call(?:ing)?|calls) for (?:a |the |an )?(?:\w+ )*{_VOTE}\b|\b(?:first|next|second|third|fourth|last"
    rf"|final|our|another|this|today's)\s+(?:\w+\s+)?{_VOTE}\b(?!\s+(?:week|meeting|was|were))"
    rf"|\b{_VOTE}\s+(?:begins?|starts?|opens?|is (?:now )?open|now|time)\b|\b(?:motion|move"
    rf"|moved) to\b(?=.*\b(?:second|vote|adopt|approve|advance)\w*)"
    r"|\bplease (?:vote|type|enter|raise)\b|\bvote in (?:the )?chat\b|\bshow of hands\b|\btemperature (?:check"
    r"|of the room)\b|\bvote (?:to|on|for)\b",
    re.IGNORECASE,
)
_HELD_OFF = re.compile(
    rf"\b(?:not|n't|n’t|no|without|never|isn't|before (?:we|the|a|any)|after (?:the|a)|if|once|until|when"
    rf"|whether|would|could|should we (?:even|have)|the way|how|what does|why"
    rf"|discuss\w* what)\b(?:\s+\S+){{0,5}}?\s+{_VOTE}\b",
    re.IGNORECASE,
)
_STRAW = re.compile(
    r"\bstraw[- ]?(?:polls?|vote)\b|\btemperature (?:check|of the room)\b|\b(?:informal|non-?binding|indicative"
    r"|quick sentiment) (?:polls?|vote)\b"
    r"|\bsense of the (?:room|group)\b|\bgaug(?:e|ing) (?:interest|sentiment|support)\b",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:unanimous|universal|general|lazy)[- ]+consen(?:t|sus)\b|\bconsent (?:vote|poll)\b|\bconsensus (?:poll"
    r"|call|check)\b|\bcall(?:ing|s)? for (?:unanimous )?consen(?:t|sus)\b|\blazy approval\b"
    r"|\bacclamation\b",
    re.IGNORECASE,
)
_OBJECT = (
    r"(?:object(?:s|ions?|ors?|ing)?|oppos(?:e|es|ed|ition|itions)|dissent(?:s|ing)?|disagree(?:s|ments?)?"
    r"|against (?:this|it|that)|veto\w*)"
)
_ASK = re.compile(
    rf"\b(?:any(?:one|body)?|does any(?:one|body)?|is there any|are there any|is any(?:one"
    rf"|body))\b[^.?!]{{0,40}}?\b{_OBJECT}\b"
    rf"|\b(?:speak now|register (?:your|any) (?:dissent|objections?)|(?:raise|voice|state) (?:your"
    rf"|any) (?:objections?|dissent)|call(?:ing)? for (?:any )?{_OBJECT}|ask(?:s|ed|ing)? (?:for|if there (?:are"
    rf"|were)) (?:any )?{_OBJECT})\b"
    r"|\bany (?:concerns?|problems?|issues?|reservations) (?:about|with|to|against) (?:\S+ ){1,6}?(?:moving"
    r"|advancing|going|adopting|accepting|merging|passing|becoming|approving|changing|switching|launching"
    r"|cancel\w*|being)\b"
    r"|\bdoes any(?:one|body) (?:feel|think|believe) (?:this|it|that)[^.?!]{0,30}\b(?:not|n't)\b|\ball in favou?r\?",
    re.IGNORECASE,
)
_ASK_REFUSED = re.compile(
    r"\b(?:let (?:me|us) know|file|raise (?:it|them|an issue)|leave|comment|in the issue|on github|offline"
    r"|by email|had|if (?:you|anyone|anybody|there|no|someone)|any(?:one|body) (?:may|can|could|might|has|who"
    r"|is free|is welcome))\b"
    r"|\bobjections? to (?:moving on|continuing|the next|ending|adjourn\w*|recording|skipping|finishing"
    r"|closing (?:early|the meeting)|starting|ending|sharing|taking (?:this|that|it) offline|discuss\w*|talking"
    r"|a (?:short )?break|going (?:over|first|next)|swapping|reorder\w*|(?:us )?mov(?:e|ing) on\b)",
    re.IGNORECASE,
)
_NONE = re.compile(
    rf"\b(?:no|without|zero|hearing no|seeing no|hear no|heard no|not hearing any|not seeing any|don't hear any"
    rf"|don’t hear any|didn't hear any|there (?:are|were) no)\s+(?:\w+\s+){{0,2}}?{_OBJECT}\b"
    r"|\b(?:hearing|seeing) none\b|\bno(?:body|[- ]?one)(?:'s|’s)?\s+(?:\w+\s+){0,2}?(?:object\w*|oppos\w*"
    r"|dissent\w*|disagree\w*|against|has (?:any )?objections?|spoke|speaks)\b"
    r"|\b(?:no|zero) (?:concerns?|dissent)\b|\b(?:every(?:one|body)|all)(?: (?:is|are|was|were|seems?"
    r"|here))? (?:in favou?r|agrees?|agreed|consents?|on board)\b(?!\s+(?:that|on|with|to|about))",
    re.IGNORECASE,
)
_SHORT_NO = re.compile(
    r"^\W*(?:(?:ok|okay|so|great|and)\b\W*)*(?:none|nope|no|silence|crickets|long silence|awkward silence|none heard"
    r"|no one|nobody|none raised|nothing)\b(?:\s+(?:heard|raised|so far|were raised))?\W*(?:\Z|(?<=[,;:–—.-]\s))"
    r"|\[[^\]]*\b(?:silence|crickets|none)\b[^\]]*\]|\((?:[^)]*\b(?:silence|crickets)\b[^)]*|none|no)\)",
    re.IGNORECASE,
)
_NOT_NONE = re.compile(
    r"\b(?:if|unless|once|until|assuming|when|as long as|provided|would|could|should|requires?|means"
    r"|there is no \w+ against)\b",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"\bI(?:'d| would)? (?:do )?(?:strongly |formally |want to |have to |must )*(?:object|oppose)\b|\b(?:has"
    r"|have|raises?|raised|registers?|registered|there(?:'s| is)) (?:an?|one|some|my) (?:formal "
    r"|strong )?objections?\b"
    r"|\b(?!no\b|nobody\b)\w+ (?:objects|objected)\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{1,2}|\d{1,2}(?:st|nd|rd|th)\b|\d{4}-\d\d"
    r"|\d{1,2}/\d"
)
_LATER = (
    rf"(?:(?:the |our |a |an )?(?:next|following|later|future|subsequent|another|other"
    rf"|upcoming) (?:\w+ )?(?:meetings?|time|week|sessions?|call|date|month|one)|{_MONTH}"
    r"|(?:two|2|three|a few|four|\d+) (?:weeks?|months?|meetings)|later|then|someone|more (?:\w+ )?(?:people"
    r"|time|feedback|info\w*))"
)
_PUT_OFF = re.compile(
    r"\b(?:delay(?:s|ed|ing)?|postpon(?:e|es|ed|ing)|defer(?:s|red|ring)?|reschedul(?:e|es|ed|ing)|tabl(?:e|es"
    r"|ed|ing)|hold(?:ing)? off(?: on)?|put(?:ting)? off|punt(?:s|ed|ing)?(?: on)?"
    r"|withdraw\w*|withdrew|struck|strik(?:e|es|ing)|remov(?:e|ed|ing)|suspend\w*|skip(?:ped|ping)?|cancel\w*"
    r"|hold(?:ing)? back)"
    rf"\s+(?:\w+\s+){{0,4}}?(?:{_VOTE}|decision(?! (?:on|about|of|regarding)))\b"
    rf"|\b(?:push|pushed|pushing|mov(?:e|ed|ing)|shift(?:ed|ing)?|bump(?:ed|ing)?|kick(?:ed|ing)?|carry"
    rf"|carried)\s+(?:(?:the|this|that|our|its|final|formal|phase|\d|wasi\S*)\s+){{0,4}}?(?:{_VOTE}"
    rf"|decision)\s+(?:\w+\s+){{0,3}}?(?:to|until|till|over|back|off|out)\b"
    rf"|\b(?:{_VOTE}|decision)\b[^.?!]{{0,40}}?\b(?:delayed|postponed|deferred|pushed(?: back| to| out)?|tabled"
    rf"|rescheduled|move[sd]? to {_LATER}|slips? to|goes to {_LATER}|(?:struck|removed|dropped|taken) (?:from"
    rf"|off) (?:the )?agenda|withdrawn|put off|held over|on hold|cancel+ed|carried over)\b"
    rf"|\bnot (?:quite |yet )?(?:ready|prepared) (?:for|to) (?:a |the |hold a |hold the |take a )?{_VOTE}\b"
    rf"|\bnot ready (?:yet|for phase|to advance)\b"
    rf"|\b(?:postponed|deferred|tabled)\b(?: (?:to|until|till) {_LATER})?\W*\Z|\b(?:postpone|defer|table|delay"
    rf"|push|punt)(?:d|ed|ing)?\s+(?:this|it|that)\b[^.?!]{{0,30}}\b(?:to|until|till)\b"
    rf"|\b{_VOTE} (?:is |was |has been |will be )?(?:postponed|deferred|delayed)\b",
    re.IGNORECASE,
)
_NOT_TODAY = re.compile(
    rf"\b(?:not|n't|n’t|no|won't|won’t)\b[^.?!]{{0,40}}\b{_VOTE}\b[^.?!]{{0,30}}\b(?:today|now|this (?:time|week"
    rf"|meeting)|yet|until)\b"
    rf"|\bno {_VOTE} (?:today|this time|yet|was held|was taken|held|taken)\b",
    re.IGNORECASE,
)
_NEXT_TIME = re.compile(
    rf"\b(?:{_VOTE}|revisit|bring (?:it|this|that) (?:back|up again)|come back|re-?raise"
    rf"|continue)\b[^.?!]{{0,50}}?\b(?:at|in|on|to|until|till|for|during)?\s*{_LATER}\b"
    rf"|\b(?:next (?:meeting|time|week)|at the next)\b[^.?!]{{0,30}}\b{_VOTE}\b",
    re.IGNORECASE,
)
_NO_TIME = re.compile(
    r"\b(?:out of|ran out of|run out of|no (?:more )?|not enough|short on|lack of) time\b|\btime(?:'s| is) up\b",
    re.IGNORECASE,
)
_WONDERS = re.compile(r"\W*(?:and |so |but )?(?:should|could|can|may|do|does|did|would|will|is|are)\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:should(?:n't|n’t| not)|do(?:n't|n’t| not) (?:want|need)|no (?:need|reason)|without|rather than"
    r"|instead of|incentives?|would|could|might|if|recommend\w*) (?:\w+ ){0,3}?(?:to )?"
    r"(?:delay|postpone|defer|hold|push|put)|^\W*(?:should|do|did|does) (?:we|you|anyone)\b",
    re.IGNORECASE,
)
_VOTE_STEMS = ("vot", "poll", "ballot", "motion", "move", "question", "resolution", "hands", "temperature", "please")
_SHORT = 60
_STRAW_STEMS = ("straw", "temperature", "poll", "vote", "sense", "gaug")
_CONSENT_STEMS = ("consen", "lazy", "acclamation")
_OBJECT_STEMS = (
    *_CONSENT_STEMS,
    *[
        "object",
        "oppos",
        "dissent",
        "disagree",
        "against",
        "veto",
        "concern",
        "problem",
        "issue",
        "reserv",
        "speak",
        "feel",
        "think",
        "believe",
        "favo",
    ],
)
_NONE_STEMS = (
    *["object", "oppos", "dissent", "disagree", "none", "nobody", "no-one", "concern", "every"],
    "no one",
    "all ",
)
_DELAY_STEMS = (
    "vot",
    "poll",
    "ballot",
    "motion",
    "decision",
    "postpon",
    "defer",
    "tabl",
    "delay",
    "push",
    "punt",
    "ready",
    "revisit",
    "back",
    "raise",
    "continue",
)


def _speaks(sentence: str, stems: tuple[str, ...]) -> bool:
    """Say whether a sentence has any of the stems: what it costs to read it word for word is saved for few."""
    lower = sentence.lower()
    return any(stem in lower for stem in stems)


@lru_cache(maxsize=_KEPT_SENTENCES)
def calls_vote(sentence: str) -> bool:
    """Say whether a sentence calls for a vote here and now."""
    if not _speaks(sentence, _VOTE_STEMS) or not _CALL.search(sentence) or reports(sentence):
        return False
    if _WONDERS.match(sentence) and sentence.rstrip(' "”)*').endswith("?"):
        return False
    held_off = _HELD_OFF.search(sentence)
    call = _CALL.search(sentence, held_off.end()) if held_off else True
    return bool(call) and not foretells(sentence)


def is_straw(sentence: str) -> bool:
    """Say whether a sentence speaks of a poll that decides nothing."""
    return _speaks(sentence, _STRAW_STEMS) and bool(_STRAW.search(sentence))


@lru_cache(maxsize=_KEPT_SENTENCES)
def names_consent(sentence: str) -> bool:
    """Say whether a sentence names unanimous consent, or a poll for it."""
    return _speaks(sentence, _CONSENT_STEMS) and bool(_CONSENT.search(sentence)) and not reports(sentence)


@lru_cache(maxsize=_KEPT_SENTENCES)
def asks_objections(sentence: str) -> Asked | None:
    """Say whether and how a sentence asks for objections to something."""
    if not _speaks(sentence, _OBJECT_STEMS) or reports(sentence) or foretells(sentence):
        return None
    if names_consent(sentence) and not _HELD_OFF.search(sentence):
        return Asked.FORMALLY
    if not _ASK.search(sentence) or _ASK_REFUSED.search(sentence):
        return None
    return Asked.FORMALLY if re.search(rf"\b{_VOTE}\b", sentence, re.IGNORECASE) else Asked.CASUALLY


def has_none(sentence: str) -> bool:
    """Say whether a sentence tells that nobody objects."""
    found = _NONE.search(sentence) if _speaks(sentence, _NONE_STEMS) else None
    return bool(found and not _NOT_NONE.search(sentence[: found.start()]) and not reports(sentence))


def says_no(sentence: str) -> bool:
    """Say whether a sentence is an answer such as `No.` or `[silence]`: what it answers stands before it."""
    short = len(sentence) < _SHORT or "(" in sentence or "[" in sentence
    return short and bool(_SHORT_NO.search(sentence))


def objects(sentence: str) -> bool:
    """Say whether somebody objects in a sentence."""
    return bool(_RAISED.search(sentence)) and not has_none(sentence)


@lru_cache(maxsize=_KEPT_SENTENCES)
def puts_off(sentence: str) -> bool:
    """Say whether a sentence tells in so many words that a vote is put off."""
    if not _speaks(sentence, _DELAY_STEMS):
        return False
    return bool(_PUT_OFF.search(sentence)) and not _KEPT.search(sentence) and not reports(sentence)


@lru_cache(maxsize=_KEPT_SENTENCES)
def leaves_open(sentence: str) -> bool:
    """Say whether a sentence leaves the vote that was to be held to another day."""
    if not _speaks(sentence, _DELAY_STEMS):
        return False
    return bool(_NOT_TODAY.search(sentence) or _NEXT_TIME.search(sentence)) and not reports(sentence)


def out_of_time(sentence: str) -> bool:
    """Say whether a sentence tells that there is no time left."""
    return "time" in sentence.lower() and bool(_NO_TIME.search(sentence))
