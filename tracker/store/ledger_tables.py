"""The tables of the ledger, which the database itself keeps append-only (`tracker.store.ledger_triggers`)."""

from typing import ClassVar

from sqlalchemy import Integer
from sqlmodel import Field, SQLModel

from tracker.store.ledger_triggers import attach


class LedgerEntryRow(SQLModel, table=True):
    """An entry of the ledger (`tracker.ledger.Entry`), each value as the entry's hash covers it."""

    __tablename__: ClassVar[str] = "ledger_entry"
    position: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    id: str = Field(unique=True)
    kind: str
    recorded_at: str
    recorded_by: str
    payload: str
    """Canonical JSON."""
    supersedes: str | None = None
    origin: str | None = None
    previous: str
    hash: str = Field(unique=True)


class LedgerHeadRow(SQLModel, table=True):
    """The end of the chain: one row, moved by a trigger; none until something was recorded."""

    __tablename__: ClassVar[str] = "ledger_head"
    id: int = Field(default=1, primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    position: int
    hash: str


attach(LedgerEntryRow.metadata.tables["ledger_head"])
