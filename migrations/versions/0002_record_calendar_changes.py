"""record calendar changes"""

import sqlalchemy as sa
from alembic import op

from engine.storage.columns import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("change", sa.String(length=10), nullable=False, comment="entered or removed"),
        sa.Column("kind", sa.String(length=10), nullable=False, comment="working or day-off"),
        sa.Column("legal_ref", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column(
            "settled_at", Instant(), nullable=True, comment="when the last open term followed"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_change")),
    )


def downgrade() -> None:
    op.drop_table("calendar_change")
