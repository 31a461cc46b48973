"""service accounts with tokens, answers kept for idempotent requests, the role of systems of others"""

import sqlalchemy as sa
from alembic import op

from engine.storage.columns import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BEFORE = (
    "applicant",
    "state-corporation-worker",
    "chancellery",
    "head",
    "specialist",
    "analyst",
    "auditor",
    "administrator",
    "portal",
)
ROLES = (*BEFORE[:-1], "integration", "portal")


def upgrade() -> None:
    op.create_table(
        "service_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False, comment="keyed"),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False, comment="opens nothing from then on"),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_service_account_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_account")),
        sa.UniqueConstraint("person_id", name=op.f("uq_service_account_person_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_service_account_token_hash")),
    )
    op.create_table(
        "kept_reply",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column(
            "request_hash",
            sa.String(length=64),
            nullable=False,
            comment="keyed; of method, path, body",
        ),
        sa.Column(
            "sealed", sa.LargeBinary(), nullable=False, comment="the answer's body, enciphered"
        ),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_kept_reply")),
    )
    op.create_index(op.f("ix_kept_reply_at"), "kept_reply", ["at"])
    _allow(ROLES)


def _allow(roles: tuple[str, ...]) -> None:
    named = f"role IN ({', '.join(map(repr, roles))})"
    with op.batch_alter_table("assignment") as table:
        table.drop_constraint(op.f("ck_assignment_role"), type_="check")
        table.create_check_constraint(op.f("ck_assignment_role"), named)


def downgrade() -> None:
    _allow(BEFORE)
    op.drop_index(op.f("ix_kept_reply_at"), "kept_reply")
    op.drop_table("kept_reply")
    op.drop_table("service_account")
