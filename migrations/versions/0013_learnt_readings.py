"""What people said that words on an issuer's lists mean."""

import sqlalchemy as sa
from alembic import op

from distro.upgrade import refuse_loss

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learnt_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("read", sa.String(), nullable=False),
        sa.Column("meant", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learnt_reading"),
        sa.ForeignKeyConstraint(["issuer_id"], ["office.id"], name="fk_learnt_reading_issuer_id"),
        sa.UniqueConstraint("issuer_id", "read", name="uq_learnt_reading_issuer_id_read"),
    )


def downgrade() -> None:
    refuse_loss(op.get_bind(), "记住的名单读法", "learnt_reading")
    op.drop_table("learnt_reading")
