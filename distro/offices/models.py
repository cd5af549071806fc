"""Tables of the register."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ARRAY, DateTime, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from distro.kernel.database import DELETED, UPDATED, UPDATED_AND_DELETED, Base, identity, moment
from distro.offices.rules import AliasKind, Branch, Criteria, Level, is_valid


class Office(Base):
    """An organ that issues or receives.

    `branch` is its 系统, `region` the place it is responsible for (江苏省南京市), `rank` its place in the official
    order, `mailboxes` where notices go, `fonds` its 全宗号. `valid_to` is its last day; `successor_id` the office it was merged into.
    """

    __tablename__ = "office"
    __table_args__ = UPDATED

    id: Mapped[identity]
    name: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("office.id"), index=True)
    level: Mapped[Level | None]
    branch: Mapped[Branch | None]
    region: Mapped[str] = mapped_column(server_default="")
    rank: Mapped[int] = mapped_column(default=0)
    mailboxes: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    fonds: Mapped[str | None] = mapped_column(unique=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("office.id"))

    def is_valid(self, on: date) -> bool:
        return is_valid(self.valid_from, self.valid_to, on)


class OfficeAlias(Base):
    """Another name of an office. One name means one office."""

    __tablename__ = "office_alias"
    __table_args__ = (UniqueConstraint("name"), DELETED)

    id: Mapped[identity]
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    kind: Mapped[AliasKind]


class OfficeClass(Base):
    """What an issuer means by 各组室 or 各县（市、区）人民政府: hand-picked members, and what meets the criteria.

    `key` is its name without the differences of writing.
    """

    __tablename__ = "office_class"
    __table_args__ = (UniqueConstraint("issuer_id", "key"), UPDATED_AND_DELETED)

    id: Mapped[identity]
    issuer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    name: Mapped[str]
    key: Mapped[str]
    level: Mapped[Level | None]
    branch: Mapped[Branch | None]
    region: Mapped[str]
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("office.id"))

    @property
    def criteria(self) -> Criteria:
        return Criteria(self.level, self.branch, self.region, self.parent_id)


class ClassMember(Base):
    """An office picked for a class by hand, on the days given."""

    __tablename__ = "office_class_member"
    __table_args__ = UPDATED_AND_DELETED

    id: Mapped[identity]
    class_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office_class.id", ondelete="CASCADE"), index=True)
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class EntrustedName(Base):
    """A name an office issues in beside its own: that of an organ it works for (市委 entrusts its office). A name may be
    entrusted to several offices; one that was taken back keeps its row."""

    __tablename__ = "entrusted_name"
    __table_args__ = (
        Index(
            "uq_entrusted_name_office_id_name",
            "office_id",
            "name",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        UPDATED,
    )

    id: Mapped[identity]
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    name: Mapped[str]
    given_by: Mapped[str]
    given_at: Mapped[moment]
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class EntryRequest(Base):
    """A name on a list of the issuer's which its secretary asks the keeper of the register to settle: 省水利厅, where
    nothing says of which province. One that was settled keeps its row."""

    __tablename__ = "entry_request"
    __table_args__ = (
        Index(
            "uq_entry_request_issuer_id_name",
            "issuer_id",
            "name",
            unique=True,
            postgresql_where=text("settled_at IS NULL"),
        ),
        UPDATED,
    )

    id: Mapped[identity]
    issuer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    name: Mapped[str]
    asked_by: Mapped[str]
    asked_at: Mapped[moment]
    settled_by: Mapped[str | None]
    settled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
