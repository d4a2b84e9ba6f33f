"""MOMENTS: how the window says when something was: "10.42", "kemarin 16.20", "12 Nov"."""

from datetime import date, datetime, timedelta

from pkh_desk.domain.dates import say_short


def say_clock(when: datetime) -> str:
    """Say the time of day: 10.42."""
    return f"{when:%H.%M}"


def say_moment(when: datetime, now: datetime) -> str:
    """Say day and time near, the day alone far: "hari ini 08.15", "kemarin 16.20", "12 Nov", "3 Nov 2025"."""
    days = (now.date() - when.date()).days
    near = {0: "hari ini", 1: "kemarin"}.get(days)
    return f"{near} {say_clock(when)}" if near else say_near_day(when.date(), now.date())


def say_near_day(day: date, today: date) -> str:
    """Say a day as short as its distance allows: "hari ini", "kemarin", "12 Nov", "3 Nov 2025"."""
    if day == today:
        return "hari ini"
    if day == today - timedelta(days=1):
        return "kemarin"
    return say_short(day) if day.year == today.year else say_short_year(day)


def say_short_year(day: date) -> str:
    """Say a day with its year: 2 Nov 2026."""
    return f"{say_short(day)} {day.year}"
