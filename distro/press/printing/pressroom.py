"""The pressroom: documents are printed in processes of their own, within limits, and whatever happens there stays there.

Its pressmen are called with the first document and stay warm. One who falls, or has grown, is replaced: at once by a
spare, where the room keeps one. The same document gives the same bytes as `pdf.print_document`, which they call.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading

from ..document import Document, Printed
from . import messages
from .hand import Hand
from .limits import STANDARD, Limits
from .messages import Message

log = logging.getLogger(__name__)


class Pressroom:
    """A room where so many documents are printed at a time; threads take turns.

    `spares` are warm pressmen beyond those, so that nobody waits for a new one to warm up.
    """

    def __init__(self, limits: Limits = STANDARD, hands: int = 1, spares: int = 0) -> None:
        self.limits = limits
        self._hands, self._spares = hands, spares
        self._begin()

    def _begin(self) -> None:
        self._turns = threading.Semaphore(self._hands)
        self._changed = threading.Condition()
        self._idle: list[Hand] = []
        self._staff: set[Hand] = set()
        self._coming: set[Hand] = set()
        self._is_open = self._is_filling = False

    def print_document(self, document: Document) -> Printed:
        """Print a document; what `pdf.print_document` raises, and LimitError where it takes too much."""
        return messages.outcome(self.answer(messages.body_of(document)))

    def answer(self, body: bytes) -> Message:
        """The answer to a document given as `messages.body_of` it; what `Hand.ask` raises when there is none."""
        with self._turns:
            hand = self._taken()
            try:
                answer = hand.ask(body)
            except BaseException:
                self._lose(hand)
                raise
            self._give_back(hand, is_sound="failed" not in answer.head)
        return answer

    def open(self) -> None:
        """Call the pressmen before the first document; NotReadyError when the machine lacks something."""
        self._give_back(self._taken(), is_sound=True)

    def close(self) -> None:
        """Send the pressmen home, even from the middle of a document; the next one calls others."""
        with self._changed:
            self._is_open = False
            idle, busy = self._idle, (self._staff | self._coming).difference(self._idle)
            self._idle, self._staff, self._coming = [], set(), set()
            self._changed.notify_all()
        for hand in busy:
            hand.stop()
        for hand in idle:
            hand.dismiss()

    def forget(self) -> None:
        """Let go of pressmen inherited in a fork, who work for the parent; its locks may be anybody's."""
        for hand in self._staff | self._coming:
            hand.forget()
        self._begin()

    def _taken(self) -> Hand:
        """A warm pressman for the caller alone."""
        with self._changed:
            self._is_open = True
            while self._idle or self._coming:
                if not self._idle:
                    self._changed.wait()
                    continue
                hand = self._idle.pop()
                if hand.is_there:
                    return hand
                self._staff.discard(hand)
                hand.dismiss()
        return self._called()

    def _called(self) -> Hand:
        """A new pressman, warmed up; one of the staff unless he was sent home meanwhile."""
        hand = Hand(self.limits)
        with self._changed:
            self._coming.add(hand)
        is_warm = False
        try:
            hand.warm_up()
            is_warm = True
        finally:
            with self._changed:
                if is_warm and hand in self._coming:
                    self._staff.add(hand)
                self._coming.discard(hand)
                self._changed.notify_all()
            if not is_warm:
                hand.dismiss()
        return hand

    def _give_back(self, hand: Hand, *, is_sound: bool) -> None:
        # One who has grown stays until somebody is there to take over.
        is_replaced = hand.is_spent and (not self._spares or len(self._staff) > self._hands)
        if is_sound and not is_replaced:
            self._keep(hand, len(self._idle))
        else:
            self._lose(hand)
        self._fill()

    def _keep(self, hand: Hand, place: int) -> None:
        """Let him wait for the next document at that place of the idle, unless he was sent home meanwhile."""
        with self._changed:
            is_kept = self._is_open and hand in self._staff
            if is_kept:
                self._idle.insert(place, hand)
                self._changed.notify_all()
        if not is_kept:
            self._lose(hand)

    def _lose(self, hand: Hand) -> None:
        with self._changed:
            self._staff.discard(hand)
        hand.dismiss()
        self._fill()

    def _fill(self) -> None:
        """Have the places that are free filled, spares too, while others go on printing."""
        with self._changed:
            if not self._spares or self._is_filling or not self._is_wanting():
                return
            self._is_filling = True
        threading.Thread(target=self._call_the_missing, daemon=True).start()

    def _is_wanting(self) -> bool:
        return self._is_open and len(self._staff) + len(self._coming) < self._hands + self._spares

    def _call_the_missing(self) -> None:
        while True:
            with self._changed:
                self._is_filling = self._is_wanting()
                if not self._is_filling:
                    return
            try:
                hand = self._called()
            except Exception as error:  # whatever it was: after the next document it is tried again
                with self._changed:
                    self._is_filling = False
                    is_missed = self._is_open
                if is_missed:
                    log.warning("no further pressman: %s", error)
                return
            self._keep(hand, 0)


_room = Pressroom()
atexit.register(_room.close)
os.register_at_fork(after_in_child=_room.forget)


def answer(body: bytes) -> Message:
    """The answer of this process's own pressroom, see `Pressroom.answer`."""
    return _room.answer(body)


def print_document(document: Document) -> Printed:
    """Print a document in the pressroom of this process, see `Pressroom.print_document`."""
    return _room.print_document(document)


def make_ready() -> None:
    """Try whether a pressman can start here; NotReadyError names the Debian package that is lacking."""
    trial = Pressroom()
    try:
        trial.open()
    finally:
        trial.close()
