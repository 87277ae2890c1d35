"""What the shell of every page needs: navigation by what the person may do, tabs of the phone, the day."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import today
from mulin.tree.permissions import has_anywhere
from mulin.web.permissions import export_sheets, import_sheets


@dataclass(frozen=True)
class Entry:
    """A line of the navigation: who has the permission word sees it."""

    section: Any
    title: Any
    url_name: str
    icon: str
    word: str = ""


ENTRIES = (
    Entry("", _("待办"), "web:home", "home"),
    Entry("", _("看板"), "web:dashboard", "report-analytics", "assessments.view"),
    Entry(_("纪实与应办"), _("记一笔"), "records:note", "pencil-plus", "records.write"),
    Entry(_("纪实与应办"), _("纪实"), "records:activities", "notebook", "records.view"),
    Entry(_("纪实与应办"), _("应办事项"), "duties:duties", "calendar-due", "duties.view"),
    Entry(_("评定"), _("评定"), "assessments:assessments", "clipboard-check", "assessments.view"),
    Entry(_("评定"), _("我的评审"), "assessments:assignments", "scale", "assessments.score"),
    Entry(_("评定"), _("一票否决"), "assessments:vetoes", "ban", "vetoes.manage"),
    Entry(_("底册"), _("区域"), "organisations:places", "map-pin", "units.view"),
    Entry(_("底册"), _("党组织"), "organisations:organisations", "flag", "units.view"),
    Entry(_("底册"), _("单位"), "organisations:units", "building", "units.view"),
    Entry(_("底册"), _("双覆盖"), "organisations:coverage", "target", "units.view"),
    Entry(_("底册"), _("阵地"), "organisations:premises", "home-heart", "units.view"),
    Entry(_("底册"), _("工作人员"), "organisations:staff", "id-badge-2", "units.view"),
    Entry(_("底册"), _("党员"), "members:members", "users", "members.view"),
    Entry(_("制度"), _("制度实施"), "programmes:programmes", "books", "programmes.view"),
    Entry(_("管理"), _("角色与权限"), "web:roles", "shield-check", ""),
    Entry(_("管理"), _("任免角色"), "web:holdings", "user-plus", "roles.manage"),
    Entry(_("管理"), _("账号"), "web:accounts", "user-circle", "accounts.manage"),
    Entry(_("管理"), _("审计日志"), "web:audit", "history", "audit.view"),
    Entry(_("管理"), _("工作日"), "web:workdays", "calendar", "workdays.manage"),
)
TABS = ("web:home", "records:note", "duties:duties", "assessments:assessments", "assessments:assignments")


def entries(request: HttpRequest) -> list[dict[str, Any]]:
    """The lines this person sees, the nearest to this page active; a page that the product lacks is left out."""
    found = []
    for entry in ENTRIES:
        if entry.word and not has_anywhere(request.user, entry.word):
            continue
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        line = {"section": entry.section, "title": entry.title, "url": url, "icon": entry.icon, "name": entry.url_name}
        found.append(line)
    here = nearest([str(line["url"]) for line in found], request.path)
    return [line | {"active": line["url"] == here} for line in found]


def nearest(urls: list[str], path: str) -> str:
    """The longest address that a page's address begins with; the home page only for itself."""
    around = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(around, key=len, default="")


def made(request: HttpRequest) -> dict[str, Any]:
    """The whole shell, made once a page."""
    signed_in = request.user.is_authenticated
    navigation = entries(request) if signed_in else []
    return {
        "navigation": navigation,
        "tabs": [item for item in navigation if item["name"] in TABS],
        "today": today(),
        "demo": settings.DEMO,
        "large_print": request.COOKIES.get("large_print") == "1",
        "search_url": reverse("web:search") if signed_in else "",
        "home_url": reverse("web:home"),
        "account_links": [],
        "hides_export": signed_in and not has_anywhere(request.user, export_sheets.word),
        "hides_import": signed_in and not has_anywhere(request.user, import_sheets.word),
        "second_factor_waived": not settings.SECOND_FACTOR_REQUIRED,
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    """Available in every template as ``shell``; made only when a template asks."""
    return {"shell": SimpleLazyObject(lambda: made(request))}
