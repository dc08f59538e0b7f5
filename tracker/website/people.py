"""Composes the page of people: champions as the proposal list names them, and their subjects."""

from collections import Counter
from collections.abc import Iterator

from tracker.website.context import Context, Subject
from tracker.website.pages.rules import PeoplePage, PersonLine
from tracker.website.records import PEOPLE
from tracker.website.slugs import distinct, slug
from tracker.website.text import clip, counted


def people_pages(around: Context) -> Iterator[PeoplePage]:
    """Yield the page of people."""
    people = _people(around)
    said = f"{counted(len(people), 'champion')} of WASI proposals and amendments, and what each stands for."
    anchors = distinct(f"person-{slug(key)}" for key in people)
    yield PeoplePage(
        frame=around.frame(PEOPLE, "Champions", said, "people"),
        people=tuple(_line(around, found, anchor) for found, anchor in zip(people.values(), anchors, strict=True)),
    )


def person_key(name: str) -> str:
    """Return what names have in common that differ in case and spaces alone."""
    return "".join(name.split()).casefold()


def _people(around: Context) -> dict[str, list[tuple[str, Subject]]]:
    """Return by person how the name is written and for what, the people in the order of their names."""
    standing = around.standing
    subjects: tuple[Subject, ...] = (*standing.proposals, *standing.amendments)
    found: dict[str, list[tuple[str, Subject]]] = {}
    for subject in subjects:
        for name in subject.champions:
            if key := person_key(name):
                found.setdefault(key, []).append((clip(" ".join(name.split())), subject))
    return dict(sorted(found.items()))


def _line(around: Context, found: list[tuple[str, Subject]], anchor: str) -> PersonLine:
    written = Counter(name for name, _ in found)
    name, *others = sorted(written, key=lambda each: (-written[each], each))
    subjects = dict.fromkeys(subject.id for _, subject in found)
    titles = {subject.id: subject for _, subject in found}
    links = tuple(around.places.link(_said(titles[each]), each) for each in subjects)
    return PersonLine(anchor, name, tuple(others), links, len(links))


def _said(subject: Subject) -> str:
    phase = "" if subject.phase is None else f", phase {subject.phase}"
    return f"{clip(subject.title)}{phase}"
