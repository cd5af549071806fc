"""The lives of documents: review, countersigning, check and handing out, whose word each was, and what an office chose."""

import sqlalchemy as sa
from alembic import op

from distro.upgrade import refuse_loss

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ROLES = ("SECRETARY", "APPROVER", "CLERK", "RECORDS", "ADMINISTRATOR", "SECURITY", "AUDITOR")
STATES = ("DRAFT", "SUBMITTED", "APPROVED", "NUMBERED", "PRINTING", "ISSUED", "RECALLED", "VOID")
NEW_STATES = ("REVIEWING", "COUNTERSIGNING", "CHECKING", "PRINTED")
STAGES = ("REVIEW", "COUNTERSIGN", "APPROVE", "CHECK", "HAND_OUT")


def upgrade() -> None:
    _allow("membership", "role", (*ROLES, "REVIEWER"))
    _allow("document", "state", (*STATES, *NEW_STATES))
    op.add_column("document", sa.Column("urgency", sa.String(), nullable=False, server_default=""))
    op.execute(
        "UPDATE document SET urgency = revision.draft ->> 'urgency' FROM revision WHERE revision.document_id = document.id"
        " AND revision.number = document.revision AND revision.draft ? 'urgency'"
    )
    op.add_column("approval", sa.Column("stage", sa.String(length=20), nullable=False, server_default="APPROVE"))
    op.create_check_constraint(op.f("ck_approval_stage"), "approval", sa.column("stage").in_(STAGES))
    op.add_column("approval", sa.Column("office_id", sa.Uuid(), nullable=True))
    op.create_foreign_key("fk_approval_office_id", "approval", "office", ["office_id"], ["id"])
    op.add_column("approval", sa.Column("office", sa.String(), nullable=True))
    op.create_table(
        "countersigner",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "revision", "office_id", name="pk_countersigner"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_countersigner_document_id"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_countersigner_office_id"),
    )
    op.create_index("ix_countersigner_office_id", "countersigner", ["office_id"])
    op.create_table(
        "chosen_stages",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("life", sa.String(), nullable=False),
        sa.Column("stages", sa.ARRAY(sa.String()), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "life", name="pk_chosen_stages"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_chosen_stages_office_id"),
    )


def downgrade() -> None:
    bind = op.get_bind()
    refuse_loss(bind, "审核、会签、复核和核发的意见", "approval WHERE stage <> 'APPROVE'")
    refuse_loss(bind, "会签单位", "countersigner")
    refuse_loss(bind, "各单位所选的环节", "chosen_stages")
    refuse_loss(bind, "正在审核、会签、复核或等待核发的公文", f"document WHERE state IN {NEW_STATES}")
    refuse_loss(bind, "审核人员的职责", "membership WHERE role = 'REVIEWER'")
    op.drop_table("chosen_stages")
    op.drop_table("countersigner")
    op.drop_column("approval", "office")
    op.drop_column("approval", "office_id")
    op.drop_column("approval", "stage")
    op.drop_column("document", "urgency")
    _allow("document", "state", STATES)
    _allow("membership", "role", ROLES)


def _allow(table: str, column: str, names: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{column}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, sa.column(column).in_(names))
