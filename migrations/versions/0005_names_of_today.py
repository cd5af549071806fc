"""The chain has links, a document that is being printed is PRINTING, one given up is VOID: tables say what the code says."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CONSTRAINTS = ("pk_{}", "uq_{}_entry_id", "fk_{}_entry_id")
STATES = {"RELEASED": "PRINTING", "DISCARDED": "VOID"}
KEPT = ("DRAFT", "SUBMITTED", "APPROVED", "NUMBERED", "ISSUED", "RECALLED")


def upgrade() -> None:
    rename_chain("seal", "link")
    rename_states(STATES)


def downgrade() -> None:
    rename_states({today: before for before, today in STATES.items()})
    rename_chain("link", "seal")


def rename_chain(before: str, today: str) -> None:
    op.rename_table(before, today)
    for name in CONSTRAINTS:
        op.execute(f"ALTER TABLE {today} RENAME CONSTRAINT {name.format(before)} TO {name.format(today)}")
    op.execute(f"ALTER TRIGGER {before}_is_append_only ON {today} RENAME TO {today}_is_append_only")


def rename_states(names: dict[str, str]) -> None:
    allowed = ", ".join(f"'{state}'" for state in (*KEPT, *names.values()))
    op.execute("ALTER TABLE document DROP CONSTRAINT ck_document_state")
    for before, today in names.items():
        op.execute(f"UPDATE document SET state = '{today}' WHERE state = '{before}'")  # noqa: S608
    op.execute(f"ALTER TABLE document ADD CONSTRAINT ck_document_state CHECK (state IN ({allowed}))")
