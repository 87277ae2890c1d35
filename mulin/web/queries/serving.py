"""What members, leaders of teams and communities owe in service."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.clock import today
from mulin.service import queries
from mulin.service.choices import AdjustmentState, ApplicationState, ClaimState, DeedState, NeedState
from mulin.service.models import Adjustment, Claim, Deed, Need, UnitContact, VolunteerApplication
from mulin.tree.permissions import handled, has_anywhere, held_by
from mulin.web.queries.matters import Group, Matter
from mulin.web.queries.todo import Todo

MANAGE, HOME = "service.manage", "members.manage"


def claims_waiting(user: Any) -> dict[str, Q]:
    """Posts whose holders ask for another one."""
    asked = Adjustment.objects.filter(claim=OuterRef("pk"), state=AdjustmentState.WAITING)
    here = handled(user, MANAGE, "post__community__") & Q(until__isnull=True)
    return {"adjust": here & Q(Exists(asked))}


def at_community(user: Any, name: str, state: str) -> dict[str, Q]:
    """Rows in this state at communities whose service this person manages."""
    return {name: handled(user, MANAGE, "community__") & Q(state=state)}


def letters_waiting(user: Any) -> dict[str, Q]:
    """Letters about members long absent: to be answered by the unit; late ones to be chased by the community."""
    open_letters = Q(answered_on__isnull=True)
    late = open_letters & Q(answer_due__lt=today())
    return {
        "answer": handled(user, HOME, "home__") & open_letters,
        "late": handled(user, MANAGE, "community__") & late,
    }


GROUPS = (
    Group(
        model=Claim,
        listed="claims",
        page="service:claims",
        conditions=claims_waiting,
        matters={"adjust": Matter(word=MANAGE, many=gettext_lazy("办理岗位调整：%(number)d 项"))},
    ).declare(),
    Group(
        model=Deed,
        listed="deeds",
        page="service:deeds",
        conditions=lambda user: at_community(user, "confirm", DeedState.REPORTED),
        matters={"confirm": Matter(word=MANAGE, many=gettext_lazy("确认党员实事：%(number)d 项"))},
    ).declare(),
    Group(
        model=VolunteerApplication,
        listed="volunteers",
        page="service:volunteers",
        conditions=lambda user: at_community(user, "place", ApplicationState.WAITING),
        matters={"place": Matter(word=MANAGE, many=gettext_lazy("为志愿者编队：%(number)d 人"))},
    ).declare(),
    Group(
        model=Need,
        listed="service_needs",
        page="service:needs",
        conditions=lambda user: at_community(user, "hand", NeedState.OPEN),
        matters={"hand": Matter(word=MANAGE, many=gettext_lazy("把需求交给团组：%(number)d 项"))},
    ).declare(),
    Group(
        model=UnitContact,
        listed="unit_contacts",
        page="service:contacts",
        conditions=letters_waiting,
        matters={
            "answer": Matter(
                word=HOME,
                many=gettext_lazy("答复社区联系函：%(number)d 件"),
                one=gettext_lazy("社区来函：%(who)s久未参加活动，请答复"),
                node="home",
                who="member__name",
                due="answer_due",
                detail="service:answer_contact",
            ),
            "late": Matter(
                word=MANAGE, many=gettext_lazy("单位逾期未答复联系函，请催办：%(number)d 件"), due="answer_due"
            ),
        },
    ).declare(),
)


def taking_part_todos(user: Any) -> list[Todo]:
    """Posts the community asks the member to take, needs of the member's teams and those they lead, returned deeds."""
    if not has_anywhere(user, "service.take_part"):
        return []
    offered = Claim.objects.filter(member__account_id=user.pk, until__isnull=True, state=ClaimState.OFFERED)
    found = [
        Todo(_("答复岗位安排：%(post)s") % {"post": post}, reverse("service:claim", args=[pk]), "due")
        for pk, post in offered.order_by("since", "pk").values_list("pk", "post__name")
    ]
    needs = list(queries.needs_for(user))
    dues = queries.answers_due([need for need in needs if not need.is_answered], today())
    for need in needs:
        if not need.is_answered:
            due = dues.get(need.pk)
            light = "overdue" if due is not None and due < today() else "due"
            title = _("答复需求：%(title)s") % {"title": need.title}
            found.append(Todo(title, reverse("service:answer_need", args=[need.pk]), light, due))
    found += [led_todo(need) for need in needs if need.is_led]
    return found + [returned_todo(deed) for deed in queries.returned_deeds(user, today().year)]


def returned_todo(deed: Deed) -> Todo:
    """A deed that the community returned, until the member reports it anew."""
    title = _("实事“%(title)s”被退回，请看原因，补正后重新报告") % {"title": deed.title}
    return Todo(title, reverse("service:deed", args=[deed.pk]), "due")


def led_todo(need: Need) -> Todo:
    """A need that the team of a leader sees to."""
    title = _("带领团组办理：%(title)s") % {"title": need.title}
    return Todo(title, reverse("service:need", args=[need.pk]), "in_progress", need.wanted_by)


def contact_todos(user: Any) -> list[Todo]:
    """Of each community where one works the members about whom their units are to be asked, one line."""
    here = [held.node_id for held in held_by(user) if held.node_id is not None]
    if not here or not has_anywhere(user, MANAGE):
        return []
    found = []
    for community in queries.communities(user, MANAGE).filter(pk__in=here):
        numbers = queries.absent_numbers(community, today())
        if numbers.absent:
            title = _("%(name)s：就久未参加活动的党员与单位联系，%(number)d 人")
            words = title % {"name": community.name, "number": numbers.absent}
            url = reverse("service:contact_units", args=[community.pk])
            found.append(Todo(words, url, "overdue" if numbers.late else "due"))
    return found
