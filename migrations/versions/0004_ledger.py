"""The ledger: append-only by triggers, chained by hashes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# As they were when this schema was new: a migration stays what it was when the statements of the present one change.
_SQLITE = (
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
_POSTGRESQL = (
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
_FUNCTIONS = ("ledger_refuse", "ledger_at_the_end", "ledger_move_head", "ledger_head_follows")


def upgrade() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("supersedes", sa.String(), nullable=True),
        sa.Column("origin", sa.String(), nullable=True),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("hash"),
    )
    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().execute(sa.text("SELECT count(*) FROM ledger_entry")).scalar():
        raise RuntimeError("the ledger holds entries that an older schema has no place for")
    op.drop_table("ledger_head")
    op.drop_table("ledger_entry")
    if op.get_bind().dialect.name == "postgresql":
        for name in _FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")
