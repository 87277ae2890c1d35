"""Lists of ballots and matters, the buttons of each, and what is shown of them."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.deliberation import permissions
from mulin.deliberation.choices import MatterState, PollState, Way
from mulin.deliberation.models import Matter, Poll
from mulin.deliberation.queries import matters as matter_queries
from mulin.deliberation.queries import polls as poll_queries
from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, EmptyState, ListPage, Search, to
from mulin.foundation.page_parts import Action
from mulin.records.models import Activity
from mulin.records.pages import Consequence
from mulin.tree.models import Node

LATEST = 8

POLL_LIGHTS = {PollState.OPEN: "in_progress", PollState.CLOSED: "done", PollState.CANCELLED: "void"}
MATTER_LIGHTS = {
    MatterState.OPEN: "in_progress",
    MatterState.DECIDED: "done",
    MatterState.REFUSED: "rejected",
    MatterState.WITHDRAWN: "void",
}
POLLS = ListPage(
    name="polls",
    title=gettext_lazy("表决"),
    columns=(
        Column(title=gettext_lazy("表决事项"), value="title", link=to("deliberation:poll")),
        Column(title=gettext_lazy("组织"), value="node__name", phone=False),
        Column(title=gettext_lazy("截止日期"), value="closes_on", kind="day"),
        Column(title=gettext_lazy("状态"), value=lambda poll: POLL_LIGHTS[poll.state], kind="light"),
        Column(title=gettext_lazy("已投票"), value="voted", kind="number"),
        Column(title=gettext_lazy("应到"), value="entitled", kind="number", phone=False),
    ),
    order=("-opened_on", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(title__icontains=words), placeholder=gettext_lazy("表决事项")),
        Choice(name="state", title=gettext_lazy("状态"), choices=PollState.choices),
    ),
    export_kind="polls",
    empty=EmptyState(title=gettext_lazy("还没有表决"), text=gettext_lazy("在这里发起，党员在手机上或用纸质票投票。")),
)
MATTERS = ListPage(
    name="matters",
    title=gettext_lazy("议题"),
    columns=(
        Column(title=gettext_lazy("议题"), value="title", link=to("deliberation:matter")),
        Column(title=gettext_lazy("组织"), value="node__name", phone=False),
        Column(title=gettext_lazy("提出日期"), value="opened_on", kind="day"),
        Column(title=gettext_lazy("状态"), value=lambda matter: MATTER_LIGHTS[matter.state], kind="light"),
    ),
    order=("-opened_on", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(title__icontains=words), placeholder=gettext_lazy("议题")),
        Choice(name="state", title=gettext_lazy("状态"), choices=MatterState.choices),
    ),
    export_kind="matters",
    empty=EmptyState(
        title=gettext_lazy("还没有议题"), text=gettext_lazy("在社区或小区的页面上提出议题，按制度规定的步骤办理。")
    ),
)


def step(name: str, title: str, icon: str, pk: int, *, reason: str = "", primary: bool = False) -> Action:
    """A button that leads to one step."""
    url = reverse(f"deliberation:{name}", args=[pk])
    return Action(title=title, url=url, icon=icon, primary=primary and not reason, reason=reason)


def poll_buttons(user: Any, poll: Poll) -> list[Action]:
    """What this person may do with a ballot now."""
    if poll.state != PollState.OPEN:
        return []
    voter = poll_queries.voter_of(poll, user)
    found = []
    if voter is not None and voter.way == Way.NONE and today() <= poll.closes_on:
        found.append(step("vote", _("投票"), "check", poll.pk, primary=True))
    if permissions.manage_deliberation.allows(user, poll):
        found += [
            step("hand_paper", _("发放纸质票"), "printer", poll.pk),
            step("enter_paper", _("录入纸质票"), "pencil", poll.pk),
            step("close", _("计票"), "circle-check", poll.pk, primary=today() > poll.closes_on),
            step("cancel", _("取消"), "ban", poll.pk),
        ]
    return found


def confirm_button(user: Any, poll: Poll) -> Action:
    """Another person confirms the counted paper ballots."""
    against = permissions.confirm_paper.reason_against(user, poll) or ""
    url = reverse("deliberation:confirm_paper", args=[poll.pk])
    title = _("核对无误，确认")
    return Action(title=title, url=url, icon="check", post=True, primary=not against, reason=against)


def poll_page(user: Any, poll: Poll) -> dict[str, Any]:
    """A ballot: who has voted, and once it is closed what stands."""
    manages = permissions.manage_deliberation.allows(user, poll)
    items = poll_queries.items_of(poll)
    results = (poll.result or {}).get("items", {})
    paper = getattr(poll, "paper", None)
    return {
        "poll": poll,
        "light": POLL_LIGHTS[PollState(poll.state)],
        "items": items,
        "rows": [(item, results[str(item.pk)]) for item in items if str(item.pk) in results],
        "entitled": poll_queries.entitled(poll),
        "voted": poll_queries.took_part(poll),
        "missing": list(poll_queries.not_yet_voted(poll)) if manages and poll.state == PollState.OPEN else [],
        "paper": paper if manages else None,
        "confirm": confirm_button(user, poll) if manages and paper and not paper.confirmed_by_id else None,
        "actions": poll_buttons(user, poll),
        "page_title": poll.title,
        "trail": [(_("表决"), reverse("deliberation:polls"))],
    }


def matter_buttons(user: Any, matter: Matter) -> list[Action]:
    """What this person may do with a matter now: what the open step asks for."""
    run = matter_queries.open_run(matter)
    if run is None or not permissions.manage_deliberation.allows(user, matter):
        return []
    said = matter_queries.step_of(matter, run.step)
    found = []
    if said.ballot is not None and (run.poll is None or run.poll.state == PollState.CANCELLED):
        found.append(step("open_step_poll", _("发起表决"), "scale", matter.pk, primary=True))
    if said.disclosure is not None and not hasattr(run, "disclosure"):
        found.append(step("disclose", _("公示"), "send", matter.pk, primary=True))
    found.append(step("finish_step", _("完成这一步"), "circle-check", matter.pk, primary=not found))
    found.append(step("withdraw", _("撤回"), "ban", matter.pk))
    return found


def matter_page(user: Any, matter: Matter) -> dict[str, Any]:
    """A matter with every step of its procedure."""
    ruling = matter_queries.ruling_of(matter)
    return {
        "matter": matter,
        "light": MATTER_LIGHTS[MatterState(matter.state)],
        "procedure": ruling.clause,
        "basis": ruling.basis,
        "steps": matter_queries.steps_shown(matter),
        "manages": permissions.manage_deliberation.allows(user, matter),
        "today": today(),
        "actions": matter_buttons(user, matter),
        "page_title": matter.title,
        "trail": [(_("议题"), reverse("deliberation:matters"))],
    }


def node_matters(request: HttpRequest, node: Node, day: datetime.date) -> tuple[str, dict[str, Any]] | None:
    """What is being decided at a node, and where a matter is opened."""
    if not permissions.view_deliberation.allows(request.user, node):
        return None
    found = list(Matter.objects.filter(node=node).order_by("-opened_on", "-pk")[:LATEST])
    may_open = permissions.manage_deliberation.allows(request.user, node) and bool(
        matter_queries.procedures_at(node, day)
    )
    if not found and not may_open:
        return None
    lines = [(matter, MATTER_LIGHTS[MatterState(matter.state)]) for matter in found]
    return "deliberation/_node_matters.html", {"node": node, "lines": lines, "may_open": may_open}


def decided_at(activity: Activity, user: Any) -> list[Consequence]:
    """The matters of which a step rests on this record, as far as this person sees them."""
    rows = permissions.matters_visible_to(user).filter(runs__activity=activity).distinct().order_by("pk")
    return [
        (_("议题：%(title)s") % {"title": one.title}, reverse("deliberation:matter", args=[one.pk]), "") for one in rows
    ]
