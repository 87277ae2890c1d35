"""What people send by mistake: each box of a form in every wrong way, one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from mulin.foundation.form_fields import CodeField, not_to_come

LONG = "长" * 10_000
NO_DAYS = ("2021-02-30", "0001-01-01", "99999-01-01", "明天")
NEXT_YEAR = "2022-12-31"
NO_NUMBERS = ("-1", "99999999999999999999", "²", "NaN")
NOBODY = "99999999999999999999"
ELSEWHERE = "N-far_community"
"""A community of another district."""


@dataclass(frozen=True)
class Mistake:
    """A box and what stands wrongly in it; ``must_fail``: an answer other than a refusal is wrong in any case."""

    box: str
    value: Any
    must_fail: bool = True

    def __str__(self) -> str:
        return f"{self.box}={self.value!r:.24}"


def mistakes(form: forms.BaseForm) -> Iterator[Mistake]:
    """Every mistake that a form's boxes invite; ids that it carries unseen are no boxes."""
    for box, field in form.fields.items():
        if not field.disabled and not isinstance(field.widget, forms.HiddenInput):
            yield from in_box(form.add_prefix(box), field)


def in_box(box: str, field: forms.Field) -> Iterator[Mistake]:
    """The mistakes of one box, by its sort."""
    if field.required and not isinstance(field, forms.BooleanField):
        yield from (Mistake(box, nothing) for nothing in ("", "   "))
    if isinstance(field, forms.DateField):
        yield from (Mistake(box, day) for day in NO_DAYS)
        yield Mistake(box, NEXT_YEAR, must_fail=not_to_come in field.validators)
    elif isinstance(field, forms.IntegerField):
        yield from (Mistake(box, number) for number in NO_NUMBERS)
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        yield from (Mistake(box, one) for one in ("zz", NOBODY))
    elif isinstance(field, CodeField):
        yield from (Mistake(box, one, must_fail=one == NOBODY) for one in (NOBODY, ELSEWHERE))
    elif isinstance(field, forms.CharField):
        yield from (Mistake(box, one, must_fail=False) for one in ("\x00", "'\"<b>%_"))
        yield Mistake(box, LONG)
