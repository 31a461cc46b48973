"""start cases by messages, signals, times and conditions; carry signals to all that wait"""

import sqlalchemy as sa
from alembic import op

from engine.storage.columns import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "start_listener",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("definition_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="of what starts the process, in its document",
        ),
        sa.Column("element_id", sa.String(length=100), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=12),
            nullable=False,
            comment="message, signal, timer or conditional",
        ),
        sa.Column(
            "name", sa.String(length=200), nullable=False, comment="of the message or signal"
        ),
        sa.Column("armed_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True, comment="of a timer: when it fires next"),
        sa.Column(
            "nth", sa.Integer(), nullable=False, comment="of a timer: which time that will be"
        ),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"],
            ["process_definition.id"],
            name=op.f("fk_start_listener_definition_id_process_definition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start_listener")),
        sa.UniqueConstraint(
            "definition_id", "number", name=op.f("uq_start_listener_definition_id_number")
        ),
    )
    op.create_index("ix_start_listener_key", "start_listener", ["key"])
    op.create_index("ix_start_listener_match", "start_listener", ["kind", "name", "state"])
    op.create_index("ix_start_listener_due", "start_listener", ["state", "due_at"])
    op.create_table(
        "signal_broadcast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False, comment="variables, enciphered"),
        sa.Column("sent_by", sa.String(length=64), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column(
            "sender_id",
            sa.String(length=32),
            nullable=True,
            comment="those that waited in it have had it",
        ),
        sa.Column(
            "business_key",
            sa.String(length=100),
            nullable=False,
            comment="for cases that it starts",
        ),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("partner_office_id", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sender_id"],
            ["process_instance.id"],
            name=op.f("fk_signal_broadcast_sender_id_process_instance"),
        ),
        sa.ForeignKeyConstraint(
            ["instance_id"],
            ["process_instance.id"],
            name=op.f("fk_signal_broadcast_instance_id_process_instance"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_broadcast")),
    )
    op.create_index("ix_signal_broadcast_state", "signal_broadcast", ["state"])
    with op.batch_alter_table("buffered_message") as table:
        comment = "of the case that sent it: a case that it starts belongs there"
        table.add_column(sa.Column("office_id", sa.Integer(), nullable=True, comment=comment))
        table.add_column(sa.Column("partner_office_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("buffered_message") as table:
        table.drop_column("partner_office_id")
        table.drop_column("office_id")
    op.drop_table("signal_broadcast")
    op.drop_table("start_listener")
