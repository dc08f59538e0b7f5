"""The tables of what a host of repositories told, as SQLModel classes: as it was last seen."""

from typing import ClassVar

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class HostedPullRow(SQLModel, table=True):
    """A pull request (`tracker.hosting.HostedPull`)."""

    __tablename__: ClassVar[str] = "hosted_pull"
    repository: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    title: str
    state: str
    draft: bool
    author: str
    labels: list[str] = Field(sa_column=Column(JSON, nullable=False))
    reviewers: list[str] = Field(sa_column=Column(JSON, nullable=False))
    linked: list[int] = Field(sa_column=Column(JSON, nullable=False))
    base: str
    head: str
    created_at: str
    updated_at: str
    closed_at: str | None = None
    merged_at: str | None = None
    decision: str | None = None


class HostedIssueRow(SQLModel, table=True):
    """An issue (`tracker.hosting.HostedIssue`)."""

    __tablename__: ClassVar[str] = "hosted_issue"
    repository: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    title: str
    open: bool
    author: str
    labels: list[str] = Field(sa_column=Column(JSON, nullable=False))
    created_at: str
    updated_at: str
    closed_at: str | None = None
    proposes: bool


class HostedReleaseRow(SQLModel, table=True):
    """A release (`tracker.hosting.HostedRelease`)."""

    __tablename__: ClassVar[str] = "hosted_release"
    repository: str = Field(primary_key=True)
    tag: str = Field(primary_key=True)
    name: str
    prerelease: bool
    published_at: str | None = None


class HostedRenameRow(SQLModel, table=True):
    """That a repository has another name now (`tracker.hosting.Renamed`)."""

    __tablename__: ClassVar[str] = "hosted_rename"
    old: str = Field(primary_key=True)
    new: str
    seen_at: str


class HostedRepositoryRow(SQLModel, table=True):
    """When a repository was last asked about with success."""

    __tablename__: ClassVar[str] = "hosted_repository"
    repository: str = Field(primary_key=True)
    asked_at: str


class HostedReachRow(SQLModel, table=True):
    """How far a list of a repository was read (`tracker.hosting.Reach`)."""

    __tablename__: ClassVar[str] = "hosted_reach"
    repository: str = Field(primary_key=True)
    list: str = Field(primary_key=True)
    etag: str | None = None
    known: str
    """JSON: pairs of moments, the second `null` for the end of the list."""
