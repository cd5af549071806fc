"""The headers that every answer carries, whoever makes it: a page, the server before any page, or what is left when both fail."""

from __future__ import annotations

from http import HTTPStatus

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self'",
    "frame-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
RETRY_AFTER = 30
"""Seconds after which it is worth asking again for what could not be had."""


def of(
    status: int, mimetype: str | None, *, is_https: bool, is_static: bool = False, is_to_save: bool = False
) -> dict[str, str]:
    """The headers of an answer of this status and kind; `is_static` says that it is the same for everybody, `is_to_save`
    that it is a file to be saved: shown here after all, it would do nothing."""
    policy = POLICY
    if mimetype == "application/pdf":
        policy = POLICY | {"frame-ancestors": "'self'"}  # our own pages show it in a frame
    if is_to_save:
        policy = POLICY | {"sandbox": ""}
    found = {
        "Content-Security-Policy": "; ".join(f"{name} {value}".strip() for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cache-Control": "no-cache" if is_static and status < HTTPStatus.BAD_REQUEST else "no-store",
    }
    if is_https:
        found["Strict-Transport-Security"] = "max-age=31536000"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        found["Retry-After"] = str(RETRY_AFTER)
    return found
