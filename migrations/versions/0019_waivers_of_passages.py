"""A reason may be given for a passage of the text, not only for an office on the list."""

import sqlalchemy as sa
from alembic import op

from distro.upgrade import refuse_loss

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SUBJECT = "(office_id IS NULL) = (passage IS NOT NULL) AND (office_id IS NULL) = (tier IS NULL)"


def upgrade() -> None:
    op.add_column("waiver", sa.Column("passage", sa.String(), nullable=True))
    op.alter_column("waiver", "office_id", nullable=True)
    op.alter_column("waiver", "tier", nullable=True)
    op.create_unique_constraint(
        op.f("uq_waiver_document_id_rule_passage"), "waiver", ["document_id", "rule", "passage"]
    )
    op.create_check_constraint(op.f("ck_waiver_subject"), "waiver", SUBJECT)


def downgrade() -> None:
    refuse_loss(op.get_bind(), "保留文中写法的理由", "waiver WHERE passage IS NOT NULL")
    op.drop_constraint(op.f("ck_waiver_subject"), "waiver", type_="check")
    op.drop_constraint(op.f("uq_waiver_document_id_rule_passage"), "waiver", type_="unique")
    op.alter_column("waiver", "tier", nullable=False)
    op.alter_column("waiver", "office_id", nullable=False)
    op.drop_column("waiver", "passage")
