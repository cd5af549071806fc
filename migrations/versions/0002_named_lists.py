"""Named lists with their versions, chosen readings, waivers of warnings, and copies on paper."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from distro.upgrade import refuse_loss

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIER = sa.Enum(
    "REPORT",
    "CIRCULATE",
    "DISTRIBUTE",
    "ADDRESS",
    "COPY",
    name="tier",
    native_enum=False,
    create_constraint=True,
    length=20,
)
CHANNEL = sa.Enum("INBOX", "PAPER", name="channel", native_enum=False, create_constraint=True, length=20)
APPEND_ONLY = ("named_list_version", "waiver")


def upgrade() -> None:
    op.add_column("distribution_list", sa.Column("choices", sa.String(), server_default="", nullable=False))
    op.add_column("delivery", sa.Column("channel", CHANNEL, server_default="INBOX", nullable=False))
    op.add_column("receipt", sa.Column("entered_by", sa.String(), nullable=True))
    op.create_table(
        "named_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("masthead", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["issuer_id"], ["office.id"], name=op.f("fk_named_list_issuer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_list")),
        sa.UniqueConstraint("issuer_id", "name", name=op.f("uq_named_list_issuer_id_name")),
    )
    op.create_table(
        "named_list_version",
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wording", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("choices", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["named_list.id"], name=op.f("fk_named_list_version_list_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_named_list_version_by_id")),
        sa.PrimaryKeyConstraint("list_id", "number", name=op.f("pk_named_list_version")),
    )
    op.create_table(
        "waiver",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("tier", TIER, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_waiver_document_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_waiver_office_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_waiver_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
        sa.UniqueConstraint(
            "document_id", "rule", "office_id", "tier", name=op.f("uq_waiver_document_id_rule_office_id_tier")
        ),
    )
    for table in APPEND_ONLY:
        op.execute(
            f"""
            CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
            """
        )


FACTS = {
    "保留警告单位的理由": "waiver",
    "常用名单": "named_list",
    "由文秘补登的纸质签收": "receipt WHERE entered_by IS NOT NULL",
    "以纸质方式分送的记载": "delivery WHERE channel <> 'INBOX'",
    "名单上选定的读法": "distribution_list WHERE choices <> ''",
}


def downgrade() -> None:
    for what, facts in FACTS.items():
        refuse_loss(op.get_bind(), what, facts)
    op.drop_table("waiver")
    op.drop_table("named_list_version")
    op.drop_table("named_list")
    op.drop_column("receipt", "entered_by")
    op.drop_column("delivery", "channel")
    op.drop_column("distribution_list", "choices")
