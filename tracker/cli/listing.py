"""The commands that say where things stand: `status`, `show`, `gates`."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.kept import kept_standing
from tracker.cli.options import At, Database, FormatOption, Subjects
from tracker.cli.options import Subject as SubjectArgument
from tracker.cli.output import put
from tracker.cli.session import UnknownSubjectError, choose, report
from tracker.facts import GateKind
from tracker.process import shipped_process
from tracker.reports import Format, Subject
from tracker.standing import AmendmentStanding, GateStanding, Standing

if TYPE_CHECKING:
    from tracker.cli.past import Past
    from tracker.hosting import PullLink
    from tracker.voted import VotedText


def status(
    subjects: Subjects = None,
    phase: Annotated[int | None, typer.Option(help="Only what is in this phase.", min=0, max=5)] = None,
    mine: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this champion champions.")] = None,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Say where every proposal and amendment stands, and what each still needs."""
    everything = kept_standing(database, at, lambda: _past(database, at).standing)
    chosen = {each.id for each in _chosen(everything, subjects, database, at)} if subjects else None
    shown = _only(everything, chosen, phase, mine)
    names = {each.number: each.name for each in shipped_process().phases}
    put(report(output).status(shown, names))


def _past(database: str | None, at: datetime | None) -> "Past":
    from tracker.cli.past import Past  # noqa: PLC0415 -- what is kept needs none of it: a third of the whole time

    return Past.read(database, at)


def _chosen(everything: Standing, names: list[str], database: str | None, at: datetime | None) -> tuple[Subject, ...]:
    """Return the subjects that names mean; only for a name that nothing has now the past is read."""
    try:
        return choose(everything, names, lambda: _past(database, at).former())
    except UnknownSubjectError:
        return _past(database, at).choose(names)


def show(
    subject: SubjectArgument,
    text: Annotated[
        bool, typer.Option("--text/--no-text", help="Compare the texts of votes, read from the mirrors kept, with now.")
    ] = True,
    core: Annotated[
        bool, typer.Option("--core", help="The core-module signatures of its worlds instead, and what it adds to them.")
    ] = False,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Say all there is to say of one proposal or amendment."""
    past = _past(database, at)
    for each in past.choose([subject]):
        if core:
            from tracker.cli.core_signatures import core_signatures, core_text  # noqa: PLC0415 -- only where asked for

            put(core_text(core_signatures(past, each), output))
            continue
        texts = _texts(past, each) if text else None
        put(report(output).show(each, past.standing, past.timeline(each), texts, _pulls(past, each)))


def _texts(past: "Past", subject: Subject) -> "tuple[VotedText, ...]":
    """Return what the newest vote on a phase was about; nothing when none passed."""
    from tracker.cli.voted_texts import Texts, about_texts  # noqa: PLC0415 -- only where texts are asked for

    return Texts(past).of(about_texts(vote for vote in past.record.votes if vote.subject == subject.id)[-1:])


def _pulls(past: "Past", subject: Subject) -> "tuple[PullLink, ...]":
    """Return the pull requests that do something to an amendment's gates."""
    if not isinstance(subject, AmendmentStanding):
        return ()
    return next((life.pulls for life in past.lives if life.id == subject.id), ())


def gates(
    subjects: Subjects = None,
    kind: Annotated[GateKind | None, typer.Option(help="Only gates of this kind.")] = None,
    feature: Annotated[str | None, typer.Option(metavar="NAME", help="Only gates of this feature.")] = None,
    release: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Gates as this release has them.", show_default=False)
    ] = None,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """List every gate of every repository's own WIT."""
    past = _past(database, at)
    chosen = past.choose(subjects or ())
    listed = past.standing.gates
    if release is not None:
        from tracker.cli.releasing import released_gates  # noqa: PLC0415 -- only where it is asked for

        listed = released_gates(past.assessment, release, database, at)
    put(
        report(output).gates(
            gate
            for gate in listed
            if (not subjects or any(_stands_on(gate, each) for each in chosen))
            and (kind is None or gate.kind is kind)
            and (feature is None or gate.feature == feature)
        )
    )


def _stands_on(gate: GateStanding, subject: Subject) -> bool:
    """Return whether a gate is a proposal's, or the feature's of an amendment."""
    if isinstance(subject, AmendmentStanding):
        return gate.proposal == subject.parent and subject.feature is not None and gate.feature == subject.feature
    return gate.proposal == subject.id


def _only(everything: Standing, chosen: set[str] | None, phase: int | None, mine: str | None) -> Standing:
    """Return a standing with only the subjects that were asked for."""

    def wanted(identifier: str, in_phase: int | None, champions: tuple[str, ...]) -> bool:
        return (
            (chosen is None or identifier in chosen or identifier.partition("/")[0] in chosen)
            and (phase is None or in_phase == phase)
            and (mine is None or any(mine.casefold() in name.casefold() for name in champions))
        )

    if chosen is None and phase is None and mine is None:
        return everything
    return replace(
        everything,
        proposals=tuple(each for each in everything.proposals if wanted(each.id, each.phase, each.champions)),
        amendments=tuple(each for each in everything.amendments if wanted(each.id, each.phase, each.champions)),
        unlisted=tuple(each for each in everything.unlisted if wanted(each.id, each.phase, each.champions)),
        notices=(),
    )
