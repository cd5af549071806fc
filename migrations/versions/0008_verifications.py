"""What verifications of the chain found; indexes by which pages and witnesses are found however much there is."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OPEN = "state IN ('SENT', 'FAILED', 'RETURNED')"
WAITING = "state IN ('SENT', 'FAILED')"
# Table, what the index of one column was on, what it is on now.
WIDENED = (
    ("journal", "subject", ["subject", "id"]),
    ("journal", "office_id", ["office_id", "id"]),
    ("delivery", "document_id", ["document_id", "state"]),
    ("delivery", "office_id", ["office_id", "sent_at"]),
    ("document", "issuer_id", ["issuer_id", "changed_at"]),
    ("record", "office_id", ["office_id", "dated", "reference"]),
)


def upgrade() -> None:
    op.create_table(
        "verification",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("links", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("bad_entry", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    op.execute(
        """
        CREATE TRIGGER verification_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON verification
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
    )
    for table, before, columns in WIDENED:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
        op.drop_index(f"ix_{table}_{before}", table)
    op.create_index("ix_link_hash", "link", ["hash"], postgresql_using="hash")
    op.create_index("ix_journal_about", "journal", [sa.text("(coalesce((data ->> 'document')::uuid, subject))"), "id"])
    op.create_index("ix_delivery_open", "delivery", ["document_id", "due_at"], postgresql_where=sa.text(OPEN))
    op.create_index("ix_delivery_waiting", "delivery", ["office_id", "due_at"], postgresql_where=sa.text(WAITING))


def downgrade() -> None:
    # A verification tells what anybody finds who walks the chain again: its loss loses no fact.
    for index, table in (
        ("ix_delivery_waiting", "delivery"),
        ("ix_delivery_open", "delivery"),
        ("ix_journal_about", "journal"),
        ("ix_link_hash", "link"),
    ):
        op.drop_index(index, table)
    for table, before, columns in WIDENED:
        op.create_index(f"ix_{table}_{before}", table, [before])
        op.drop_index(f"ix_{table}_{'_'.join(columns)}", table)
    op.drop_table("verification")
