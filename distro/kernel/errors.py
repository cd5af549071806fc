"""Refusals: what a person did that cannot be done, said so that they know what to do next."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An act that was not done.

    `message` is the Chinese sentence (also the key of its translation), with `%(name)s` places for `values`;
    `field` names the form field at fault, if one is. A refusal never carries content of a document.
    """

    status = 422
    retry_after: int | None = None
    """Seconds after which the same act may succeed, if that is known."""

    def __init__(self, message: str, *, field: str | None = None, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


class NotFound(Refusal):
    """There is no such thing, or the actor may not know of it: both sound the same."""

    status = 404

    def __init__(self, message: str = "没有找到所请求的内容。可能已被移走，或无权查看。") -> None:
        super().__init__(message)


class Forbidden(Refusal):
    """The actor may know of the thing but not do this with it."""

    status = 403


class Conflict(Refusal):
    """The thing has moved on since the actor looked: nothing was changed."""

    status = 409


class Unavailable(Refusal):
    """The database does not answer, has no room, or gave way to another: nothing was done."""

    status = 503

    def __init__(
        self, message: str = "数据库暂时不能使用，刚才的操作没有执行。请稍后再试；如果一直如此，请联系系统管理员。"
    ) -> None:
        super().__init__(message)


class Hopeless(Exception):
    """A step of the background that would fail the same way again: it waits for the operator, not for another try."""
