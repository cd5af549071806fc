"""The arithmetic of the journal's chain: digests of entries, and links over them (pure)."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import datetime
from typing import Any

GENESIS = "0" * 64


def digest_of(
    *,
    at: datetime,
    actor_id: uuid.UUID | None,
    actor: str,
    fact: str,
    subject: uuid.UUID,
    office_id: uuid.UUID | None,
    cause: int | None,
    data: dict[str, Any],
) -> str:
    """SHA-256 in hex over the canonical JSON of everything an entry says."""
    said = [
        at.isoformat(),
        actor_id and str(actor_id),
        actor,
        fact,
        str(subject),
        office_id and str(office_id),
        cause,
        data,
    ]
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def link(previous: str, entry_id: int, digest: str) -> str:
    return hashlib.sha256(f"{previous}:{entry_id}:{digest}".encode()).hexdigest()
