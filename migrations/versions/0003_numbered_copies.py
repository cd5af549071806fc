"""Documents whose copies are numbered, and the number of each copy."""

import sqlalchemy as sa
from alembic import op

from distro.upgrade import refuse_loss

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("document", sa.Column("is_numbered", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("delivery", sa.Column("copy_number", sa.Integer(), nullable=True))
    op.create_unique_constraint(op.f("uq_delivery_document_id_copy_number"), "delivery", ["document_id", "copy_number"])


def downgrade() -> None:
    refuse_loss(op.get_bind(), "公文“逐份编号”的决定", "document WHERE is_numbered")
    refuse_loss(op.get_bind(), "已发副本的份号", "delivery WHERE copy_number IS NOT NULL")
    op.drop_constraint(op.f("uq_delivery_document_id_copy_number"), "delivery", type_="unique")
    op.drop_column("delivery", "copy_number")
    op.drop_column("document", "is_numbered")
