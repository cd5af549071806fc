"""Dispatches, tries, notices, corrected receipts, several mailboxes; errands with data of their own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from distro.upgrade import refuse_loss

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    dispatches()
    tries_and_notices()
    receipts()
    mailboxes()
    errands()
    op.drop_constraint("uq_record_document_id", "record", type_="unique")
    op.create_unique_constraint("uq_record_document_id_office_id", "record", ["document_id", "office_id"])


def downgrade() -> None:
    connection = op.get_bind()
    refuse_loss(connection, "补发的轮次", "dispatch WHERE round > 1")
    refuse_loss(connection, "已更正的回执", "receipt WHERE corrects_id IS NOT NULL")
    refuse_loss(connection, "邮件通知的结果", "notice")
    refuse_loss(connection, "第二个收文邮箱", "office WHERE cardinality(mailboxes) > 1")
    refuse_loss(
        connection, "收文单位的档案", "record JOIN document ON document.id = document_id WHERE office_id <> issuer_id"
    )
    refuse_loss(connection, "正在进行的后台事项", "errand")
    op.drop_constraint("uq_record_document_id_office_id", "record", type_="unique")
    op.create_unique_constraint("uq_record_document_id", "record", ["document_id"])
    op.drop_table("errand")
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
        sa.PrimaryKeyConstraint("id", name="pk_errand"),
        sa.ForeignKeyConstraint(["entry_id"], ["journal.id"], name="fk_errand_entry_id"),
        sa.UniqueConstraint("entry_id", "step", name="uq_errand_entry_id_step"),
    )
    op.create_index("ix_errand_due", "errand", ["due_at"], postgresql_where=sa.text("parked_at IS NULL"))
    op.add_column("office", sa.Column("mailbox", sa.String(), nullable=True))
    op.execute("UPDATE office SET mailbox = mailboxes[1]")
    op.drop_column("office", "mailboxes")
    op.drop_index("uq_receipt_delivery_id", "receipt")
    op.drop_column("receipt", "corrects_id")
    op.drop_constraint("pk_receipt", "receipt", type_="primary")
    op.drop_column("receipt", "id")
    op.create_primary_key("pk_receipt", "receipt", ["delivery_id"])
    op.drop_table("mail_server")
    op.alter_column("try", "reply", new_column_name="error", nullable=True, server_default=None)
    op.execute("UPDATE try SET error = NULL WHERE error = ''")
    for column in ("notice_id", "ended_at", "outcome"):
        op.drop_column("try", column)
    op.rename_table("try", "attempt")
    rename("try", "attempt")
    op.drop_table("notice")
    op.drop_index("ix_delivery_addressed", "delivery")
    op.drop_constraint("uq_delivery_dispatch_id_entry_id_office_id", "delivery", type_="unique")
    op.drop_column("delivery", "dispatch_id")
    op.alter_column("delivery", "copy_number", nullable=True)
    op.create_unique_constraint("uq_delivery_entry_id_office_id", "delivery", ["entry_id", "office_id"])
    op.drop_table("dispatch")


def dispatches() -> None:
    op.create_table(
        "dispatch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("why", enumeration("why", "FIRST", "FURTHER", "REPLACEMENT"), nullable=False),
        sa.Column("addressed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_dispatch"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_dispatch_document_id"),
        sa.ForeignKeyConstraint(["list_id"], ["distribution_list.id"], name="fk_dispatch_list_id"),
        sa.UniqueConstraint("document_id", "round", name="uq_dispatch_document_id_round"),
    )
    op.add_column("delivery", sa.Column("dispatch_id", sa.Uuid(), nullable=True))
    op.execute(
        """
        INSERT INTO dispatch (id, document_id, list_id, round, why, addressed_at, sent_at)
        SELECT gen_random_uuid(), document.id, list_id, 1, 'FIRST', min(addressed_at),
               CASE WHEN bool_or(delivery.state = 'ADDRESSED') THEN NULL ELSE max(sent_at) END
        FROM delivery JOIN document ON document.id = document_id
        GROUP BY document.id, list_id
        """
    )
    op.execute(
        "UPDATE delivery SET dispatch_id = dispatch.id FROM dispatch WHERE dispatch.document_id = delivery.document_id"
    )
    # Copies that were addressed before copies had numbers get theirs in the same order.
    op.execute(
        """
        UPDATE delivery SET copy_number = place
        FROM (
            SELECT delivery.id, row_number() OVER (
                PARTITION BY document_id ORDER BY position, rank, delivery.office_name
            ) AS place
            FROM delivery JOIN list_entry ON list_entry.id = entry_id JOIN office ON office.id = delivery.office_id
            WHERE document_id IN (SELECT document_id FROM delivery WHERE copy_number IS NULL)
        ) AS placed
        WHERE placed.id = delivery.id AND copy_number IS NULL
        """
    )
    op.alter_column("delivery", "dispatch_id", nullable=False)
    op.alter_column("delivery", "copy_number", nullable=False)
    op.create_foreign_key("fk_delivery_dispatch_id", "delivery", "dispatch", ["dispatch_id"], ["id"])
    op.drop_constraint("uq_delivery_entry_id_office_id", "delivery", type_="unique")
    op.create_unique_constraint(
        "uq_delivery_dispatch_id_entry_id_office_id", "delivery", ["dispatch_id", "entry_id", "office_id"]
    )
    op.create_index(
        "ix_delivery_addressed",
        "delivery",
        ["dispatch_id"],
        postgresql_where=sa.text("state = 'ADDRESSED'"),
    )


def tries_and_notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("kind", enumeration("noticekind", "ARRIVAL", "REMINDER"), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column(
            "state", enumeration("noticestate", "WAITING", "SENT", "KEPT", "REFUSED", "NEEDLESS"), nullable=False
        ),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_notice_delivery_id"),
    )
    op.create_index("ix_notice_delivery_id", "notice", ["delivery_id"])
    op.create_index("ix_notice_waiting", "notice", ["called_at"], postgresql_where=sa.text("state = 'WAITING'"))
    op.rename_table("attempt", "try")
    rename("attempt", "try")
    op.alter_column("try", "error", new_column_name="reply")
    op.add_column("try", sa.Column("notice_id", sa.Uuid(), nullable=True))
    op.add_column("try", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("try", sa.Column("outcome", sa.String(20), nullable=True))
    # What was tried was noted when it had ended; a failed mail was refused, for good or until a later try.
    op.execute(
        """
        UPDATE try SET ended_at = at, reply = COALESCE(reply, ''),
                       outcome = CASE WHEN reply IS NULL THEN 'DONE' ELSE 'REFUSED' END
        """
    )
    op.alter_column("try", "reply", nullable=False, server_default="")
    op.alter_column("try", "outcome", nullable=False)
    op.alter_column("try", "ended_at", nullable=False)
    op.create_check_constraint("outcome", "try", "outcome IN ('DONE', 'KEPT', 'DEFERRED', 'REFUSED', 'UNKNOWN')")
    op.create_foreign_key("fk_try_notice_id", "try", "notice", ["notice_id"], ["id"])
    op.create_table(
        "mail_server",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_mail_server"),
    )


def receipts() -> None:
    op.drop_constraint("pk_receipt", "receipt", type_="primary")
    op.add_column("receipt", sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False))
    op.alter_column("receipt", "id", server_default=None)
    op.create_primary_key("pk_receipt", "receipt", ["id"])
    op.add_column("receipt", sa.Column("corrects_id", sa.Uuid(), nullable=True))
    op.create_foreign_key("fk_receipt_corrects_id", "receipt", "receipt", ["corrects_id"], ["id"])
    op.create_unique_constraint("uq_receipt_corrects_id", "receipt", ["corrects_id"])
    op.create_index(
        "uq_receipt_delivery_id",
        "receipt",
        ["delivery_id"],
        unique=True,
        postgresql_where=sa.text("corrects_id IS NULL"),
    )


def mailboxes() -> None:
    op.add_column(
        "office", sa.Column("mailboxes", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False)
    )
    op.execute("UPDATE office SET mailboxes = ARRAY[mailbox] WHERE mailbox IS NOT NULL")
    op.drop_column("office", "mailbox")


def errands() -> None:
    """What is under way goes on: an errand holds by itself what it had from the fact it followed."""
    connection = op.get_bind()
    before = (
        connection.execute(
            sa.text(
                """
                SELECT step, due_at, lease, attempts, error, parked_at,
                       entry_id AS cause, at AS called_at, subject, office_id, data
                FROM errand JOIN journal ON journal.id = entry_id ORDER BY errand.id
                """
            )
        )
        .mappings()
        .all()
    )
    op.drop_table("errand")
    today = op.create_table(
        "errand",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("queue", sa.String(), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=True),
        sa.Column("data", JSONB(), nullable=False),
        sa.Column("cause", sa.BigInteger(), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_errand"),
    )
    op.create_index("ix_errand_due", "errand", ["queue", "due_at", "id"], postgresql_where=sa.text("parked_at IS NULL"))
    op.create_index("ix_errand_subject", "errand", ["subject", "step"])
    for each in before:
        common = {
            name: each[name] for name in ("due_at", "lease", "attempts", "error", "parked_at", "cause", "called_at")
        }
        for row in rows(connection, each):
            connection.execute(sa.insert(today).values(**common, office_id=each["office_id"], **row))


KINDS = {"mail-notices": "ARRIVAL", "mail-reminders": "REMINDER"}


def rows(connection: sa.Connection, errand: sa.RowMapping) -> list[dict[str, object]]:
    """The errands of today that do what this one was to do."""
    step, subject, data = errand["step"], errand["subject"], errand["data"]
    if step == "send-copies":
        sql = """
            SELECT dispatch_id, min(copy_number), max(copy_number) FROM delivery
            WHERE id = ANY(CAST(:ids AS uuid[])) GROUP BY dispatch_id
            """
        return [
            {
                "step": step,
                "queue": "default",
                "subject": subject,
                "data": {"dispatch": str(dispatch), "first": first, "last": last},
            }
            for dispatch, first, last in connection.execute(sa.text(sql), {"ids": data["deliveries"]})
        ]
    if step in KINDS:
        sql = """
            INSERT INTO notice (id, delivery_id, kind, address, state, called_at)
            SELECT gen_random_uuid(), delivery.id, :kind, address, 'WAITING', :called_at
            FROM delivery JOIN office ON office.id = office_id, unnest(mailboxes) AS address
            WHERE delivery.id = ANY(CAST(:ids AS uuid[])) RETURNING id
            """
        said = {"ids": data["deliveries"], "kind": KINDS[step], "called_at": errand["called_at"]}
        return [
            {"step": "mail-notice", "queue": "mail", "subject": notice, "data": {}}
            for notice in connection.execute(sa.text(sql), said).scalars()
        ]
    taken = ("after", "documents", "broken") if step == "compare-lists" else ()
    return [
        {
            "step": step,
            "queue": "press" if step == "print-document" else "default",
            "subject": subject,
            "data": {name: data[name] for name in taken},
        }
    ]


def rename(before: str, today: str) -> None:
    op.execute(f'ALTER TABLE "{today}" RENAME CONSTRAINT pk_{before} TO pk_{today}')
    op.execute(f'ALTER TABLE "{today}" RENAME CONSTRAINT fk_{before}_delivery_id TO fk_{today}_delivery_id')
    op.execute(f"ALTER INDEX ix_{before}_delivery_id RENAME TO ix_{today}_delivery_id")


def enumeration(name: str, *names: str) -> sa.Enum:
    return sa.Enum(*names, name=name, native_enum=False, create_constraint=True, length=20)
