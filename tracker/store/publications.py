"""Records what registries answer, and reads the last known answers as of a moment.

An answer is a row from when it was first given until when it was last given. A registry that cannot be asked takes
nothing back: the last known answer stands, and says since when nobody could ask again.
"""

import json
from collections.abc import Iterable
from dataclasses import astuple, replace
from datetime import datetime
from typing import Any

from tracker.published import Publication, PublicationFault, PublicationFinding, PublicationState
from tracker.store.moments import from_text, to_text
from tracker.store.reader import Reader
from tracker.store.statements import Statements, inserting

_END_OF_TIME = "9999-12-31T23:59:59Z"
_SAID = ("package", "version", "reference", "state", "digest", "tags", "created", "annotations", "compared")
_COLUMNS = (*_SAID, "findings", "problem", "from_at", "checked_at")
_UNTIL = f"""
    SELECT {", ".join(_COLUMNS)} FROM publication WHERE from_at <= :at ORDER BY package, version, from_at, id
"""  # noqa: S608 -- constants
_LAST = f"""
    SELECT id, {", ".join(_COLUMNS)} FROM publication WHERE package = :package AND version = :version
    ORDER BY from_at DESC, id DESC LIMIT 1
"""  # noqa: S608 -- constants
_COMPARED = f"""
    SELECT {", ".join(_COLUMNS)} FROM publication
    WHERE package = :package AND version = :version AND digest = :digest AND compared ORDER BY id DESC LIMIT 1
"""  # noqa: S608 -- constants
_SEEN_AGAIN = "UPDATE publication SET checked_at = :checked_at WHERE id = :id"


def record_publications(statements: Statements, answers: Iterable[Publication]) -> int:
    """Record answers, and return how many tell something else than the last one of their package and version."""
    new = [each for each in (_as_compared(statements, one) for one in answers) if not _repeats(statements, each)]
    if new:
        statements.run_many(inserting("publication", _COLUMNS), [_row(each) for each in new])
    return sum(each.state is not PublicationState.UNKNOWN for each in new)


def publications(reader: Reader, moment: datetime | None = None) -> tuple[Publication, ...]:
    """Return the last known answer for each version of each package up to a moment, by package and version.

    `checked_at` is when the answer was last given, as far as that is known to be before the moment.
    """
    at = to_text(moment) if moment else _END_OF_TIME
    found: dict[tuple[str, str], Publication] = {}
    for row in reader.rows(_UNTIL, at=at):
        said = _publication(row, at)
        key = said.package, said.version
        found[key] = _after(found.get(key), said)
    return tuple(found[key] for key in sorted(found))


def _repeats(statements: Statements, answer: Publication) -> bool:
    """Return whether an answer is the last one again, after noting when."""
    rows = statements.rows(_LAST, package=answer.package, version=answer.version)
    if not rows:
        return False
    ((identifier, *row),) = rows
    before = _publication(tuple(row), _END_OF_TIME)
    if replace(answer, checked_at=before.checked_at) != before:
        return False
    at = max(to_text(answer.checked_at), to_text(before.checked_at))
    statements.run(_SEEN_AGAIN, checked_at=at, id=identifier)
    return True


def _as_compared(statements: Statements, answer: Publication) -> Publication:
    """Return an answer with what was found in the same content before: what was compared once, by its digest, is so."""
    if answer.compared or answer.digest is None:
        return answer
    rows = statements.rows(_COMPARED, package=answer.package, version=answer.version, digest=answer.digest)
    for row in rows:
        before = _publication(row, _END_OF_TIME)
        return replace(answer, compared=True, findings=before.findings, problem=before.problem)
    return answer


def _after(before: Publication | None, now: Publication) -> Publication:
    """Return what is known after an answer: one that could not be had leaves what was known before."""
    known = before is not None and before.state is not PublicationState.UNKNOWN
    if before is None or not known or now.state is not PublicationState.UNKNOWN:
        return now
    return replace(before, problem=f"on {now.checked_at:%Y-%m-%d} it could not be asked again: {now.problem}")


# --- rows ---------------------------------------------------------------------------------------------------------


def _row(answer: Publication) -> dict[str, Any]:
    at = to_text(answer.checked_at)
    said = {name: getattr(answer, name) for name in (*_SAID, "problem")}
    lists = {
        "tags": _text(answer.tags),
        "annotations": _text(answer.annotations),
        "findings": _text([astuple(each) for each in answer.findings]),
    }
    return said | lists | {"state": answer.state.value, "from_at": at, "checked_at": at}


def _publication(row: tuple[Any, ...], at: str) -> Publication:
    """Return what a row says; of one that was repeated after a moment, when it was first said."""
    said = dict(zip(_COLUMNS, row, strict=True))
    first, last = said.pop("from_at"), said.pop("checked_at")
    findings = (
        PublicationFinding(PublicationFault(fault), item, message)
        for fault, item, message in json.loads(said["findings"])
    )
    return Publication(
        **{
            **said,
            "state": PublicationState(said["state"]),
            "checked_at": from_text(last if last <= at else first),
            "tags": tuple(json.loads(said["tags"])),
            "annotations": tuple((key, value) for key, value in json.loads(said["annotations"])),
            "compared": bool(said["compared"]),
            "findings": tuple(findings),
        }
    )


def _text(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
