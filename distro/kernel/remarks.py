"""What people write beside a document: an opinion, a reason. It is kept and shown, so it is held to the same rules."""

from __future__ import annotations

from distro.kernel.errors import Refusal
from distro.kernel.pasted import clean
from distro.kernel.secrecy import refuse_if_secret

LENGTH = 500


def remark(text: str, field: str, limit: int = LENGTH) -> str:
    """The text as it is kept: cleaned and trimmed. Refusal when it is too long (characters), classified, or no plain
    text."""
    try:
        text = clean(text).strip()
    except Refusal as refusal:
        raise Refusal(refusal.message, field=field, **refusal.values) from None
    if len(text) > limit:
        raise Refusal("内容过长，最多 %(limit)s 个字。没有保存。", field=field, limit=limit)
    refuse_if_secret(text)
    return text


def required(text: str, field: str) -> str:
    """The same, for a remark that may not be missing."""
    text = remark(text, field)
    if not text:
        raise Refusal("请写明原因或意见。没有办理。", field=field)
    return text
