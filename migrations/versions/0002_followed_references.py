"""What is followed beside the default branch: release branches, tags and pull requests, with places on branches."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MERGED = re.compile(r"Merge pull request #(\d{1,9})\b.*|.*\(#(\d{1,9})\)", re.ASCII)
# Columns come with defaults of their own: to change a column afterwards SQLite would have to make the table anew, and
# dropping the old one takes along all that refers to it.
_PLACE = '(SELECT position FROM "commit" AS c WHERE c.branch_id = span.branch_id AND c.revision = span.{})'


def upgrade() -> None:
    op.add_column("branch", sa.Column("kind", sa.String(), nullable=False, server_default="default"))
    op.add_column("span", sa.Column("from_position", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("span", sa.Column("until_position", sa.Integer(), nullable=True))
    for position, commit in (("from_position", "first"), ("until_position", '"end"')):
        op.execute(f"UPDATE span SET {position} = {_PLACE.format(commit)} WHERE {commit} IS NOT NULL")  # noqa: S608 -- constants
    op.add_column("commit", sa.Column("pull", sa.Integer(), nullable=True))
    _note_pulls()
    # The next sync reads every branch again from its start; what is recorded stands until then.
    op.execute("UPDATE branch SET head = ''")
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("repository_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["repository_id"], ["repository.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("repository_id", "name"),
    )


def _note_pulls() -> None:
    """Note the pull requests that commits merged, as their first lines tell."""
    commits = sa.table("commit", sa.column("id"), sa.column("summary"), sa.column("pull"))
    connection = op.get_bind()
    found = [
        {"key": key, "number": int(match[1] or match[2])}
        for key, summary in connection.execute(sa.select(commits.c.id, commits.c.summary))
        if (match := _MERGED.fullmatch(summary))
    ]
    if found:
        note = sa.update(commits).where(commits.c.id == sa.bindparam("key")).values(pull=sa.bindparam("number"))
        connection.execute(note, found)


def downgrade() -> None:
    op.drop_table("tag")
    op.execute("DELETE FROM branch WHERE kind <> 'default'")
    op.drop_column("commit", "pull")
    op.drop_column("span", "until_position")
    op.drop_column("span", "from_position")
    op.drop_column("branch", "kind")
