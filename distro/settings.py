"""Settings: frozen, typed, read once; the only module that knows the environment.

Every field is read from `DISTRO_<NAME>` or, for secrets kept in files, from the file named by
`DISTRO_<NAME>_FILE`. All that is wrong is said at once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SECRET_LENGTH = 32
_RANGES = {"port": (1, 65535), "proxies": (0, 9)}


class SettingsError(Exception):
    """One or more settings are wrong; the text names each with the way out, and no secret."""


@dataclass(frozen=True)
class Settings:
    """What one process needs to know; without a database or broker of the office's own, the embedded ones serve.

    `proxies` is how many reverse proxies of the office's own stand in front: so many hops of X-Forwarded-For are
    believed, and none if there are none. `owner_url` reaches the same database as `database_url` as the role that owns
    its tables: for `distro db` alone, never for a process that serves or works, and no child inherits it.
    `press_socket` is where `distro press serve` prints for all processes of the machine; without it each has a press of
    its own.
    """

    database_url: str | None = field(default=None, repr=False, metadata={"schemes": ("postgresql",)})
    owner_url: str | None = field(
        default=None, repr=False, metadata={"schemes": ("postgresql",), "is_inherited": False}
    )
    broker_url: str | None = field(default=None, repr=False, metadata={"schemes": ("redis", "rediss", "amqp", "amqps")})
    secret_key: str | None = field(default=None, repr=False)
    data_dir: Path = Path(".data")
    host: str = "127.0.0.1"
    port: int = 8000
    proxies: int = 0
    press_socket: Path | None = None
    public_url: str | None = field(default=None, metadata={"schemes": ("http", "https")})
    smtp_url: str | None = field(default=None, repr=False, metadata={"schemes": ("smtp", "smtps")})
    mail_from: str = "distro@localhost"

    @property
    def base_url(self) -> str:
        """Where people reach the pages: links in mail begin with it."""
        return (self.public_url or f"http://{self.address}").rstrip("/")

    @property
    def address(self) -> str:
        """Where the pages listen, as URLs have it: `127.0.0.1:8000`, `[::1]:8000`."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def is_embedded(self) -> bool:
        return self.database_url is None

    @property
    def database(self) -> str:
        """The address of the database; ValueError while the embedded one is not started."""
        if self.database_url is None:
            raise ValueError("there is no database yet; distro.embedded provides one")
        return self.database_url

    def with_(self, **changes: Any) -> Settings:
        return replace(self, **changes)

    def environment(self) -> dict[str, str]:
        """The variables that give a child process these same settings."""
        return {
            variable(each.name): str(value)
            for each in fields(self)
            if each.metadata.get("is_inherited", True) and (value := getattr(self, each.name)) is not None
        }


def variable(name: str) -> str:
    return f"DISTRO_{name.upper()}"


def _variables() -> set[str]:
    return {variable(each.name) + end for each in fields(Settings) for end in ("", "_FILE")}


def child_environment(settings: Settings) -> dict[str, str]:
    """This process's environment with these settings in the place of its own."""
    own = _variables()
    return {name: value for name, value in os.environ.items() if name not in own} | settings.environment()


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process, or SettingsError naming everything that is wrong."""
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    problems: list[str] = []
    known = _variables()
    problems += [
        f"{name}：不认识的设置，请检查拼写"
        for name in sorted(environ)
        if name.startswith("DISTRO_") and name not in known
    ]
    for each in fields(Settings):
        try:
            text = _text(environ, variable(each.name))
            if text is not None:
                values[each.name] = _value(each.name, text, each.metadata.get("schemes"))
        except ValueError as problem:
            problems.append(str(problem))
    key = values.get("secret_key")
    if key is not None and (len(key) < SECRET_LENGTH or len(set(key)) < 8):
        problems.append(f"DISTRO_SECRET_KEY：至少 {SECRET_LENGTH} 个随机字符，例如 openssl rand -hex 32 的输出")
    if values.get("database_url") and key is None:
        problems.append("DISTRO_SECRET_KEY：使用本单位数据库时必须设置")
    if values.get("database_url") and "broker_url" not in values:
        problems.append("DISTRO_BROKER_URL：使用本单位数据库时必须设置")
    if values.get("owner_url") and not values.get("database_url"):
        problems.append("DISTRO_OWNER_URL：只用于本单位的数据库，要与 DISTRO_DATABASE_URL 一起设置")
    if problems:
        raise SettingsError("设置有误，没有启动：\n" + "\n".join(f"  {problem}" for problem in problems))
    return Settings(**values)


def read_to_serve() -> Settings:
    """The settings of a process that serves or works for others; SettingsError if it was also given the owner's."""
    given = read()
    if given.owner_url is not None:
        raise SettingsError(
            "DISTRO_OWNER_URL：是数据库所有者的地址，只给 distro db 使用，不得交给网页和后台进程。没有启动。请从它们的环境中去掉。"
        )
    return given


def _text(environ: Mapping[str, str], name: str) -> str | None:
    path = environ.get(f"{name}_FILE")
    if path is None:
        return environ.get(name) or None
    if environ.get(name):
        raise ValueError(f"{name}：与 {name}_FILE 只能设置其一")
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except OSError as problem:
        raise ValueError(f"{name}_FILE：读不到文件 {path}（{problem.strerror}）") from None


def _value(name: str, text: str, schemes: tuple[str, ...] | None) -> Any:
    if name in _RANGES:
        least, most = _RANGES[name]
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise ValueError(f"{variable(name)}：应为 {least} 到 {most} 的整数")
        return int(text)
    if name in ("data_dir", "press_socket"):
        return Path(text)
    if schemes and urlsplit(text).scheme.partition("+")[0] not in schemes:
        raise ValueError(f"{variable(name)}：应以 {'、'.join(f'{scheme}://' for scheme in schemes)} 开头")
    return text
