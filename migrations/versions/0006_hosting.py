"""What a host of repositories tells: pull requests, issues, releases and new names."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = ("hosted_pull", "hosted_issue", "hosted_release", "hosted_rename", "hosted_repository", "hosted_reach")


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=nullable) for name in names]


def upgrade() -> None:
    op.create_table(
        "hosted_pull",
        *_texts("repository"),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        *_texts("title", "state"),
        sa.Column("draft", sa.Boolean(), nullable=False),
        *_texts("author"),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("reviewers", sa.JSON(), nullable=False),
        sa.Column("linked", sa.JSON(), nullable=False),
        *_texts("base", "head", "created_at", "updated_at"),
        *_texts("closed_at", "merged_at", "decision", nullable=True),
        sa.PrimaryKeyConstraint("repository", "number"),
    )
    op.create_table(
        "hosted_issue",
        *_texts("repository"),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        *_texts("title"),
        sa.Column("open", sa.Boolean(), nullable=False),
        *_texts("author"),
        sa.Column("labels", sa.JSON(), nullable=False),
        *_texts("created_at", "updated_at"),
        *_texts("closed_at", nullable=True),
        sa.Column("proposes", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("repository", "number"),
    )
    op.create_table(
        "hosted_release",
        *_texts("repository", "tag", "name"),
        sa.Column("prerelease", sa.Boolean(), nullable=False),
        *_texts("published_at", nullable=True),
        sa.PrimaryKeyConstraint("repository", "tag"),
    )
    op.create_table("hosted_rename", *_texts("old", "new", "seen_at"), sa.PrimaryKeyConstraint("old"))
    op.create_table("hosted_repository", *_texts("repository", "asked_at"), sa.PrimaryKeyConstraint("repository"))
    op.create_table(
        "hosted_reach",
        *_texts("repository", "list"),
        *_texts("etag", nullable=True),
        *_texts("known"),
        sa.PrimaryKeyConstraint("repository", "list"),
    )


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
