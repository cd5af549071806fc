"""The counter of the press: where all processes of a machine hand in documents and get prints, by one unix socket.

`distro press serve SOCKET` runs it. A connection carries one wish and its one answer. It is told neither
settings nor database, uses no network, and does not read the documents: those go as they came to the pressmen, who are
bound.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import time
import traceback
from asyncio import StreamReader, StreamWriter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import AwayError, PressError, SupersededError
from . import messages, sockets, wishes
from .messages import LENGTHS, Message
from .orders import SUPERSEDED, Order, Orders
from .pressroom import Pressroom
from .shelf import Shelf
from .wishes import Wish

log = logging.getLogger(__name__)

VISITORS = 64
"""Connections served at a time; others wait at the door, where they cost nothing."""
HANDING_SECONDS = 20
"""Seconds a wish may take to come in, and an answer to go out: both ends are on one machine."""
ENDING_SECONDS = 10
"""Seconds that what is being printed may take when the press is asked to end."""


def serve(path: Path) -> None:
    """Print for whoever connects, until TERM or Ctrl-C; what is being printed then is finished.

    NotReadyError when the machine lacks something, PrintingError when another press serves at that path.
    """
    hands = len(os.sched_getaffinity(0))
    room = Pressroom(hands=hands, spares=1)
    try:
        with sockets.listening(path) as door:
            asyncio.run(Counter(room, hands).run(door))
    finally:
        room.close()


class Counter:
    """The orders, the shelf and the room behind one socket."""

    def __init__(self, room: Pressroom, hands: int) -> None:
        self._room, self._hands = room, hands
        self._orders = Orders(hands)
        self._shelf = Shelf()
        self._threads = ThreadPoolExecutor(hands + 1)
        self._free_places = asyncio.Semaphore(VISITORS)
        self._visits: set[asyncio.Task[None]] = set()
        self._printing = 0
        self._is_ending = False

    async def run(self, door: socket.socket) -> None:
        """Serve at a listening socket until told to end."""
        loop = asyncio.get_running_loop()
        told_to_end = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, told_to_end.set)
        # Wishes may come while the pressmen warm up: they wait.
        opening = asyncio.ensure_future(loop.run_in_executor(self._threads, self._room.open))
        server = await asyncio.start_unix_server(self._visited, sock=door)
        ending = asyncio.create_task(told_to_end.wait())
        first: set[asyncio.Future[Any]] = {opening, ending}
        await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        if not ending.done():
            await opening
            await ending
        self._is_ending = True
        server.close()
        self._orders.dismiss(messages.refused(_ending()))
        if self._visits:
            await asyncio.wait(self._visits, timeout=ENDING_SECONDS)
        self._room.close()
        self._threads.shutdown(cancel_futures=True)

    async def _visited(self, reader: StreamReader, writer: StreamWriter) -> None:
        visit = asyncio.current_task()
        assert visit is not None
        self._visits.add(visit)
        try:
            async with self._free_places:
                answer = await self._answer(reader)
                if answer is not None:
                    await _hand_over(answer, writer)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            log.info("a visitor went away")
        finally:
            self._visits.discard(visit)
            writer.transport.abort()

    async def _answer(self, reader: StreamReader) -> Message | None:
        """What a visitor gets; None for one who has gone."""
        try:
            async with asyncio.timeout(HANDING_SECONDS):
                wish = await _wish(reader)
        except PressError as error:
            return messages.refused(error)
        if self._is_ending:
            return messages.refused(_ending())
        return self._shelf.get(wish.digest) or await self._printed(wish, reader)

    async def _printed(self, wish: Wish, reader: StreamReader) -> Message | None:
        ticket = self._orders.place(wish, time.monotonic())
        self._begin()
        answer = asyncio.wrap_future(ticket.answer)
        # Who says more than one wish has broken off too: nobody could tell which answer is to which.
        gone = asyncio.create_task(reader.read(1))
        try:
            first: set[asyncio.Future[Any]] = {answer, gone}
            await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                return None
            brought = answer.result()
        finally:
            self._orders.leave(ticket)
            gone.cancel()
        return messages.refused(_superseded()) if brought is SUPERSEDED else brought

    def _begin(self) -> None:
        """Have printed what can be printed now."""
        while self._printing < self._hands and not self._is_ending and (order := self._orders.begin()) is not None:
            self._printing += 1
            asyncio.get_running_loop().run_in_executor(self._threads, self._print, order.body).add_done_callback(
                partial(self._finish, order)
            )

    def _print(self, body: bytes) -> Message:
        """The answer of a pressman, or to what has become of him; in a thread."""
        try:
            answer = self._room.answer(body)
        except PressError as error:
            log.warning("not printed: %s", error)
            return messages.refused(error)
        except Exception:
            answer = Message({"failed": traceback.format_exc()})
        if failed := answer.head.get("failed"):
            log.error("%s", failed)
        return answer

    def _finish(self, order: Order, printed: asyncio.Future[Message]) -> None:
        self._printing -= 1
        if printed.cancelled():
            return
        answer = printed.result()
        self._shelf.put(order.digest, answer)
        self._orders.finish(order, answer)
        self._begin()


async def _wish(reader: StreamReader) -> Wish:
    """The wish that comes in; PressError if it is none, or too large."""
    try:
        head_length, body_length = messages.lengths(await reader.readexactly(LENGTHS.size))
        head = messages.head_of(await reader.readexactly(head_length))
    except messages.TooLong:
        raise wishes.too_large() from None
    except ValueError:
        head, body_length = {}, 0
    return wishes.from_message(Message(head, await reader.readexactly(body_length)))


async def _hand_over(answer: Message, writer: StreamWriter) -> None:
    """Wait until the whole answer has gone out; TimeoutError where nobody takes it."""
    writer.transport.set_write_buffer_limits(high=0)
    async with asyncio.timeout(HANDING_SECONDS):
        writer.write(messages.packed(answer))
        await writer.drain()


def _superseded() -> SupersededError:
    return SupersededError("文稿已有更新的一稿在排版，这一次预览没有印。请看最新的一稿。")


def _ending() -> AwayError:
    return AwayError("印制服务正在停止。没有印成。请稍后再试。")
