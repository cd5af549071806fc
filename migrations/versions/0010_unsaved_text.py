"""Text that is typed and not saved yet."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unsaved",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("texts", JSONB(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "document_id", name="pk_unsaved"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_unsaved_person_id"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_unsaved_document_id"),
    )
    op.create_index("ix_unsaved_document_id", "unsaved", ["document_id"])
    op.create_index("ix_unsaved_at", "unsaved", ["at"])


def downgrade() -> None:
    # No part of any document; whoever typed it is told by their browser that it could not be kept.
    op.drop_table("unsaved")
