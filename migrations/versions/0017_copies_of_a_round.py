"""A round knows how many copies it calls for, and a class the place of each member: a copy can be made by its number."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dispatch", sa.Column("copies", sa.Integer(), nullable=True))
    op.execute("UPDATE dispatch SET copies = (SELECT count(*) FROM delivery WHERE dispatch_id = dispatch.id)")
    op.alter_column("dispatch", "copies", nullable=False)
    op.add_column("list_member", sa.Column("place", sa.Integer(), nullable=True))
    op.execute("ALTER TABLE list_member DISABLE TRIGGER list_member_stays_frozen")
    op.execute(
        """
        UPDATE list_member SET place = placed.place
        FROM (
            SELECT entry_id, office_id, row_number() OVER (PARTITION BY entry_id ORDER BY rank, office_name) AS place
            FROM list_member JOIN office ON office.id = office_id
        ) AS placed
        WHERE (placed.entry_id, placed.office_id) = (list_member.entry_id, list_member.office_id)
        """
    )
    op.execute("ALTER TABLE list_member ENABLE TRIGGER list_member_stays_frozen")
    op.alter_column("list_member", "place", nullable=False)
    op.create_unique_constraint("uq_list_member_entry_id_place", "list_member", ["entry_id", "place"])

    op.create_unique_constraint("uq_dispatch_id_document_id", "dispatch", ["id", "document_id"])
    op.create_foreign_key(
        "fk_delivery_dispatch_id_document_id",
        "delivery",
        "dispatch",
        ["dispatch_id", "document_id"],
        ["id", "document_id"],
    )
    for column in ("dispatch_id", "document_id"):
        op.drop_constraint(f"fk_delivery_{column}", "delivery", type_="foreignkey")


def downgrade() -> None:
    for table in ("dispatch", "document"):
        op.create_foreign_key(f"fk_delivery_{table}_id", "delivery", table, [f"{table}_id"], ["id"])
    op.drop_constraint("fk_delivery_dispatch_id_document_id", "delivery", type_="foreignkey")
    op.drop_constraint("uq_dispatch_id_document_id", "dispatch", type_="unique")
    op.drop_column("list_member", "place")
    op.drop_column("dispatch", "copies")
