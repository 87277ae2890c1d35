"""Needs: the list, one need, handing them to teams, answers, done, rated."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.form_pages import read_in_clear
from mulin.foundation.lists import render_list
from mulin.identity.queries import signed_in
from mulin.members.permissions import is_oneself, oneself
from mulin.members.queries import member_of
from mulin.service import actions, forms, pages, queries
from mulin.service.permissions import manage_service
from mulin.service.views.doings import Doing, form_view, free_for_all
from mulin.service.views.fetching import community_in_reach, row_in_reach
from mulin.service.views.teams import people, to_community
from mulin.tree.models import Node


def needs(request: HttpRequest) -> HttpResponse:
    """Needs of communities in reach."""
    steps = (
        ("list_need", _("登记需求"), "pencil-plus", True),
        ("hand_needs", _("需求交团组"), "send", False),
    )
    buttons = pages.list_buttons(request.user, *steps)
    return render_list(request, pages.NEEDS, queries.needs_visible_to(request.user), extra={"actions": buttons})


def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One need: who sees to it, what members answered, what was done."""
    return render(request, "parts_page.html", pages.need_page(find_need(request, pk), request.user))


def find_need(request: HttpRequest, pk: int) -> Any:
    """A need in reach, or of one's own team."""
    return row_in_reach(queries.own_or_visible_needs(request.user), pk)


def to_need(_request: HttpRequest, found: Any) -> str:
    """Back to the need."""
    return reverse("service:need", args=[found.pk])


def add(request: HttpRequest, community: Node, given: dict[str, Any]) -> None:
    """One need more."""
    actions.list_needs(community, [actions.NewNeed(**given)], by=signed_in(request))


def hand_form(request: HttpRequest, community: Node) -> Any:
    """One choice of a team for each need that no team has."""
    waiting = list(queries.unhanded(community))
    suggested = {one.pk: team.pk for one in waiting if (team := queries.suggested_team(one)) is not None}
    return forms.HandForm(request.POST or None, needs=waiting, teams=queries.teams_at(community), suggested=suggested)


def hand(request: HttpRequest, community: Node, given: dict[str, Any]) -> None:
    """The list goes to the teams."""
    chosen = {int(name.removeprefix("need_")): team for name, team in given.items() if team is not None}
    actions.hand_to_teams(community, chosen, by=signed_in(request))


def answer_form(request: HttpRequest, found: Any) -> Any:
    """A member answers for themselves, the community names who answered."""
    manages = manage_service.allows(request.user, found)
    return (forms.EnterAnswerForm if manages else forms.AnswerForm)(request.POST or None)


def answer(request: HttpRequest, found: Any, given: dict[str, Any]) -> None:
    """What a member answers."""
    names = given.pop("names", "")
    member = people(found, {"names": names})[0] if names else oneself(request.user)
    actions.answer_need(found, member, by=signed_in(request), **given)


def after_answer(request: HttpRequest, found: Any) -> str:
    """Members come from their own page."""
    member = member_of(request.user)
    own = member is not None and is_oneself(request.user, member) and not manage_service.allows(request.user, found)
    return reverse("service:mine") if own else to_need(request, found)


list_need = form_view(
    Doing(
        title=_("登记需求"),
        find=community_in_reach,
        form=lambda request, community: forms.NeedForm(request.POST or None, spots=queries.spots_in(community)),
        act=add,
        back=to_community,
    )
)
hand_needs = form_view(
    Doing(
        title=_("需求清单交团组"),
        find=community_in_reach,
        form=hand_form,
        act=hand,
        back=to_community,
        intro=pages.hand_words,
        words=_("已交团组"),
    )
)
answer_need = form_view(
    Doing(
        title=_("答复需求"),
        find=find_need,
        form=answer_form,
        act=answer,
        back=after_answer,
        allow=free_for_all,
        intro=lambda found: found.title,
    )
)
finish_need = form_view(
    Doing(
        title=_("办结"),
        find=find_need,
        form=lambda request, found: forms.FinishForm(
            request.POST or None, initial={"names": pages.accepted_names(found)}
        ),
        act=lambda request, found, given: actions.finish(
            found, people(found, given), on=given["on"], result=given["result"], by=signed_in(request)
        ),
        back=to_need,
        intro=lambda found: found.title,
        words=_("已办结并写入纪实"),
    )
)
rate_need = form_view(
    Doing(
        title=_("登记评价"),
        find=find_need,
        form=lambda request, _need: forms.RateForm(request.POST or None),
        act=lambda request, found, given: actions.rate(found, by=signed_in(request), **given),
        back=to_need,
        intro=lambda found: found.title,
    )
)
drop_need = form_view(
    Doing(
        title=_("不再需要"),
        find=find_need,
        form=lambda request, _need: forms.DropForm(request.POST or None),
        act=lambda request, found, given: actions.drop(found, by=signed_in(request), **given),
        back=to_need,
        intro=lambda found: found.title,
    )
)


@require_http_methods(["GET", "POST"])
def need_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The resident's phone in clear, after saying why. The answer is shown once and kept nowhere."""
    found = find_need(request, pk)
    manage_service.check(request.user, found)
    page = {"page_title": _("查看求助电话"), "intro": found.title, "cancel_url": to_need(request, found)}
    by = signed_in(request)
    return read_in_clear(request, lambda why: actions.read_phone(found, reason=why, by=by), found.title, page)
