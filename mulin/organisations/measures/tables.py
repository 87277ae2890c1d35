"""Fact tables of places, organisations, premises, staff, guides and coverage."""

from mulin.judgement.facts import Column, Condition, Derived, FactTable

DATES = {"since": Column("day", title="起"), "until": Column("day", title="止")}
HOST = Column("reference", "node_id", "所在组织")

TABLES = (
    FactTable(
        name="nodes",
        title="区域、党组织和单位",
        model="tree.Node",
        columns={
            "host": Column("reference", "id", "节点"),
            "kind": Column("text", "kind_id", "种类"),
            "family": Column("text", "kind__family", "所属树"),
            **DATES,
        },
        since="since",
        until="until",
    ),
    FactTable(
        name="located_organisations",
        title="坐落的党组织",
        model="tree.Parent",
        columns={
            "host": Column("reference", "parent_id", "坐落处"),
            "organisation": Column("reference", "node_id", "党组织"),
            "kind": Column("text", "node__kind_id", "种类"),
            "family": Column("text", "node__kind__family"),
            "relation": Column("text", "relation"),
            **DATES,
        },
        since="since",
        until="until",
        always=(Condition("relation", "=", "located"), Condition("family", "=", "party")),
    ),
    FactTable(
        name="units",
        title="单位",
        model="organisations.Unit",
        columns={
            "host": HOST,
            "kind": Column("text", "node__kind_id", "种类"),
            "is_two_new": Column("boolean", title="两新组织"),
            "organisation_due": Column("boolean", title="应建党组织"),
            "employees": Column("integer", title="从业人数"),
            "since": Column("day", "node__since", "成立日期"),
            "until": Column("day", "node__until", "撤销日期"),
        },
        since="since",
        until="until",
    ),
    FactTable(
        name="premises",
        title="阵地",
        model="organisations.Premises",
        columns={
            "host": HOST,
            "kind": Column("text", title="种类"),
            "standard": Column("text", title="等级"),
            "meets": Column("text", title="达到的等级"),
            "status": Column("text", title="状态"),
            **DATES,
        },
        since="since",
        until="until",
        always=(Condition("status", "in", ("open", "upgrading")),),
    ),
    FactTable(
        name="staff",
        title="工作人员",
        model="organisations.Staff",
        columns={
            "host": HOST,
            "post": Column("text", title="岗位"),
            "grade": Column("integer", title="等级"),
            "full_time": Column("boolean", title="专职"),
            **DATES,
        },
        since="since",
        until="until",
    ),
    FactTable(
        name="promotions",
        title="岗位晋升",
        model="organisations.Staff",
        columns={
            "host": HOST,
            "kind": Column("text", "node__kind_id", "任职组织种类"),
            "post": Column("text", title="现岗位"),
            "post_before": Column("text", "before__post", "原岗位"),
            "on": Column("day", "since", "任职日期"),
        },
        event="on",
        always=(Condition("post_before", "set"), Condition("kind", "=", "street")),
    ),
    FactTable(
        name="guides",
        title="党建指导员",
        model="organisations.Guide",
        columns={"host": HOST, **DATES},
        since="since",
        until="until",
    ),
    FactTable(
        name="brands",
        title="特色品牌",
        model="organisations.Brand",
        columns={"host": HOST, "level": Column("text", title="层级"), **DATES},
        since="since",
        until="until",
    ),
    FactTable(
        name="organisation_lives",
        title="组织生活安排",
        model="organisations.OrganisationLife",
        columns={
            "host": HOST,
            "time": Column("text", title="固定时间"),
            "place": Column("text", title="固定地点"),
            "content": Column("text", title="固定内容"),
            **DATES,
        },
        since="since",
        until="until",
    ),
    Derived(
        name="structure_gaps",
        title="组织架构缺口",
        columns={
            "host": Column("reference", title="区域"),
            "structure": Column("text", title="架构"),
            "part": Column("text", title="部分"),
            "at": Column("reference", title="缺在哪里"),
        },
    ),
    Derived(
        name="coverage",
        title="两新覆盖",
        columns={
            "host": Column("reference", title="单位或楼宇"),
            "need": Column("text", title="应有"),
            "covered": Column("boolean", title="已有"),
        },
    ),
)
