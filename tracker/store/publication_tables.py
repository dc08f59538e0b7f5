"""The table of what registries answered (`tracker.published.Publication`)."""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class PublicationRow(SQLModel, table=True):
    """What a registry said of one version of one package, from one moment to another; lists are JSON as text."""

    __tablename__: ClassVar[str] = "publication"
    __table_args__ = (Index("ix_publication_package_version", "package", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    package: str
    version: str
    reference: str
    state: str
    digest: str | None = None
    tags: str
    created: str | None = None
    annotations: str
    compared: bool
    findings: str
    problem: str | None = None
    from_at: str
    """When it first said so."""
    checked_at: str
    """When it last said so."""
