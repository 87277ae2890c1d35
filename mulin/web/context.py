"""What the shell of every page needs: navigation by what the person may do, tabs of the phone, the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import today
from mulin.notices.queries import at_the_bell
from mulin.tree.permissions import has_anywhere, words_held
from mulin.web.permissions import export_sheets, import_sheets


@dataclass(frozen=True)
class Entry:
    """A line of the navigation: who has the permission word sees it. The pages ``also`` named belong under it too."""

    section: Any
    title: Any
    url_name: str
    icon: str
    word: str = ""
    also: tuple[str, ...] = ()


ONESELF = "oneself"
"""Not a permission word: this account belongs to a member."""

ENTRIES = (
    Entry("", _("待办"), "web:home", "home"),
    Entry("", _("我的"), "web:mine", "user-circle", ONESELF),
    Entry("", _("看板"), "web:dashboard", "report-analytics", "assessments.view"),
    Entry(_("纪实与应办"), _("记一笔"), "records:note", "pencil-plus", "records.write"),
    Entry(_("纪实与应办"), _("纪实"), "records:activities", "notebook", "records.view"),
    Entry(_("纪实与应办"), _("应办事项"), "duties:duties", "calendar-due", "duties.view"),
    Entry(_("纪实与应办"), _("党员应尽"), "duties:member_duties", "checklist", "members.view"),
    Entry(_("纪实与应办"), _("催办"), "notices:reminders", "send", "notices.remind"),
    Entry(_("积分"), _("我的积分"), "points:mine", "star", ONESELF),
    Entry(_("积分"), _("积分管理"), "points:branches", "clipboard-list", "points.view"),
    Entry(_("积分"), _("积分台账"), "points:entries", "list-details", "points.view"),
    Entry(_("积分"), _("积分公示"), "points:sheets", "eye", "points.view"),
    Entry(_("积分"), _("积分异议"), "points:objections", "message", "points.view"),
    Entry(_("积分"), _("积分兑换"), "points:items", "star", "points.view"),
    Entry(_("积分"), _("兑换记录"), "points:redemptions", "history", "points.view"),
    Entry(_("双报到"), _("报到登记"), "registration:registrations", "clipboard-list", "registrations.view"),
    Entry(_("双报到"), _("报到工作"), "registration:campaigns", "send", "registrations.view"),
    Entry(_("双报到"), _("未报到"), "registration:missing", "bell", "registrations.view"),
    Entry(_("双报到"), _("区域登记"), "registration:regions", "building-store", "registrations.view"),
    Entry(_("组织关系"), _("转接"), "relations:transfers", "send", "relations.view"),
    Entry(_("组织关系"), _("外出流动党员"), "relations:absences", "arrow-right", "relations.view"),
    Entry(
        _("组织关系"),
        _("流入党员"),
        "relations:stays",
        "login",
        "relations.view",
        also=("relations:census", "relations:dues"),
    ),
    Entry(
        _("组织关系"),
        _("六个月提示"),
        "relations:clocks",
        "clock-exclamation",
        "relations.view",
        also=("relations:cases",),
    ),
    Entry(_("服务"), _("我的服务"), "service:mine", "flag", ONESELF),
    Entry(_("服务"), _("社区服务"), "service:communities", "users-group", "service.view"),
    Entry(_("服务"), _("服务岗位"), "service:posts", "list-check", "service.view"),
    Entry(_("服务"), _("岗位认领"), "service:claims", "id-badge-2", "service.view"),
    Entry(_("服务"), _("服务团组"), "service:teams", "users", "service.view"),
    Entry(_("服务"), _("社区需求"), "service:needs", "message", "service.view"),
    Entry(_("服务"), _("党员志愿者"), "service:volunteers", "star", "service.view"),
    Entry(_("服务"), _("党员承诺"), "service:pledges", "flag", "service.view"),
    Entry(_("服务"), _("党员实事"), "service:deeds", "award", "service.view"),
    Entry(_("服务"), _("与单位联系"), "service:contacts", "phone", "service.view"),
    Entry(_("服务"), _("党小组"), "service:groups", "sitemap", "service.view"),
    Entry(_("监督台"), _("监督台"), "boards:boards", "eye", "boards.view"),
    Entry(_("监督台"), _("公开同意"), "boards:consents", "checklist", "boards.view"),
    Entry(_("监督台"), _("政治生日"), "notices:birthdays", "calendar-event", "notices.greet"),
    Entry(_("反馈"), _("我的反馈卡"), "feedback:mine", "id-badge-2", ONESELF),
    Entry(_("反馈"), _("社区表现反馈卡"), "feedback:cards", "id-badge-2", "feedback.view"),
    Entry(_("反馈"), _("送达和答复"), "feedback:deliveries", "send", "feedback.view"),
    Entry(_("反馈"), _("征求社区意见"), "feedback:consultations", "message", "feedback.view"),
    Entry(_("反馈"), _("持证报到"), "feedback:reporting", "list-check", "feedback.write"),
    Entry(_("议事"), _("议题"), "deliberation:matters", "notebook", "deliberation.view"),
    Entry(_("议事"), _("表决"), "deliberation:polls", "scale", "deliberation.view"),
    Entry(_("议事"), _("民主评议"), "appraisals:appraisals", "clipboard-check", "appraisals.view"),
    Entry(_("评定"), _("评定"), "assessments:assessments", "clipboard-check", "assessments.view"),
    Entry(_("评定"), _("我的评审"), "assessments:assignments", "scale", "assessments.score"),
    Entry(_("评定"), _("一票否决"), "assessments:vetoes", "ban", "vetoes.manage"),
    Entry(_("底册"), _("区域"), "organisations:places", "map-pin", "units.view"),
    Entry(_("底册"), _("党组织"), "organisations:organisations", "flag", "units.view"),
    Entry(_("底册"), _("单位"), "organisations:units", "building", "units.view"),
    Entry(_("底册"), _("双覆盖"), "organisations:coverage", "target", "units.view"),
    Entry(_("底册"), _("组织架构"), "organisations:structures", "sitemap", "units.view"),
    Entry(_("底册"), _("机构名单"), "organisations:seats", "users-group", "units.view"),
    Entry(_("底册"), _("组织生活安排"), "organisations:lives", "calendar-event", "units.view"),
    Entry(_("底册"), _("阵地"), "organisations:premises", "home-heart", "units.view"),
    Entry(_("底册"), _("工作人员"), "organisations:staff", "id-badge-2", "units.view"),
    Entry(_("底册"), _("党员"), "members:members", "users", "members.view"),
    Entry(_("制度"), _("制度实施"), "programmes:programmes", "books", "programmes.view"),
    Entry(_("管理"), _("角色与权限"), "web:roles", "shield-check", ""),
    Entry(_("管理"), _("个人信息清单"), "web:privacy", "lock", ""),
    Entry(_("管理"), _("任免角色"), "web:holdings", "user-plus", "roles.manage"),
    Entry(_("管理"), _("账号"), "web:accounts", "user-circle", "accounts.manage"),
    Entry(_("管理"), _("限定范围的记录"), "restricted:shelf", "shield-lock", "restricted.view"),
    Entry(_("管理"), _("审计日志"), "web:audit", "history", "audit.view"),
    Entry(_("管理"), _("工作日"), "web:workdays", "calendar", "workdays.manage"),
)
TABS = (
    "web:home",
    "records:note",
    "duties:duties",
    "assessments:assessments",
    "web:dashboard",
    "assessments:assignments",
    "web:accounts",
    "restricted:shelf",
    "service:mine",
    "feedback:mine",
    "web:mine",
)
"""For the thumb, the most used first: a phone shows the first four that somebody has."""


Line = dict[str, Any]
"""A line as templates draw it: section, title, url, icon, name and whether it is ``active``."""


def entries(request: HttpRequest, is_member: bool) -> tuple[Line, ...]:
    """The lines this person sees, the nearest to this page active; a page that the product lacks is left out.

    Asked by what the person may do at this moment: a role given or taken shows in the next page.
    """
    words, language = words_held(request.user), get_language()
    if words is not None and is_member:
        words |= {ONESELF}
    here = nearest([(start, line["url"]) for line in lines(words, language) for start in line["starts"]], request.path)
    return marked(words, language, here)


@lru_cache(maxsize=512)
def lines(words: frozenset[str] | None, _language: str | None) -> tuple[Line, ...]:
    """The lines of everybody with these permission words (None: all), worded in this language."""
    found = []
    for entry in ENTRIES:
        if entry.word and words is not None and entry.word not in words:
            continue
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        titles = {"section": str(entry.section), "title": str(entry.title)}
        starts = (url, *(reverse(name) for name in entry.also))
        found.append(titles | {"url": url, "icon": entry.icon, "name": entry.url_name, "starts": starts})
    return tuple(found)


@lru_cache(maxsize=2048)
def marked(words: frozenset[str] | None, language: str | None, here: str) -> tuple[Line, ...]:
    """The same lines with the one that leads here active. Shared between requests, so nobody changes it."""
    return tuple(line | {"active": line["url"] == here} for line in lines(words, language))


def nearest(starts: list[tuple[str, str]], path: str) -> str:
    """Of pairs of a beginning and its line's address, the line with the longest beginning of this page's address.

    The home page stands only for itself.
    """
    around = [(start, url) for start, url in starts if path == start or (start != "/" and path.startswith(start))]
    return max(around, key=lambda one: len(one[0]), default=("", ""))[1]


def tabs(navigation: Iterable[Line]) -> list[Line]:
    """The lines for the thumb, in their order."""
    return sorted((item for item in navigation if item["name"] in TABS), key=lambda item: TABS.index(item["name"]))


def made(request: HttpRequest) -> dict[str, Any]:
    """The whole shell, made once a page."""
    signed_in = request.user.is_authenticated
    unread, is_member = at_the_bell(request.user) if signed_in else (0, False)
    navigation = entries(request, is_member) if signed_in else ()
    return {
        "navigation": navigation,
        "tabs": tabs(navigation),
        "today": today(),
        "demo": settings.DEMO,
        "large_print": request.COOKIES.get("large_print") == "1",
        "search_url": reverse("web:search") if signed_in else "",
        "home_url": reverse("web:home"),
        "account_links": [],
        "inbox_url": reverse("notices:inbox") if signed_in else "",
        "unread": unread,
        "hides_export": signed_in and not has_anywhere(request.user, export_sheets.word),
        "hides_import": signed_in and not has_anywhere(request.user, import_sheets.word),
        "second_factor_waived": not settings.SECOND_FACTOR_REQUIRED,
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    """Available in every template as ``shell``; made only when a template asks."""
    return {"shell": SimpleLazyObject(lambda: made(request))}
