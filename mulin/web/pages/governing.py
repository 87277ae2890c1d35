"""Lists of who governs the product: the log, accounts, roles that are held, working days."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from mulin.audit.models import Entry
from mulin.audit.queries import verbs
from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, NodeChoice, Search, to
from mulin.tree.rules import roles
from mulin.web.pages.logged import change_words, names_asked_once, page_of
from mulin.web.queries.governing import idle


def matching(entries: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Entries about something of this name, or by somebody of this name."""
    return entries.filter(object_name__icontains=words) | entries.filter(actor_name__icontains=words)


def audit_page() -> ListPage:
    """The log as a list; what ids are called is asked for once a page."""
    names = names_asked_once()
    return ListPage(
        name="audit",
        title=gettext_lazy("审计日志"),
        columns=(
            Column(title=gettext_lazy("时间"), value="at", kind="day"),
            Column(title=gettext_lazy("操作人"), value="actor_name"),
            Column(title=gettext_lazy("操作"), value="verb"),
            Column(title=gettext_lazy("对象"), value="object_name", link=page_of),
            Column(title=gettext_lazy("变更"), value=lambda entry: change_words(entry, names), phone=False),
            Column(
                title=gettext_lazy("封存"),
                value=lambda entry: "done" if entry.seal_id else "not_started",
                kind="light",
                words={"done": gettext_lazy("已封存"), "not_started": gettext_lazy("待封存")},
            ),
        ),
        order=("-id",),
        filters=(
            Search(apply=matching, placeholder=gettext_lazy("对象或操作人")),
            NodeChoice(
                name="verb", title=gettext_lazy("操作"), choices=lambda request: [(verb, verb) for verb in verbs()]
            ),
            DateRange(name="at", title=gettext_lazy("日期"), lookup="at__date"),
        ),
        empty=EmptyState(title=gettext_lazy("没有符合条件的记录")),
    )


ACCOUNTS = ListPage(
    name="accounts",
    title=gettext_lazy("账号"),
    columns=(
        Column(title=gettext_lazy("登录名"), value="username", link=to("web:account", "id")),
        Column(title=gettext_lazy("姓名"), value="display_name"),
        Column(
            title=gettext_lazy("状态"), value=lambda user: "active" if user.is_active else "dissolved", kind="light"
        ),
        Column(title=gettext_lazy("上次登录"), value="last_login", kind="day", phone=False),
    ),
    order=("username", "id"),
    filters=(
        Search(
            apply=lambda users, words: (
                users.filter(username__icontains=words) | users.filter(display_name__icontains=words)
            )
        ),
        Choice(
            name="is_active",
            title=gettext_lazy("状态"),
            choices=(("1", gettext_lazy("在用")), ("0", gettext_lazy("停用"))),
        ),
        Choice(
            name="roles",
            title=gettext_lazy("角色"),
            choices=(("none", gettext_lazy("还没有角色")), ("some", gettext_lazy("有角色"))),
            apply=lambda users, asked: users.filter(idle() if asked == "none" else ~idle()),
        ),
    ),
)
HOLDINGS = ListPage(
    name="holdings",
    title=gettext_lazy("任免角色"),
    columns=(
        Column(title=gettext_lazy("姓名"), value=lambda held: str(held.user)),
        Column(
            title=gettext_lazy("角色"),
            value=lambda held: roles()[held.role].name if held.role in roles() else held.role,
        ),
        Column(title=gettext_lazy("所在组织或区域"), value="node__name", link=to("web:node", "node_id")),
        Column(title=gettext_lazy("种类"), value="node__kind__name", phone=False),
        Column(title=gettext_lazy("操作"), value=lambda held: gettext_lazy("解除"), link=to("web:take_role")),
    ),
    order=("id",),
    filters=(
        Search(
            apply=lambda held, words: (
                held.filter(user__display_name__icontains=words) | held.filter(node__name__icontains=words)
            )
        ),
        Choice(
            name="role",
            title=gettext_lazy("角色"),
            choices=lambda request: [(role.code, role.name) for role in roles().values()],
        ),
    ),
)
WORKDAYS = ListPage(
    name="workdays",
    title=gettext_lazy("工作日"),
    columns=(
        Column(title=gettext_lazy("日期"), value="day", kind="day"),
        Column(
            title=gettext_lazy("安排"),
            value=lambda one: gettext_lazy("上班") if one.is_workday else gettext_lazy("放假"),
        ),
        Column(title=gettext_lazy("名称"), value="name"),
    ),
    order=("-day",),
    filters=(DateRange(name="day", title=gettext_lazy("日期")),),
    empty=EmptyState(title=gettext_lazy("没有节假日安排"), text=gettext_lazy("未安排的年份按周一至周五推算。")),
)
