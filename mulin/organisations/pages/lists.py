"""The lists: places, party organisations, units, coverage, premises, staff."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mulin.foundation.identifiers import mask_phone
from mulin.foundation.lists import Choice, Column, EmptyState, ListPage, Search, to
from mulin.foundation.search import search
from mulin.organisations import queries
from mulin.organisations.actions.indexing import SEARCH_KIND
from mulin.organisations.choices import PremisesKind, PremisesStatus, Standard
from mulin.tree.choices import Family
from mulin.tree.models import Kind
from mulin.tree.permissions import search_scope

FOUND_AT_MOST = 2000


def kinds_of(family: str) -> Callable[[HttpRequest], list[tuple[str, str]]]:
    """The kinds of a family to choose from."""
    return lambda _request: list(Kind.objects.filter(family=family).values_list("code", "name"))


def by_words(user: Any, word: str, path: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """Narrow a list to nodes found by the index of words, of those this person may see."""

    def narrow(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        hits = search(words, kinds=[SEARCH_KIND], scope=search_scope(user, word), limit=FOUND_AT_MOST)
        return rows.filter(**{f"{path}__in": [hit.object_id for hit in hits]})

    return narrow


def searchable(page: ListPage, word: str, path: str) -> Callable[[HttpRequest], ListPage]:
    """The list with a search box for names, codes and credit codes: of what whoever asks may see."""

    def made(request: HttpRequest) -> ListPage:
        box = Search(apply=by_words(request.user, word, path), placeholder=_("名称或编码"))
        return replace(page, filters=(box, *page.filters))

    return made


def two_new(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Units that are two-new, or are not."""
    return rows.filter(is_two_new=value == "yes")


