"""Who may do what: roles on one screen, roles held, accounts; the audit log; working days."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.audit.queries import head
from mulin.foundation.form_pages import answered
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.submissions import once
from mulin.foundation.workdays import known_until
from mulin.identity.queries import signed_in
from mulin.tree import actions
from mulin.tree.permissions import appointable, check_anywhere, declared, has_anywhere, held_by, scope
from mulin.tree.queries import nodes_within
from mulin.tree.rules import roles as all_roles
from mulin.web import pages
from mulin.web.actions import accounts as account_actions
from mulin.web.actions import workdays as workday_actions
from mulin.web.forms import AccountForm, HoldingForm, PasswordForm, WorkdayForm
from mulin.web.queries.governing import (
    accounts_to_appoint,
    accounts_to_manage,
    entries_visible_to,
    holdings_visible_to,
    workday_exceptions,
)


def roles(request: HttpRequest) -> HttpResponse:
    """What one may do oneself, then every role with every permission word: the file of roles as a table."""
    known = list(all_roles().values())
    own = {held.role.code: held.role for held in held_by(request.user)}.values()
    mine = [(role.name, [name for word, name in declared.items() if word in role.may]) for role in own]
    rows = [(name, word, [word in role.may for role in known]) for word, name in declared.items()]
    return render(
        request, "web/roles.html", {"roles": known, "rows": rows, "mine": mine, "page_title": _("角色与权限")}
    )


def under(title: str, name: str) -> dict[str, Any]:
    """Where a form stands: it comes from a list and goes back there."""
    back = reverse(name)
    return {"cancel_url": back, "trail": [(title, back)]}


def holdings(request: HttpRequest) -> HttpResponse:
    """Who holds which role where, within reach."""
    check_anywhere(request.user, "roles.manage")
    extra = {"actions": [Action(title=_("授予角色"), url=reverse("web:give_role"), icon="plus", primary=True)]}
    return render_list(request, pages.HOLDINGS, holdings_visible_to(request.user), extra=extra)


@require_http_methods(["GET", "POST"])
@once
def give_role(request: HttpRequest) -> HttpResponse:
    """Let a person hold a role at a node."""
    check_anywhere(request.user, "roles.manage")
    nodes = nodes_within(scope(request.user, "roles.manage")).order_by("path")
    people = accounts_to_appoint(request.user)
    form = HoldingForm(request.POST or None, nodes=nodes, people=people, giving=appointable(request.user))
    page = {
        "page_title": _("授予角色"),
        "submit_label": _("授予"),
        "done": _("已授予。对方需要重新登录。"),
        **under(_("任免角色"), "web:holdings"),
    }
    return answered(request, form, lambda: actions.give_role(by=signed_in(request), **form.cleaned_data), page)


@require_http_methods(["GET", "POST"])
@once
def take_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role, after a look at it."""
    held = get_object_or_404(holdings_visible_to(request.user), pk=pk)
    if request.method == "POST":
        actions.take_role(held, by=signed_in(request))
        messages.success(request, _("已解除，对方的登录状态同时结束。"))
        return redirect("web:holdings")
    context = {
        "answers": [
            (_("姓名"), held.user, ""),
            (_("角色"), all_roles()[held.role].name, ""),
            (_("所在组织或区域"), held.node, ""),
        ],
        "intro": _("解除后立即生效，对方需要重新登录。"),
        "page_title": _("解除角色"),
        "submit_label": _("解除"),
        "cancel_url": reverse("web:holdings"),
    }
    return render(request, "confirm_page.html", context)


def audit(request: HttpRequest) -> HttpResponse:
    """The log, within reach."""
    if not has_anywhere(request.user, "audit.view"):
        return render(request, "403.html", {"reason": _("您没有“查看审计日志”的权限")}, status=403)
    return render_list(
        request, pages.audit_page(), entries_visible_to(request.user), extra={"intro": _("封存值：%s") % head()}
    )


def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts, for the system administrator, who sees no other data."""
    account_actions.check_may_manage(request.user)
    extra = {"actions": [Action(title=_("开通账号"), url=reverse("web:open_account"), icon="user-plus", primary=True)]}
    return render_list(request, pages.ACCOUNTS, accounts_to_manage(), extra=extra)


@require_http_methods(["GET", "POST"])
@once
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account with a first password."""
    account_actions.check_may_manage(request.user)
    form = AccountForm(request.POST or None)

    def act() -> None:
        made = account_actions.open_for(by=signed_in(request), **form.cleaned_data)
        messages.success(request, _("账号“%s”已开通，由街道授予角色后即可使用。") % made)

    page = {"page_title": _("开通账号"), "submit_label": _("开通"), "done": "", **under(_("账号"), "web:accounts")}
    return answered(request, form, act, page)


@require_http_methods(["GET", "POST"])
@once
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: who it is, which roles it has, a new password."""
    account_actions.check_may_manage(request.user)
    found = get_object_or_404(accounts_to_manage(), pk=pk)
    form = PasswordForm(request.POST or None, user=found)

    def act() -> None:
        account_actions.set_password(found, form.cleaned_data["password"], by=signed_in(request))

    page = {
        "account": found,
        "roles": sorted({held.role.name for held in held_by(found)}),
        "page_title": str(found),
        "submit_label": _("重设密码"),
        "done": _("密码已重设，对方的登录状态同时结束。"),
        **under(_("账号"), "web:accounts"),
    }
    return answered(request, form, act, page, "web/account.html")


@require_POST
@once
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account at once."""
    account_actions.check_may_manage(request.user)
    account_actions.close(get_object_or_404(accounts_to_manage(), pk=pk), by=signed_in(request))
    messages.success(request, _("账号已停用。"))
    return redirect("web:accounts")


def workdays(request: HttpRequest) -> HttpResponse:
    """Days against the plain week, and until when they are known."""
    may = has_anywhere(request.user, "workdays.manage")
    known = known_until()
    intro = (
        _("节假日安排已知到 %s，之后按周一至周五推算。") % known if known else _("还没有节假日安排，按周一至周五推算。")
    )
    actions_ = [Action(title=_("设置一天"), url=reverse("web:set_workday"), icon="plus", primary=True)] if may else []
    return render_list(request, pages.WORKDAYS, workday_exceptions(), extra={"actions": actions_, "intro": intro})


@require_http_methods(["GET", "POST"])
@once
def set_workday(request: HttpRequest) -> HttpResponse:
    """Set one day."""
    check_anywhere(request.user, "workdays.manage")
    form = WorkdayForm(request.POST or None)
    page = {
        "page_title": _("设置工作日"),
        "submit_label": _("保存"),
        "done": _("已保存，受影响的期限会在明早更新。"),
        **under(_("工作日"), "web:workdays"),
    }
    return answered(
        request, form, lambda: workday_actions.set_workday(by=signed_in(request), **form.cleaned_data), page
    )


def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component, for those who build pages."""
    return render(request, "style_guide.html", {"page_title": _("样式")})
