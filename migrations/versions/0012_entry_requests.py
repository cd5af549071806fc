"""What secretaries ask of whoever keeps the register."""

import sqlalchemy as sa
from alembic import op

from distro.upgrade import refuse_loss

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_entry_request"),
        sa.ForeignKeyConstraint(["issuer_id"], ["office.id"], name="fk_entry_request_issuer_id"),
    )
    op.create_index(
        "uq_entry_request_issuer_id_name",
        "entry_request",
        ["issuer_id", "name"],
        unique=True,
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def downgrade() -> None:
    refuse_loss(op.get_bind(), "文秘对名册的请求", "entry_request")
    op.drop_table("entry_request")
