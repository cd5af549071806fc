"""Tables of documents, their revisions, approvals and waivers, and the counters of their series."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import DateTime, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from distro.documents.draft import issue_line
from distro.documents.rules import State
from distro.documents.series import Number
from distro.kernel.database import UPDATED, UPDATED_AND_DELETED, Base, identity, moment, plain
from distro.lists.tier import Tier


class Series(Base):
    """The run of a bulletin: one masthead of one issuer. The row is locked while a number is taken."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("issuer_id", "masthead"), UPDATED)

    id: Mapped[identity]
    issuer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    masthead: Mapped[str]
    total: Mapped[int | None]


class SeriesYear(Base):
    """The last issue number taken in a year."""

    __tablename__ = "series_year"
    __table_args__ = UPDATED

    series_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("series.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    issue: Mapped[int]


@dataclass(frozen=True)
class Issued:
    """What a document has from the moment it is issued, and keeps when it is recalled."""

    dated: date
    at: datetime
    pdf_digest: str
    pages: int


class Document(Base):
    """A document in its present state; what it says is in its revisions.

    `version` rises with every change and guards against writing over a colleague's work. `is_numbered` says that every
    copy bears its own number.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("series_id", "year", "issue"),
        UniqueConstraint("series_id", "total"),
        Index(None, "issuer_id", "changed_at"),
        UPDATED,
    )

    id: Mapped[identity]
    issuer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    drafter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    state: Mapped[State]
    version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)
    list_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("distribution_list.id"))
    created_at: Mapped[moment]
    changed_at: Mapped[moment]
    masthead: Mapped[str]
    title: Mapped[str]
    dated: Mapped[date | None]
    series_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("series.id"))
    year: Mapped[int | None]
    issue: Mapped[int | None]
    total: Mapped[int | None]
    issued_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    pdf_digest: Mapped[str | None]
    pages: Mapped[int | None]
    print_error: Mapped[str | None]
    is_numbered: Mapped[bool] = mapped_column(server_default="false")

    @property
    def has_number(self) -> bool:
        return self.issue is not None

    @property
    def taken(self) -> Number:
        """The number it has taken; ValueError while there is none."""
        if self.year is None or self.issue is None or self.total is None:
            raise ValueError(f"document {self.id} has no number")
        return Number(self.year, self.issue, self.total)

    @property
    def is_issued(self) -> bool:
        """Whether it was issued; it stays so when it is recalled."""
        return self.pdf_digest is not None

    @property
    def issued(self) -> Issued:
        """What it has since it was issued; ValueError before."""
        if self.dated is None or self.issued_at is None or self.pdf_digest is None or self.pages is None:
            raise ValueError(f"document {self.id} is not issued")
        return Issued(self.dated, self.issued_at, self.pdf_digest, self.pages)

    @property
    def number(self) -> str:
        """河湖治理工作简报 2026年第3期（总第3期）; the masthead alone while there is no number."""
        return f"{self.masthead} {issue_line(*self.taken)}" if self.has_number else self.masthead

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Revision(Base):
    """What a document said at one time; never changed."""

    __tablename__ = "revision"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    draft: Mapped[plain]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[moment]


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
    """An approving officer's word on one revision: consent, or return with a reason (条例 art. 22)."""

    __tablename__ = "approval"

    id: Mapped[identity]
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"), index=True)
    revision: Mapped[int]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str]
    at: Mapped[moment]
    approved: Mapped[bool]
    opinion: Mapped[str]


class Waiver(Base):
    """A person's word that a warning about one office on the list does not hold here, with the reason.

    `rule` is the name of a `lists.checks.Rule`.
    """

    __tablename__ = "waiver"
    __table_args__ = (UniqueConstraint("document_id", "rule", "office_id", "tier"),)

    id: Mapped[identity]
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"))
    rule: Mapped[str]
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    tier: Mapped[Tier]
    reason: Mapped[str]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str]
    at: Mapped[moment]
