"""What people said that words on an issuer's lists mean."""

import sqlalchemy as sa
from alembic import op

from distro.upgrade import refuse_loss

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learnt_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("read", sa.String(), nullable=False),
        sa.Column("meant", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learnt_reading"),
        sa.ForeignKeyConstraint(["issuer_id"], ["office.id"], name="fk_learnt_reading_issuer_id"),
        sa.UniqueConstraint("issuer_id", "read", name="uq_learnt_reading_issuer_id_read"),
    )
    # What was chosen for issued lists holds on; who chose it was not noted.
    op.execute(
        """
        INSERT INTO learnt_reading (id, issuer_id, read, meant, by_name, at)
        SELECT DISTINCT ON (issuer_id, read) gen_random_uuid(), issuer_id, read, meant, '', frozen_at
        FROM distribution_list, unnest(string_to_array(choices, E'\\n')) AS line,
             LATERAL (SELECT btrim(split_part(line, '→', 1)) AS read, btrim(split_part(line, '→', 2)) AS meant) AS said
        WHERE frozen_at IS NOT NULL AND read <> '' AND meant <> ''
        ORDER BY issuer_id, read, frozen_at DESC
        """
    )


def downgrade() -> None:
    refuse_loss(op.get_bind(), "记住的名单读法", "learnt_reading WHERE by_name <> ''")
    op.drop_table("learnt_reading")
