"""Three administrators, one-time links for passwords, sessions their owners can tell apart, and tries counted at once.

Existing administrators become 系统管理员 and keep what else they hold: the pages show what may not be one person's.
"""

import sqlalchemy as sa
from alembic import op

from distro.upgrade import refuse_loss

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BEFORE = ("SECRETARY", "APPROVER", "CLERK", "RECORDS", "ADMINISTRATOR")
ADDED = ("SECURITY", "AUDITOR")


def upgrade() -> None:
    allow_roles(BEFORE + ADDED)
    op.add_column("person", sa.Column("mailbox", sa.String(), nullable=True))
    op.alter_column("person", "password_hash", existing_type=sa.String(), nullable=True)
    op.add_column("session", sa.Column("id", sa.Uuid(), nullable=True))
    op.execute("UPDATE session SET id = gen_random_uuid()")
    op.alter_column("session", "id", existing_type=sa.Uuid(), nullable=False)
    op.create_unique_constraint(op.f("uq_session_id"), "session", ["id"])
    op.add_column("session", sa.Column("address", sa.String(), server_default="", nullable=False))
    op.create_index(op.f("ix_session_created_at"), "session", ["created_at"])
    op.create_table(
        "password_link",
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_password_link_person_id")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_password_link")),
    )
    op.create_index(op.f("ix_password_link_person_id"), "password_link", ["person_id"])
    op.drop_table("failed_sign_in")
    op.create_table(
        "sign_in_tally",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("empty_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_tally")),
    )
    op.create_index(op.f("ix_sign_in_tally_empty_at"), "sign_in_tally", ["empty_at"])


def downgrade() -> None:
    refuse_loss(op.get_bind(), "安全保密管理员、安全审计员的任职", f"membership WHERE role IN {ADDED}")
    refuse_loss(op.get_bind(), "尚未设置口令的账号", "person WHERE password_hash IS NULL")
    refuse_loss(op.get_bind(), "人员的邮箱", "person WHERE mailbox IS NOT NULL")
    op.drop_table("sign_in_tally")
    op.create_table(
        "failed_sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login_digest", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_in")),
    )
    op.create_index("ix_failed_sign_in_login", "failed_sign_in", ["login_digest", "at"])
    op.drop_table("password_link")
    op.drop_index(op.f("ix_session_created_at"), table_name="session")
    op.drop_column("session", "address")
    op.drop_column("session", "id")
    op.alter_column("person", "password_hash", existing_type=sa.String(), nullable=False)
    op.drop_column("person", "mailbox")
    allow_roles(BEFORE)


def allow_roles(roles: tuple[str, ...]) -> None:
    op.execute("ALTER TABLE membership DROP CONSTRAINT ck_membership_role")
    op.execute(f"ALTER TABLE membership ADD CONSTRAINT ck_membership_role CHECK (role IN {roles})")
