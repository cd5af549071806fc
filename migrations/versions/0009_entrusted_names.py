"""Names that an office issues in beside its own."""

import sqlalchemy as sa
from alembic import op

from distro.upgrade import refuse_loss

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entrusted_name",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_entrusted_name"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_entrusted_name_office_id"),
    )
    op.create_index(
        "uq_entrusted_name_office_id_name",
        "entrusted_name",
        ["office_id", "name"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    refuse_loss(op.get_bind(), "以他人名义印发的委托", "entrusted_name")
    op.drop_table("entrusted_name")
