"""Titles, ways and words around the forms of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.records.models import Activity, Evidence
from mulin.records.pages.wording import shown
from mulin.records.rules import Matching

if TYPE_CHECKING:
    from mulin.records.forms import EvidenceForm, NamesForm, RecordForm, VoidForm, WithdrawForm


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about records."""
    return [(str(_("活动纪实")), reverse("records:activities")), *more]


def trail_to(activity: Activity) -> list[tuple[str, str]]:
    """The way to a page below a record."""
    return trail((activity.title, reverse("records:activity", args=[activity.pk])))


def note_url() -> str:
    """Where 记一笔 begins."""
    return reverse("records:note")


def noting(form: RecordForm, *, may_confirm: bool) -> dict[str, Any]:
    """The page to write down an activity."""
    return {
        "page_title": form.kind.name,
        "form": form,
        "trail": trail((str(_("记一笔")), note_url())),
        "may_confirm": may_confirm,
        "is_new": True,
        "cancel_url": note_url(),
    }


def changing(form: RecordForm, title: Any, submit_label: Any) -> dict[str, Any]:
    """The page to change a record."""
    activity: Any = form.activity
    both = [(label, shown(wrote), shown(stands)) for label, (wrote, stands) in form.both.items()]
    return framed(activity, form, title, submit_label) | {"both": both}


def voiding(activity: Activity, form: VoidForm) -> dict[str, Any]:
    """The page to strike out a record."""
    intro = _("“%(title)s”（%(day)s）将被作废。") % {"title": activity.title, "day": activity.day}
    return framed(activity, form, _("作废纪实"), _("作废")) | {"intro": intro}


def naming(activity: Activity, form: NamesForm) -> dict[str, Any]:
    """The page to enter a paper list."""
    return framed(activity, form, _("录入名单"), _("登记名单"))


def attaching(activity: Activity, form: EvidenceForm) -> dict[str, Any]:
    """The page to add files."""
    return framed(activity, form, _("添加照片或文件"), _("上传"))


def withdrawing(evidence: Evidence, form: WithdrawForm) -> dict[str, Any]:
    """The page to withdraw a file."""
    intro = _("“%(name)s”将被撤回。") % {"name": evidence.name}
    return framed(evidence.activity, form, _("撤回佐证材料"), _("撤回")) | {"intro": intro}


def framed(activity: Activity, form: Any, title: Any, submit_label: Any) -> dict[str, Any]:
    """What every form page about a record needs."""
    return {
        "page_title": title,
        "form": form,
        "trail": trail_to(activity),
        "submit_label": submit_label,
        "cancel_url": reverse("records:activity", args=[activity.pk]),
    }


def saved_words(activity: Activity) -> str:
    """What is said after saving."""
    if activity.counts:
        return str(_("已确认，职责和得分随之更新"))
    return str(_("已存为草稿，确认后才计入职责和得分"))


def named_words(matching: Matching) -> str:
    """What is said after a list of names was entered."""
    members = sum(one.member_id is not None for one in matching.people)
    return str(_("已登记名单 %(all)s 人，其中党员 %(members)s 人") % {"all": len(matching.people), "members": members})
