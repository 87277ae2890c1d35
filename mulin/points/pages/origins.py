"""Where each part of a member's points comes from: every line of a part, which together are exactly the part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Part
from mulin.foundation.periods import period_of
from mulin.members.models import Member
from mulin.points.choices import Purse
from mulin.points.models import PointsEntry
from mulin.points.pages.parts import figure, scheme_clause
from mulin.points.queries.terms import Scheme
from mulin.points.rules import NOTHING, Balance, Counted
from mulin.points.rules import Part as PartTerms
from mulin.programmes.pages import clause_link
from mulin.programmes.queries import Ruling, stored_pack
from mulin.rulebook.schema.base import Parameter, ParameterRef

Row = tuple[Any, Any, str, Any]
"""Day, what for, points, and why."""


def anchor(scheme: Scheme, part: str) -> str:
    """The place of a part on the page."""
    return f"{scheme.id}-{part}"


def inner_link(scheme: Scheme, part: str, words: str) -> SafeString:
    """Leads to the lines of a part further down the page."""
    return format_html('<a href="#{}">{}</a>', anchor(scheme, part), words)


def origins(user: Any, scheme: Scheme, member: Member, balance: Balance) -> list[Part]:
    """A card for each part with the lines that make it up, and one for what was exchanged this year."""
    by_part: dict[str, list[PointsEntry]] = defaultdict(list)
    entries = PointsEntry.objects.filter(member=member, scheme=scheme.id, day__year=today().year)
    for one in entries.order_by("-day", "-pk"):
        by_part[Purse.EXCHANGE if one.purse == Purse.EXCHANGE else one.part].append(one)
    heads = (_("日期"), _("事项"), _("分值"), _("说明"))
    parts = [
        Part(
            title=_("%(part)s %(points)s 分的来历")
            % {"part": scheme.part_name(part.id), "points": figure(balance.parts[part.id])},
            heads=heads,
            rows=lines(user, scheme, part, by_part[part.id], balance),
            empty=_("今年还没有积分记录。"),
            anchor=anchor(scheme, part.id),
        )
        for part in scheme.terms.parts
    ]
    if scheme.clause.exchanges:
        rows = [entry_row(scheme, one) for one in by_part[Purse.EXCHANGE]]
        empty = _("今年还没有兑换。")
        place = anchor(scheme, Purse.EXCHANGE)
        parts.append(Part(title=_("今年的兑换"), heads=heads, rows=rows, empty=empty, anchor=place))
    return parts


def lines(user: Any, scheme: Scheme, part: PartTerms, entries: Iterable[PointsEntry], balance: Balance) -> list[Row]:
    """The lines of a part: what it begins with, every entry, what caps took away, and what its bounds changed."""
    found = list(entries)
    start = part.most or NOTHING if part.starts_full else NOTHING
    rules = {one.rule for one in found}
    cuts = [one for one in balance.counted if one.is_cut and one.rule in rules]
    summed = start + sum((one.points for one in found), NOTHING) + sum((one.counts - one.raw for one in cuts), NOTHING)
    rows = [entry_row(scheme, one) for one in found]
    rows += [cut_row(scheme, one) for one in cuts]
    rows += bound_rows(scheme, part, balance.parts[part.id] - summed)
    return [*rows, start_row(user, scheme, part, start)] if part.starts_full else rows


def entry_row(scheme: Scheme, entry: PointsEntry) -> Row:
    """An entry, leading to its page."""
    name = link("points:entry", scheme.rule_name(entry.rule), entry.pk)
    return entry.day, name, figure(entry.points), entry.why or entry.get_origin_display()


def cut_row(scheme: Scheme, one: Counted) -> Row:
    """What the cap of a rule took away in a period."""
    words = _("%(period)s累计 %(raw)s 分，按上限计 %(counts)s 分") % {
        "period": one.period.name,
        "raw": figure(one.raw),
        "counts": figure(one.counts),
    }
    name = _("“%(rule)s”超过上限") % {"rule": scheme.rule_name(one.rule)}
    return one.period.last, name, figure(one.counts - one.raw), words


def bound_rows(scheme: Scheme, part: PartTerms, difference: Decimal) -> Iterator[Row]:
    """What the bounds of the part changed; nothing where its lines come to what it is."""
    if difference > 0:
        yield "", _("不低于零分"), figure(difference), _("本部分扣完为止")
    elif difference and any(rule.empties and rule.part == part.id for rule in scheme.terms.rules.values()):
        yield "", _("清零"), figure(difference), _("出现了使本部分清零的事项")
    elif difference:
        yield "", _("超过满分"), figure(difference), _("本部分最多 %(most)s 分") % {"most": figure(part.most or 0)}


def start_row(user: Any, scheme: Scheme, part: PartTerms, start: Decimal) -> Row:
    """What every member begins the year with: the reason, the clause that gives it, and who set the number."""
    reason = _("每名党员每年从 %(points)s 分起算，有扣分事项才减") % {"points": figure(start)}
    says = format_html("{}，{}{}", reason, _("见"), scheme_clause(user, scheme))
    amount = next(one.max for one in scheme.clause.parts if one.id == part.id)
    if isinstance(amount, ParameterRef):
        declared = parameters(scheme)[amount.parameter]
        own = amount.parameter in scheme.ruling.programme.parameters
        who = _("本地设置") if own else _("制度包的默认值")
        source = clause_link(user, Ruling(scheme.ruling.programme, declared))
        says = format_html("{}；{}", says, format_html(_("分值是参数“{}”的{}，{}"), declared.name, who, source))
    whole = format_html("<span>{}</span>", says)  # on a phone a cell lays out its pieces side by side
    return period_of("year", today()).first, scheme.part_name(part.id), figure(start), whole


def parameters(scheme: Scheme) -> Mapping[str, Parameter]:
    """The parameters of the scheme's pack, by id."""
    return {one.id: one for one in stored_pack(scheme.ruling.programme.edition_id).parameters}
