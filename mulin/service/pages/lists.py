"""The lists of service."""

from django.utils.translation import gettext_lazy as _

from mulin.foundation.lists import Choice, Column, EmptyState, ListPage, NodeChoice, Search, to
from mulin.service.choices import ClaimState, Origin
from mulin.service.queries import communities

CLAIM_LIGHTS = {"offered": "due", "held": "active", "ended": "dissolved"}


def community_choices(request):  # type: ignore[no-untyped-def]
    """The communities in reach, to choose from."""
    return list(communities(request.user).values_list("pk", "name"))


COMMUNITIES = ListPage(
    name="service_communities",
    title=_("社区服务"),
    columns=(Column(title=_("社区"), value="name", link=to("service:community")),),
    order=("name", "id"),
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
    empty=EmptyState(title=_("还没有启用岗位"), text=_("在社区服务页面从制度的岗位目录里启用。")),
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
        Column(title=_("状态"), value="state", words=dict(ClaimState.choices)),
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
