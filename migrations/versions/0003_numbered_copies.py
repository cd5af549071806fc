"""Documents whose copies are numbered, and the number of each copy."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("document", sa.Column("is_numbered", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("delivery", sa.Column("copy_number", sa.Integer(), nullable=True))
    op.create_unique_constraint(op.f("uq_delivery_document_id_copy_number"), "delivery", ["document_id", "copy_number"])


def downgrade() -> None:
    op.drop_constraint(op.f("uq_delivery_document_id_copy_number"), "delivery", type_="unique")
    op.drop_column("delivery", "copy_number")
    op.drop_column("document", "is_numbered")
