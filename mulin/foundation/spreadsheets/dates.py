"""Dates as people write them in a cell: 2021-3-1, 2021年3月, 2021.3, 44256, 20210301, a real date."""

import datetime
import re

from mulin.foundation.normalisation import compact

MONTH_ONLY = "只写到了月，请写到日（如 2021-03-01）"
NOT_A_DATE = "不是日期，请写成 2021-03-01 或 2021年3月1日"
AMBIGUOUS = "分不清是 1 月还是 10 月，请写成“{0}年1月”或“{0}年10月”"
YEAR_ONLY = "只写到了年，请写到月或日"

_DAY = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?(?:T?\d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})月?(?:份)?", re.ASCII)
_DIGITS = re.compile(r"\d{4,8}", re.ASCII)
_EPOCH = datetime.date(1899, 12, 30)
_YEARS = range(1850, 2151)

Parsed = tuple[datetime.date | None, bool, str]


def parse_date(raw: object) -> Parsed:
    """(day, whether only a month was given, what is wrong). A month alone gives its first day."""
    if isinstance(raw, datetime.datetime):
        return _in_range(raw.date())
    if isinstance(raw, datetime.date):
        return _in_range(raw)
    if isinstance(raw, float | int):
        return _number(float(raw))
    return _text(compact(str(raw)))


def _text(text: str) -> Parsed:
    found = _DAY.fullmatch(text)
    if found:
        return _day(*map(int, found.groups()))
    found = _MONTH.fullmatch(text)
    if found:
        return _month(int(found[1]), int(found[2]))
    return _digits(text) if _DIGITS.fullmatch(text) else (None, False, NOT_A_DATE)


def _number(number: float) -> Parsed:
    """A number in a cell: a serial day, 20210301, 202103, or 2021.3 which Excel took for a number.

    2021.10 typed as a number is kept by Excel as 2021.1, so that one has to be asked back.
    """
    if number == int(number):
        return _digits(str(int(number)))
    year, _, month = f"{number:.10g}".partition(".")
    if int(year) in _YEARS and len(month) <= 2:
        if month == "1":
            return None, False, AMBIGUOUS.format(year)
        return _month(int(year), int(month))
    return _serial(int(number))


def _digits(text: str) -> Parsed:
    if len(text) == 8:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if len(text) == 6:
        return _month(int(text[:4]), int(text[4:]))
    if len(text) == 4 and int(text) in _YEARS:
        return None, False, YEAR_ONLY
    return _serial(int(text)) if len(text) in (4, 5) else (None, False, NOT_A_DATE)


def _serial(number: int) -> Parsed:
    return _in_range(_EPOCH + datetime.timedelta(days=number)) if number > 60 else (None, False, NOT_A_DATE)


def _day(year: int, month: int, day: int) -> Parsed:
    try:
        return _in_range(datetime.date(year, month, day))
    except ValueError:
        return None, False, f"没有 {year}年{month}月{day}日这一天"


def _month(year: int, month: int) -> Parsed:
    if not 1 <= month <= 12:
        return None, False, f"没有 {year}年{month}月"
    day, _, message = _in_range(datetime.date(year, month, 1)) if year in _YEARS else (None, False, NOT_A_DATE)
    return day, True, message


def _in_range(day: datetime.date) -> Parsed:
    if day.year not in _YEARS:
        return None, False, f"年份 {day.year} 不合理，请核对"
    return day, False, ""