def lacking(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Units that lack what they should have."""
    gaps = {
        "guide": Q(node__kind="enterprise", has_guide=False),
        "organisation": Q(organisation_due=True, has_organisation=False),
        "two_new": Q(is_two_new=True, has_guide=False, has_organisation=False),
    }
    return rows.filter(gaps[value])


def light_of(name: str) -> Callable[[Any], str]:
    """A light for something that is there or missing."""
    return lambda row: "good" if getattr(row, name) else "attention"


THERE = {"good": _("有"), "attention": _("无")}
CODE = Column(title=_("编码"), value="code", phone=False)
NAME = Column(title=_("名称"), value="name", link=to("web:node"))
SUPERIOR = Column(title=_("上级"), value="superior_name", phone=False)
PLACE = Column(title=_("坐落"), value="place_name", phone=False)

PLACES = ListPage(
    name="places",
    title=_("区域"),
    columns=(NAME, Column(title=_("种类"), value="kind__name"), SUPERIOR, PLACE, CODE),
    order=("name", "id"),
    filters=(Choice(name="kind", title=_("种类"), choices=kinds_of(Family.TERRITORY)),),
    export_kind="places",
    import_kind="places",
    empty=EmptyState(title=_("没有符合条件的区域"), text=_("换个条件再看，或从 Excel 导入。")),
)
ORGANISATIONS = ListPage(
    name="organisations",
    title=_("党组织"),
    columns=(NAME, Column(title=_("种类"), value="kind__name"), SUPERIOR, PLACE, CODE),
    order=("name", "id"),
    filters=(Choice(name="kind", title=_("种类"), choices=kinds_of(Family.PARTY)),),
    export_kind="organisations",
    import_kind="organisations",
    empty=EmptyState(title=_("没有符合条件的党组织"), text=_("换个条件再看，或从 Excel 导入。")),
)
UNIT_NAME = Column(title=_("名称"), value="node__name", link=to("web:node", "node_id"))
GUIDED = Column(title=_("指导员"), value=light_of("has_guide"), kind="light", words=THERE)
ORGANISED = Column(title=_("党组织"), value=light_of("has_organisation"), kind="light", words=THERE)
UNITS = ListPage(
    name="units",
    title=_("单位"),
    columns=(
        UNIT_NAME,
        Column(title=_("种类"), value="node__kind__name"),
        Column(title=_("统一社会信用代码"), value="credit_code", phone=False),
        Column(title=_("从业人数"), value="employees", kind="number", phone=False),
        Column(title=_("两新组织"), value="is_two_new", phone=False),
        GUIDED,
        ORGANISED,
    ),
    order=("node__name", "node_id"),
    filters=(
        Choice(name="kind", title=_("种类"), choices=kinds_of(Family.UNIT), lookup="node__kind"),
        Choice(name="two_new", title=_("两新组织"), choices=(("yes", _("是")), ("no", _("否"))), apply=two_new),
    ),
    export_kind="units",
    import_kind="units",
    empty=EmptyState(title=_("没有符合条件的单位"), text=_("换个条件再看，或从 Excel 导入。")),
)
GAPS = (
    ("guide", _("企业没有指导员（一企一员）")),
    ("organisation", _("应建未建党组织")),
    ("two_new", _("两新组织两样都没有")),
)
COVERAGE = ListPage(
    name="coverage",
    title=_("两新双覆盖"),
    columns=(
        UNIT_NAME,
        Column(title=_("种类"), value="node__kind__name"),
        Column(title=_("应建党组织"), value="organisation_due", phone=False),
        GUIDED,
        ORGANISED,
    ),
    order=("node__name", "node_id"),
    filters=(
        Choice(name="gap", title=_("缺什么"), choices=GAPS, apply=lacking),
        Choice(name="kind", title=_("种类"), choices=kinds_of(Family.UNIT), lookup="node__kind"),
    ),
    export_kind="coverage",
    empty=EmptyState(title=_("没有缺口"), text=_("所选范围内的单位都已覆盖。")),
    template="organisations/coverage.html",
)
PREMISES = ListPage(
    name="premises",
    title=_("阵地"),
    columns=(
        Column(title=_("名称"), value="name", link=to("organisations:premises_one")),
        Column(title=_("种类"), value="kind", words=dict(PremisesKind.choices)),
        Column(title=_("所在组织"), value="node__name", link=to("web:node", "node_id")),
        Column(title=_("等级"), value="standard", kind="light", words=dict(Standard.choices)),
        Column(title=_("状态"), value="status", words=dict(PremisesStatus.choices)),
        Column(title=_("面积（平方米）"), value="area", kind="number", phone=False),
    ),
    order=("name", "id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(name__icontains=words), placeholder=_("阵地名称")),
        Choice(name="kind", title=_("种类"), choices=PremisesKind.choices),
        Choice(name="standard", title=_("等级"), choices=Standard.choices),
        Choice(name="status", title=_("状态"), choices=PremisesStatus.choices),
    ),
    export_kind="premises",
    import_kind="premises",
    empty=EmptyState(title=_("没有符合条件的阵地"), text=_("换个条件再看，或到组织页面登记。")),
)


places_page = searchable(PLACES, "nodes.view", "pk")
organisations_page = searchable(ORGANISATIONS, "nodes.view", "pk")
units_page = searchable(UNITS, "units.view", "node")
coverage_page = searchable(COVERAGE, "units.view", "node")


def staff_page(_request: HttpRequest) -> ListPage:
    """The list of staff, with the posts that the installed packs name."""
    posts = queries.post_names()
    return ListPage(
        name="staff",
        title=_("工作人员"),
        columns=(
            Column(title=_("姓名"), value="name", link=to("organisations:staff_one")),
            Column(title=_("岗位"), value="post", words=posts),
            Column(title=_("任职组织"), value="node__name", link=to("web:node", "node_id")),
            Column(title=_("等级"), value="grade", kind="number", phone=False),
            Column(title=_("专职"), value="full_time", phone=False),
            Column(title=_("电话"), value=lambda row: mask_phone(row.phone), phone=False),
            Column(title=_("任职日期"), value=since_known, kind="day", phone=False),
        ),
        order=("name", "id"),
        filters=(
            Search(apply=lambda rows, words: rows.filter(name__icontains=words), placeholder=_("姓名")),
            Choice(name="post", title=_("岗位"), choices=tuple(posts.items())),
        ),
        export_kind="staff",
        import_kind="staff",
        empty=EmptyState(title=_("没有符合条件的工作人员"), text=_("换个条件再看，或到组织页面登记。")),
    )


def since_known(row: Any) -> Any:
    """Since when, unless it is from the beginning."""
    return queries.known_day(row.since)
