"""when applicants came to a desk and were served; forms that were sent, each once"""

import sqlalchemy as sa
from alembic import op

from engine.storage.columns import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_visit",
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("arrived_at", Instant(), nullable=False),
        sa.Column("service_started_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", name=op.f("pk_desk_visit")),
    )
    op.create_table(
        "sent_form",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sent_form")),
    )
    op.create_index(op.f("ix_sent_form_instance_id"), "sent_form", ["instance_id"])


def downgrade() -> None:
    op.drop_table("sent_form")
    op.drop_table("desk_visit")
