"""What is shown of one member away."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Happening
from mulin.members.permissions import is_oneself
from mulin.relations import permissions
from mulin.relations.choices import AbsenceState
from mulin.relations.models import Absence, Lapse
from mulin.relations.pages import steps
from mulin.relations.pages.lists import ABSENCE_LIGHTS
from mulin.relations.pages.parts import Card, Definitions, Page, trail
from mulin.relations.queries.clauses import floating_terms
from mulin.relations.queries.floating import contact_due, is_urged, open_lapses
from mulin.tree.pages import printing


def absence_page(user: Any, absence: Absence) -> Page:
    """One member away."""
    return Page(
        title=_("%(who)s外出") % {"who": absence.member},
        light=ABSENCE_LIGHTS[AbsenceState(absence.state)],
        words=absence.get_state_display(),
        notices=absence_notices(absence),
        actions=[
            *hosting(user, absence),
            *steps.buttons(steps.ABSENCE, "absence_step", user, absence),
            *printing(user, "absence", absence.pk, own=is_oneself(user, absence.member)),
        ],
        cards=[
            Card(title=_("外出登记"), definitions=absence_facts(absence)),
            Card(
                title=_("地点"),
                heads=(_("地点"), _("所在地党组织"), _("固定"), _("起"), _("报告日期")),
                rows=[
                    (one.place, one.host_name, _("是") if one.is_fixed else _("否"), one.since, one.told_on)
                    for one in absence.places.all()
                ],
            ),
            Card(title=_("联系"), happenings=contacts(absence)),
            Card(
                title=_("限期改正"),
                heads=(_("问题"), _("原因"), _("批评教育"), _("限期"), _("改正情况")),
                rows=[
                    (one.get_kind_display(), one.cause, one.criticised_on, one.mend_by, mending(user, absence, one))
                    for one in absence.lapses.all()
                ],
            ),
        ],
        trail=trail(_("外出流动党员"), "absences"),
    )


def hosting(user: Any, absence: Absence) -> list[Action]:
    """Receiving the member, for who handles relations at the organisation named as host, until one has."""
    host = absence.place.host if absence.place is not None else None
    waits = absence.state == AbsenceState.AWAY and not absence.stays.filter(ended_on__isnull=True).exists()
    if host is None or not waits or not permissions.manage_relations.allows(user, host):
        return []
    url = reverse("relations:host_absence", args=[absence.pk])
    return [Action(title=_("接收为流入党员"), url=url, icon="login", primary=steps.at_home(user, absence) is not None)]


def mending(user: Any, absence: Absence, lapse: Lapse) -> Any:
    """How a lapse was mended; until then the way to write it down."""
    if lapse.mended_on is not None:
        return f"{lapse.mended_on} {lapse.outcome}"
    if steps.at_home(user, absence) is not None:
        return _("待改正")
    return link("relations:mend_lapse", _("登记改正"), absence.pk, lapse.pk)


def contacts(absence: Absence) -> list[Happening]:
    """When and how either side heard of the other."""
    return [Happening(at=one.day, title=one.get_kind_display(), text=one.note) for one in absence.contacts.all()]


def absence_notices(absence: Absence) -> list[tuple[str, Any]]:
    """What is due: urging, contact, mending."""
    terms = floating_terms(absence.home, today())
    found: list[tuple[str, Any]] = []
    if terms is not None and absence.urged_on is None and is_urged(absence, terms, today()):
        words = _("外出满 %(months)s 个月且地点比较固定，应动员转出组织关系。") % {"months": terms.urge_from_months}
        found.append(("attention", words))
    due = contact_due(absence, terms)
    if due is not None and due < today():
        found.append(("attention", _("超过约定时间没有联系，请查明原因。")))
    late = [one for one in open_lapses(absence) if one.mend_by < today()]
    return [*found, *(("attention", _("“%(what)s”已过改正期限") % {"what": one}) for one in late)]


def absence_facts(absence: Absence) -> Definitions:
    """Why, when, with which permit."""
    permit = absence.permit
    terms = floating_terms(absence.home, today())
    return [
        (_("所在党组织"), absence.home),
        (_("依据"), terms.ruling.basis if terms else ""),
        (_("外出事由"), absence.reason),
        (_("外出日期"), absence.left_on),
        (_("预计返回"), absence.expected_until),
        (_("报告日期"), absence.told_on),
        (_("活动证编号"), permit or ""),
        (_("发证日期"), permit.issued_on if permit else ""),
        (_("交外出地党组织"), permit.handed_on if permit else ""),
        (_("动员转出"), f"{absence.urged_on} {absence.urged_answer}" if absence.urged_on else ""),
        (_("返回日期"), absence.came_back_on),
        *([(absence.get_state_display(), absence.returned_on)] if absence.returned_on != absence.came_back_on else []),
        (_("外出期间表现"), absence.conduct),
        (_("证上记载参加活动次数"), permit.attended if permit else ""),
        (_("外出地党组织意见"), permit.host_opinion if permit else ""),
    ]
