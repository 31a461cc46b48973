"""replace the picture of a version: drawing, names and documentation"""

import sqlalchemy as sa
from alembic import op

from engine.storage.columns import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "definition_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("definition_id", sa.Integer(), nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=False),
        sa.Column("deployed_by", sa.String(length=64), nullable=False),
        sa.Column("deployed_at", Instant(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"],
            ["process_definition.id"],
            name=op.f("fk_definition_picture_definition_id_process_definition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_definition_picture")),
    )
    op.create_index(
        op.f("ix_definition_picture_definition_id"), "definition_picture", ["definition_id"]
    )


def downgrade() -> None:
    op.drop_table("definition_picture")
