"""The list of appraisals, the page of one, and what a member's page shows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.appraisals import permissions
from mulin.appraisals.choices import OPEN_STATES, State
from mulin.appraisals.models import Appraisal, Appraisee
from mulin.appraisals.queries import appraisals as queries
from mulin.appraisals.queries.hearing import unheard
from mulin.deliberation.choices import PollState
from mulin.foundation.lists import Choice, Column, EmptyState, ListPage, Search, to
from mulin.foundation.page_parts import Action, Task
from mulin.members.models import Member
from mulin.members.permissions import side_of
from mulin.programmes.pages import clause_link
from mulin.records.models import Activity
from mulin.records.pages import Consequence

LIGHTS = {
    State.REVIEWING: "in_progress",
    State.SUBMITTED: "submitted",
    State.RETURNED: "returned",
    State.EXAMINED: "done",
    State.CANCELLED: "void",
}
APPRAISALS = ListPage(
    name="appraisals",
    title=gettext_lazy("民主评议"),
    columns=(
        Column(title=gettext_lazy("党组织"), value="node__name", link=to("appraisals:appraisal")),
        Column(title=gettext_lazy("年度"), value="period"),
        Column(title=gettext_lazy("状态"), value=lambda one: LIGHTS[State(one.state)], kind="light"),
        Column(title=gettext_lazy("审议日期"), value="examined_on", kind="day", phone=False),
    ),
    order=("-last", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(node__name__icontains=words), placeholder=gettext_lazy("党组织")),
        Choice(name="state", title=gettext_lazy("状态"), choices=State.choices),
    ),
    export_kind="appraisals",
    empty=EmptyState(
        title=gettext_lazy("还没有民主评议"), text=gettext_lazy("每年由党支部开始评议，结果由上级党组织审议。")
    ),
)
PAGES = {"self": "self_reviews", "ballot": "mutual", "public": "public", "branch": "grades"}


def button(
    name: str, title: str, icon: str, appraisal: Appraisal, *, primary: bool = False, reason: str = ""
) -> Action:
    """A button that leads to one step."""
    url = reverse(f"appraisals:{name}", args=[appraisal.pk])
    return Action(title=title, url=url, icon=icon, primary=primary and not reason, reason=reason)


def buttons(user: Any, appraisal: Appraisal) -> list[Action]:
    """What this person may do with an appraisal now."""
    found = []
    if appraisal.state in OPEN_STATES and permissions.manage_appraisals.allows(user, appraisal):
        found.append(button("submit", _("上报结果"), "send", appraisal, primary=True))
        found.append(button("cancel", _("取消"), "ban", appraisal))
    handed_in = appraisal.state in (State.SUBMITTED, State.EXAMINED)
    examiner = permissions.view_appraisals.allows(user, appraisal) and handed_in
    against = permissions.examine_appraisals.reason_against(user, appraisal) or ""
    if examiner and (not against or user.pk == appraisal.submitted_by_id):
        if appraisal.state == State.SUBMITTED:
            found.append(button("approve", _("审议通过"), "check", appraisal, primary=True, reason=against))
        found.append(button("send_back", _("退回复议"), "arrow-left", appraisal, reason=against))
    return found


def step_url(appraisal: Appraisal, way: str, *, manages: bool) -> str:
    """Where a layer is worked on; nothing for who only looks."""
    if way == "ballot" and appraisal.poll is not None and appraisal.poll.state != PollState.CANCELLED:
        return reverse("deliberation:poll", args=[appraisal.poll_id])
    open_now = manages and appraisal.state in OPEN_STATES
    return reverse(f"appraisals:{PAGES[way]}", args=[appraisal.pk]) if open_now else ""


def appraisal_page(user: Any, appraisal: Appraisal) -> dict[str, Any]:
    """One appraisal: its layers as a task list, and everybody by name with what was said."""
    manages = permissions.manage_appraisals.allows(user, appraisal)
    tasks = [
        Task(
            title=one["layer"].name,
            url=step_url(appraisal, one["layer"].way, manages=manages),
            state=one["state"],
            hint="" if one["layer"].way == "ballot" else f"{one['done']} / {one['of']}",
        )
        for one in queries.steps(appraisal)
    ]
    scheme = queries.scheme_of(appraisal)
    return {
        "appraisal": appraisal,
        "light": LIGHTS[State(appraisal.state)],
        "scheme": scheme,
        "basis": clause_link(user, queries.ruling_of(appraisal)),
        "tasks": tasks,
        "lines": queries.lines(appraisal),
        "figures": queries.figures(appraisal),
        "unheard": [name for _pk, name in unheard(appraisal)] if manages and appraisal.state in OPEN_STATES else [],
        "allowed": queries.allowed_best(appraisal) if scheme.best_share is not None else None,
        "actions": buttons(user, appraisal),
        "page_title": str(appraisal),
        "trail": [(_("民主评议"), reverse("appraisals:appraisals"))],
    }


def member_section(request: HttpRequest, member: Member) -> tuple[str, dict[str, Any]] | None:
    """The grades of a member, for the member and the home side alone."""
    if side_of(request.user, member) not in {"own", "home"}:
        return None
    rows = Appraisee.objects.filter(member=member, appraisal__state=State.EXAMINED).select_related("appraisal__node")
    found = list(rows.order_by("-appraisal__last")[:10])
    return ("appraisals/_member_grades.html", {"rows": found}) if found else None


def settled_at(activity: Activity, user: Any) -> list[Consequence]:
    """The appraisal whose meeting this record is, as far as this person sees it."""
    rows = permissions.visible_to(user).filter(activity=activity)
    return [
        (
            _("%(node)s%(period)s民主评议") % {"node": one.node, "period": one.period},
            reverse("appraisals:appraisal", args=[one.pk]),
            "",
        )
        for one in rows
    ]
