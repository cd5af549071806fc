"""All receipts of a delivery, corrections too, are found by an index."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_receipt_delivery_id", "receipt", ["delivery_id"])


def downgrade() -> None:
    op.drop_index("ix_receipt_delivery_id", table_name="receipt")
