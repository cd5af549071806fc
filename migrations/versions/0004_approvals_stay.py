"""Approvals become append-only, as the code has always treated them."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TRIGGER approval_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON approval
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER approval_is_append_only ON approval")
