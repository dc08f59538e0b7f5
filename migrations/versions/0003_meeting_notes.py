"""What the notes of meetings say."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _create(name: str, *columns: "sa.Column[object]") -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("blob_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["blob_id"], ["blob.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(f"ix_{name}_blob_id", name, ["blob_id"], unique=False)


def upgrade() -> None:
    _create(
        "notes",
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("attendees", sa.JSON(), nullable=False),
        sa.Column("announcements", sa.JSON(), nullable=False),
    )
    _create(
        "agenda_item",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("presenters", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("asks_vote", sa.Boolean(), nullable=False),
        sa.Column("phase", sa.Integer(), nullable=True),
    )
    _create(
        "note_section",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
    )
    _create(
        "noted_decision",
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("sf", sa.Integer(), nullable=True),
        sa.Column("f", sa.Integer(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("a", sa.Integer(), nullable=True),
        sa.Column("sa", sa.Integer(), nullable=True),
        sa.Column("abstained", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("outcome_line", sa.Integer(), nullable=True),
        sa.Column("phase", sa.Integer(), nullable=True),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
    )


def downgrade() -> None:
    for name in ("noted_decision", "note_section", "agenda_item", "notes"):
        op.drop_table(name)
