"""Tables of lists: a document's own with the offices behind each phrase, and the named ones an issuer keeps."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import DateTime, ForeignKey, UniqueConstraint, case
from sqlalchemy.orm import Mapped, mapped_column, relationship

from distro.kernel.database import UPDATED, UPDATED_AND_DELETED, Base, identity, moment, plain_list
from distro.lists.grammar.tables import LIKELY
from distro.lists.rules import leans_on
from distro.lists.sheet.sheet import Sheet
from distro.lists.tier import Tier

# The audience of 存档: a copy kept by the issuer, sent to nobody.
FILE_COPY = "存档"
# The audiences that are persons of the office: the copy is marked for them.
PERSONS = ("领导同志", "个人")


class DistributionList(Base):
    """One reading of one wording, whose classes are those of the issuer; `choices` are the readings a person chose
    (`lists.choosing`). Once frozen (at issue) a trigger keeps it and its entries as they are."""

    __tablename__ = "distribution_list"
    __table_args__ = UPDATED_AND_DELETED

    id: Mapped[identity]
    issuer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    wording: Mapped[plain_list]
    choices: Mapped[str] = mapped_column(server_default="")
    frozen_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    entries: Mapped[list[ListEntry]] = relationship(
        lazy="raise", order_by="ListEntry.position", cascade="all, delete-orphan", passive_deletes=True
    )


class ListEntry(Base):
    """One recipient of the list: its place, the phrase it stands in, its own words, its full name, and its office
    if it is one."""

    __tablename__ = "list_entry"

    id: Mapped[identity]
    list_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("distribution_list.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    tier: Mapped[Tier]
    label: Mapped[str]
    group_number: Mapped[int]
    phrase: Mapped[str]
    words: Mapped[str]
    name: Mapped[str]
    office_name: Mapped[str]
    audience: Mapped[str]
    is_class: Mapped[bool]
    confidence: Mapped[float]
    alternatives: Mapped[plain_list]
    office_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("office.id"), index=True)

    @property
    def is_unknown(self) -> bool:
        return self.office_id is None and not self.is_class and self.audience != FILE_COPY

    @property
    def is_doubtful(self) -> bool:
        """It asks for a look: what a person chose is sure."""
        return self.confidence < LIKELY

    @property
    def is_leaning(self) -> bool:
        """It leaves to be understood which region it is of, and nothing here says so: 市委."""
        return self.is_unknown and bool(leans_on(self.office_name))


READER = case((ListEntry.audience.in_(PERSONS), ListEntry.name), else_="")
"""Whom a copy for the entry is marked for, as the list names them; nothing where it is for the office itself."""


class ListMember(Base):
    """An office that a class on the list stood for on the day of issue, by the name of that day: `place` is its own
    among the members, from 1 on without a gap."""

    __tablename__ = "list_member"
    __table_args__ = (UniqueConstraint("entry_id", "place"),)

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("list_entry.id", ondelete="CASCADE"), primary_key=True)
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"), primary_key=True)
    office_name: Mapped[str]
    place: Mapped[int]


class NamedList(Base):
    """A list an issuer uses again and again, for the bulletins of one masthead or, without one, for all."""

    __tablename__ = "named_list"
    __table_args__ = (UniqueConstraint("issuer_id", "name"), UPDATED)

    id: Mapped[identity]
    issuer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    name: Mapped[str]
    masthead: Mapped[str]


class NamedListVersion(Base):
    """What a named list says from a day on, until the day a later version begins; never changed."""

    __tablename__ = "named_list_version"

    list_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("named_list.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wording: Mapped[plain_list]
    choices: Mapped[str]
    valid_from: Mapped[date]
    reason: Mapped[str]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str]
    at: Mapped[moment]

    @property
    def sheet(self) -> Sheet:
        return Sheet("\n".join(self.wording), self.choices)


class LearntReading(Base):
    """What a person said the names read in some words mean on a list of the issuer's, for its lists to come.

    `read` and `meant` are written as in choices (`lists.choosing`). The newest word holds; the journal keeps the others.
    """

    __tablename__ = "learnt_reading"
    __table_args__ = (UniqueConstraint("issuer_id", "read"), UPDATED)

    id: Mapped[identity]
    issuer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    read: Mapped[str]
    meant: Mapped[str]
    by_name: Mapped[str]
    at: Mapped[moment]
