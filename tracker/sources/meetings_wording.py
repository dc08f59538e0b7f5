"""The wording of declarations: which sentences say how a vote came out, and which only speak of votes."""

import re
from enum import IntEnum
from functools import lru_cache

from tracker.chronicle import Outcome
from tracker.frozen import frozen

_KEPT_SENTENCES = 1024
"""How many sentences are remembered: each is asked of several times while its meeting is read."""


class Strength(IntEnum):
    """How much a declaration says by itself."""

    WEAK = 1
    """Congratulations, agreement: something was decided only where a decision was asked for."""
    PLAIN = 2
    """It names an outcome, and needs a vote near it to be one."""
    FORMAL = 3
    """It speaks of the vote, the motion or the consensus itself."""


@frozen
class Declared:
    """An outcome that a sentence declares."""

    outcome: Outcome
    strength: Strength
    at: int
    """Where in the sentence."""


_N = r"(?:\d|one|two|three|four|five|zero)"
_PHASE = rf"(?:the )?(?:next (?:phase|stage)|(?:phase|stage)[\s-]*{_N})\b"
_VOTE = r"(?:votes?|polls?|motions?|ballots?|resolutions?|referend\w+|show of hands)"
_ADVERBS = (
    r"(?:(?:has|have|had|is|are|was|were|also|just|now|then|thus|therefore|hereby|been|being|both|all|officially"
    r"|clearly"
    r"|unanimously|easily|narrowly|formally|successfully|overwhelmingly|too)\s+)*"
)
_NO_OBJECT = (
    r"(?!\s+(?:all|through|the|an?|any|some|on(?!to| to)|over|along|around|data|tests?|every\w*|it|its|our"
    r"|my)\b)(?!\s*\d)"
)
_DONE = (
    rf"(?:(?:pass(?:es|ed)|carri(?:es|ed)|succeed(?:s|ed)|won|prevails){_NO_OBJECT}|approved|adopted|accepted"
    rf"|ratified|successful|favou?rable|unanimous|in favou?r|positive)\b"
)
_NOT = r"(?:not|n't|n’t|never)"

