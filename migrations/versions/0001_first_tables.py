"""First tables, and the triggers that keep the journal, the seals, receipts and frozen lists as they are."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from distro.upgrade import refuse_loss

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


APPEND_ONLY = ("journal", "seal", "receipt", "revision")


def upgrade() -> None:
    create_tables()
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END $$
        """
    )
    for table in APPEND_ONLY:
        op.execute(
            f"""
            CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
            """
        )
    op.execute(
        """
        CREATE FUNCTION refuse_frozen_list() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.frozen_at IS NOT NULL THEN
                RAISE EXCEPTION 'a frozen distribution list does not change' USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN COALESCE(NEW, OLD);
        END $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION refuse_frozen_entry() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (
                SELECT FROM distribution_list
                WHERE id IN (NEW.list_id, OLD.list_id) AND frozen_at IS NOT NULL
            ) THEN
                RAISE EXCEPTION 'a frozen distribution list does not change' USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN COALESCE(NEW, OLD);
        END $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION refuse_frozen_member() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (
                SELECT FROM distribution_list JOIN list_entry ON list_entry.list_id = distribution_list.id
                WHERE list_entry.id IN (NEW.entry_id, OLD.entry_id) AND frozen_at IS NOT NULL
            ) THEN
                RAISE EXCEPTION 'a frozen distribution list does not change' USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN COALESCE(NEW, OLD);
        END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER distribution_list_stays_frozen BEFORE UPDATE OR DELETE ON distribution_list
        FOR EACH ROW EXECUTE FUNCTION refuse_frozen_list()
        """
    )
    op.execute(
        """
        CREATE TRIGGER list_entry_stays_frozen BEFORE INSERT OR UPDATE OR DELETE ON list_entry
        FOR EACH ROW EXECUTE FUNCTION refuse_frozen_entry()
        """
    )
    op.execute(
        """
        CREATE TRIGGER list_member_stays_frozen BEFORE INSERT OR UPDATE OR DELETE ON list_member
        FOR EACH ROW EXECUTE FUNCTION refuse_frozen_member()
        """
    )


def downgrade() -> None:
    refuse_loss(op.get_bind(), "全部内容，包括日志", "journal")
    drop_tables()
    op.execute("DROP FUNCTION refuse_change")
    op.execute("DROP FUNCTION refuse_frozen_list")
    op.execute("DROP FUNCTION refuse_frozen_entry")
    op.execute("DROP FUNCTION refuse_frozen_member")


