"""Composes the pages of rules from their own documents."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from tracker.website.content import RuleDocument
from tracker.website.context import Context
from tracker.website.findings import blocking_line, drift_line, severity_mark
from tracker.website.own_documents import OwnDocuments, plain_text
from tracker.website.pages.findings import FindingLine
from tracker.website.pages.parts import Frame, PageLink
from tracker.website.pages.rules import RuleGroup, RuleLine, RulePage, RulesPage
from tracker.website.records import RULES, Records, records, rule_paths
from tracker.website.text import clip, counted

_FAMILIES = {
    "criterion": ("Entry requirements", "What a proposal must fulfil to enter a phase."),
    "lint": ("Rules for WIT", "What `tracker lint` says about gates and versions in WIT files."),
    "drift": ("Disagreements of sources", "What `tracker drift` says where two sources tell different things."),
    "release": ("Rules for releases", "What `tracker release check` says of a version that is about to go out."),
}
_TITLE = re.compile(r"\s*#\s+([^\n]+)\n")


def rule_pages(around: Context) -> Iterator[RulesPage | RulePage]:
    """Yield the page of all rules, then one for each."""
    known, found = records(around), _found(around)
    documents = around.content.rules
    own = OwnDocuments(around.settings.compiled)
    counts = Counter({name: len(lines) for name, lines in found.items()})
    said = f"{counted(len(documents), 'rule')}: what each means, why it exists and how to put right what it finds."
    families = dict.fromkeys((*_FAMILIES, *(each.family for each in documents)))
    groups = (_group(known, counts, own, documents, family) for family in families)
    yield RulesPage(
        frame=around.frame(RULES, "Rules", said, "rules"), groups=tuple(each for each in groups if each.lines)
    )
    texts = _texts(own, documents)
    for document, path, text in zip(documents, known.rule_pages, texts, strict=True):
        page = around.frame(path, title_of(document), plain_text(document.summary), "rules")
        yield _page(page, document, text, found.get(document.id, ()))
    own.keep()


def compile_rules(documents: tuple[RuleDocument, ...], folder: Path) -> None:
    """Make HTML of the documents of rules, and keep it in a folder for every build to come."""
    own = OwnDocuments((folder,))
    for said in (*(said for _, said in _FAMILIES.values()), *(each.summary for each in documents)):
        own.line(said)
    for _ in _texts(own, documents):
        pass
    own.keep()


def _texts(own: OwnDocuments, documents: tuple[RuleDocument, ...]) -> Iterator[Markup]:
    """Yield the document of each rule as HTML."""
    # Every rule's page is in a folder of its own beside the others.
    folders = [posixpath.basename(posixpath.dirname(path)) for path in rule_paths(documents)]
    places = {folder: f"../{folder}/index.html" for folder in folders}
    return (own.html(_body(each), places) for each in documents)


def _group(
    known: Records, counts: Mapping[str, int], own: OwnDocuments, documents: tuple[RuleDocument, ...], family: str
) -> RuleGroup:
    title, said = _FAMILIES.get(family, (family, ""))
    pairs = zip(documents, known.rule_pages, strict=True)
    return RuleGroup(
        anchor=family,
        title=title,
        said=own.line(said),
        lines=tuple(
            RuleLine(
                rule=PageLink(clip(each.id), path),
                title=title_of(each),
                summary=own.line(each.summary),
                severity=severity_mark(each.severity),
                found=0 if family == "criterion" else counts[each.id],
            )
            for each, path in pairs
            if each.family == family
        ),
    )


def _page(frame: Frame, document: RuleDocument, text: Markup, found: Sequence[FindingLine]) -> RulePage:
    return RulePage(
        frame=frame,
        id=clip(document.id),
        title=title_of(document),
        family=_FAMILIES.get(document.family, (document.family, ""))[0],
        severity=severity_mark(document.severity),
        text=text,
        found=() if document.family == "criterion" else tuple(found),
    )


def title_of(document: RuleDocument) -> str:
    """Return the document's own title, else the rule's id."""
    found = _TITLE.match(document.text)
    return clip(plain_text(found[1].strip()) if found else document.id)


def _body(document: RuleDocument) -> str:
    """Return the text below the title, without the line of facts that the page shows by itself."""
    text = _TITLE.sub("", document.text, count=1).lstrip()
    first, _, rest = text.partition("\n\n")
    return rest if first.startswith(f"`{document.id}` ·") else text


def _found(around: Context) -> dict[str, list[FindingLine]]:
    """Return what each rule finds now: in the sources, and in the coming releases."""
    known, drift = records(around), around.content.drift
    found: dict[str, list[FindingLine]] = {}
    for each in () if drift is None else drift.findings:
        found.setdefault(each.rule, []).append(drift_line(around, known, each))
    for ballot in around.content.ballots:
        for finding in ballot.blocking:
            lines = found.setdefault(finding.rule, [])
            line = blocking_line(around, known, finding)
            if line not in lines:
                lines.append(line)
    return found
