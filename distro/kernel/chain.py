"""The arithmetic of the journal's chain: digests of entries, and links over them (pure)."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import datetime
from typing import Any, TypedDict, Unpack

GENESIS = "0" * 64


class Statement(TypedDict):
    """Everything an entry of the journal says."""

    at: datetime
    actor_id: uuid.UUID | None
    actor: str
    fact: str
    subject: uuid.UUID
    office_id: uuid.UUID | None
    cause: int | None
    data: dict[str, Any]


def digest_of(**said: Unpack[Statement]) -> str:
    """SHA-256 in hex over the canonical JSON of what an entry says."""
    return digest_of_texts(
        said["at"],
        text_of(said["actor_id"]),
        said["actor"],
        said["fact"],
        str(said["subject"]),
        text_of(said["office_id"]),
        said["cause"],
        canonical(said["data"]),
    )


def digest_of_texts(
    at: datetime,
    actor_id: str | None,
    actor: str,
    fact: str,
    subject: str,
    office_id: str | None,
    cause: int | None,
    data: str,
) -> str:
    """The same where the ids come as texts and the data as canonical JSON: for whoever goes through very many."""
    rest = canonical([at.isoformat(), actor_id, actor, fact, subject, office_id, cause])
    return hashlib.sha256(f"{rest[:-1]},{data}]".encode()).hexdigest()


canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def text_of(identity: uuid.UUID | None) -> str | None:
    return None if identity is None else str(identity)


def link(previous: str, entry_id: int, digest: str) -> str:
    return hashlib.sha256(f"{previous}:{entry_id}:{digest}".encode()).hexdigest()