_FORMAL_PASS = (
    rf"\b{_VOTE}(?:\s+(?:on|for|to|about)\s[^.;?!]{{1,60}}?)?,?\s+{_ADVERBS}{_DONE}",
    rf"\b{_VOTE}\s*(?:result)?\s*[:–—-]+\s*(?:pass(?:es|ed)?|approved|adopted|accepted|carried|yes|successful)\b",
    (
        r"\b(?:pass(?:es|ed)?|approved|accepted|adopted|carri(?:es|ed)|agreed|granted|decided)\s+(?:here\s+)?(?:by"
        r"|with|through|via|on)\s+"
        r"(?:an?\s+|full\s+|rough\s+|lazy\s+|general\s+)*(?:(?:unanimous|universal|general|clear|lazy|rough|strong"
        r"|full)\s+)*(?:consent|consensus|vote|acclamation|majority)\b"
    ),
    (
        r"\bunanimously\s+(?:pass|approv|adopt|accept|agree|elect|in favou?r)\w*|\b(?:pass(?:es|ed)|approved"
        r"|accepted|adopted|agreed|elected)\s+unanimously\b"
    ),
    (
        r"\b(?:unanimous|universal|general|full)\s+consen(?:t|sus)\s*(?:vote\s*)?(?:[:–—,-]+\s*)?(?:is\s+|was\s+"
        r"|has been\s+)?(?:pass(?:es|ed)|granted|given|reached|achieved|obtained|approved|declared|recorded)\b"
    ),
    (
        r"\b(?:have|has|'ve|’ve|had|got|reach(?:ed)?|declar(?:e|es|ed|ing)|call(?:s|ed|ing)?(?: that| it| this)?"
        r"|sees?|hears?|is|'s|’s|was|achieved|found)\s+(?:(?:a|clear|strong|full|rough|unanimous|general|very|also"
        r"|our|group|that|as|officially|we|have)\s+){0,3}consensus\b(?!\s+(?:vote|poll|process|based|building|call"
        r"|on how|check))"
    ),
    (
        r"\bconsensus(?: (?:on|for|to) [^.;?!]{1,60}?)?\s+(?:is\s+|was\s+|has been\s+|have been\s+)?(?:reached"
        r"|declared|achieved|established|obtained|recorded|found|confirmed)\b"
    ),
    (
        r"^(?:\W|(?:ok|okay|so|great|and|with that|that's|full|clear|strong|rough|unanimous|result|outcome"
        r"|decision)\b)*consensus\s*(?:[.!,:✅🎉)]|\Z|to\s+(?!vote)|that\b|for\b|on (?:advanc|mov|adopt|accept|approv"
        r"|includ|launch)\w+)"
    ),
    (
        r"^\W*(?:result|outcome|decision|resolution|conclusion|verdict|resolved"
        r"|determination)s?\s*[:–—=-]+\s*(?:the\s+|it\s+|vote\s+|proposal\s+|poll\s+|motion\s+|is\s+|was\s+"
        r"|has\s+){0,3}(?:consensus|pass(?:es|ed)?|approved|adopted|accepted|carri\w+|yes|success\w*|in favou?r"
        r"|advances?d?|unanimous\w*)\b"
    ),
    r"^\W*resolution\s*:\s+(?:we|the|to|wasi\S*|it|this)\b",
    (
        r"^\W*(?:result|outcome|decision|resolution|resolved)\s*[:–—-]+\s*(?:to )?(?:accept|adopt|approve|advance"
        r"|move|launch|phase)\b"
    ),
    r"\bresolved\s*:\s*\S|\bso (?:moved and )?(?:resolved|carried)\b",
    (
        r"\bI (?:hereby |now |therefore |would |am going to |will |'ll |’ll )*(?:declare"
        r"|pronounce)\b[^.?!]{0,40}\b(?:passed|carried|adopted|approved|elected|consensus|won)\b"
    ),
)
_PLAIN_PASS = (
    (
        rf"\b(?:is|are)\s+(?:now|officially|hereby|therefore)(?:\s+(?:now|officially|a|an|at|in|the"
        rf"|on))*\s+(?:in\s+)?{_PHASE}"
    ),
    (
        r"\b(?:is|are)\s+now\s+(?:officially\s+)?(?:a\s+)?(?:adopted|approved|accepted|elected|launched|chairs?\b"
        r"|co-?chairs?\b|part of)"
    ),
    (
        rf"\b(?:advanc(?:es|ed)|mov(?:es|ed)|pass(?:es|ed)|progress(?:es|ed)|graduat(?:es|ed)|goes|proceed(?:s|ed)"
        rf"|promoted|transition(?:s|ed)|bump(?:s|ed)|proceeds|raised)\s+(?:\w+\s+){{0,2}}?(?:in|on)?to\s+{_PHASE}"
    ),
    (
        rf"\b(?:enters|entered|reaches|welcome(?:\s+\S+){{0,3}}\s+to|now (?:at|in)|(?:can|will"
        rf"|we)\s+consider\s[^.?!]{{1,50}}?\s(?:at|in|as|to be)(?:\s+(?:at|in))?)\s+{_PHASE}"
    ),
    (
        r"\b(?:it|this|that|which|these|they|both|one|all|proposals?|features?|changes?|amendments?|process|cadence"
        r"|charter|PR|item|wasi[-:]?\S+)\s+"
        rf"{_ADVERBS}(?:(?:pass(?:es|ed)|carries|carried|advances|advanced|succeeds|succeeded)(?=\s*(?:\Z"
        rf"|[.,;:!)(–—-]|by\b|with\b|to\s+{_PHASE}|into\b|and\b|unanimously"
        r"|without|now|as well|too|also|here|[^\w\s])))"
    ),
    (
        rf"\b(?:proposals?|features?|changes?|amendments?|cadence|charter|PR|item|it|this|that|both"
        rf"|they)\s+(?:(?:has|have|is|are|was|were)\s+){_ADVERBS}(?:approved|adopted|accepted|ratified|launched"
        rf"|elected)\b"
    ),
    (
        r"\b(?:has|have|is|are|was)\s+(?:now\s+|officially\s+|hereby\s+|unanimously\s+|been\s+|re-?)*(?:launched"
        r"|elected|appointed|re-?elected)\b"
    ),
    (
        r"^(?:\W|(?:and|so|ok|okay|great|excellent|that|this|it|thus|then|also|yes|well|proposal|the|result|outcome"
        r"|decision|status|with|has|is|was|been|now|motion)\b){0,8}?"
        r"(?:pass(?:es|ed)?|approved?|accepted|adopted|carried|carries|ratified|success|advanc(?:es|ed)"
        r"|elected)(?:\s+(?:unanimously|too|as well|also|to phase \d|into phase \d))?\W*\Z"
    ),
    (
        r"\((?:it |poll |vote |proposal )?(?:pass(?:es|ed)?|advanc(?:es|ed?)|approved|accepted|adopted|carried"
        r"|succeeds)\)"
    ),
    r"(?:[:–—→⇒✅]|->|=>|\s-)\s*(?:pass(?:es|ed)?|advanc(?:es|ed)|approved|accepted|adopted|carried)\s*[.!✅🎉]*\Z",
    (
        r"\b(?:so|therefore|thus|then|hence|and),?\s+(?:it(?:'s| is)\s+|we(?:'re| are)\s+|that(?:'s"
        r"| is)\s+)?(?:approved|adopted|accepted|passed|carried)\b"
    ),
    (
        r"\b(?:so|and|then|with that|therefore|great|ok|okay),?\s+(?:then\s+)?we(?:'ll|’ll| will"
        r"| shall)\s+(?:go ahead and\s+|now\s+)?(?:adopt|launch|merge|move (?:it|this)?\s*(?:forward|to)|cancel"
        r"|advance|switch|include|proceed|go with)\b"
    ),
    r"\bwe(?:'ve| have) (?:just |now |officially )?(?:launched|adopted|approved|elected)\b",
    (
        rf"\b(?:both|they|all(?: three| four| of (?:them|these))?|these)\s+(?:of them\s+)?(?:pass|advance|carry"
        rf"|succeed|are (?:approved|adopted|accepted)|move (?:on )?to {_PHASE}|go to {_PHASE})(?=\W|\Z)(?!\s+(?:the"
        rf"|all|through|an?)\b)"
    ),
    rf"\b(?:approved|accepted|adopted|passed)\s+(?:for|as|to|into|at)\s+(?:an?\s+)?{_PHASE}",
    (
        r"\bthe (?:ayes|yeas|yeses) have it\b|\bconsensus is (?:in favou?r|positive|yes|to)\b|\b(?:proposal|it|this"
        r"|that) (?:moves|goes|advances) (?:forward|ahead|on)\b"
    ),
    r",\s*(?:it(?:'s| is)\s+)?(?:approved|passed|adopted|accepted|carried)\W*\Z",
    r"\b(?:that|this) is (?:approved|adopted|accepted|a pass|a yes)\b",
    r"\b\S+ (?:has|have|is|are) (?:been )?(?:approved|adopted|accepted|ratified)(?: for phase \d)?\W*\Z",
)
_WEAK_PASS = (
    r"\bcongrat\w*",
    r"\bwe(?:'ve| have)? (?:now )?(?:have |got )?(?:a )?new (?:\w+ )?(?:proposal|api|co-?chair|chair|phase)\b",
    (
        r"\b(?:sounds? like|seems? like|looks? like|think|believe|guess) (?:we (?:have|are|all|'re)|there(?:'s| is)"
        r"|everyone)\b[^.?!]{0,20}\b(?:agree\w*|consensus|good|aligned|in favou?r)\b"
    ),
    r"\bwe(?:'re|’re| are) (?:all )?(?:agreed|in agreement)\b|\bwe have (?:an )?agreement\b|^\W*(?:all )?agreed\W*\Z",
    (
        r"\b(?:let's|let’s|we can|we will|we'll|we’ll) (?:go ahead|do it|do that|proceed|go with|move forward"
        r"|make it so)\b"
    ),
    r"\bwelcome to (?:the )?(?:wasi|our new|your new)\b",
)
_FORMAL_FAIL = (
    (
        rf"\b{_VOTE}(?:\s+(?:on|for|to)\s[^.;?!]{{1,60}}?)?\s+{_ADVERBS}(?:fail(?:s|ed)?|defeated|rejected"
        rf"|unsuccessful|(?:does|did|do|is|was|has|have)?\s*{_NOT}\s+(?:been\s+)?(?:pass\w*|carr\w+|succe\w+"
        rf"|approved|adopted|accepted|successful))\b"
    ),
    (
        rf"\b{_VOTE}\s+(?:does|did|do|is|was|has|have)\s*{_NOT}\s+(?:been\s+)?(?:pass\w*|carr\w+|succe\w+|approved"
        rf"|adopted|accepted|successful)\b"
    ),
    rf"\b{_VOTE}\s*(?:result)?\s*[:–—-]+\s*(?:fail\w*|rejected|no\b|not )",
    (
        r"\bnot (?:a |quite |really )?consensus\b|\b(?:insufficient|not enough|lack of|too little) (?:support"
        r"|interest|agreement|votes)\b"
    ),
    r"\bno\s+(?:\w+\s+)?consensus\b(?!\s+(?:vote|poll|needed|required|is needed))",
    (
        r"(?:\b(?:not|never|without|lacks?|lacking|short of)|n't|n’t|\black of|\bfail(?:s|ed)? to (?:reach|get|find"
        r"|achieve))\b(?:\s+(?:have|reach(?:ed)?|see|get|got|think|there|is|we|a|any|clear|full|hear|call|find|found"
        r"|say|declare|this|that|enough|for|been|yet|as)){0,6}\s+consensus\b"
    ),
    rf"\bconsensus\s+(?:is|was|has|had|could)\s*{_NOT}\b",
    (
        r"^\W*(?:result|outcome|decision|resolution|conclusion|verdict)s?\s*[:–—=-]+\s*(?:the\s+|it\s+|vote\s+"
        r"|proposal\s+|is\s+|was\s+|has\s+|did\s+|does\s+){0,3}(?:no\b|not\b|fail\w*|reject\w*|defeated|declined)"
    ),
)
_PLAIN_FAIL = (
    (
        rf"\b(?:proposal|feature|change|amendment|it|this|that|charter|which|PR)\s+{_ADVERBS}(?:(?:fails"
        rf"|failed)(?=\s*(?:\Z|[.,;:!)–—-]))|(?:does|did|do|is|was|has|will"
        rf"|could)?\s*{_NOT}\s+(?:been\s+)?(?:pass(?:ed)?|carry|carried|succeed|advance\w*|move (?:on|forward|to)"
        rf"|approved|adopted|accepted)\b{_NO_OBJECT}|(?:is |was )?(?:rejected|defeated|voted down|turned down"
        rf"|declined)\b)"
    ),
    rf"\b(?:stays?|remains?)\s+(?:in|at)\s+{_PHASE}",
    (
        rf"\b(?:will|does|do|did|is|are|has)\s*{_NOT}\s+(?:be\s+|been\s+)?(?:advanc\w+|mov(?:e|ing|ed)|progress\w*"
        rf"|go(?:ing)?|pass(?:ed)?)\s+(?:forward\s+|on\s+)?(?:in)?to\s+{_PHASE}"
    ),
    (
        r"^(?:\W|(?:and|so|ok|that|this|it|then|the|proposal|has|is|was|been)\b){0,6}?(?:fail(?:s|ed)?|rejected"
        r"|not (?:approved|passed|adopted|accepted)|(?:does|did)(?: not|n't|n’t) pass|declined|defeated)\W*\Z"
    ),
    r"\((?:it |poll |vote )?(?:fail(?:s|ed)?|rejected|did not pass|does not pass|not approved|no consensus)\)",
    r"(?:[:–—→⇒]|->|=>|\s-)\s*(?:fail(?:s|ed)?|rejected|defeated)\s*[.!]*\Z",
)


