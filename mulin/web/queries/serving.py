"""What members, leaders of teams and communities owe in service."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.members.models import Member
from mulin.service import queries
from mulin.tree.models import Node
from mulin.tree.permissions import has_anywhere
from mulin.web.queries.todo import Todo

COMMUNITIES = 20
"""With more communities in reach than so many, each sees to its own."""


def service_todos(user: Any) -> list[Todo]:
    """One's own posts and needs to answer, and what waits for the communities one works for."""
    member = queries.member_of(user)
    found = own_todos(member) if member is not None else []
    if has_anywhere(user, "service.manage"):
        communities = list(queries.communities(user, "service.manage")[: COMMUNITIES + 1])
        if len(communities) <= COMMUNITIES:
            found += [todo for community in communities for todo in community_todos(community, user)]
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


def community_todos(community: Node, user: Any) -> list[Todo]:
    """What waits for a community, each with where it is done."""
    home = reverse("service:community", args=[community.pk])
    waiting = (
        (queries.waiting_adjustments(user).filter(claim__post__community=community).count(), _("办理岗位调整"), home),
        (queries.deeds_waiting(community).count(), _("确认党员实事"), home),
        (queries.waiting_volunteers(community).count(), _("为志愿者编队"), home),
        (queries.unhanded(community).count(), _("把需求交给团组"), reverse("service:hand_needs", args=[community.pk])),
    )
    found = [
        Todo(
            _("%(name)s：%(what)s %(number)d 项") % {"name": community.name, "what": what, "number": number}, url, "due"
        )
        for number, what, url in waiting
        if number
    ]
    return found + absence_todos(community)


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
