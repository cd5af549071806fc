"""Tables of documents, their revisions and files, what is said of them on their way, and the ledger of their numbers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column

from distro.documents.designation import SeriesKind
from distro.documents.numerals import Numbers
from distro.documents.rules import Stage, State
from distro.documents.series import Taken
from distro.kernel.database import UPDATED, UPDATED_AND_DELETED, Base, identity, moment, plain
from distro.lists.tier import Tier


class Series(Base):
    """A run of numbers: of a bulletin (`name` is its masthead) of one issuer, and there of one kind of issue; `theme` are
    the words before the kind (国庆专刊). The row is locked while a number is taken."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("issuer_id", "name", "kind", "theme"), UPDATED)

    id: Mapped[identity]
    issuer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    name: Mapped[str]
    kind: Mapped[SeriesKind] = mapped_column(server_default=SeriesKind.MAIN.name)
    theme: Mapped[str] = mapped_column(server_default="")


class TakenNumber(Base):
    """A line of the ledger of numbers (`documents.numbers`); a trigger keeps it as it is.

    `words` are as printed; `first` to `last` are the numbers they count in the year, or in `month` of it, `total_first`
    to `total_last` in the whole series; None where the words have none. An issue that was made elsewhere and entered
    afterwards has no document here, but the `dated` and `title` it had; entered by mistake it can be struck out, once.
    """

    __tablename__ = "taken_number"
    __table_args__ = (
        CheckConstraint("first <= last AND (first IS NULL) = (last IS NULL)", name="numbers"),
        CheckConstraint("total_first <= total_last AND (total_first IS NULL) = (total_last IS NULL)", name="totals"),
        CheckConstraint("(document_id IS NULL) = (dated IS NOT NULL)", name="origin"),
        # The lock on the series keeps numbers apart; these are the second bolt. An empty month counts the year.
        *(
            Index(
                f"uq_taken_number_{end}",
                *("series_id", "year", text("coalesce(month, 0)"), end),
                unique=True,
                postgresql_where=text("struck_at IS NULL"),
            )
            for end in ("first", "last")
        ),
        *(
            Index(
                f"uq_taken_number_{end}",
                *("series_id", end),
                unique=True,
                postgresql_where=text("struck_at IS NULL"),
            )
            for end in ("total_first", "total_last")
        ),
        UPDATED,
    )

    id: Mapped[identity]
    series_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("series.id"))
    year: Mapped[int]
    month: Mapped[int | None]
    first: Mapped[int | None]
    last: Mapped[int | None]
    total_first: Mapped[int | None]
    total_last: Mapped[int | None]
    words: Mapped[str]
    document_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id"), unique=True)
    dated: Mapped[date | None]
    title: Mapped[str | None]
    by_name: Mapped[str]
    at: Mapped[moment]
    struck_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    struck_by: Mapped[str | None]
    struck_for: Mapped[str | None]

    @property
    def taken(self) -> Taken:
        """What it counts."""
        number = None if self.first is None else Numbers(self.first, self.last)
        total = None if self.total_first is None else Numbers(self.total_first, self.total_last)
        return Taken(self.words, self.year, self.month, number, total)


class VoidedNumber(Base):
    """A number whose document was given up: it stays taken, and is never printed."""

    __tablename__ = "voided_number"

    number_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("taken_number.id"), primary_key=True)
    reason: Mapped[str]
    by_name: Mapped[str]
    at: Mapped[moment]


class Revision(Base):
    """What a document said at one time; never changed."""

    __tablename__ = "revision"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    draft: Mapped[plain]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[moment]


@dataclass(frozen=True)
class Issued:
    """What a document has from the moment it is issued, and keeps when it is recalled."""

    dated: date
    at: datetime
    pdf_digest: str
    pages: int


