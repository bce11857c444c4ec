"""Moments as people read them."""

import datetime as dt


def day(seconds: int) -> str:
    """The day, such as 2026-11-28, in UTC."""
    return _utc(seconds).date().isoformat()


def moment(seconds: int) -> str:
    """Day and time, such as 28 Nov 2026, 22:55, in UTC."""
    return f"{_utc(seconds):%d %b %Y, %H:%M}".lstrip("0")


def _utc(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
