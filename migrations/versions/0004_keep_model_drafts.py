"""keep drafts of models that analysts share, their history, who has them open, and scenarios"""

import sqlalchemy as sa
from alembic import op

from engine.storage.columns import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_drafts()
    _create_revisions()
    _create_presence()
    _create_scenarios()


def _create_drafts() -> None:
    op.create_table(
        "model_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=90), nullable=False, comment="process id"),
        sa.Column("title", sa.String(length=200), nullable=False, comment="process or file name"),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column(
            "base_version",
            sa.Integer(),
            nullable=True,
            comment="deployed version it is made from",
        ),
        sa.Column("deployed_version", sa.Integer(), nullable=True, comment="what it became"),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.Column("closed_by", sa.String(length=64), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_draft")),
    )
    op.create_index(op.f("ix_model_draft_key"), "model_draft", ["key"])
    op.create_index(op.f("ix_model_draft_state"), "model_draft", ["state"])


def _create_revisions() -> None:
    op.create_table(
        "model_draft_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["model_draft.id"],
            name=op.f("fk_model_draft_revision_draft_id_model_draft"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_draft_revision")),
        sa.UniqueConstraint(
            "draft_id", "number", name=op.f("uq_model_draft_revision_draft_id_number")
        ),
    )


def _create_presence() -> None:
    op.create_table(
        "model_draft_presence",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["model_draft.id"],
            name=op.f("fk_model_draft_presence_draft_id_model_draft"),
        ),
        sa.PrimaryKeyConstraint("draft_id", "person_id", name=op.f("pk_model_draft_presence")),
    )


def _create_scenarios() -> None:
    op.create_table(
        "model_scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=90), nullable=False, comment="process id"),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="JSON: a scenario file"),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_scenario")),
        sa.UniqueConstraint("key", "name", name=op.f("uq_model_scenario_key_name")),
    )


def downgrade() -> None:
    for table in ("model_scenario", "model_draft_presence", "model_draft_revision", "model_draft"):
        op.drop_table(table)
