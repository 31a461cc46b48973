"""keep messages that nobody waits for yet"""

import sqlalchemy as sa
from alembic import op

from engine.storage.columns import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "buffered_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("correlation_key", sa.String(length=200), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False, comment="variables, enciphered"),
        sa.Column("sent_by", sa.String(length=64), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True, comment="when delivered or expired"),
        sa.Column("instance_id", sa.String(length=32), nullable=True, comment="who got it"),
        sa.ForeignKeyConstraint(
            ["instance_id"],
            ["process_instance.id"],
            name=op.f("fk_buffered_message_instance_id_process_instance"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buffered_message")),
    )
    op.create_index(
        "ix_buffered_message_match", "buffered_message", ["name", "correlation_key", "state"]
    )
    op.create_index("ix_buffered_message_expiry", "buffered_message", ["state", "expires_at"])


def downgrade() -> None:
    op.drop_table("buffered_message")
