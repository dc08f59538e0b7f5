"""Puts the ballot of a release together, and says whether the release can go out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from tracker.next_release.ballot import (
    Ballot,
    BallotItem,
    Blockage,
    BlockingFinding,
    EntryKind,
    Unchecked,
    Unlock,
)
from tracker.next_release.entries import items_of
from tracker.next_release.features import feature_standings
from tracker.next_release.interface import Sources
from tracker.next_release.judging import judge_release
from tracker.next_release.launch import outstanding
from tracker.next_release.publishing import line_publications
from tracker.next_release.schedule import overdue, schedule_of
from tracker.next_release.verdicts import Judgement, worst
from tracker.standing import Readiness

_TEXT = "line"
"""What stands for a rule where the text of the line itself could not be read."""
_POLLS = frozenset({EntryKind.INCLUSION, EntryKind.LAUNCH})


def ballot_of(
    sources: Sources, *, strict: bool = False, unlock: bool = False, subjects: Collection[str] | None = None
) -> Ballot:
    """Return the ballot of a release.

    `strict` lets what nobody could tell block; `unlock` ranks single votes and fixes by what they free; `subjects` are
    the ids of those that alone are of interest: their verdict is that of the ballot.
    """
    features = feature_standings(sources)
    findings, unchecked = judge_release(sources)
    told = (*unchecked, *_unread(sources))
    items = tuple(
        _strictly(each, strict=strict) for each in items_of(sources, features) if _about(each.subject, subjects)
    )
    found = tuple(each for each in findings if _about(each.subject, subjects))
    judged = _judged(sources, items, found, told) if subjects is None else _judged_alone(items, found)
    judged = judged.strictly(strict=strict)
    target = sources.target
    blockages, unlocks = _unlocking(sources, subjects) if unlock else ((), ())
    return Ballot(
        as_of=sources.moment,
        version=target.version,
        line=target.line,
        previous=target.previous.version if target.previous else None,
        prerelease=target.prerelease,
        schedule=schedule_of(sources),
        verdict=judged.verdict,
        reason=judged.reason,
        items=items,
        blocking=found,
        unchecked=told,
        changes=tuple(
            each for each in sources.changes if subjects is None or {each.amendment, each.proposal} & {*subjects}
        ),
        features=tuple(each for each in features if _about(f"component-model/{each.id}", subjects)),
        published=line_publications(sources),
        packages=_packages(sources),
        unlocks=unlocks,
        blockages=blockages,
        strict=strict,
    )


def _about(subject: str, subjects: Collection[str] | None) -> bool:
    """Return whether something is about one of the named subjects; an amendment belongs to its proposal."""
    return subjects is None or subject in subjects or subject.partition("/")[0] in subjects


def _strictly(item: BallotItem, *, strict: bool) -> BallotItem:
    judged = Judgement(item.verdict, item.reason).strictly(strict=strict)
    return replace(item, verdict=judged.verdict, reason=judged.reason)


def _unread(sources: Sources) -> tuple[Unchecked, ...]:
    """Return that the text of the line, or of the release before, could not be read."""
    return (Unchecked(_TEXT, sources.problem),) if sources.problem else ()


def _packages(sources: Sources) -> tuple[str, ...]:
    if sources.tree is not None:
        return tuple(str(each.declared) for each in sources.tree.packages)
    return sources.target.actual.packages if sources.target.actual else ()


def _unlocking(sources: Sources, subjects: Collection[str] | None) -> tuple[tuple[Blockage, ...], tuple[Unlock, ...]]:
    from tracker.next_release.unlocking import blockages, unlocks  # noqa: PLC0415 -- only where it is asked for

    return tuple(each for each in blockages(sources) if _about(each.subject, subjects)), unlocks(sources)


# --- the verdict ------------------------------------------------------------------------------------------------------


def _judged(
    sources: Sources,
    items: Sequence[BallotItem],
    findings: Iterable[BlockingFinding],
    unchecked: Sequence[Unchecked],
) -> Judgement:
    """Return whether the release can go out: amendments that are not voted on hold nothing up, for they do not ship."""
    polls = [each for each in items if each.kind in _POLLS]
    against = [each.subject for each in polls if each.verdict is Readiness.BLOCKED]
    rules = [each.rule for each in findings if each.blocks]
    left = outstanding(tuple(items))
    if rules or against:
        judged = Judgement(Readiness.BLOCKED, _against(rules, against))
    elif unchecked or left:
        judged = Judgement(Readiness.UNDETERMINED, _open(unchecked, left))
    else:
        judged = Judgement(Readiness.READY, "nothing stands against it")
    return replace(judged, reason=f"{judged.reason}{_what_ships(sources, items)}")


def _against(rules: Sequence[str], polls: Sequence[str]) -> str:
    counted = [f"{rules.count(rule)} x {rule}" if rules.count(rule) > 1 else rule for rule in dict.fromkeys(rules)]
    parts = [f"against it: {', '.join(counted)}"] if counted else []
    parts += [f"not agreed at the launch: {', '.join(polls)}"] if polls else []
    return "; ".join(parts)


def _open(unchecked: Sequence[Unchecked], polls: Sequence[str]) -> str:
    parts = [f"polls outstanding: {', '.join(polls)}"] if polls else []
    parts += [f"could not be checked: {', '.join(dict.fromkeys(each.rule for each in unchecked))}"] if unchecked else []
    return "; ".join(parts)


def _what_ships(sources: Sources, items: Iterable[BallotItem]) -> str:
    """Return what a release brings, or brought, as the end of a sentence."""
    ready = (each for each in items if each.kind is EntryKind.AMENDMENT and each.verdict is Readiness.READY)
    names = ", ".join(each.subject for each in ready if not each.tentative)
    actual = sources.target.actual
    if actual is not None:
        return f"; it was released on {sources.target.actual_day}, and brought {names or 'no amendment'}"
    late = " and ".join(f"{version} ({day})" for version, day in overdue(sources))
    return f"{f'; voted in: {names}' if names else ''}{f'; due before it, and without a tag: {late}' if late else ''}"


def _judged_alone(items: Sequence[BallotItem], findings: Iterable[BlockingFinding]) -> Judgement:
    """Return the worst verdict of the subjects that alone are of interest."""
    rules = [each.rule for each in findings if each.blocks]
    if rules:
        return Judgement(Readiness.BLOCKED, _against(rules, ()))
    verdict = worst(each.verdict for each in items)
    reasons = [f"{each.subject}: {each.reason}" for each in items if each.verdict is verdict]
    return Judgement(verdict, "; ".join(reasons) or "nothing stands against it")
