"""Mail servers: what an answer says of the server, and one that does not serve us left alone by all mail for a while."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from distro.kernel import errands
from distro.kernel.database import UPDATED_AND_DELETED, Base, moment
from distro.kernel.errands import Again
from distro.kernel.work import Work
from distro.outside.mail import Fate, Outcome

QUEUE = "mail"
# So many times in a row a server may refuse for now before it is left alone; for how long at first, and at most.
DEFERRALS = 3
PAUSES = (timedelta(seconds=10), timedelta(minutes=10))


class MailServer(Base):
    """A mail server that is left alone for a while: since when, until when, and its words."""

    __tablename__ = "mail_server"
    __table_args__ = UPDATED_AND_DELETED

    name: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    since: Mapped[moment]
    paused_until: Mapped[moment]
    reason: Mapped[str]


def paused(w: Work) -> Again | None:
    """Until when the server is left alone, if it is."""
    known = w.session.get(MailServer, w.outside.post.server)
    return Again(known.reason, at=known.paused_until) if known and known.paused_until > w.now else None


def judge(w: Work, answers: Sequence[Outcome]) -> list[Again | None]:
    """What the answers, in the order they came, say of the server, and when each mail is to be tried again: a server
    that is away, or has refused for now several times in a row, is left alone by all mail."""
    server = w.outside.post.server
    known = w.session.get(MailServer, server, with_for_update=True, populate_existing=True)
    again: list[Again | None] = []
    for answer in answers:
        if answer.is_of_the_mail:
            if known is not None:
                w.session.delete(known)
                w.session.flush()
                known = None
            again.append(None)
            continue
        if known is None:
            w.session.execute(
                insert(MailServer)
                .values(name=server, failures=0, since=w.now, paused_until=w.now, reason="")
                .on_conflict_do_nothing()
            )
            known = w.session.get_one(MailServer, server, with_for_update=True, populate_existing=True)
        again.append(_failed(w, known, answer))
    return again


def _failed(w: Work, known: MailServer, answer: Outcome) -> Again:
    known.failures += 1
    known.reason = answer.reply
    # Whoever may have taken the mail, or may take it soon, is asked again by the errand's own waits.
    over = known.failures - (1 if answer.fate is Fate.AWAY else DEFERRALS)
    if over < 0:
        return Again(answer.reply)
    known.paused_until = w.now + min(PAUSES[0] * 2 ** min(over, 16), PAUSES[1])
    errands.put_off(w.session, QUEUE, known.paused_until, answer.reply)
    return Again(answer.reply, at=known.paused_until)