def create_tables() -> None:
    op.create_table(
        "failed_sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login_digest", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_in")),
    )
    op.create_index("ix_failed_sign_in_login", "failed_sign_in", ["login_digest", "at"], unique=False)
    op.create_table(
        "item_counter",
        sa.Column("fonds", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "retention",
            sa.Enum(
                "PERMANENT",
                "YEARS_30",
                "YEARS_10",
                name="retention",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fonds", "year", "retention", name=op.f("pk_item_counter")),
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=True),
        sa.Column("cause", sa.BigInteger(), nullable=True),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column(
            "written_in",
            sa.BigInteger(),
            server_default=sa.text("(pg_current_xact_id()::text::bigint)"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_office_id"), "journal", ["office_id"], unique=False)
    op.create_index(op.f("ix_journal_subject"), "journal", ["subject"], unique=False)
    op.create_table(
        "office",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "NATION",
                "PROVINCE",
                "PREFECTURE",
                "COUNTY",
                "TOWNSHIP",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column(
            "branch",
            sa.Enum(
                "PARTY",
                "CONGRESS",
                "GOVERNMENT",
                "CONSULTATIVE",
                "DISCIPLINE",
                "MILITARY",
                "JUSTICE",
                "PEOPLE",
                "ENTERPRISE",
                name="branch",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("region", sa.String(), server_default="", nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("mailbox", sa.String(), nullable=True),
        sa.Column("fonds", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["office.id"], name=op.f("fk_office_parent_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["office.id"], name=op.f("fk_office_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("fonds", name=op.f("uq_office_fonds")),
        sa.UniqueConstraint("name", name=op.f("uq_office_name")),
    )
    op.create_index(op.f("ix_office_parent_id"), "office", ["parent_id"], unique=False)
    op.create_table(
        "distribution_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("wording", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["issuer_id"], ["office.id"], name=op.f("fk_distribution_list_issuer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distribution_list")),
    )
    op.create_table(
        "office_class",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "NATION",
                "PROVINCE",
                "PREFECTURE",
                "COUNTY",
                "TOWNSHIP",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column(
            "branch",
            sa.Enum(
                "PARTY",
                "CONGRESS",
                "GOVERNMENT",
                "CONSULTATIVE",
                "DISCIPLINE",
                "MILITARY",
                "JUSTICE",
                "PEOPLE",
                "ENTERPRISE",
                name="branch",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["issuer_id"], ["office.id"], name=op.f("fk_office_class_issuer_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["office.id"], name=op.f("fk_office_class_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_class")),
        sa.UniqueConstraint("issuer_id", "key", name=op.f("uq_office_class_issuer_id_key")),
    )
    op.create_table(
        "office_class_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["class_id"], ["office_class.id"], name=op.f("fk_office_class_member_class_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_office_class_member_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_class_member")),
    )
    op.create_index(op.f("ix_office_class_member_class_id"), "office_class_member", ["class_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_table(
        "errand",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["journal.id"], name=op.f("fk_errand_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
        sa.UniqueConstraint("entry_id", "step", name=op.f("uq_errand_entry_id_step")),
    )
    op.create_index("ix_errand_due", "errand", ["due_at"], unique=False, postgresql_where=sa.text("parked_at IS NULL"))
    op.create_table(
        "list_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "tier",
            sa.Enum(
                "REPORT",
                "CIRCULATE",
                "DISTRIBUTE",
                "ADDRESS",
                "COPY",
                name="tier",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=False),
        sa.Column("phrase", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("office_name", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("is_class", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("alternatives", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["list_id"], ["distribution_list.id"], name=op.f("fk_list_entry_list_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_list_entry_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_entry")),
    )
    op.create_index(op.f("ix_list_entry_list_id"), "list_entry", ["list_id"], unique=False)
    op.create_index(op.f("ix_list_entry_office_id"), "list_entry", ["office_id"], unique=False)
    op.create_table(
        "list_member",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("office_name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["list_entry.id"], name=op.f("fk_list_member_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_list_member_office_id")),
        sa.PrimaryKeyConstraint("entry_id", "office_id", name=op.f("pk_list_member")),
    )
    op.create_table(
        "membership",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "SECRETARY",
                "APPROVER",
                "CLERK",
                "RECORDS",
                "ADMINISTRATOR",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_membership_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.PrimaryKeyConstraint("person_id", "office_id", "role", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_office_id"), "membership", ["office_id"], unique=False)
    op.create_table(
        "office_alias",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "SHORT",
                "OTHER",
                "FORMER",
                name="aliaskind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_office_alias_office_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_alias")),
        sa.UniqueConstraint("name", name=op.f("uq_office_alias_name")),
    )
    op.create_index(op.f("ix_office_alias_office_id"), "office_alias", ["office_id"], unique=False)
    op.create_table(
        "seal",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["journal.id"], name=op.f("fk_seal_entry_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_seal")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_seal_entry_id")),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("masthead", sa.String(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["issuer_id"], ["office.id"], name=op.f("fk_series_issuer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("issuer_id", "masthead", name=op.f("uq_series_issuer_id_masthead")),
    )
    op.create_table(
        "session",
        sa.Column("key_digest", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id")),
        sa.PrimaryKeyConstraint("key_digest", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_person_id"), "session", ["person_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("drafter_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "DRAFT",
                "SUBMITTED",
                "APPROVED",
                "NUMBERED",
                "RELEASED",
                "ISSUED",
                "RECALLED",
                "DISCARDED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("masthead", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("issue", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pdf_digest", sa.String(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("print_error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["drafter_id"], ["person.id"], name=op.f("fk_document_drafter_id")),
        sa.ForeignKeyConstraint(["issuer_id"], ["office.id"], name=op.f("fk_document_issuer_id")),
        sa.ForeignKeyConstraint(["list_id"], ["distribution_list.id"], name=op.f("fk_document_list_id")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_document_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("series_id", "total", name=op.f("uq_document_series_id_total")),
        sa.UniqueConstraint("series_id", "year", "issue", name=op.f("uq_document_series_id_year_issue")),
    )
    op.create_index(op.f("ix_document_issuer_id"), "document", ["issuer_id"], unique=False)
    op.create_table(
        "series_year",
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_series_year_series_id")),
        sa.PrimaryKeyConstraint("series_id", "year", name=op.f("pk_series_year")),
    )
    op.create_table(
        "approval",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("opinion", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_approval_by_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_approval_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index(op.f("ix_approval_document_id"), "approval", ["document_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("office_name", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "ADDRESSED",
                "SENT",
                "FAILED",
                "ACKNOWLEDGED",
                "RETURNED",
                "RECALLED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("addressed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_delivery_document_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["list_entry.id"], name=op.f("fk_delivery_entry_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_delivery_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("entry_id", "office_id", name=op.f("uq_delivery_entry_id_office_id")),
        postgresql_with={"fillfactor": 70},
    )
    op.create_index(op.f("ix_delivery_document_id"), "delivery", ["document_id"], unique=False)
    op.create_index(op.f("ix_delivery_office_id"), "delivery", ["office_id"], unique=False)
    op.create_table(
        "record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "retention",
            sa.Enum(
                "PERMANENT",
                "YEARS_30",
                "YEARS_10",
                name="retention",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("pdf_digest", sa.String(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_record_document_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_record_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint("document_id", name=op.f("uq_record_document_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_record_reference")),
    )
    op.create_index(op.f("ix_record_office_id"), "record", ["office_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("draft", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_revision_by_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_revision_document_id")),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_revision")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_attempt_delivery_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_delivery_id"), "attempt", ["delivery_id"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("office_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("pdf_digest", sa.String(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_receipt_delivery_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_receipt_person_id")),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_receipt")),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_reminder_delivery_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_delivery_id"), "reminder", ["delivery_id"], unique=False)
    op.create_table(
        "return",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_return_delivery_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return")),
    )
    op.create_index(op.f("ix_return_delivery_id"), "return", ["delivery_id"], unique=False)


def drop_tables() -> None:
    op.drop_index(op.f("ix_return_delivery_id"), table_name="return")
    op.drop_table("return")
    op.drop_index(op.f("ix_reminder_delivery_id"), table_name="reminder")
    op.drop_table("reminder")
    op.drop_table("receipt")
    op.drop_index(op.f("ix_attempt_delivery_id"), table_name="attempt")
    op.drop_table("attempt")
    op.drop_table("revision")
    op.drop_index(op.f("ix_record_office_id"), table_name="record")
    op.drop_table("record")
    op.drop_index(op.f("ix_delivery_office_id"), table_name="delivery")
    op.drop_index(op.f("ix_delivery_document_id"), table_name="delivery")
    op.drop_table("delivery")
    op.drop_index(op.f("ix_approval_document_id"), table_name="approval")
    op.drop_table("approval")
    op.drop_table("series_year")
    op.drop_index(op.f("ix_document_issuer_id"), table_name="document")
    op.drop_table("document")
    op.drop_index(op.f("ix_session_person_id"), table_name="session")
    op.drop_table("session")
    op.drop_table("series")
    op.drop_table("seal")
    op.drop_index(op.f("ix_office_alias_office_id"), table_name="office_alias")
    op.drop_table("office_alias")
    op.drop_index(op.f("ix_membership_office_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_table("list_member")
    op.drop_index(op.f("ix_list_entry_office_id"), table_name="list_entry")
    op.drop_index(op.f("ix_list_entry_list_id"), table_name="list_entry")
    op.drop_table("list_entry")
    op.drop_index("ix_errand_due", table_name="errand", postgresql_where=sa.text("parked_at IS NULL"))
    op.drop_table("errand")
    op.drop_table("person")
    op.drop_index(op.f("ix_office_class_member_class_id"), table_name="office_class_member")
    op.drop_table("office_class_member")
    op.drop_table("office_class")
    op.drop_table("distribution_list")
    op.drop_index(op.f("ix_office_parent_id"), table_name="office")
    op.drop_table("office")
    op.drop_index(op.f("ix_journal_subject"), table_name="journal")
    op.drop_index(op.f("ix_journal_office_id"), table_name="journal")
    op.drop_table("journal")
    op.drop_table("item_counter")
    op.drop_index("ix_failed_sign_in_login", table_name="failed_sign_in")
    op.drop_table("failed_sign_in")
