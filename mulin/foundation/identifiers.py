"""Numbers that people and units are known by, with the checks their standards ask for. Plain Python.

Every ``*_problem`` function takes the text as typed and returns a Chinese sentence that says what is wrong,
or an empty text. ``clean_number`` and ``clean_phone`` give the form that is kept.
"""

import datetime
import re
from functools import lru_cache
from operator import mul

from mulin.foundation.normalisation import compact

_IDENTITY = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_ZEROS = ord("0") * sum(_IDENTITY_WEIGHTS)
_IDENTITY_CHECKS = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES = {letter: value for value, letter in enumerate(_CREDIT_ALPHABET)}
_CREDIT = re.compile(rf"[{_CREDIT_ALPHABET}]{{2}}\d{{6}}[{_CREDIT_ALPHABET}]{{10}}", re.ASCII)
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_MOBILE = re.compile(r"(?:\+|00)?(?:86)?(1[3-9]\d{9})", re.ASCII)
_PLAIN_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_GROUPING = re.compile(r"[-.·()]")
_LANDLINE = re.compile(r"(?:\(?0\d{2,3}\)?-?)?[2-9]\d{6,7}(?:-\d{1,6})?", re.ASCII)
_SERVICE_LINE = re.compile(r"(?:1\d{4}|[48]00-?\d{3}-?\d{4})", re.ASCII)
_AREA = re.compile(r"[1-9]\d{11}", re.ASCII)


def clean_number(text: str) -> str:
    """A number as it is kept: half-width, upper case, without spaces."""
    return compact(text)


def identity_check_digit(first_17: str) -> str:
    """The 18th character of a 居民身份证 number (GB 11643, ISO 7064 MOD 11-2)."""
    digits = first_17.encode("ascii")
    if len(digits) != len(_IDENTITY_WEIGHTS) or not digits.isdigit():
        raise ValueError("seventeen digits are asked for")
    # the sum over character codes is that over digits and what the code of 0 adds: no int() for each
    return _IDENTITY_CHECKS[(sum(map(mul, digits, _IDENTITY_WEIGHTS)) - _IDENTITY_ZEROS) % 11]


@lru_cache(maxsize=65536)
def _day(text: str) -> datetime.date | None:
    """The day of eight digits; nothing when there is no such day."""
    try:
        return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def identity_problem(text: str) -> str:
    """What is wrong with a 居民身份证 number, or nothing. Small x and full-width digits are fine."""
    number = compact(text)
    if len(number) == 15 and number.isdigit():
        return "是 15 位的旧身份证号，请填写 18 位号码"
    if not _IDENTITY.fullmatch(number):
        return "应为 18 位身份证号码（前 17 位是数字，末位是数字或 X）"
    born = _day(number[6:14])
    if born is None or born.year < 1800:
        return "第 7—14 位不是真实的出生日期"
    if identity_check_digit(number[:17]) != number[17]:
        return "校验位不符，请核对是否有输错的数字"
    return ""


def birthday_of(identity_number: str) -> datetime.date:
    """The birthday that a valid 居民身份证 number holds."""
    born = _day(compact(identity_number)[6:14])
    if born is None:
        raise ValueError("an identity number with a birthday is asked for")
    return born


def credit_check_letter(first_17: str) -> str:
    """The 18th character of a 统一社会信用代码 (GB 32100)."""
    total = sum(_CREDIT_VALUES[letter] * weight for letter, weight in zip(first_17, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[-total % 31]


def credit_code_problem(text: str) -> str:
    """What is wrong with a 统一社会信用代码, or nothing."""
    code = compact(text)
    if not _CREDIT.fullmatch(code):
        return "应为 18 位统一社会信用代码（数字和大写字母，不含 I、O、S、V、Z）"
    if credit_check_letter(code[:17]) != code[17]:
        return "统一社会信用代码的校验位不符，请核对"
    return ""


def clean_phone(text: str) -> str:
    """A phone number as it is kept: a mobile as its 11 digits, however it was grouped and with or without +86.

    A landline keeps the hyphens that part its area and its extension.
    """
    if _PLAIN_MOBILE.fullmatch(text):
        return text
    number = compact(text)
    mobile = _MOBILE.fullmatch(_GROUPING.sub("", number))
    return mobile[1] if mobile else number


def phone_problem(text: str) -> str:
    """What is wrong with a mobile or landline number, or nothing. Spaces, hyphens and +86 are fine."""
    number = clean_phone(text)
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number) or _SERVICE_LINE.fullmatch(number):
        return ""
    return "应为 11 位手机号码，或带区号的固定电话（如 0571-88880000）"


def area_code_problem(text: str) -> str:
    """What is wrong with a 12-digit 统计用区划代码, or nothing."""
    return "" if _AREA.fullmatch(compact(text)) else "应为 12 位数字的区划代码"


def mask_identity(number: str) -> str:
    """Enough to recognise one's own and no more: 3301**********1234."""
    return number[:4] + "*" * (len(number) - 8) + number[-4:] if len(number) > 8 else "*" * len(number)


def mask_phone(number: str) -> str:
    """138****5678; short numbers keep their last two digits."""
    if len(number) < 7:
        return "*" * max(len(number) - 2, 0) + number[-2:] if len(number) > 2 else "*" * len(number)
    hidden = len(number) - 7 if len(number) >= 11 else len(number) - 4
    shown = 3 if len(number) >= 11 else 0
    return number[:shown] + "*" * hidden + number[-4:]
