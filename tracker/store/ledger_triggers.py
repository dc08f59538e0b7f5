"""What makes the ledger append-only in the database itself: triggers, for SQLite and for PostgreSQL.

An entry can be added at the end and nowhere else; none can be changed or removed, in whatever way SQL knows. Whoever
may change the schema can take the triggers away: then the chain of hashes tells (`tracker.ledger.chain`).
"""

from typing import Any

from sqlalchemy import Connection, Table, event

SQLITE = (
    """
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END""",
    """
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END""",
    # That id and hash are new is asked here as well: INSERT OR REPLACE would remove the entry that has them, without
    # asking the trigger that forbids it.
    """
CREATE TRIGGER ledger_entry_at_the_end BEFORE INSERT ON ledger_entry
WHEN NEW.position IS NOT coalesce((SELECT position FROM ledger_head), 0) + 1
  OR NEW.previous IS NOT coalesce((SELECT hash FROM ledger_head),
    '0000000000000000000000000000000000000000000000000000000000000000')
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE position = NEW.position OR id = NEW.id OR hash = NEW.hash)
BEGIN
  SELECT RAISE(ABORT, 'an entry of the ledger comes after the last one, once');
END""",
    """
CREATE TRIGGER ledger_entry_moves_head AFTER INSERT ON ledger_entry
BEGIN
  UPDATE ledger_head SET position = NEW.position, hash = NEW.hash;
  INSERT INTO ledger_head (id, position, hash) SELECT 1, NEW.position, NEW.hash
  WHERE NOT EXISTS (SELECT 1 FROM ledger_head);
END""",
    """
CREATE TRIGGER ledger_head_first BEFORE INSERT ON ledger_head
WHEN NEW.id IS NOT 1 OR EXISTS (SELECT 1 FROM ledger_head)
  OR NOT EXISTS (SELECT 1 FROM ledger_entry WHERE position = 1 AND NEW.position = 1 AND hash = NEW.hash)
BEGIN
  SELECT RAISE(ABORT, 'the head of the ledger follows its entries');
END""",
    """
CREATE TRIGGER ledger_head_forward BEFORE UPDATE ON ledger_head
WHEN NEW.id IS NOT OLD.id OR NEW.position IS NOT OLD.position + 1
  OR NOT EXISTS (SELECT 1 FROM ledger_entry WHERE position = NEW.position AND hash = NEW.hash AND previous = OLD.hash)
BEGIN
  SELECT RAISE(ABORT, 'the head of the ledger follows its entries');
END""",
    """
CREATE TRIGGER ledger_head_no_delete BEFORE DELETE ON ledger_head
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END""",
)
"""The statements for SQLite."""

POSTGRESQL = (
    """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only';
END $$""",
    """
CREATE FUNCTION ledger_at_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.position IS DISTINCT FROM coalesce((SELECT position FROM ledger_head), 0) + 1
    OR NEW.previous IS DISTINCT FROM coalesce((SELECT hash FROM ledger_head),
    '0000000000000000000000000000000000000000000000000000000000000000') THEN
    RAISE EXCEPTION 'an entry of the ledger comes after the last one, once';
  END IF;
  RETURN NEW;
END $$""",
    """
CREATE FUNCTION ledger_move_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger_head SET position = NEW.position, hash = NEW.hash;
  IF NOT FOUND THEN
    INSERT INTO ledger_head (id, position, hash) VALUES (1, NEW.position, NEW.hash);
  END IF;
  RETURN NULL;
END $$""",
    """
CREATE FUNCTION ledger_head_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> 1
    OR (TG_OP = 'UPDATE' AND NEW.position IS DISTINCT FROM OLD.position + 1)
    OR (TG_OP = 'INSERT' AND (NEW.position <> 1 OR EXISTS (SELECT 1 FROM ledger_head)))
    OR NOT EXISTS (SELECT 1 FROM ledger_entry WHERE position = NEW.position AND hash = NEW.hash) THEN
    RAISE EXCEPTION 'the head of the ledger follows its entries';
  END IF;
  RETURN NEW;
END $$""",
    """
CREATE TRIGGER ledger_entry_no_change BEFORE UPDATE OR DELETE ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    """
CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
    """
CREATE TRIGGER ledger_entry_at_the_end BEFORE INSERT ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION ledger_at_the_end()""",
    """
CREATE TRIGGER ledger_entry_moves_head AFTER INSERT ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION ledger_move_head()""",
    """
CREATE TRIGGER ledger_head_follows BEFORE INSERT OR UPDATE ON ledger_head
FOR EACH ROW EXECUTE FUNCTION ledger_head_follows()""",
    """
CREATE TRIGGER ledger_head_no_delete BEFORE DELETE ON ledger_head
FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    """
CREATE TRIGGER ledger_head_no_truncate BEFORE TRUNCATE ON ledger_head
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
)
"""The statements for PostgreSQL."""

STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
"""The statements by the name of SQLAlchemy's dialect."""
NAMES = {
    dialect: frozenset(each.split()[2] for each in statements if each.split()[1] == "TRIGGER")
    for dialect, statements in STATEMENTS.items()
}
"""The names of the triggers, by dialect."""


def attach(last: Table) -> None:
    """Make the triggers whenever a table is made; it must be the later one of the two."""
    event.listen(last, "after_create", _make)


def _make(_table: Table, connection: Connection, **_settings: Any) -> None:
    for statement in STATEMENTS.get(connection.dialect.name, ()):
        connection.exec_driver_sql(statement.strip())
