"""What members, leaders of teams and communities owe in service."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.members.models import Member
from mulin.service import queries
from mulin.tree.models import Node
from mulin.tree.permissions import has_anywhere, held_by
from mulin.web.queries.todo import Todo


def service_todos(user: Any) -> list[Todo]:
    """One's own posts and needs to answer; what waits for the communities in reach, as many queries however many."""
    member = queries.member_of(user) if has_anywhere(user, "service.take_part") else None
    found = own_todos(member) if member is not None else []
    if has_anywhere(user, "service.manage"):
        found += community_todos(user)
        here = {held.node_id for held in held_by(user) if held.node_id is not None}
        own = queries.communities(user, "service.manage").filter(pk__in=here) if here else []
        found += [todo for community in own for todo in absence_todos(community)]
    return found


def own_todos(member: Member) -> list[Todo]:
    """Posts the community asks the member to take, needs of the member's teams, the list to hand on as leader."""
    found = [
        Todo(_("答复岗位安排：%(post)s") % {"post": one.post.name}, reverse("service:claim", args=[one.pk]), "due")
        for one in queries.offered_to(member)
    ]
    for need, answer in queries.needs_asked_of(member):
        if answer is None:
            due = queries.answer_due(need, today())
            late = due is not None and due < today()
            url = reverse("service:answer_need", args=[need.pk])
            title = _("答复需求：%(title)s") % {"title": need.title}
            found.append(Todo(title, url, "overdue" if late else "due", due))
    found += [led_todo(one) for one in queries.needs_led_by(member)]
    return found


def led_todo(need: Any) -> Todo:
    """A need that the team of a leader sees to."""
    title = _("带领团组办理：%(title)s") % {"title": need.title}
    return Todo(title, reverse("service:need", args=[need.pk]), "in_progress", need.wanted_by)


def community_todos(user: Any) -> list[Todo]:
    """What waits for communities in reach, one line each, with the list where it stands."""
    home = reverse("service:communities")
    waiting = (
        (queries.waiting_adjustments(user).count(), _("办理岗位调整：%(number)d 项"), home),
        (queries.deeds_to_confirm(user).count(), _("确认党员实事：%(number)d 项"), reverse("service:deeds")),
        (queries.volunteers_to_place(user).count(), _("为志愿者编队：%(number)d 人"), reverse("service:volunteers")),
        (queries.needs_to_hand(user).count(), _("把需求交给团组：%(number)d 项"), reverse("service:needs")),
    )
    return [Todo(title % {"number": number}, url, "due") for number, title, url in waiting if number]


def absence_todos(community: Node) -> list[Todo]:
    """The members about whom their units are to be asked, one line."""
    absent = queries.absences(community, today())
    if not absent:
        return []
    due = min((one.due for one in absent if one.due), default=None)
    light = "overdue" if due is not None and due < today() else "due"
    title = _("%(name)s：就久未参加活动的党员与单位联系，%(number)d 人")
    words = title % {"name": community.name, "number": len(absent)}
    return [Todo(words, reverse("service:contact_units", args=[community.pk]), light, due)]
