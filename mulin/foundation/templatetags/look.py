"""Tags of the look: ``{% load look %}`` gives icons, lights, days, points and the parts of a form."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mulin.foundation.field_rendering import field_group, problems_of
from mulin.foundation.icons import icon_html
from mulin.foundation.lights import light_html
from mulin.foundation.list_rows import shown
from mulin.foundation.points import as_html
from mulin.foundation.submissions import FIELD, new_token
from mulin.foundation.tables import laid_out

register = template.Library()


@register.simple_tag
def icon(name: str, css_class: str = "") -> SafeString:
    """``{% icon "home" %}``: an icon of the list in ``foundation/icons.py``; words must stand beside it."""
    return icon_html(name, css_class)


@register.simple_tag
def light(state: object, words: object = "") -> SafeString:
    """``{% light duty.status %}`` or ``{% light "due" "还差 2 次" %}``: tone, icon and words."""
    return light_html(str(state), str(words))


@register.filter
def day(value: datetime.date | None) -> str:
    """A day as 2022-06-30, a moment as 2022-06-30 09:30 by the clock on the wall, never broken in two; else a dash."""
    if value is None or value == "":
        return "—"
    return format_html('<span class="text-nowrap">{}</span>', shown(value))


@register.filter
def points(value: Decimal | int | str | None) -> SafeString:
    """Points with at most two decimals, the exact value in the title where it differs; nothing as a dash."""
    return mark_safe("—" if value is None or value == "" else as_html(value))


@register.filter
def unlocalized(value: object) -> str:
    """A number as machines read it: no thousands separator, a point."""
    return str(value)


@register.simple_tag
def submission_token() -> str:
    """A fresh token against double sending, for a form written by hand; ``form_start`` has its own."""
    return new_token()


@register.filter
def or_dash(value: object) -> object:
    """What is there, a day as everywhere, or a dash."""
    if isinstance(value, datetime.date):
        return day(value)
    return "—" if value in (None, "") else value


register.filter("laid_out", laid_out)


@register.filter
def under(row: Sequence[Any], heads: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each cell with the heading of its column, which a phone shows beside it; cells beyond the headings without."""
    return list(zip_longest(heads[: len(row)], row, fillvalue=""))


@register.inclusion_tag("forms/start.html", takes_context=True)
def form_start(context: Context, form: forms.BaseForm | None = None, action: str = "") -> dict[str, Any]:
    """Opens a form: CSRF token, token against double sending, error summary. Close with ``form_end``."""
    return {
        "form": form,
        "action": action,
        "csrf_token": context.get("csrf_token"),
        "token_field": FIELD,
        "token": _token_kept(form) or new_token(),
        "problems": problems_of(form) if form else [],
    }


def _token_kept(form: forms.BaseForm | None) -> str:
    """The token of a form that comes back with errors: nothing was done with it, so it still stands."""
    return str(form.data.get(FIELD, "")) if form and form.is_bound else ""


@register.inclusion_tag("forms/end.html")
def form_end(label: str = "", cancel: str = "", icon: str = "check") -> dict[str, str]:
    """Closes a form with its one primary button and, where given, a link that leaves it."""
    return {"label": label, "cancel": cancel, "icon": icon}


@register.simple_tag
def form_close() -> SafeString:
    """Closes a form whose buttons are written by hand."""
    return mark_safe("</form>")


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field: label, help, control and the message beside it."""
    return field_group(bound)


@register.inclusion_tag("forms/fields.html")
def form_fields(form: forms.BaseForm) -> dict[str, Any]:
    """Every field of a form, in the sections the form names."""
    return {"form": form}
