"""A published sheet, an objection and a yearly review as pages: for the own branch only."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part
from mulin.points import permissions
from mulin.points.actions.publishing import live_ranking
from mulin.points.models import Objection, PointsEntry, PointsReview, PointsSheet
from mulin.points.pages.parts import bases, figure, part_heads, parts_of, scheme_clause
from mulin.points.queries.terms import Scheme, scheme_at, scheme_under
from mulin.tree.pages import printing


def name_of(sheet: PointsSheet) -> str:
    """A sheet as people call it."""
    return f"{sheet.branch.name}{scheme_of(sheet).quarter(sheet.first).name}积分公示"


def scheme_of(kept: Any) -> Scheme:
    """The scheme of a sheet or review, by the programme under which it was made."""
    return scheme_under(kept.programme_id, kept.scheme)


def sheet_page(user: Any, sheet: PointsSheet) -> dict[str, Any]:
    """The sheet: members by category and name; ordered by points only where somebody switched that on."""
    scheme = scheme_of(sheet)
    ranking = live_ranking(sheet.branch, sheet.scheme)
    own = permissions.is_of_branch(user, sheet.branch)
    parts = [lines_part(sheet, scheme, ranking), corrections_part(sheet, scheme), objections_part(user, sheet)]
    notice = ""
    if ranking is not None:
        notice = _("按积分排列由%(who)s开启，依据：%(ground)s，到 %(until)s 为止，只在本支部显示。") % {
            "who": ranking.switched_by,
            "ground": ranking.ground,
            "until": ranking.until,
        }
    against = "" if sheet.is_open else _("公示期已过")
    objecting = [
        Action(title=_("提出异议"), url=reverse("points:object", args=[sheet.pk]), icon="message", reason=against)
    ]
    return {
        "page_title": name_of(sheet),
        "subtitle": _("%(on)s 公示") % {"on": sheet.published_on}
        + (_("，%(until)s 前可以提出异议") % {"until": sheet.objections_until} if sheet.objections_until else ""),
        "notice": notice,
        "definitions": bases(user, [scheme]),
        "actions": [*(objecting if own else []), *printing(user, "points_sheet", sheet.pk)],
        "parts": [part for part in parts if part.rows or part.title],
        "trail": [(_("积分公示"), reverse("points:sheets"))],
    }


def lines_part(sheet: PointsSheet, scheme: Scheme, ranking: Any) -> Part:
    """The lines as published."""
    order = ("-total", "member__name", "pk") if ranking is not None else ("pk",)
    rows = [
        (one.member.name, one.category, figure(one.gained), *parts_of(scheme, one.parts), figure(one.total))
        for one in sheet.lines.select_related("member").order_by(*order)
    ]
    heads = (_("党员"), _("类别"), _("本期"), *part_heads(scheme), _("本年累计"))
    text = _("按积分排列。") if ranking is not None else _("按类别和姓名排列。")
    return Part(title=_("公示内容"), text=text, heads=heads, rows=rows, empty=_("本期没有党员。"))


def corrections_part(sheet: PointsSheet, scheme: Scheme) -> Part:
    """What was registered in this period for days before it, with its reason."""
    members = sheet.lines.values("member_id")
    late = PointsEntry.objects.filter(
        scheme=sheet.scheme, period__range=(sheet.first, sheet.last), day__lt=sheet.first, member_id__in=members
    )
    rows = [
        (one.member.name if one.member else "", one.day, scheme.rule_name(one.rule), figure(one.points), one.why)
        for one in late.select_related("member").order_by("day", "pk")
    ]
    heads = (_("党员"), _("发生日期"), _("事项"), _("分值"), _("说明"))
    return Part(title=_("对以前各期的更正"), heads=heads, rows=rows, empty=_("没有更正。"))


def objections_part(user: Any, sheet: PointsSheet) -> Part:
    """Objections with their answers: all for who keeps the points, one's own for a member."""
    found = permissions.objections_visible_to(user).filter(sheet=sheet).order_by("pk")
    rows = [(link("points:objection", one.raised_on, one.pk), one.member.name, answer_words(one)) for one in found]
    heads = (_("提出日期"), _("提出人"), _("结论"))
    return Part(title=_("异议"), heads=heads, rows=rows, empty=_("没有异议。"))


