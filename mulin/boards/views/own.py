"""What members see and do themselves: consent, take back, bring a picture."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.boards import actions, forms, pages, queries
from mulin.boards.views.fetching import own_place
from mulin.foundation.form_pages import answered, pressed
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members.permissions import oneself


def mine(request: HttpRequest) -> HttpResponse:
    """The boards around my home and what I consent to show."""
    return render(request, "boards/mine.html", pages.own_context(oneself(request.user)))


@require_http_methods(["GET", "POST"])
@once
def give(request: HttpRequest, place: int) -> HttpResponse:
    """Consent to show fields, each ticked by oneself."""
    member = oneself(request.user)
    found = own_place(member, place)
    form = forms.ConsentForm(request.POST or None, choices=pages.own_choices(member, found))
    return answered(
        request,
        form,
        lambda: actions.give(member, found, form.cleaned_data["fields_shown"], by=signed_in(request)),
        {
            "page_title": _("同意在监督台公开"),
            "intro": _("%(place)s的居民能看到您勾选的项目。没有勾选的不公开；随时可以撤回，到期自动停止。")
            % {"place": found.name},
            "submit_label": _("同意公开"),
            "cancel_url": reverse("boards:mine"),
            "trail": [(_("我的公开同意"), reverse("boards:mine"))],
        },
    )


@require_POST
@once
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one consent back."""
    found = get_object_or_404(queries.own_consents(oneself(request.user)), pk=pk)
    back = reverse("boards:mine")
    return pressed(request, lambda: actions.revoke([found], by=signed_in(request)), back, _("已撤回，不再公开"))


@require_http_methods(["GET", "POST"])
@once
def own_photo(request: HttpRequest, place: int) -> HttpResponse:
    """Bring a picture of oneself."""
    member = oneself(request.user)
    found = own_place(member, place)
    form = forms.PhotoForm(request.POST or None, request.FILES or None)
    return answered(
        request,
        form,
        lambda: actions.put_photo(member, found, form.cleaned_data["photo"], by=signed_in(request)),
        {"page_title": _("上传照片"), "cancel_url": reverse("boards:mine")},
    )
