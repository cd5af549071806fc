"""The ledger of numbers: what an issue is called is kept in words and as data; what stood with the documents moves there."""

import sqlalchemy as sa
from alembic import op

from distro.upgrade import refuse_loss

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

USUAL = "year || '年第' || {number} || '期（总第' || {total} || '期）'"
KIND = sa.Enum(
    "MAIN",
    "SUPPLEMENT",
    "THEMATIC",
    "SPECIAL",
    name="serieskind",
    native_enum=False,
    create_constraint=True,
    length=20,
)


def upgrade() -> None:
    op.drop_constraint("uq_series_issuer_id_masthead", "series")
    op.alter_column("series", "masthead", new_column_name="name")
    op.add_column("series", sa.Column("kind", KIND, nullable=False, server_default="MAIN"))
    op.add_column("series", sa.Column("theme", sa.String(), nullable=False, server_default=""))
    op.create_unique_constraint("uq_series_issuer_id_name_kind_theme", "series", ["issuer_id", "name", "kind", "theme"])
    _create_ledger()
    # The journal knows who took a number and when.
    op.execute(
        f"""
        INSERT INTO taken_number
            (id, series_id, year, first, last, total_first, total_last, words, document_id, by_name, at)
        SELECT gen_random_uuid(), series_id, year, issue, issue, total, total,
            {USUAL.format(number="issue", total="total")},
            document.id, coalesce(taken.actor, ''), coalesce(taken.at, document.changed_at)
        FROM document LEFT JOIN LATERAL (
            SELECT actor, at FROM journal WHERE subject = document.id AND fact = 'document.numbered' ORDER BY id LIMIT 1
        ) AS taken ON true
        WHERE issue IS NOT NULL
        """  # noqa: S608
    )
    op.add_column("document", sa.Column("designation", sa.String(), nullable=True))
    op.execute("UPDATE document SET designation = words FROM taken_number WHERE document_id = document.id")
    for column in ("series_id", "year", "issue", "total"):
        op.drop_column("document", column)
    op.drop_column("series", "total")
    op.drop_table("series_year")
    op.add_column("approval", sa.Column("designation", sa.String(), nullable=True))
    # What is typed and not saved, in the words of the one field there is now.
    op.execute(
        """
        UPDATE unsaved SET texts = texts - ARRAY['year', 'issue', 'total'] || jsonb_build_object('designation', concat(
            nullif(trim(texts ->> 'year'), '') || '年',
            '第' || nullif(trim(texts ->> 'issue'), '') || '期',
            '（总第' || nullif(trim(texts ->> 'total'), '') || '期）'
        ))
        WHERE texts ?| ARRAY['year', 'issue', 'total']
        """
    )


def _create_ledger() -> None:
    op.create_table(
        "taken_number",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("total_first", sa.Integer(), nullable=True),
        sa.Column("total_last", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by", sa.String(), nullable=True),
        sa.Column("struck_for", sa.String(), nullable=True),
        sa.CheckConstraint("first <= last AND (first IS NULL) = (last IS NULL)", name=op.f("ck_taken_number_numbers")),
        sa.CheckConstraint(
            "total_first <= total_last AND (total_first IS NULL) = (total_last IS NULL)",
            name=op.f("ck_taken_number_totals"),
        ),
        sa.CheckConstraint("(document_id IS NULL) = (dated IS NOT NULL)", name=op.f("ck_taken_number_origin")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name="fk_taken_number_series_id"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_taken_number_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_taken_number"),
        sa.UniqueConstraint("document_id", name="uq_taken_number_document_id"),
    )
    for end, scope in (
        ("first", "series_id, year, coalesce(month, 0)"),
        ("last", "series_id, year, coalesce(month, 0)"),
        ("total_first", "series_id"),
        ("total_last", "series_id"),
    ):
        op.execute(
            f"CREATE UNIQUE INDEX uq_taken_number_{end} ON taken_number ({scope}, {end}) WHERE struck_at IS NULL"
        )
    # What was entered afterwards can be struck out, once; nothing else ever changes.
    kept = "to_jsonb({}) - ARRAY['struck_at', 'struck_by', 'struck_for']"
    op.execute(
        f"""
        CREATE TRIGGER taken_number_is_kept BEFORE UPDATE ON taken_number FOR EACH ROW
        WHEN (
            OLD.document_id IS NOT NULL OR OLD.struck_at IS NOT NULL OR NEW.struck_at IS NULL
            OR {kept.format("OLD")} IS DISTINCT FROM {kept.format("NEW")}
        )
        EXECUTE FUNCTION refuse_change()
        """
    )
    op.execute(
        """
        CREATE TRIGGER taken_number_stays BEFORE DELETE OR TRUNCATE ON taken_number
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
    )


def downgrade() -> None:
    usual = USUAL.format(number="first", total="total_first")
    for what, facts in (
        ("登记的旧期", "taken_number WHERE document_id IS NULL"),
        ("增刊、专刊、特刊的编号", "series WHERE kind <> 'MAIN'"),
        ("期号的原样写法", f"taken_number WHERE (words = {usual}) IS NOT TRUE"),
        ("期号按原样记载的文稿", "revision WHERE draft ? 'designation'"),
        ("签发时所见的期号", "approval WHERE designation IS NOT NULL"),
        ("尚未保存的期号", "unsaved WHERE texts ->> 'designation' <> ''"),
    ):
        refuse_loss(op.get_bind(), what, facts)
    op.drop_column("approval", "designation")
    op.create_table(
        "series_year",
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name="fk_series_year_series_id"),
        sa.PrimaryKeyConstraint("series_id", "year", name="pk_series_year"),
    )
    op.execute("INSERT INTO series_year SELECT series_id, year, max(last) FROM taken_number GROUP BY series_id, year")
    op.add_column("series", sa.Column("total", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE series SET total = (SELECT max(total_last) FROM taken_number WHERE taken_number.series_id = series.id)"
    )
    for column in ("year", "issue", "total"):
        op.add_column("document", sa.Column(column, sa.Integer(), nullable=True))
    op.add_column("document", sa.Column("series_id", sa.Uuid(), nullable=True))
    op.create_foreign_key("fk_document_series_id", "document", "series", ["series_id"], ["id"])
    op.execute(
        """
        UPDATE document SET series_id = number.series_id, year = number.year, issue = first, total = total_first
        FROM taken_number AS number WHERE document_id = document.id
        """
    )
    op.create_unique_constraint("uq_document_series_id_year_issue", "document", ["series_id", "year", "issue"])
    op.create_unique_constraint("uq_document_series_id_total", "document", ["series_id", "total"])
    op.drop_column("document", "designation")
    op.drop_table("taken_number")
    op.drop_constraint("uq_series_issuer_id_name_kind_theme", "series")
    op.drop_column("series", "theme")
    op.drop_column("series", "kind")
    op.alter_column("series", "name", new_column_name="masthead")
    op.create_unique_constraint("uq_series_issuer_id_masthead", "series", ["issuer_id", "masthead"])
