"""Fact tables and measures of places, organisations, premises, staff, guides and coverage."""

from mulin.judgement.facts import Argument, Condition, Keyed
from mulin.judgement.measures import ArgumentDeclaration, ChildrenMeasure, Measure
from mulin.organisations.measures.tables import TABLES

KIND = ArgumentDeclaration("kind", title="种类", names="kinds")
CHILD_KIND = ArgumentDeclaration("child_kind", title="下级种类", required=True, names="kinds")
PREMISES = ArgumentDeclaration("kind", title="阵地种类", names="premises")
STANDARD = ArgumentDeclaration("standard", "key", "至少达到的等级，any 不限", default="any", names="premises_levels")
POST = ArgumentDeclaration("post", title="岗位", names="posts")
MEETS = Condition(Keyed("meets", Argument("standard"), "boolean"), "=", True)
OF_KIND = Condition("kind", "=", Argument("kind"))
OF_POST = Condition("post", "=", Argument("post"))


def covered_share(name: str, title: str, need: str, nothing: str) -> Measure:
    """The share of what needs something that has it, here and below."""
    return Measure(
        name=name,
        title=title,
        table="coverage",
        aggregate="share",
        conditions=(Condition("need", "=", need),),
        of=(Condition("covered", "=", True),),
        roll_up="below",
        nothing=nothing,
    )


MEASURES = (
    Measure(
        name="children_counted",
        title="下级区域数",
        unit="个",
        table="nodes",
        conditions=(OF_KIND,),
        arguments=(ArgumentDeclaration("kind", title="种类", required=True, names="kinds"),),
        roll_up="below",
    ),
    Measure(
        name="organisations_counted",
        title="党组织数",
        unit="个",
        table="nodes",
        conditions=(Condition("family", "=", "party"), OF_KIND),
        arguments=(KIND,),
        roll_up="below",
    ),
    Measure(
        name="located_organisations_counted",
        title="坐落在此的党组织数",
        unit="个",
        table="located_organisations",
        conditions=(OF_KIND,),
        arguments=(KIND,),
    ),
    ChildrenMeasure(
        name="children_with_organisation_share",
        title="已建党组织的下级所占比例",
        measure="located_organisations_counted",
        kinds=Argument("child_kind"),
        passes={"kind": Argument("organisation_kind")},
        arguments=(CHILD_KIND, ArgumentDeclaration("organisation_kind", title="党组织种类", names="kinds")),
        nothing="没有下级区域",
    ),
    Measure(
        name="premises_counted",
        title="阵地数",
        unit="处",
        table="premises",
        conditions=(OF_KIND, MEETS),
        arguments=(PREMISES, STANDARD),
        roll_up="below",
    ),
    Measure(
        name="premises_at_standard_share",
        title="达标阵地所占比例",
        table="premises",
        aggregate="share",
        conditions=(OF_KIND,),
        of=(MEETS,),
        arguments=(PREMISES, STANDARD),
        roll_up="below",
        nothing="没有这种阵地",
    ),
    ChildrenMeasure(
        name="children_with_premises_share",
        title="有阵地的下级所占比例",
        measure="premises_counted",
        kinds=Argument("child_kind"),
        passes={"kind": Argument("kind"), "standard": Argument("standard")},
        arguments=(CHILD_KIND, PREMISES, STANDARD),
        nothing="没有下级区域",
    ),
    Measure(
        name="staff_counted",
        title="在岗人数",
        unit="人",
        table="staff",
        conditions=(OF_POST,),
        arguments=(POST,),
        roll_up="below",
    ),
    ChildrenMeasure(
        name="children_with_staff_share",
        title="配足人员的下级所占比例",
        measure="staff_counted",
        kinds=Argument("child_kind"),
        at_least=Argument("at_least"),
        passes={"post": Argument("post")},
        arguments=(CHILD_KIND, POST, ArgumentDeclaration("at_least", "integer", "至少", default=1)),
        nothing="没有下级区域",
    ),
    Measure(
        name="graded_staff_share",
        title="已定等级的专职社区工作者所占比例",
        table="staff",
        aggregate="share",
        conditions=(OF_POST,),
        of=(Condition("grade", "set"),),
        arguments=(ArgumentDeclaration("post", title="岗位", default="community_worker", names="posts"),),
        roll_up="below",
        nothing="没有专职社区工作者",
    ),
    Measure(
        name="staff_promoted_counted",
        title="由某岗位选拔进入街道任职的人数",
        unit="人",
        table="promotions",
        conditions=(Condition("post_before", "=", Argument("post")),),
        arguments=(ArgumentDeclaration("post", title="原岗位", required=True, names="posts"),),
    ),
    Measure(
        name="brands_counted",
        title="特色品牌数",
        unit="个",
        table="brands",
        conditions=(Condition("level", "=", Argument("level")),),
        arguments=(ArgumentDeclaration("level", title="层级"),),
    ),
    Measure(
        name="organisation_life_fixed",
        title="组织生活定时、定点、定内容",
        table="organisation_lives",
        aggregate="exists",
        conditions=(Condition("time", "set"), Condition("place", "set"), Condition("content", "set")),
    ),
    Measure(
        name="structure_gaps_counted",
        title="组织架构缺口数",
        unit="处",
        table="structure_gaps",
        conditions=(Condition("structure", "=", Argument("structure")),),
        arguments=(ArgumentDeclaration("structure", title="架构", names="structures"),),
        roll_up="below",
    ),
    covered_share("guides_share", "有党建指导员的企业所占比例", "guide", "没有企业"),
    covered_share("organisations_due_share", "应建党组织的单位中已建的比例", "organisation", "没有应建党组织的单位"),
    covered_share("two_new_covered_share", "两新组织中党组织或党建指导员已覆盖的比例", "two_new", "没有两新组织"),
    covered_share(
        "uncovered_buildings_guided_share", "楼宇、商圈中有党组织或党建指导员的比例", "place", "没有楼宇、商圈"
    ),
)

__all__ = ["MEASURES", "TABLES"]
