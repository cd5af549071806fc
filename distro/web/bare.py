"""An answer made of nothing: a few words in both languages, for when no page can be made, or none may.

It knows neither who asks nor in which language, and needs no template, no session and no database.
"""

from __future__ import annotations

from html import escape
from http import HTTPStatus

from distro.web import headers
from distro.web.language import english

WORDS = {
    HTTPStatus.BAD_REQUEST: "收到的请求不合规定，无法辨认。没有办理。请返回上一页，刷新后再办。",
    HTTPStatus.REQUEST_TIMEOUT: "等了 2 分钟，请求仍没有收全，已经停止。没有办理。请检查网络后再提交。",
    HTTPStatus.LENGTH_REQUIRED: "请求没有说明自己的长度。没有办理。请用浏览器打开本系统。",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "提交的内容超过这一页的上限。没有保存。请返回上一页，拆分后再提交。",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "请求的地址或标头过长。没有办理。请清除本站的 Cookie 后再试。",
    HTTPStatus.INTERNAL_SERVER_ERROR: "系统出错，没有办理。请稍后再试；如仍不行，请告诉系统管理员。",
    HTTPStatus.NOT_IMPLEMENTED: "不能处理这种方式的请求。没有办理。请用浏览器打开本系统。",
    HTTPStatus.SERVICE_UNAVAILABLE: "同时提交的文件太多，暂时不能接收。没有保存。请稍后再提交。",
}


def answer(status: int, *, is_https: bool) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status line, headers and body of a bare answer."""
    known = HTTPStatus(status)
    chinese = WORDS[known]
    translated = english().get(chinese)
    also = f'<p lang="en">{escape(str(translated.string))}</p>' if translated is not None else ""
    body = (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{known.value}</title>'
        f"<h1>{known.value}</h1><p>{escape(chinese)}</p>{also}</html>"
    ).encode()
    told = headers.of(status, "text/html", is_https=is_https)
    lines = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body))), *told.items()]
    return f"{known.value} {known.phrase}", lines, body
