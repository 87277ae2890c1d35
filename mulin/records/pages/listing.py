"""The list of records."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, NodeChoice, Search, to
from mulin.programmes.queries import all_activity_kinds
from mulin.records.choices import State
from mulin.records.queries import found_by, hosted_within, hosts_recorded


def activities_page(_request: HttpRequest) -> ListPage:
    """The list of records. Made anew for each request because the words of kinds come from installed packs."""
    kinds = {kind.id: kind.name for kind in all_activity_kinds().values()}
    return ListPage(
        name="activities",
        title=_("活动纪实"),
        columns=(
            Column(title=_("日期"), value="day", kind="day"),
            Column(title=_("名称"), value="title", link=to("records:activity")),
            Column(title=_("类型"), value="kind", words=kinds, phone=False),
            Column(title=_("举办组织"), value="host__name"),
            Column(title=_("到场"), value="present", kind="number", phone=False),
            Column(title=_("状态"), value="state", kind="light"),
        ),
        order=("-day", "-id"),
        filters=(
            Search(apply=found_by, placeholder=_("名称、组织、地点")),
            Choice(name="kind", title=_("类型"), choices=list(kinds.items())),
            NodeChoice(
                name="host",
                title=_("组织"),
                choices=lambda request: hosts_recorded(request.user),
                apply=hosted_within,
            ),
            Choice(name="state", title=_("状态"), choices=State.choices),
            DateRange(name="day", title=_("日期")),
        ),
        export_kind="activities",
        import_kind="activities",
        empty=EmptyState(
            title=_("还没有活动"),
            text=_("记下第一次活动，职责和得分会自动更新。"),
            action=_("记一笔"),
            url_name="records:note",
        ),
    )
