"""Pledges, deeds and their files; letters to units about members long absent."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import today
from mulin.foundation.forms import Form
from mulin.foundation.lists import render_list
from mulin.foundation.uploads import path_of
from mulin.identity.queries import signed_in
from mulin.members.permissions import oneself
from mulin.service import actions, forms, pages, queries
from mulin.service.views.doings import Doing, form_view, free_for_all, press_view
from mulin.service.views.fetching import community_in_reach, row_in_reach
from mulin.service.views.teams import myself, to_community, to_mine
from mulin.tree.models import Node


def pledges(request: HttpRequest) -> HttpResponse:
    """Pledges to communities in reach."""
    buttons = pages.list_buttons(request.user, ("enter_pledges", _("录入承诺"), "flag", True))
    return render_list(request, pages.PLEDGES, queries.pledges_visible_to(request.user), extra={"actions": buttons})


def deeds(request: HttpRequest) -> HttpResponse:
    """Deeds at communities in reach."""
    return render_list(request, pages.DEEDS, queries.deeds_visible_to(request.user))


def deed(request: HttpRequest, pk: int) -> HttpResponse:
    """One deed with its files."""
    return render(request, "parts_page.html", pages.deed_page(find_deed(request, pk), request.user))


def deed_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file of a deed: pictures are shown, everything else is downloaded. Each reading is logged."""
    found = get_object_or_404(queries.files_of(request.user), pk=pk)
    actions.log_file_read(found, by=signed_in(request))
    return FileResponse(
        path_of(found.sha256).open("rb"),
        as_attachment=not found.media_type.startswith("image/"),
        filename=found.name,
        content_type=found.media_type,
    )


def contacts(request: HttpRequest) -> HttpResponse:
    """Letters to units, seen by the community and the unit."""
    extra = {"actions": pages.letter_buttons(request.user)}
    return render_list(request, pages.CONTACTS, queries.contacts_visible_to(request.user), extra=extra)


def find_deed(request: HttpRequest, pk: int) -> Any:
    """A deed in reach, or one's own."""
    return row_in_reach(queries.own_or_visible_deeds(request.user), pk)


def find_pledge(request: HttpRequest, pk: int) -> Any:
    """One's own pledge."""
    return row_in_reach(queries.pledges_of(oneself(request.user)), pk)


def find_contact(request: HttpRequest, pk: int) -> Any:
    """A letter in reach."""
    return row_in_reach(queries.contacts_visible_to(request.user), pk)


def to_deed(_request: HttpRequest, found: Any) -> str:
    """Back to the deed."""
    return reverse("service:deed", args=[found.pk])


def to_contacts(_request: HttpRequest, _found: Any) -> str:
    """Back to the letters."""
    return reverse("service:contacts")


def enter_pledge(request: HttpRequest, community: Node, given: dict[str, Any]) -> None:
    """A pledge from paper."""
    member = queries.residents_named(community, given["names"], today())[0]
    actions.pledge(member, community, given["text"], by=signed_in(request))


def report(request: HttpRequest, member: Any, given: dict[str, Any]) -> None:
    """What the member did."""
    files = given.pop("attachments")
    actions.report_deed(member, pages.home_of(member), files=files, by=signed_in(request), **given)


def ask_units(request: HttpRequest, community: Node, given: dict[str, Any]) -> None:
    """Letters about the chosen members."""
    actions.contact_units(community, given["members"], by=signed_in(request))


pledge = form_view(
    Doing(
        title=_("承诺办实事"),
        find=myself,
        form=lambda request, _member: forms.PledgeForm(request.POST or None),
        act=lambda request, member, given: actions.pledge(
            member, pages.home_of(member), given["text"], by=signed_in(request)
        ),
        back=to_mine,
        allow=free_for_all,
    )
)
enter_pledges = form_view(
    Doing(
        title=_("录入承诺"),
        find=community_in_reach,
        form=lambda request, _community: forms.EnterPledgeForm(request.POST or None),
        act=enter_pledge,
        back=to_community,
    )
)
withdraw_pledge = form_view(
    Doing(
        title=_("撤回承诺"),
        find=find_pledge,
        form=lambda request, _pledge: Form(request.POST if request.method == "POST" else None),
        act=lambda request, found, _given: actions.withdraw_pledge(found, by=signed_in(request)),
        back=to_mine,
        allow=free_for_all,
        intro=str,
        words=_("已撤回承诺"),
    )
)
report_deed = form_view(
    Doing(
        title=_("报告实事"),
        find=myself,
        form=lambda request, member: forms.DeedForm(
            request.POST or None, request.FILES or None, pledges=queries.pledges_of(member, today().year)
        ),
        act=report,
        back=to_mine,
        allow=free_for_all,
        words=_("已报告，待社区确认"),
    )
)
confirm_deed = press_view(
    find_deed,
    lambda request, found: actions.confirm_deeds([found.pk], by=signed_in(request)),
    to_deed,
    _("已确认"),
)
confirm_all = press_view(
    community_in_reach,
    lambda request, community: actions.confirm_deeds(
        [one.pk for one in queries.deeds_waiting(community)], by=signed_in(request)
    ),
    to_community,
    _("已全部确认"),
)
return_deed = form_view(
    Doing(
        title=_("退回实事"),
        find=find_deed,
        form=lambda request, _deed: forms.RemarkForm(request.POST or None),
        act=lambda request, found, given: actions.return_deed(found, by=signed_in(request), **given),
        back=to_deed,
        intro=lambda found: f"{found.member.name}：{found.title}",
    )
)
contact_units = form_view(
    Doing(
        title=_("与单位联系"),
        find=community_in_reach,
        form=lambda request, community: forms.AbsentForm(
            request.POST or None,
            choices=pages.absent_choices(community),
            initial={"members": [pk for pk, _name in pages.absent_choices(community)]},
        ),
        act=ask_units,
        back=to_contacts,
        intro=pages.absent_words,
        words=_("已登记，请打印联系函"),
    )
)
answer_contact = form_view(
    Doing(
        title=_("登记单位答复"),
        find=find_contact,
        form=lambda request, _contact: forms.UnitAnswerForm(request.POST or None),
        act=lambda request, found, given: actions.record_answer(found, by=signed_in(request), **given),
        back=to_contacts,
        allow=free_for_all,
        intro=lambda found: f"{found.member.name}（{found.home.name}）",
    )
)