class Document(Base):
    """A document in its present state; what it says is in its revisions. `kind` is the name of one in `documents.kinds`.

    `version` rises with every change and guards against writing over a colleague's work. `designation` are the words of
    the number it has taken, as the ledger has them. `is_numbered` says that every copy bears its own number.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index(None, "issuer_id", "changed_at"),
        UPDATED,
    )

    id: Mapped[identity] = mapped_column()  # named here, for the query below
    issuer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    drafter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    state: Mapped[State]
    version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)
    list_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("distribution_list.id"))
    created_at: Mapped[moment]
    changed_at: Mapped[moment]
    kind: Mapped[str] = mapped_column(server_default="简报")
    masthead: Mapped[str]
    title: Mapped[str]
    dated: Mapped[date | None]
    designation: Mapped[str | None]
    issued_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    pdf_digest: Mapped[str | None]
    pages: Mapped[int | None]
    print_error: Mapped[str | None]
    is_numbered: Mapped[bool] = mapped_column(server_default="false")
    urgency: Mapped[str] = mapped_column(server_default="")
    writer_ids: Mapped[list[uuid.UUID] | None] = column_property(
        select(func.array_agg(Revision.by_id.distinct())).where(Revision.document_id == id).scalar_subquery(),
        deferred=True,
    )

    @property
    def author_ids(self) -> set[uuid.UUID]:
        """Everyone who wrote a revision of it."""
        return {self.drafter_id, *(self.writer_ids or ())}

    @property
    def has_number(self) -> bool:
        return self.designation is not None

    @property
    def taken(self) -> str:
        """The words of the number it has taken; ValueError while there is none."""
        if self.designation is None:
            raise ValueError(f"document {self.id} has no number")
        return self.designation

    @property
    def has_print(self) -> bool:
        """Whether its print is kept: since it was printed, unless the print was sent back."""
        return self.pdf_digest is not None

    @property
    def print_digest(self) -> str:
        """SHA-256 of its print; ValueError while there is none."""
        if self.pdf_digest is None:
            raise ValueError(f"document {self.id} is not printed")
        return self.pdf_digest

    @property
    def is_issued(self) -> bool:
        """Whether it was issued; it stays so when it is recalled."""
        return self.issued_at is not None

    @property
    def issued(self) -> Issued:
        """What it has since it was issued; ValueError before."""
        if self.dated is None or self.issued_at is None or self.pdf_digest is None or self.pages is None:
            raise ValueError(f"document {self.id} is not issued")
        return Issued(self.dated, self.issued_at, self.pdf_digest, self.pages)

    @property
    def number(self) -> str:
        """河湖治理工作简报 2026年第3期（总第3期）, 云政发〔2026〕5号; while there is no number the masthead or kind alone."""
        return " ".join(filter(None, [self.masthead, self.designation])) or self.kind

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Attachment(Base):
    """A file of its own that goes along with a revision, as it came: each revision has all of its files, and keeps them.

    `came_with` is the revision it was added in. `pages` is None where nobody could count them.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        ForeignKeyConstraint(["document_id", "revision"], ["revision.document_id", "revision.number"]),
        UniqueConstraint("document_id", "revision", "digest"),
    )

    document_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    name: Mapped[str]
    digest: Mapped[str]
    size: Mapped[int]
    pages: Mapped[int | None]
    media_type: Mapped[str]
    came_with: Mapped[int]

    def to_plain(self) -> dict[str, Any]:
        """What is said of it wherever it is counted: in facts, receipts and records."""
        names = ("position", "title", "name", "digest", "size", "pages", "media_type", "came_with")
        return {name: getattr(self, name) for name in names}


class Unsaved(Base):
    """What a person has typed into a draft and not saved yet, as the texts of the form; `version` is the document's that
    they saw. It is theirs alone, no part of the document, and gone as soon as they save."""

    __tablename__ = "unsaved"
    __table_args__ = UPDATED_AND_DELETED

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"), primary_key=True, index=True)
    version: Mapped[int]
    texts: Mapped[plain]
    at: Mapped[moment] = mapped_column(index=True)


class Approval(Base):
    """Somebody's word on one revision at one stage of its life: consent, or return with a reason (条例 art. 20 to 22, 25).

    `designation` are the words of the issue as the officer who signed saw them; None in approvals before they were
    noted, and in every other word. `office_id` and `office` are those that countersigned.
    """

    __tablename__ = "approval"

    id: Mapped[identity]
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"), index=True)
    stage: Mapped[Stage] = mapped_column(server_default=Stage.APPROVE.name)
    revision: Mapped[int]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str]
    at: Mapped[moment]
    approved: Mapped[bool]
    opinion: Mapped[str]
    designation: Mapped[str | None]
    office_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("office.id"))
    office: Mapped[str | None]


class Countersigner(Base):
    """An office whose consent to a revision is asked for (会签): those of one `turn` side by side, one turn after the
    other. `name` is what the draft calls it."""

    __tablename__ = "countersigner"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"), primary_key=True, index=True)
    turn: Mapped[int]
    name: Mapped[str]


class ChosenStages(Base):
    """The optional stages (`documents.lives`) that an office's documents of one life pass, by their names; an office
    without a row has the usual ones."""

    __tablename__ = "chosen_stages"
    __table_args__ = UPDATED

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"), primary_key=True)
    life: Mapped[str] = mapped_column(primary_key=True)
    stages: Mapped[list[str]] = mapped_column(ARRAY(String))


class Waiver(Base):
    """A person's word that a warning does not hold here, with the reason.

    It is about one office in one tier of the list, `rule` then being the name of a `lists.checks.Rule`, or about a
    passage of the text, whose digest it keeps, `rule` being one of `documents.checks.finding`.
    """

    __tablename__ = "waiver"
    __table_args__ = (
        UniqueConstraint("document_id", "rule", "office_id", "tier"),
        UniqueConstraint("document_id", "rule", "passage"),
        CheckConstraint(
            "(office_id IS NULL) = (passage IS NOT NULL) AND (office_id IS NULL) = (tier IS NULL)", name="subject"
        ),
    )

    id: Mapped[identity]
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"))
    rule: Mapped[str]
    office_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("office.id"))
    tier: Mapped[Tier | None]
    passage: Mapped[str | None]
    reason: Mapped[str]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str]
    at: Mapped[moment]

    @property
    def key(self) -> str:
        """The key of the finding it was given for."""
        return f"{self.rule}.{self.passage or f'{self.office_id}.{self.tier.name if self.tier else str()}'}"
