"""Documents of every kind: the kind of each, the numbers of 公文 and orders in the ledger, numbers given up, and which document answers which."""

import sqlalchemy as sa
from alembic import op

from distro.upgrade import refuse_loss

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BEFORE = ("MAIN", "SUPPLEMENT", "THEMATIC", "SPECIAL")
AFTER = (*BEFORE, "REFERENCE", "ORDER")


def upgrade() -> None:
    op.add_column("document", sa.Column("kind", sa.String(), nullable=False, server_default="简报"))
    _allow(AFTER)
    op.create_table(
        "voided_number",
        sa.Column("number_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["number_id"], ["taken_number.id"], name="fk_voided_number_number_id"),
        sa.PrimaryKeyConstraint("number_id", name="pk_voided_number"),
    )
    op.create_table(
        "answer",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_answer_document_id"),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_answer_delivery_id"),
        sa.PrimaryKeyConstraint("document_id", name="pk_answer"),
    )
    op.create_index("ix_answer_delivery_id", "answer", ["delivery_id"])


def downgrade() -> None:
    refuse_loss(op.get_bind(), "公文的文种", "document WHERE kind <> '简报'")
    refuse_loss(op.get_bind(), "发文字号和令号", "series WHERE kind IN ('REFERENCE', 'ORDER')")
    refuse_loss(op.get_bind(), "作废的编号", "voided_number")
    refuse_loss(op.get_bind(), "来文与复文的联系", "answer")
    op.drop_table("answer")
    op.drop_table("voided_number")
    _allow(BEFORE)
    op.drop_column("document", "kind")


def _allow(kinds: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_series_serieskind"), "series", type_="check")
    op.create_check_constraint(op.f("ck_series_serieskind"), "series", sa.column("kind").in_(kinds))
