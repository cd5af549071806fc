"""Table of what verifications of the journal's chain found: the points from which the next ones go on."""

from __future__ import annotations

from sqlalchemy import BigInteger, Identity
from sqlalchemy.orm import Mapped, mapped_column

from distro.kernel.database import Base, moment


class Verification(Base):
    """What one run over the chain found: behind link `since` (0: from the first) up to link `links`, whose hash is
    `head`, every link holds; `bad_entry` and `reason` say what does not, behind that.

    Never changed, so each is also a witness: the head it names must stay where it was.
    """

    __tablename__ = "verification"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[moment]
    by_name: Mapped[str]
    since: Mapped[int] = mapped_column(BigInteger)
    links: Mapped[int] = mapped_column(BigInteger)
    head: Mapped[str]
    bad_entry: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str]

    @property
    def holds(self) -> bool:
        return self.bad_entry is None
