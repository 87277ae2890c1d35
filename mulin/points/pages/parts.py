"""Parts that the pages of points are made of, and words they share."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mulin.foundation.points import for_the_eye
from mulin.points.queries.terms import Scheme
from mulin.programmes.pages import clause_link
from mulin.programmes.queries import Ruling


def figure(value: Decimal | str | int) -> str:
    """Points as people read them."""
    return for_the_eye(Decimal(value))


def parts_of(scheme: Scheme, values: Any) -> list[str]:
    """The value of each part, in the order of the scheme."""
    return [figure(values[part]) if part in values else "" for part, _name in scheme.part_names()]


def part_heads(scheme: Scheme) -> list[str]:
    """The names of the parts."""
    return [name for _part, name in scheme.part_names()]


def scheme_clause(user: Any, scheme: Scheme) -> Any:
    """The clause that a scheme rests on, leading to the regulation."""
    return clause_link(user, scheme.ruling)


def rule_clause(user: Any, scheme: Scheme, rule_id: str) -> Any:
    """The clause of a rule or an exchange of the scheme; that of the scheme where it has none such."""
    clauses = (*scheme.clause.rules, *scheme.clause.exchanges)
    found = next((one for one in clauses if one.id == rule_id), scheme.clause)
    return clause_link(user, Ruling(scheme.ruling.programme, found))


def bases(user: Any, schemes: Iterable[Scheme]) -> list[tuple[Any, Any]]:
    """The clause of each scheme, as definitions at the head of a page."""
    return [(_("依据（%(name)s）") % {"name": one.name}, scheme_clause(user, one)) for one in schemes]
