"""Tells which release, Component Model feature or rule of the process a text names."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from tracker.decisions.names import SPEECH
from tracker.titles import stems, words

FEATURES = {
    "async": ("async", "asynchronous", "async support"),
    "map": ("map", "maps"),
    "implements": ("implements", "external id", "plain named interface import", "plain named import"),
    "fixed-length-lists": ("fixed length list", "fixed size list"),
    "error-context": ("error context",),
    "nested-packages": ("nested package", "nested namespace"),
    "threads": ("thread", "cooperative thread"),
}
"""Features of the Component Model that WASI may come to depend on -> what they are called."""
_EMOJIS = {
    "🔀": "async",
    "\N{WORLD MAP}": "map",
    "\N{LABEL}": "implements",
    "🔧": "fixed-length-lists",
    "📝": "error-context",
    "🪺": "nested-packages",
    "🧵": "threads",
}
"""The emoji that gates a feature in the Component Model's own documents -> the feature."""
_COMPONENT_MODEL = re.compile(r"\bcomponent[- ]model\b|\bCM\b", re.IGNORECASE)
_ADOPTED = re.compile(
    r"\b(?:adopt\w*|depend\w*(?:\s+on)?)\s+(?:the\s+)?(?:component[- ]model|CM)(?:['’]s)?\s+(?P<what>[^.;:(\[]+)",
    re.IGNORECASE,
)
_KINDS = frozenset(words("a an the type types annotation annotations feature features support builtin builtins gate"))
"""What a feature is, after its name."""

_PROCESS = frozenset(
    stems(
        "process cadence criteria criterion rule charter governance chair cochair train schedule definition policy "
        "guideline monorepo requirement"
    )
)
"""Words for what the subgroup decides about itself, singular and plural alike."""
_SLUG_WORDS = 5
_ASIDE = re.compile(r"\([^()]*\)|\S*[/@]\S*|\S+\.pdf\b|\b[Pp]hase \d\b|^[A-Z]\w*(?: [A-Z]\w*){0,2}:")
"""Presenters, addresses and what stands in parentheses: they do not say what is decided."""
_ENTRY = re.compile(r"\bphase \d\b[\w\s-]{0,20}\b(?:criteri|requirement)", re.IGNORECASE)

_PREVIEW = re.compile(r"\b(?:preview|snapshot)[- ]?(?P<number>\d)\b", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\w-])wasi[- ]?p(?P<number>\d)(?![\w-])", re.IGNORECASE)
_BARE = re.compile(r"\bp(?P<number>\d)\b", re.IGNORECASE)
_VERSION = re.compile(r"\bv?(?P<line>\d+\.\d+)(?:\.(?P<patch>\d+|x\b))?(?P<rest>-[\w.]+)?", re.IGNORECASE)
_WASI = re.compile(r"\bwasi\s?$", re.IGNORECASE)
_NEAREST = 10
"""How many characters before a version tell what it is the version of."""
_RELEASING = re.compile(r"\b(?:launch|releas|ship)\w*\b", re.IGNORECASE)
_LAUNCHED = re.compile(
    r"\b(?:launch|ship)\w*\s+(?:of\s+)?(?:the\s+)?(?:wasi\s*)?(?:preview|snapshot|p\d|v?\d+\.\d)", re.IGNORECASE
)


def launches(text: str) -> bool:
    """Return whether a text asks to launch a release, rather than for something that goes into one."""
    return bool(_LAUNCHED.search(text))


def release_of(text: str) -> str | None:
    """Return the release that a text names: `preview-2`, `wasi-0.3.0`; `None` when it names none."""
    if match := _PREVIEW.search(text):
        return f"preview-{match['number']}"
    if match := _SHORT.search(text) or (_RELEASING.search(text) and _BARE.search(text)) or None:
        return "preview-1" if match["number"] == "1" else f"wasi-0.{match['number']}.0"
    for match in _VERSION.finditer(text):
        if _RELEASING.search(text) or _WASI.search(text[max(0, match.start() - _NEAREST) : match.start()]):
            patch = match["patch"] if match["patch"] and match["patch"].isdecimal() else "0"
            return f"wasi-{match['line']}.{patch}{match['rest'] or ''}"
    return None


def same_release(one: str, other: str) -> bool:
    """Return whether two ids mean one release: Preview 2 is WASI 0.2.0."""
    return _version(one) == _version(other)


def _version(release: str) -> str:
    return f"wasi-0.{release[-1]}.0" if re.fullmatch(r"preview-[2-9]", release) else release


def speaks_of_component_model(text: str) -> bool:
    """Return whether a text names the Component Model."""
    return bool(_COMPONENT_MODEL.search(text))


def features_of(text: str, *, around: bool) -> tuple[str, ...]:
    """Return the Component Model features that a text names, known ones before others.

    `around` says whether what stands around the text speaks of the Component Model: `map` alone is an everyday word.
    """
    found = [feature for emoji, feature in _EMOJIS.items() if emoji in text]
    spoken = f" {' '.join(_stemmed(words(text)))} "
    spelled = {
        feature: {len(words(name)) for name in names if f" {' '.join(_stemmed(words(name)))} " in spoken}
        for feature, names in FEATURES.items()
    }
    meant = around or speaks_of_component_model(text) or any(max(each, default=0) > 1 for each in spelled.values())
    found += [feature for feature, lengths in spelled.items() if lengths and meant]
    return tuple(f"component-model/{feature}" for feature in dict.fromkeys(found))


def new_feature(text: str) -> str | None:
    """Return a feature that is none of the known ones, in a text that asks to adopt it."""
    match = _ADOPTED.search(text)
    name = [word for word in words(match["what"]) if word not in _KINDS] if match else []
    name = list(takewhile(lambda word: word not in SPEECH, name))
    return f"component-model/{'-'.join(name[:_SLUG_WORDS])}" if name else None


def process_of(text: str) -> str | None:
    """Return an id for the rule or the office that a text names; `None` when it names none."""
    every = words(_ASIDE.sub(" ", text))
    if not _PROCESS & set(_stemmed(every)):
        return None
    substance = [word for word in every if word not in SPEECH]
    return f"process/{'-'.join(substance[:_SLUG_WORDS])}"


def entry_rule_of(text: str) -> str | None:
    """Return an id for a rule about what a phase asks for: naming a phase, it asks for no advance to it."""
    return process_of(text) if _ENTRY.search(text) else None


def _stemmed(every: Iterable[str]) -> Iterator[str]:
    return (next(iter(stems(word)), word) for word in every)
