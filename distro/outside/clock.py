"""The time, and the Beijing calendar every date of the product is written in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def beijing(moment: datetime) -> datetime:
    return moment.astimezone(BEIJING)


def date_text(day: date) -> str:
    """2017年2月23日: no zero padding (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_text(moment: datetime) -> str:
    """2017年2月23日 10:20, Beijing time."""
    local = beijing(moment)
    return f"{date_text(local)} {local:%H:%M}"
