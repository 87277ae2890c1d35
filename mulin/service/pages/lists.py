"""The lists of service."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, NodeChoice, Search, step_to, to
from mulin.service.choices import (
    ApplicationState,
    ClaimState,
    ContactOutcome,
    DeedState,
    NeedOrigin,
    NeedState,
    Origin,
    TeamKind,
)
from mulin.service.pages.lights import light_of, words_of
from mulin.service.queries import communities


def community_choices(request: HttpRequest) -> list[tuple[Any, Any]]:
    """The communities in reach, to choose from."""
    return list(communities(request.user).values_list("pk", "name"))


COMMUNITIES = ListPage(
    name="service_communities",
    title=_("社区服务"),
    columns=(Column(title=_("社区"), value="name", link=to("service:community")),),
    order=("name", "id"),
    export_kind="service_communities",
    empty=EmptyState(title=_("没有可以查看的社区")),
)
POSTS = ListPage(
    name="service_posts",
    title=_("服务岗位"),
    columns=(
        Column(title=_("岗位"), value="name", link=to("service:post")),
        Column(title=_("类别"), value="category", phone=False),
        Column(title=_("社区"), value="community__name"),
        Column(title=_("名额"), value="places", kind="number"),
        Column(title=_("已认领"), value="taken", kind="number"),
        Column(title=_("空缺"), value="free", kind="number"),
    ),
    order=("community__name", "name", "id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(name__icontains=words), placeholder=_("岗位名称")),
        NodeChoice(name="community", title=_("社区"), choices=community_choices),
        Choice(
            name="vacant",
            title=_("空缺"),
            choices=(("yes", _("有空缺")), ("no", _("已满"))),
            apply=lambda rows, value: rows.filter(free__gt=0) if value == "yes" else rows.filter(free__lte=0),
        ),
    ),
    export_kind="service_posts",
    import_kind="service_posts",
    empty=EmptyState(title=_("还没有启用岗位"), text=_("在社区服务页面从制度的岗位目录里启用，或从 Excel 导入。")),
)
CLAIMS = ListPage(
    name="claims",
    title=_("岗位认领"),
    columns=(
        Column(title=_("党员"), value="member__name", link=to("service:claim")),
        Column(title=_("岗位"), value="post__name"),
        Column(title=_("社区"), value="post__community__name", phone=False),
        Column(title=_("来源"), value="origin", words=dict(Origin.choices), phone=False),
        Column(title=_("自"), value="since", kind="day"),
        Column(title=_("状态"), value=light_of, kind="light", words=words_of(ClaimState)),
    ),
    order=("-since", "-id"),
    filters=(
        Search(
            apply=lambda rows, words: (
                rows.filter(member__name__icontains=words) | rows.filter(post__name__icontains=words)
            ),
            placeholder=_("姓名或岗位"),
        ),
        NodeChoice(name="community", title=_("社区"), choices=community_choices, lookup="post__community"),
        Choice(name="state", title=_("状态"), choices=ClaimState.choices[:2]),
    ),
    export_kind="claims",
    import_kind="claims",
    empty=EmptyState(title=_("还没有人认领"), text=_("党员在手机上认领，或把纸质认领表从 Excel 导入。")),
)
TEAMS = ListPage(
    name="service_teams",
    title=_("服务团组"),
    columns=(
        Column(title=_("团组"), value="name", link=to("service:team")),
        Column(title=_("种类"), value="kind", words=dict(TeamKind.choices), phone=False),
        Column(title=_("社区"), value="community__name"),
        Column(title=_("定岗"), value="field", phone=False),
        Column(title=_("成员"), value="members", kind="number"),
        Column(title=_("未办结需求"), value="open_needs", kind="number"),
    ),
    order=("community__name", "name", "id"),
    filters=(
        NodeChoice(name="community", title=_("社区"), choices=community_choices),
        Choice(name="kind", title=_("种类"), choices=TeamKind.choices),
    ),
    export_kind="service_teams",
    import_kind="service_teams",
    empty=EmptyState(title=_("还没有团组"), text=_("在社区服务页面成立团组，或从 Excel 导入。")),
)
NEEDS = ListPage(
    name="service_needs",
    title=_("社区需求"),
    columns=(
        Column(title=_("需求"), value="title", link=to("service:need")),
        Column(title=_("社区"), value="community__name"),
        Column(title=_("来源"), value="origin", words=dict(NeedOrigin.choices), phone=False),
        Column(title=_("团组"), value="team__name", phone=False),
        Column(title=_("参加"), value="accepted", kind="number", phone=False),
        Column(title=_("提出"), value="asked_on", kind="day"),
        Column(title=_("状态"), value=light_of, kind="light", words=words_of(NeedState)),
    ),
    order=("-asked_on", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(title__icontains=words), placeholder=_("需求")),
        NodeChoice(name="community", title=_("社区"), choices=community_choices),
        Choice(name="origin", title=_("来源"), choices=NeedOrigin.choices),
        Choice(name="state", title=_("状态"), choices=NeedState.choices),
    ),
    export_kind="service_needs",
    import_kind="service_needs",
    empty=EmptyState(title=_("还没有需求"), text=_("在社区服务页面登记，或从 Excel 导入需求清单。")),
)
APPLICATIONS = ListPage(
    name="volunteers",
    title=_("党员志愿者"),
    columns=(
        Column(title=_("党员"), value="member__name", link=step_to("service:place_volunteer")),
        Column(title=_("社区"), value="community__name"),
        Column(title=_("愿意参加"), value=lambda row: "、".join(row.services), phone=False),
        Column(title=_("特长"), value="skills", phone=False),
        Column(title=_("服务队"), value="team__name"),
        Column(title=_("状态"), value=light_of, kind="light", words=words_of(ApplicationState)),
    ),
    order=("-applied_on", "-id"),
    filters=(
        NodeChoice(name="community", title=_("社区"), choices=community_choices),
        Choice(name="state", title=_("状态"), choices=ApplicationState.choices),
    ),
    export_kind="volunteers",
    import_kind="volunteers",
    empty=EmptyState(title=_("还没有志愿者申请"), text=_("党员在手机上申请，或把纸质申请表从 Excel 导入。")),
)
PLEDGES = ListPage(
    name="pledges",
    title=_("党员承诺"),
    columns=(
        Column(title=_("党员"), value="member__name"),
        Column(title=_("承诺事项"), value="text"),
        Column(title=_("社区"), value="community__name", phone=False),
        Column(title=_("年度"), value="year"),
        Column(title=_("已办实事"), value="done", kind="number"),
    ),
    order=("-year", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(member__name__icontains=words), placeholder=_("姓名")),
        NodeChoice(name="community", title=_("社区"), choices=community_choices),
    ),
    export_kind="pledges",
    import_kind="pledges",
    empty=EmptyState(title=_("还没有承诺"), text=_("党员在手机上承诺，或从 Excel 导入。")),
)
DEEDS = ListPage(
    name="deeds",
    title=_("党员实事"),
    columns=(
        Column(title=_("实事"), value="title", link=to("service:deed")),
        Column(title=_("党员"), value="member__name"),
        Column(title=_("社区"), value="community__name", phone=False),
        Column(title=_("日期"), value="day", kind="day"),
        Column(title=_("状态"), value=light_of, kind="light", words=words_of(DeedState)),
    ),
    order=("-day", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(member__name__icontains=words), placeholder=_("姓名")),
        NodeChoice(name="community", title=_("社区"), choices=community_choices),
        Choice(name="state", title=_("状态"), choices=DeedState.choices),
        DateRange(name="day", title=_("日期")),
    ),
    export_kind="deeds",
    import_kind="deeds",
    empty=EmptyState(title=_("还没有实事"), text=_("党员在手机上报告，或由社区从 Excel 导入。")),
)
CONTACTS = ListPage(
    name="unit_contacts",
    title=_("与单位联系"),
    columns=(
        Column(title=_("党员"), value="member__name", link=to("service:answer_contact")),
        Column(title=_("社区"), value="community__name", phone=False),
        Column(title=_("所在党组织"), value="home__name"),
        Column(title=_("自何时缺席"), value="absent_since", kind="day", phone=False),
        Column(title=_("联系日期"), value="sent_on", kind="day"),
        Column(title=_("答复期限"), value="answer_due", kind="day", phone=False),
        Column(title=_("答复"), value="outcome", words=dict(ContactOutcome.choices)),
    ),
    order=("-sent_on", "-id"),
    filters=(
        NodeChoice(name="community", title=_("社区"), choices=community_choices),
        Choice(
            name="answered",
            title=_("答复"),
            choices=(("no", _("未答复")), ("yes", _("已答复"))),
            apply=lambda rows, value: rows.filter(answered_on__isnull=value == "no"),
        ),
    ),
    export_kind="unit_contacts",
    empty=EmptyState(title=_("没有与单位联系的事项")),
)
GROUPS = ListPage(
    name="post_groups",
    title=_("党小组"),
    columns=(
        Column(title=_("党小组"), value="name", link=to("service:group")),
        Column(title=_("人数"), value="size", kind="number"),
        Column(title=_("自"), value="since", kind="day"),
    ),
    order=("name", "id"),
    filters=(Search(apply=lambda rows, words: rows.filter(name__icontains=words), placeholder=_("名称")),),
    export_kind="post_groups",
    empty=EmptyState(title=_("还没有按岗位编党小组"), text=_("在社区服务页面提出编组方案。")),
)
