"""Numbers that people and units are known by."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mulin.foundation.identifiers import (
    area_code_problem,
    birthday_of,
    clean_number,
    clean_phone,
    credit_check_letter,
    credit_code_problem,
    identity_check_digit,
    identity_problem,
    mask_identity,
    mask_phone,
    phone_problem,
)

SAMPLES_OF_THE_STANDARD = ["11010519491231002X", "440524188001010014", "34052419800101001X"]
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@st.composite
def identity_numbers(draw):
    area = draw(st.integers(110000, 659999))
    day = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    first_17 = f"{area}{day:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return first_17 + identity_check_digit(first_17)


@st.composite
def credit_codes(draw):
    letters = st.sampled_from(CREDIT_ALPHABET)
    first_17 = draw(letters) + draw(letters) + f"{draw(st.integers(0, 999999)):06d}"
    first_17 += "".join(draw(st.lists(letters, min_size=9, max_size=9)))
    return first_17 + credit_check_letter(first_17)


@pytest.mark.parametrize("number", SAMPLES_OF_THE_STANDARD)
def test_the_standards_own_samples_are_right(number):
    assert identity_problem(number) == ""
    assert identity_problem(number.lower()) == ""


def test_full_width_digits_and_stray_spaces_are_forgiven():
    assert identity_problem(" １１０１０５ 1949１２３１ 002ｘ ") == ""
    assert clean_number(" １１０１０５ 1949１２３１ 002ｘ ") == "11010519491231002X"


@given(identity_numbers())
def test_every_single_wrong_digit_is_found(number):
    assert identity_problem(number) == ""
    for place in range(18):
        for digit in "0123456789X" if place == 17 else "0123456789":
            if digit != number[place]:
                assert identity_problem(number[:place] + digit + number[place + 1 :])


@given(identity_numbers())
def test_every_swap_of_neighbours_is_found(number):
    for place in range(17):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        if swapped != number:
            assert identity_problem(swapped)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("110105491231002", "15 位"),
        ("1101051949123100", "18 位"),
        ("110105194913310020", "出生日期"),
        ("110105194912310021", "校验位"),
        ("", "18 位"),
    ],
)
def test_a_wrong_identity_number_is_explained(number, word):
    assert word in identity_problem(number)


def test_an_identity_number_holds_the_birthday():
    assert birthday_of("11010519491231002x").isoformat() == "1949-12-31"


def test_the_sample_of_the_credit_code_standard_is_right():
    assert credit_code_problem("91350100M000100Y43") == ""
    assert credit_code_problem("91350100m000100y43") == ""


@given(credit_codes(), st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
def test_a_single_wrong_character_of_a_credit_code_is_found(code, place, letter):
    assume(letter != code[place])
    assert credit_code_problem(code) == ""
    assert credit_code_problem(code[:place] + letter + code[place + 1 :])


@pytest.mark.parametrize("number", ["13812345678", "+86-13812345678", "0571-88880000", "88880000", "(010)66660000"])
def test_mobile_and_landline_numbers_are_right(number):
    assert phone_problem(number) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "138-1234-5678", "138 1234 5678", "+86 138 1234 5678", "+86-138-1234-5678", "（+86）13812345678",
        "8613812345678", "0086 13812345678", "138—1234—5678", "138.1234.5678",
        "１３８－１２３４－５６７８", "＋８６　１３８１２３４５６７８",
    ],
)  # fmt: skip
def test_a_mobile_however_it_is_grouped_is_kept_as_its_eleven_digits(typed):
    assert phone_problem(typed) == ""
    assert clean_phone(typed) == "13812345678"


def test_a_landline_keeps_the_hyphens_of_its_area_and_its_extension():
    assert clean_phone("０５７１－8888 0000-12") == "0571-88880000-12"


@pytest.mark.parametrize("number", ["12812345678", "1381234567", "138123456789", "电话", "0571"])
def test_other_numbers_are_no_phones(number):
    assert phone_problem(number)


def test_an_area_code_has_twelve_digits():
    assert area_code_problem("330102001001") == ""
    assert area_code_problem("33010200100") != ""


def test_masks_show_no_more_than_the_owner_needs():
    assert mask_identity("11010519491231002X") == "1101**********002X"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("88880000") == "****0000"
    assert mask_phone("12") == "**"
    assert mask_identity("123") == "***"
