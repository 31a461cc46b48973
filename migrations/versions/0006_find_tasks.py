"""follow-up dates, kept filters, and beginnings of names for the search of tasks and cases"""

import os

import sqlalchemy as sa
from alembic import op

from engine.settings import read_settings
from engine.storage.columns import Instant
from engine.storage.vault import Vault
from workers.store import index_beginnings, opened_name

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("user_task") as table:
        table.add_column(
            sa.Column(
                "follow_up_at",
                Instant(),
                nullable=True,
                comment="its holder wants to see it then",
            )
        )
        table.drop_index("ix_user_task_instance_id")
        table.create_index("ix_user_task_instance_id", ["instance_id", "state"])
        table.create_index("ix_user_task_arrived", ["office_id", "lane", "state", "id"])
        table.create_index("ix_user_task_closed", ["closed_by", "closed_at"])
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column(
            "query",
            sa.Text(),
            nullable=False,
            comment="of the address, without what is searched for",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_filter_person_id_name")),
    )
    op.create_table(
        "name_beginning",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("relation", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("hash", "instance_id", "relation", name=op.f("pk_name_beginning")),
    )
    op.create_index(op.f("ix_name_beginning_instance_id"), "name_beginning", ["instance_id"])
    op.create_index("ix_register_number_end", "register_number", ["year", "serial"])
    _index_names()


def _index_names() -> None:
    """Of the persons that are there already; needs the key that their names are sealed with."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT instance_id, relation, name FROM case_person")).all()
    if not rows:
        return
    vault = Vault(read_settings(os.environ).data_key)
    for row in rows:
        name = opened_name(vault, row.instance_id, row.relation, row.name)
        index_beginnings(connection, vault, row.instance_id, row.relation, name)


def downgrade() -> None:
    op.drop_index("ix_register_number_end", "register_number")
    op.drop_table("name_beginning")
    op.drop_table("saved_filter")
    with op.batch_alter_table("user_task") as table:
        table.drop_index("ix_user_task_closed")
        table.drop_index("ix_user_task_arrived")
        table.drop_index("ix_user_task_instance_id")
        table.create_index("ix_user_task_instance_id", ["instance_id"])
        table.drop_column("follow_up_at")
