"""Typed documents as values JSON can carry, and back."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Typed = TypeVar("Typed", bound="DataclassInstance")


def plain(value: Any) -> Any:
    """The plain form of a value; what has a `kind` is named by it, for a field may hold several."""
    if is_dataclass(value):
        named = {"kind": value.kind} if hasattr(value, "kind") else {}
        return named | {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


def restored(kind: type[Typed], values: Mapping[str, Any]) -> Typed:
    """The instance of a dataclass its plain form was made from; ValueError, KeyError or TypeError if there is none."""
    told = {name: each for name, each in values.items() if name != "kind"}
    hints = get_type_hints(kind)
    unknown = set(told) - {each.name for each in fields(kind)}
    if unknown:
        raise TypeError(f"unknown fields: {', '.join(sorted(unknown))}")
    return kind(**{name: _restored(hints[name], each) for name, each in told.items()})


def _restored(kind: Any, value: Any) -> Any:
    """A plain value as the type expression says it was."""
    origin = get_origin(kind)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise TypeError(f"{value!r} is no list")
        return tuple(_restored(get_args(kind)[0], each) for each in value)
    if origin is UnionType:
        return None if value is None and NoneType in get_args(kind) else _restored(_alternative(kind, value), value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is bytes:
        return b64decode(value, validate=True)
    if kind is float and type(value) is int:
        return float(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if isinstance(kind, type) and is_dataclass(kind):
        return restored(kind, value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _alternative(kind: Any, value: Any) -> Any:
    """Which of several types a value is of: the one of its kind, or the one that has no kind."""
    named = value.get("kind") if isinstance(value, dict) else None
    for each in get_args(kind):
        if each is not NoneType and getattr(each, "kind", None) == named:
            return each
    raise TypeError(f"{value!r} is none of {kind}")
