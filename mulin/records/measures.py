"""Facts that records hold, and the questions packs may ask about them."""

from mulin.judgement.facts import Argument, Column, Condition, FactTable, Keyed
from mulin.judgement.measures import ArgumentDeclaration, ChildrenMeasure, Measure
from mulin.judgement.registry import REGISTRY
from mulin.records.choices import COUNTING
from mulin.rulebook.schema.duties import MEMBER

SOCIAL = "social"

KIND = ArgumentDeclaration("kind", "texts", "活动类型", required=True, names="activities")
NOTICE_BEFORE = ArgumentDeclaration("notice_before", "boolean", "须提前通知", default=False)
WITH_AGENDA = ArgumentDeclaration("with_agenda", "boolean", "须有议程", default=False)
WITH_MINUTES = ArgumentDeclaration("with_minutes", "boolean", "须有会议记录", default=False)
WITH_EVIDENCE = ArgumentDeclaration("with_evidence", "boolean", "须有佐证材料", default=False)
ATTENDED_BY = ArgumentDeclaration("attended_by_at_least", "integer", "到场人数不少于")
PERIOD = ArgumentDeclaration("period", "text", "周期", required=True)
FIELD = ArgumentDeclaration("field", "key", "专有内容", required=True, names="activity_fields")
QUALITIES = (NOTICE_BEFORE, WITH_AGENDA, WITH_MINUTES, WITH_EVIDENCE, ATTENDED_BY)

OF_KIND = Condition("kind", "in", Argument("kind"))
GOOD_ENOUGH = (
    OF_KIND,
    Condition("notice_on", "before", "day", only_if="notice_before"),
    Condition("agenda", "set", only_if="with_agenda"),
    Condition("minutes", "set", only_if="with_minutes"),
    Condition("evidence_count", ">=", 1, only_if="with_evidence"),
    Condition("present", ">=", Argument("attended_by_at_least")),
)

ACTIVITIES = FactTable(
    name="activities",
    title="活动纪实",
    model="records.Activity",
    event="day",
    columns={
        "host": Column("reference", title="举办组织"),
        "host_kind": Column("text", "host__kind", "举办组织种类"),
        "kind": Column("text", title="活动类型"),
        "day": Column("day", title="日期"),
        "notice_on": Column("day", title="通知日期"),
        "agenda": Column("text", title="议程"),
        "minutes": Column("text", title="会议记录"),
        "headcount": Column("integer", title="另有未列名人数"),
        "present": Column("integer", title="到场人数"),
        "evidence_count": Column("integer", title="佐证份数"),
        "state": Column("text", title="状态"),
        "fields": Column("text", title="专有内容"),
    },
    always=(Condition("state", "in", tuple(str(state) for state in COUNTING)),),
)

ATTENDANCES = FactTable(
    name="attendances",
    title="到场人员",
    model="records.Attendance",
    event="day",
    columns={
        "host": Column("reference", "activity__host", "举办组织"),
        "kind": Column("text", "activity__kind", "活动类型"),
        "day": Column("day", "activity__day", "日期"),
        "state": Column("text", "activity__state", "状态"),
        "member": Column("reference", title="党员"),
        "activity": Column("reference", title="活动"),
        "fields": Column("text", "activity__fields", "专有内容"),
    },
    always=(Condition("state", "in", tuple(str(state) for state in COUNTING)),),
)

REGISTRY.register(
    ACTIVITIES,
    ATTENDANCES,
    Measure(
        name="activities_held",
        title="举办活动次数",
        unit="次",
        table="activities",
        arguments=(KIND, *QUALITIES),
        conditions=GOOD_ENOUGH,
    ),
    Measure(
        name="activities_held_below",
        title="本级及所辖举办活动次数",
        unit="次",
        table="activities",
        arguments=(KIND, *QUALITIES),
        conditions=GOOD_ENOUGH,
        roll_up="below",
    ),
    Measure(
        name="periods_with_activity",
        title="举办过活动的周期数",
        unit="个",
        table="activities",
        arguments=(KIND, PERIOD, *QUALITIES),
        conditions=GOOD_ENOUGH,
        aggregate="periods",
        period=Argument("period"),
    ),
    Measure(
        name="activity_total",
        title="活动专有内容合计",
        table="activities",
        arguments=(KIND, FIELD),
        conditions=(OF_KIND,),
        aggregate="sum",
        column=Keyed("fields", Argument("field")),
    ),
    Measure(
        name="activity_total_below",
        title="本级及所辖活动专有内容合计",
        table="activities",
        arguments=(KIND, FIELD),
        conditions=(OF_KIND,),
        aggregate="sum",
        column=Keyed("fields", Argument("field")),
        roll_up="below",
    ),
    Measure(
        name="people_present",
        title="活动到场人次",
        unit="人次",
        table="activities",
        arguments=(KIND,),
        conditions=(OF_KIND,),
        aggregate="sum",
        column="present",
    ),
    Measure(
        name="attendances_counted",
        title="活动到场人次（列名）",
        unit="人次",
        table="attendances",
        arguments=(KIND,),
        conditions=(OF_KIND,),
    ),
    Measure(
        name="members_taking_part",
        title="参加过活动的党员数",
        unit="人",
        table="attendances",
        arguments=(KIND,),
        conditions=(OF_KIND,),
        aggregate="distinct",
        column="member",
    ),
    Measure(
        name="attendances_by_member",
        title="党员参加活动次数",
        unit="次",
        table="attendances",
        arguments=(KIND,),
        conditions=(OF_KIND,),
        subject=MEMBER,
    ),
    Measure(
        name="activity_total_by_member",
        title="党员参加的活动专有内容合计",
        table="attendances",
        arguments=(KIND, FIELD),
        conditions=(OF_KIND,),
        aggregate="sum",
        column=Keyed("fields", Argument("field")),
        subject=MEMBER,
    ),
    Measure(
        name="social_participations_counted",
        title="参与治理的社会组织数",
        unit="个",
        table="activities",
        arguments=(ArgumentDeclaration("kind", "texts", "活动类型", names="activities"),),
        conditions=(Condition("host_kind", "=", SOCIAL), OF_KIND),
        aggregate="distinct",
        column="host",
        roll_up="below",
    ),
    ChildrenMeasure(
        name="children_with_activity_share",
        title="举办过活动的下级比例",
        arguments=(
            ArgumentDeclaration("child_kind", "texts", "下级种类", required=True, names="kinds"),
            KIND,
            ArgumentDeclaration("at_least", "integer", "每个不少于几次", default=1),
        ),
        measure="activities_held",
        kinds=Argument("child_kind"),
        at_least=Argument("at_least"),
        answers="share",
        passes={"kind": Argument("kind")},
        nothing="没有所辖的下级",
    ),
)
