"""Pages about deeds and members long absent."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action
from mulin.members.permissions import is_oneself
from mulin.service import permissions, queries
from mulin.service.choices import DeedState
from mulin.service.models import Deed
from mulin.service.pages.lights import shown
from mulin.service.pages.parts import joined
from mulin.service.pages.posts import own_trail, trail_of
from mulin.service.pages.teams import managing
from mulin.tree.models import Node
from mulin.tree.pages import printing_all


def deed_page(deed: Deed, user: Any) -> dict[str, Any]:
    """One deed with its files and what the community says."""
    manages = permissions.manage_service.allows(user, deed)
    files = joined(link("service:deed_file", one.name, one.pk) for one in deed.files.order_by("pk"))
    definitions = [
        (_("党员"), deed.member.name),
        (_("日期"), deed.day),
        (_("经过"), deed.text),
        (_("对应的承诺"), deed.pledge.text if deed.pledge else ""),
        (_("材料"), files),
        (_("状态"), shown(deed)),
        (_("社区意见"), deed.remark),
    ]
    if deed.activity_id:
        definitions.append((_("纪实"), link("records:activity", _("查看纪实"), deed.activity_id)))
    return {
        "page_title": deed.title,
        "subtitle": deed.community.name,
        "trail": own_trail() if is_oneself(user, deed.member) else trail_of(deed.community),
        "actions": deed_buttons(deed, user) if manages and deed.state == DeedState.REPORTED else [],
        "definitions": definitions,
    }


def deed_buttons(deed: Deed, user: Any) -> list[Action]:
    """Confirm, or return with a reason."""
    confirm = Action(
        title=_("确认"), url=reverse("service:confirm_deed", args=[deed.pk]), icon="check", primary=True, post=True
    )
    return [confirm, *managing(deed, user, (("return_deed", deed.pk, _("退回"), "arrow-left", False),))]


def absent_choices(community: Node) -> list[tuple[int, str]]:
    """The members who were absent too long, with since when."""
    words = _("%(name)s（自 %(since)s 未参加活动）")
    return [
        (one.member.pk, words % {"name": one.member.name, "since": one.since})
        for one in queries.absences(community, today())
    ]


def letter_buttons(user: Any) -> list[Action]:
    """The letters of the last day on which some went out, in one file."""
    last = queries.contacts_visible_to(user).order_by("-sent_on").values_list("sent_on", flat=True).first()
    if last is None:
        return []
    title = _("打印 %(day)s 的联系函") % {"day": last}
    return printing_all(user, "unit_contact", title, sent_on=last)


def absent_words(community: Node) -> str:
    """What the regulation says about them."""
    months, ruling = queries.ruled(community, today(), "post_rules", "contact_after_months")
    if months is None or ruling is None:
        return _("没有实施中的制度规定缺席多久与单位联系。")
    words = _("“%(name)s”：%(months)d 个月以上未参加社区活动的，及时与所在单位党组织联系。")
    return words % {"name": ruling.clause.name, "months": int(months)}
