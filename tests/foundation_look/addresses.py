"""Addresses that only these tests visit: the style guide, large print, a list and a form of our own."""

import dataclasses

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import include, path

from mulin.foundation.display import switch_large_print
from mulin.foundation.forms import Form
from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, Search, render_list, to
from mulin.foundation.style_guide import style_guide

PERMISSIONS = ListPage(
    name="permissions",
    title="权限",
    columns=(
        Column(title="名称", value="name", link=to("look_permission")),
        Column(title="代码", value="codename", phone=False),
        Column(title="对象", value="content_type__model"),
        Column(title="编号", value="id", kind="number"),
    ),
    order=("name", "id"),
    filters=(
        Search(lookup="name__icontains"),
        Choice(name="app", title="应用", lookup="content_type__app_label", choices=(("auth", "账号"),)),
        DateRange(name="held", title="日期", apply=lambda queryset, days: queryset.none()),
    ),
    page_size=5,
    empty=EmptyState("还没有权限", "先开通账号。"),
)


EXPORTED = dataclasses.replace(PERMISSIONS, export_kind="members")


class VisitForm(Form):
    name = forms.CharField(label="姓名", max_length=10)
    held_on = forms.DateField(label="日期")
    count = forms.IntegerField(label="人数")
    secret = forms.CharField(label="口令", widget=forms.PasswordInput, required=False)
    text = forms.CharField(label="经过", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label="形式", choices=(("a", "会议"), ("b", "走访")), widget=forms.RadioSelect)


@login_not_required
def permissions(request: HttpRequest) -> HttpResponse:
    return render_list(request, PERMISSIONS, Permission.objects.select_related("content_type"))


@login_not_required
def exported(request: HttpRequest) -> HttpResponse:
    return render_list(request, EXPORTED, Permission.objects.select_related("content_type"))


@login_not_required
def visit(request: HttpRequest) -> HttpResponse:
    form = VisitForm(request.POST or None)
    if form.is_valid():
        return HttpResponseRedirect("/look/list/")
    return render(request, "form_page.html", {"form": form, "page_title": "记一笔"})


urlpatterns = [
    path("look/large-print/", switch_large_print, name="large_print"),
    path("look/style-guide/", login_not_required(style_guide)),
    path("look/list/", permissions),
    path("look/list/<int:pk>/", permissions, name="look_permission"),
    path("look/exported/", exported),
    path("look/form/", visit),
    path("", include("mulin.config.urls")),
]
