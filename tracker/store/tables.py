"""The tables, as SQLModel classes: what git holds when, and what each blob says.

A row of `span` says which blob stood at a path of a branch from one commit to another; the tables that hang on `blob`
say what that blob's text holds. A blob is read once, however many spans and repositories share it. Moments are text,
RFC 3339 in UTC, so that they sort and compare the same in every database.
"""

from typing import ClassVar

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class Meta(SQLModel, table=True):
    """What is true of the whole database: when it was last synced, where it came from."""

    __tablename__: ClassVar[str] = "meta"
    key: str = Field(primary_key=True)
    value: str


class Repository(SQLModel, table=True):
    """A repository the tracker has read, or tried to."""

    __tablename__: ClassVar[str] = "repository"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    default_branch: str | None = None


class Problem(SQLModel, table=True):
    """A source, or a part of one, that the last sync of its repository could not read."""

    __tablename__: ClassVar[str] = "problem"
    id: int | None = Field(default=None, primary_key=True)
    repository: str = Field(index=True)
    source: str
    reason: str
    unreachable: bool


class Branch(SQLModel, table=True):
    """A followed reference of a repository, as far as it was read (`tracker.chronicle.Branch`)."""

    __tablename__: ClassVar[str] = "branch"
    __table_args__ = (UniqueConstraint("repository_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    repository_id: int = Field(foreign_key="repository.id", ondelete="CASCADE")
    name: str
    kind: str = Field(default="default", sa_column_kwargs={"server_default": "default"})
    """A value of `tracker.chronicle.BranchKind`."""
    head: str
    """The revision it was read up to."""


class TagRow(SQLModel, table=True):
    """A tag of a repository (`tracker.chronicle.TagMark`)."""

    __tablename__: ClassVar[str] = "tag"
    __table_args__ = (UniqueConstraint("repository_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    repository_id: int = Field(foreign_key="repository.id", ondelete="CASCADE")
    name: str
    revision: str
    at: str
    branch: str
    """The name of the followed reference that has its commit."""


class CommitRow(SQLModel, table=True):
    """A commit along the first parents of a branch."""

    __tablename__: ClassVar[str] = "commit"
    __table_args__ = (UniqueConstraint("branch_id", "revision"), UniqueConstraint("branch_id", "position"))
    id: int | None = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", ondelete="CASCADE")
    position: int
    """Its place on the branch, from 0 for the first."""
    revision: str
    date: str
    at: str
    """When the branch came to hold it; never goes back along the branch."""
    author: str
    summary: str
    pull: int | None = None
    """The number of the pull request that it merged."""


class Blob(SQLModel, table=True):
    """A blob that was read as one kind of file, with what it says only once."""

    __tablename__: ClassVar[str] = "blob"
    __table_args__ = (UniqueConstraint("oid", "kind"),)
    id: int | None = Field(default=None, primary_key=True)
    oid: str
    kind: str
    reader: int
    """The version of the reader that read it; a newer reader reads it again."""
    problem: str | None = None
    interfaces: int = 0
    worlds: int = 0
    claimed_phase: int | None = None
    claimed_phase_line: int | None = None


class Span(SQLModel, table=True):
    """A path of a branch that held one blob from one commit up to, not including, another."""

    __tablename__: ClassVar[str] = "span"
    __table_args__ = (Index("ix_span_branch_until", "branch_id", "until_at"),)
    id: int | None = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", ondelete="CASCADE")
    path: str
    kind: str
    blob_id: int = Field(foreign_key="blob.id", index=True)
    first: str
    """The revision from which it holds."""
    from_at: str
    from_position: int = Field(sa_column_kwargs={"server_default": "0"})
    """The place on the branch of `first`."""
    end: str | None = None
    """The revision that changed or removed it; null while it stands."""
    until_at: str | None = None
    until_position: int | None = None
    """The place on the branch of `end`."""


class PackageRow(SQLModel, table=True):
    """A WIT `package` declaration (`tracker.facts.WitPackage`)."""

    __tablename__: ClassVar[str] = "package"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    namespace: str
    name: str
    version: str | None
    line: int


class GateRow(SQLModel, table=True):
    """A gate on a WIT item (`tracker.facts.WitGate`)."""

    __tablename__: ClassVar[str] = "gate"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    item: str
    item_kind: str
    kind: str
    feature: str | None = Field(index=True)
    version: str | None
    line: int
    item_line: int
    queued: bool
    package: str | None
    """The nested package that holds it, `namespace:name@version`; null for the file's own."""


class DependencyRow(SQLModel, table=True):
    """A package that a WIT file names (`tracker.facts.WitDependency`)."""

    __tablename__: ClassVar[str] = "dependency"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    namespace: str
    name: str
    version: str | None
    line: int


class WitProblemRow(SQLModel, table=True):
    """Where a WIT file could not be read (`tracker.facts.WitProblem`)."""

    __tablename__: ClassVar[str] = "wit_problem"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    line: int
    column: int
    message: str


class SectionRow(SQLModel, table=True):
    """A section of a document (`tracker.facts.Section`)."""

    __tablename__: ClassVar[str] = "section"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    topic: str
    level: int
    line: int
    filling: str
    words: int
    placeholder_heading: bool


class ClaimedChampionRow(SQLModel, table=True):
    """A champion a README names (`tracker.facts.ClaimedChampion`)."""

    __tablename__: ClassVar[str] = "claimed_champion"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    name: str
    line: int


class ListRowRow(SQLModel, table=True):
    """A row of the proposal list (`tracker.facts.ListRow`)."""

    __tablename__: ClassVar[str] = "list_row"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    phase: int
    title: str
    url: str | None
    champions: list[str] = Field(sa_column=Column(JSON, nullable=False))
    versions: str
    line: int


class ListProblemRow(SQLModel, table=True):
    """A place in the proposal list that could not be read (`tracker.facts.ListProblem`)."""

    __tablename__: ClassVar[str] = "list_problem"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    line: int
    message: str


class NotesRow(SQLModel, table=True):
    """What a meeting's file says as a whole (`tracker.voting.MeetingNotes`)."""

    __tablename__: ClassVar[str] = "notes"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    cancelled: bool
    attendees: list[str] = Field(sa_column=Column(JSON, nullable=False))
    announcements: list[str] = Field(sa_column=Column(JSON, nullable=False))


class AgendaItemRow(SQLModel, table=True):
    """An item of a meeting's agenda (`tracker.voting.AgendaItem`)."""

    __tablename__: ClassVar[str] = "agenda_item"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    text: str
    line: int
    depth: int
    presenters: list[str] = Field(sa_column=Column(JSON, nullable=False))
    links: list[str] = Field(sa_column=Column(JSON, nullable=False))
    asks_vote: bool
    phase: int | None


class NoteSectionRow(SQLModel, table=True):
    """A heading of a meeting's notes (`tracker.voting.NoteSection`)."""

    __tablename__: ClassVar[str] = "note_section"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    title: str
    line: int
    level: int


class NotedDecisionRow(SQLModel, table=True):
    """A decision as a meeting's notes tell it (`tracker.voting.NotedDecision`)."""

    __tablename__: ClassVar[str] = "noted_decision"
    id: int | None = Field(default=None, primary_key=True)
    blob_id: int = Field(foreign_key="blob.id", index=True, ondelete="CASCADE")
    line: int
    question: str
    method: str
    sf: int | None
    """Null, as its four neighbours, when no tally was taken."""
    f: int | None
    n: int | None
    a: int | None
    sa: int | None
    abstained: int | None
    outcome: str
    outcome_line: int | None
    phase: int | None
    named: list[str] = Field(sa_column=Column(JSON, nullable=False))
    confidence: str
    reason: str


class ReferenceRow(SQLModel, table=True):
    """What the reference tool said of a folder of WIT at a commit (`tracker.facts.ReferenceVerdict`)."""

    __tablename__: ClassVar[str] = "reference_verdict"
    __table_args__ = (UniqueConstraint("branch_id", "folder", "revision"),)
    id: int | None = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", ondelete="CASCADE")
    revision: str
    digest: str
    """Of everything the tool was given: the same input is not asked about twice."""
    folder: str
    status: str
    tool: str
    message: str
    path: str | None
    line: int | None
