"""The branch conducts its appraisal on the web."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.appraisals import actions, permissions
from mulin.appraisals.forms import (
    GradeForm,
    MutualForm,
    OpenForm,
    PublicForm,
    ReasonForm,
    SelfReviewForm,
    SubmitForm,
)
from mulin.appraisals.queries import appraisals as queries
from mulin.appraisals.views.fetching import asked, frame, managed
from mulin.foundation.clock import today
from mulin.foundation.forms import carried_out
from mulin.foundation.periods import period_of
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.tree.permissions import check_anywhere, own_organisation, scope
from mulin.tree.queries import nodes_within


def years() -> list[tuple[str, str]]:
    """This year and the one before, the nearer first."""
    this = period_of("year", today())
    return [(one.first.isoformat(), one.name) for one in (this, this.previous())]


@require_http_methods(["GET", "POST"])
@once
def open_appraisal(request: HttpRequest) -> HttpResponse:
    """Open the appraisal of an organisation's members."""
    check_anywhere(request.user, permissions.MANAGE)
    nodes = nodes_within(scope(request.user, permissions.MANAGE)).filter(kind__family="party").select_related("kind")
    form = OpenForm(
        request.POST or None,
        nodes=nodes,
        periods=years(),
        initial={"node": own_organisation(request.user, permissions.MANAGE)},
    )

    def act() -> None:
        node = form.cleaned_data["node"]
        schemes = list(queries.schemes_at(node, today()).values())
        if not schemes:
            raise Refused(_("这里没有实施中的评议办法，请先发布含有评议办法的制度"), field="node")
        day = datetime.date.fromisoformat(form.cleaned_data["in_period_of"])
        form.made = actions.open_appraisal(  # type: ignore[attr-defined]
            node, schemes[0], in_period_of=day, by=signed_in(request)
        )

    if carried_out(request, form, act):
        return redirect("appraisals:appraisal", form.made.pk)  # type: ignore[attr-defined]
    back = reverse("appraisals:appraisals")
    context = {"form": form, "page_title": _("开始评议"), "submit_label": _("开始"), "cancel_url": back}
    return render(request, "form_page.html", context | {"trail": [(_("民主评议"), back)]})


@require_http_methods(["GET", "POST"])
@once
def self_reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down what a member without a phone said of themself; the page lists who has not written yet."""
    found = managed(request, pk)
    rows = list(queries.appraisees_of(found))
    chosen = next((one for one in rows if str(one.pk) == request.GET.get("of", "")), None)
    form = SelfReviewForm(request.POST or None, initial={"text": chosen.self_review if chosen else ""})

    def act() -> None:
        if chosen is None:
            raise Refused(_("请先选择一名党员"))
        actions.say_of_oneself(chosen, form.cleaned_data["text"], by=signed_in(request))

    if carried_out(request, form, act):
        return redirect("appraisals:self_reviews", pk)
    return render(request, "appraisals/self_reviews.html", frame(found, form, _("个人自评"), rows=rows, chosen=chosen))


@require_http_methods(["GET", "POST"])
@once
def mutual(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the ballot of the members."""
    found = managed(request, pk)
    form = MutualForm(request.POST or None)

    def act() -> None:
        actions.open_mutual(found, closes_on=form.cleaned_data["closes_on"], by=signed_in(request))

    intro = _("向全体正式党员发起无记名测评，一人一票；也可以发纸质票。")
    return asked(request, found, form, act, _("党员互评"), intro=intro, submit_label=_("发起"))


@require_http_methods(["GET", "POST"])
@once
def public(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what the public said on paper."""
    found = managed(request, pk)
    grades = [grade.name for grade in queries.scheme_of(found).grades]
    lines = [line for line in queries.lines(found) if line.appraisee.graded]
    form = PublicForm(request.POST or None, lines=lines, grades=grades)

    def act() -> None:
        actions.count_public(found, form.votes(), by=signed_in(request))

    return asked(
        request, found, form, act, _("群众评议"), template="appraisals/public.html", grades=grades, rows=form.rows()
    )


@require_http_methods(["GET", "POST"])
@once
def grades(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the grades, beside what the layers said."""
    found = managed(request, pk)
    names = [grade.name for grade in queries.scheme_of(found).grades]
    lines = [line for line in queries.lines(found) if line.appraisee.graded]
    form = GradeForm(request.POST or None, lines=lines, grades=names, initial={"version": found.version})

    def act() -> None:
        actions.grade(found, form.given(), version=form.cleaned_data["version"], by=signed_in(request))

    more = {"grades": names, "rows": form.rows(), "allowed": queries.allowed_best(found), "best": names[0]}
    return asked(request, found, form, act, _("评定等次"), template="appraisals/grades.html", **more)


@require_http_methods(["GET", "POST"])
@once
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the results in."""
    found = managed(request, pk)
    form = SubmitForm(request.POST or None, initial={"met_on": today()})

    def act() -> None:
        actions.submit(found, by=signed_in(request), **form.cleaned_data)

    return asked(request, found, form, act, _("上报结果"), submit_label=_("上报"))


@require_http_methods(["GET", "POST"])
@once
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """End an appraisal opened by mistake."""
    found = managed(request, pk)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.cancel_appraisal(found, reason=form.cleaned_data["reason"], by=signed_in(request))

    return asked(request, found, form, act, _("取消评议"))
