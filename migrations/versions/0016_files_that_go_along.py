"""Files that go along with a document, and what receipts and records say of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from distro.upgrade import refuse_loss

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("came_with", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "revision", "position", name="pk_attachment"),
        sa.ForeignKeyConstraint(
            ["document_id", "revision"],
            ["revision.document_id", "revision.number"],
            name="fk_attachment_document_id",
        ),
        sa.UniqueConstraint("document_id", "revision", "digest", name="uq_attachment_document_id_revision_digest"),
    )
    op.execute(
        """
        CREATE TRIGGER attachment_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON attachment
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
    )
    for table in ("receipt", "record"):
        op.add_column(table, sa.Column("files", JSONB(), server_default="[]", nullable=False))


def downgrade() -> None:
    refuse_loss(op.get_bind(), "文稿的附件", "attachment")
    for table in ("receipt", "record"):
        op.drop_column(table, "files")
    op.drop_table("attachment")