_POLLED_PASS = (
    (
        rf"\b(?:is|are|it's|at|reached|hits|moving(?: \w+){{0,2}}(?: on)? to|(?:will|can|shall"
        rf"|may now) (?:now )?(?:move|advance|go|proceed"
        rf"|progress)(?: \w+){{0,2}} (?:in)?to)\s+(?:now |officially |in |at |an? |the )*{_PHASE}"
    ),
    rf"\b{_PHASE}(?:\s+(?:is|was|has been))?\s+(?:reached|approved|accepted|it is|granted|achieved|passes|passed)\b",
    r"^\W*(?:it |that |this |so )?(?:passe[sd]|approved|adopted|accepted|carried)\b" + _NO_OBJECT,
    r"\bI(?:'m|’m| am) calling it\b",
)
_POLLED_WEAK = (
    rf"\b{_PHASE}",
    (
        r"\b(?:clear|strong|overwhelming|large|big|solid) (?:majority|support|vote)\b|\b(?:is"
        r"|are) (?:now )?official\b|\bin favou?r\b"
    ),
)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_TABLE = (
    (Outcome.FAILED, Strength.FORMAL, _any(_FORMAL_FAIL)),
    (Outcome.FAILED, Strength.PLAIN, _any(_PLAIN_FAIL)),
    (Outcome.PASSED, Strength.FORMAL, _any(_FORMAL_PASS)),
    (Outcome.PASSED, Strength.PLAIN, _any(_PLAIN_PASS)),
    (Outcome.PASSED, Strength.WEAK, _any(_WEAK_PASS)),
)
_POLLED_TABLE = (
    (Outcome.PASSED, Strength.PLAIN, _any(_POLLED_PASS)),
    (Outcome.PASSED, Strength.WEAK, _any(_POLLED_WEAK)),
)
_WORDS = (
    "pass carr succ approv adopt accept ratif consen unanim phase stage advanc launch elect appoint congrat "
    "agree new fail reject defeat resol remain declar decli favo won result outcome let's let’s we'll we’ll "
    "chair welcome aligned ayes yeas forward enough insuffic both"
)
_STEMS = (*_WORDS.split(), "we can", "we will")
_HYPOTHETICAL = re.compile(
    r"\b(?:if|once|when|whenever|until|unless|before|whether|assum\w+|provided|should|would|could|might|may|must"
    r"|cannot"
    r"|can't|can’t|hop(?:e|es|ing|efully)|want\w*|like to|needs?|needed|plan\w*|propos(?:e|es|ed|ing) (?:to"
    r"|that)|suggest\w*|try\w*"
    r"|asking|ask(?:s|ed)? (?:for|to|if)|in order to|requir\w+|goal|criteria|after (?:the|a|this|that|we|it)"
    r"|every|each time|any time|typically"
    r"|usually|normally|generally|always|often|how|what|who|why|which means you|looking for|work(?:ing)? (?:on"
    r"|towards?)|imagine|suppose"
    r"|example|e\.g\.|either|no longer|so that|think about|expect\w*|aim\w*|lead\w* to|build(?:ing)?|seek\w*"
    r"|gather\w*|towards?)\b",
    re.IGNORECASE,
)
_OTHERS = (
    r"(?:(?:the |wasm |webassembly )*(?:CG|WG|TC39|W3C|ECMA|IETF|TSC|ISO|community group|working group"
    r"|core group|steering committee"
    r"|component[- ]model (?:sub)?group|CM (?:sub)?group|stack[- ]switching (?:sub)?group|GC subgroup"
    r"|SIMD subgroup|other (?:sub)?groups?"
    r"|bytecode alliance|BA|board|browsers? vendors?|threads subgroup|debugging subgroup))"
)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SEASON = r"(?:spring|summer|fall|autumn|winter)"
_DECIDED = r"(?:voted|passed|advanced|approved|agreed|decided|adopted|accepted|moved|reached|was|were|had|got|held)"
_PAST = re.compile(
    rf"\b(?:last|previous|prior|past|earlier) (?:\w+ )?(?:(?:week|meeting|month|year|time|call|session|quarter|vote"
    rf"|poll)s?|{_SEASON}|{_MONTH})\b"
    r"|\b(?:weeks?|months?|days?|years?|meetings?|hours?) (?:ago|back|earlier)\b|\b(?:previously|yesterday"
    rf"|back (?:when|then|in (?=\d{{4}}|the day|{_MONTH}|{_SEASON}))|a while (?:ago|back)"
    rf"|already (?:been )?{_DECIDED}|earlier this|as (?:was |we )?(?:voted|decided|agreed) (?:in|at|on)"
    r"|recap\w*|since (?:we|the|it|last)|historically|originally|(?:at|from|during|in) the (?:last|previous|prior))\b"
    rf"|\b{_DECIDED}\b[^.?!]{{0,40}}\bin (?:early |late )?(?:(?:19|20)\d\d|{_MONTH})\b"
    rf"|\b(?:in|at|by|from|inside|within) {_OTHERS}\b|\b{_OTHERS} (?:has |have |had |also |just |recently |then "
    rf"|already )*(?:vote|approv|pass|adopt|advanc|poll|reach|had|has|held|agree|decid|mov|rejec)\w*",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:next (?:week|meeting|time|month|session|call|year)|in (?:two|a few|a couple|three|\d) (?:weeks|months"
    r"|meetings)|upcoming|soon|later|eventually"
    r"|in the future|will (?:be )?(?:vote|voting|hold|bring|ask|poll|need)|going to (?:vote|hold|bring"
    r"|ask) (?:\w+ )*(?:next|later|in|at)|at some point)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|no|never|against|have to|still|yet|only|thanks?|next)\b|n't\b|n’t\b", re.IGNORECASE)
_ON_CONDITION = re.compile(
    r"\W*(?:only\s+|it\s+)?(?:when|if|once|unless|whenever|means?|as long as|provided|requires?|would|could"
    r"|should|may|might)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:(–—]| - | and | so | but ")


@lru_cache(maxsize=_KEPT_SENTENCES)
def declared(sentence: str) -> Declared | None:
    """Return the outcome that a sentence declares; `None` when it asks, supposes, reports or says nothing of it."""
    lower = sentence.lower()
    if not any(stem in lower for stem in _STEMS):
        return None
    for outcome, strength, pattern in _TABLE:
        for found in pattern.finditer(sentence):
            if _declares(sentence, found, strength):
                return Declared(outcome, strength, found.start())
    return None


@lru_cache(maxsize=_KEPT_SENTENCES)
def declared_of_poll(sentence: str) -> Declared | None:
    """Return the outcome that a sentence declares right behind a tally, where less has to be said to mean it."""
    if found := declared(sentence):
        return found
    if _HYPOTHETICAL.search(sentence) or _NEGATED.search(sentence) or reports(sentence) or foretells(sentence):
        return None
    for outcome, strength, pattern in _POLLED_TABLE:
        if (match := pattern.search(sentence)) and not sentence.rstrip(' "”)*').endswith("?"):
            return Declared(outcome, strength, match.start())
    return None


def _declares(sentence: str, found: re.Match[str], strength: Strength) -> bool:
    before, rest = sentence[: found.start()], sentence[found.end() :]
    clause = _CLAUSE.search(rest)
    after = rest[: clause.start()] if clause else rest
    asked = sentence.rstrip(' "”)*').endswith("?") and "!" not in rest
    if (
        asked
        or _ON_CONDITION.match(rest)
        or _HYPOTHETICAL.search(before)
        or (strength > Strength.WEAK and _HYPOTHETICAL.search(found[0]))
    ):
        return False
    return not reports(before + found[0] + after)


@lru_cache(maxsize=_KEPT_SENTENCES)
def reports(sentence: str) -> bool:
    """Say whether a sentence speaks of what was decided at another time or by another group."""
    return bool(_PAST.search(sentence))


def foretells(sentence: str) -> bool:
    """Say whether a sentence speaks of what will be decided at another time."""
    return bool(_FUTURE.search(sentence))
