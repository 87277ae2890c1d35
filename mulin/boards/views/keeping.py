"""What those in scope see and keep: boards, consents entered from paper, consents taken back for a member."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.boards import actions, forms, pages, queries
from mulin.boards.actions import PaperConsent
from mulin.boards.permissions import manage_boards
from mulin.boards.views.fetching import board_in_reach, consent_in_reach
from mulin.foundation.clock import today
from mulin.foundation.form_pages import answered, pressed
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.service.queries.places import residents
from mulin.tree.permissions import acting, check_anywhere, has_anywhere, scope
from mulin.tree.queries import nodes_within


def boards(request: HttpRequest) -> HttpResponse:
    """Boards in reach."""
    steps = [Action(title=_("公开同意"), url=reverse("boards:consents"), icon="checklist")]
    if has_anywhere(request.user, "boards.manage"):
        steps.append(Action(title=_("设监督台"), url=reverse("boards:open"), icon="plus", primary=True))
    return render_list(request, pages.BOARDS, queries.boards_visible_to(request.user), extra={"actions": steps})


def board(request: HttpRequest, pk: int) -> HttpResponse:
    """One board as those in scope see it: the same fields as the residents."""
    found = board_in_reach(request, pk)
    return render(request, "boards/board.html", pages.board_context(found, request.user))


def photo(request: HttpRequest, pk: int, consent: int) -> HttpResponse:
    """A picture that the board shows."""
    found = board_in_reach(request, pk)
    return picture(queries.photo_shown(found.node, consent, today()))


def picture(content: bytes | None) -> HttpResponse:
    """A picture as an answer that nobody keeps; 404 where nothing is shown."""
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_http_methods(["GET", "POST"])
@once
def open_board(request: HttpRequest) -> HttpResponse:
    """Set up a board."""
    check_anywhere(request.user, "boards.manage")
    places = nodes_within(scope(request.user, "boards.manage"))
    form = forms.OpenBoardForm(request.POST or None, places=places)
    return answered(
        request,
        form,
        lambda: actions.open_board(form.cleaned_data["place"], by=signed_in(request)),
        {"page_title": _("设监督台"), "cancel_url": reverse("boards:boards")},
    )


@require_POST
@once
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let residents read it."""
    found = board_in_reach(request, pk)
    manage_boards.check(request.user, found)
    actions.switch(found, public=True, by=signed_in(request))
    return redirect("boards:board", pk)


@require_POST
@once
def shut(request: HttpRequest, pk: int) -> HttpResponse:
    """Residents read it no more."""
    found = board_in_reach(request, pk)
    manage_boards.check(request.user, found)
    actions.switch(found, public=False, by=signed_in(request))
    return redirect("boards:board", pk)


@require_POST
@once
def new_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Printed codes of the former address lead nowhere."""
    found = board_in_reach(request, pk)
    manage_boards.check(request.user, found)
    back = reverse("boards:board", args=[pk])
    return pressed(
        request, lambda: actions.new_address(found, by=signed_in(request)), back, _("已更换，请重新打印二维码")
    )


def consents(request: HttpRequest) -> HttpResponse:
    """Consents for boards in reach."""
    extra = {"may_import": has_anywhere(request.user, "boards.manage")}
    rows = queries.consents_visible_to(request.user)
    rows = rows.annotate(may_act=acting(request.user, manage_boards.word, "node__"))
    return render_list(request, pages.CONSENTS, rows, extra=extra)


@require_http_methods(["GET", "POST"])
@once
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Signed forms that say the same."""
    found = board_in_reach(request, pk)
    manage_boards.check(request.user, found)
    place = found.node
    form = forms.PaperForm(
        request.POST or None,
        choices=pages.field_choices(place),
        members=residents(place, today()).order_by("name", "pk").values_list("pk", "name"),
    )

    def act() -> None:
        given = form.cleaned_data
        shown = frozenset(given["fields_shown"])
        papers = [PaperConsent(one, shown, given["given_on"]) for one in given["members"]]
        actions.enter_paper(place, papers, by=signed_in(request))

    return answered(
        request,
        form,
        act,
        {
            "page_title": _("录入纸质同意书"),
            "intro": _("只录入本人签字的同意书；录入人会记下来。"),
            "cancel_url": reverse("boards:board", args=[pk]),
        },
    )


@require_http_methods(["GET", "POST"])
@once
def revoke_for(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a consent back on the member's behalf."""
    found = consent_in_reach(request, pk)
    manage_boards.check(request.user, found)
    form = forms.RevokeForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: actions.revoke([found], by=signed_in(request), reason=form.cleaned_data["reason"]),
        {
            "page_title": _("代本人撤回同意"),
            "intro": f"{found.member.name}：{found.get_field_display()}（{pages.state_of(found)}）",
            "submit_label": _("撤回"),
            "done": _("已撤回，监督台不再显示这一项"),
            "cancel_url": reverse("boards:consents"),
        },
    )


@require_http_methods(["GET", "POST"])
@once
def add_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The community uploads a member's picture under the member's consent."""
    found = consent_in_reach(request, pk)
    manage_boards.check(request.user, found)
    form = forms.PhotoForm(request.POST or None, request.FILES or None)
    return answered(
        request,
        form,
        lambda: actions.put_photo(found.member, found.node, form.cleaned_data["photo"], by=signed_in(request)),
        {"page_title": _("上传照片"), "intro": found.member.name, "cancel_url": reverse("boards:consents")},
    )