def answer_words(objection: Objection) -> Any:
    """How far an objection is."""
    if objection.answered_on is None:
        return _("待答复")
    return _("成立") if objection.upheld else _("不成立")


def objection_page(user: Any, objection: Objection) -> dict[str, Any]:
    """An objection and its answer."""
    scheme = scheme_of(objection.sheet)
    entry = objection.entry
    about = f"{entry.day} {scheme.rule_name(entry.rule)} {figure(entry.points)}" if entry else ""
    definitions = [
        (_("公示"), link("points:sheet", name_of(objection.sheet), objection.sheet_id)),
        (_("提出人"), objection.member.name),
        (_("提出日期"), objection.raised_on),
        (_("针对的记录"), about),
        (_("异议"), objection.text),
        (_("结论"), answer_words(objection)),
        (_("答复"), objection.answer),
        (_("答复日期"), objection.answered_on or ""),
        (_("依据"), scheme_clause(user, scheme)),
    ]
    actions = []
    if objection.answered_on is None and permissions.publish_points.allows(user, objection):
        url = reverse("points:answer", args=[objection.pk])
        actions = [Action(title=_("答复"), url=url, icon="message", primary=True)]
    return {
        "page_title": _("%(name)s的异议") % {"name": objection.member.name},
        "actions": actions,
        "parts": [Part(title=_("异议和答复"), definitions=definitions)],
        "trail": [(_("积分异议"), reverse("points:objections"))],
    }


def review_page(user: Any, review: PointsReview) -> dict[str, Any]:
    """A yearly review: totals by category with their results."""
    scheme = scheme_of(review)
    rows = [
        (one.member.name, one.category, *parts_of(scheme, one.parts), figure(one.total), one.result)
        for one in review.lines.select_related("member").order_by("pk")
    ]
    actions = []
    if review.examined_on is None and permissions.publish_points.allows(user, review):
        against = _("审定人不能是提出人") if review.drawn_up_by_id == user.pk else ""
        url = reverse("points:examine", args=[review.pk])
        actions = [Action(title=_("审定"), url=url, icon="clipboard-check", primary=not against, reason=against)]
    heads = (_("党员"), _("类别"), *part_heads(scheme), _("总分"), _("结果"))
    definitions = [
        (_("提出"), f"{review.drawn_up_by} {review.drawn_up_on}"),
        (_("审定"), f"{review.examined_by} {review.examined_on}" if review.examined_on else _("待审定")),
        (_("审定意见"), review.remark),
        (_("依据"), scheme_clause(user, scheme)),
    ]
    return {
        "page_title": f"{review.branch.name} {review.year} 年积分评审",
        "actions": actions,
        "parts": [
            Part(title=_("办理"), definitions=definitions),
            Part(title=_("按类别的结果"), heads=heads, rows=rows, empty=_("没有党员。")),
        ],
        "trail": [(review.branch.name, reverse("points:branch", args=[review.branch_id]))],
    }


def entry_choices(sheet: PointsSheet, member_id: int) -> list[tuple[int, str]]:
    """The member's own entries of a sheet, to choose which one is wrong."""
    scheme = scheme_at(sheet.branch, sheet.scheme, today())
    rows = PointsEntry.objects.standing().filter(
        scheme=sheet.scheme, member_id=member_id, period__range=(sheet.first, sheet.last)
    )
    return [(one.pk, f"{one.day} {scheme.rule_name(one.rule)} {figure(one.points)}") for one in rows.order_by("day")]
