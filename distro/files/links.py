"""Where a link in a foreign file may lead: to the web or to a mailbox, which a person follows knowingly. Pure."""

from __future__ import annotations

from distro.kernel.errors import Refusal

_HARMLESS = ("http://", "https://", "mailto:", "tel:", "www.", "#")


def require_harmless(target: str) -> None:
    """Refuse a link to anything else: a file of this machine, a share of the network, a script."""
    if target.strip() and not target.strip().lower().startswith(_HARMLESS):
        raise Refusal("文件里有链接通向本机或内部网络的文件、程序或脚本，不是网址。没有收下。请删去这些链接后再加。")
