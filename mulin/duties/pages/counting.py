"""Which duties a record counted for, as its page shows them."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from mulin.duties.models import DutyState
from mulin.duties.pages.lists import duty_name, period_name
from mulin.duties.permissions import members_in_reach
from mulin.duties.queries import moved_by, of_members, visible
from mulin.records.models import Activity
from mulin.records.pages import Consequence, Counted, told
from mulin.tree.permissions import scope
from mulin.tree.queries import superiors


def kept_by(activity: Activity, user: Any) -> list[Consequence]:
    """The duties of the host, of the nodes above it, and of the members who were there."""
    nodes = [activity.host_id, *(node.pk for node in superiors(activity.host))]
    reach = visible(scope(user, "duties.view", "node__"))
    near = reach.filter(node__in=nodes, first__lte=activity.day, last__gte=activity.day).order_by("due", "pk")
    counted = [state for state in near if ["activities", activity.pk] in state.facts]
    own = [(words_of(state), reverse("duties:duty", args=[state.pk]), state.status) for state in counted]
    return [*own, *told(of_member(state, activity) for state in moved_by(activity, of_members(members_in_reach(user))))]


def words_of(state: DutyState) -> str:
    """The duty and its period."""
    return f"{duty_name(state)}（{period_name(state)}）"


def of_member(state: DutyState, activity: Activity) -> Counted:
    """One duty of one member for which the record counted."""
    selection = urlencode({"record": activity.pk, "duty": state.duty, "state": ""})
    return Counted(
        who=state.member.name if state.member else "",
        what=words_of(state),
        url=reverse("duties:duty", args=[state.pk]),
        among=f"{reverse('duties:member_duties')}?{selection}",
        light=state.status,
    )
