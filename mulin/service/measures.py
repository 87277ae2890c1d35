"""Facts that service holds, and the questions packs may ask about them: posts, needs, deeds."""

from mulin.judgement.facts import Argument, Column, Condition, FactTable
from mulin.judgement.measures import ArgumentDeclaration, Measure
from mulin.judgement.registry import REGISTRY
from mulin.service.choices import ClaimState, DeedState, NeedOrigin, NeedState, Reply

CATEGORY = ArgumentDeclaration("category", title="岗位类别")
CLAIMS = FactTable(
    name="claims",
    title="岗位认领",
    model="service.Claim",
    since="since",
    until="until",
    columns={
        "host": Column("reference", "post__community_id", "社区"),
        "member": Column("reference", "member_id", "党员"),
        "post": Column("reference", "post_id", "岗位"),
        "category": Column("text", "post__category", "岗位类别"),
        "state": Column("text", title="状态"),
        "since": Column("day", title="起"),
        "until": Column("day", title="止"),
    },
    always=(Condition("state", "in", (str(ClaimState.HELD), str(ClaimState.ENDED))),),
)
NEEDS = FactTable(
    name="needs_done",
    title="办结的需求",
    model="service.Need",
    event="done_on",
    columns={
        "host": Column("reference", "community_id", "社区"),
        "origin": Column("text", title="来源"),
        "state": Column("text", title="状态"),
        "rating": Column("integer", title="评价"),
        "done_on": Column("day", title="办结日期"),
    },
    always=(Condition("state", "=", str(NeedState.DONE)),),
)
ANSWERS = FactTable(
    name="need_answers",
    title="需求答复",
    model="service.Answer",
    event="on",
    columns={
        "host": Column("reference", "need__community_id", "社区"),
        "member": Column("reference", "member_id", "党员"),
        "reply": Column("text", title="答复"),
        "on": Column("day", title="答复日期"),
    },
)
DEEDS = FactTable(
    name="deeds",
    title="党员实事",
    model="service.Deed",
    event="day",
    columns={
        "host": Column("reference", "community_id", "社区"),
        "member": Column("reference", "member_id", "党员"),
        "state": Column("text", title="状态"),
        "day": Column("day", title="日期"),
    },
    always=(Condition("state", "=", str(DeedState.CONFIRMED)),),
)
PLEDGES = FactTable(
    name="pledges",
    title="党员承诺",
    model="service.Pledge",
    event="made_on",
    columns={
        "host": Column("reference", "community_id", "社区"),
        "member": Column("reference", "member_id", "党员"),
        "withdrawn_on": Column("day", title="撤回日期"),
        "made_on": Column("day", title="承诺日期"),
    },
    always=(Condition("withdrawn_on", "unset"),),
)


OF_CATEGORY = Condition("category", "=", Argument("category"))
ACCEPTED = Condition("reply", "=", str(Reply.ACCEPTED))
REGISTRY.register(
    CLAIMS,
    NEEDS,
    ANSWERS,
    DEEDS,
    PLEDGES,
    Measure(
        name="posts_claimed",
        title="已认领的岗位数",
        unit="个",
        table="claims",
        arguments=(CATEGORY,),
        conditions=(OF_CATEGORY,),
        aggregate="distinct",
        column="post",
        roll_up="below",
    ),
    Measure(
        name="members_in_posts",
        title="在岗的党员数",
        unit="人",
        table="claims",
        arguments=(CATEGORY,),
        conditions=(OF_CATEGORY,),
        aggregate="distinct",
        column="member",
        roll_up="below",
    ),
    Measure(
        name="claims_by_member",
        title="党员在岗数",
        unit="个",
        table="claims",
        arguments=(CATEGORY,),
        conditions=(OF_CATEGORY,),
        subject="member",
    ),
    Measure(name="needs_done", title="办结的需求数", unit="项", table="needs_done", roll_up="below"),
    Measure(
        name="requests_rated_well",
        title="居民求助评为满意的比例",
        table="needs_done",
        conditions=(Condition("origin", "=", str(NeedOrigin.RESIDENT)), Condition("rating", "set")),
        aggregate="share",
        of=(Condition("rating", ">=", Argument("at_least")),),
        arguments=(ArgumentDeclaration("at_least", "integer", "几分及以上为满意", required=True),),
        roll_up="below",
        nothing="没有评价过的居民求助",
    ),
    Measure(
        name="needs_answered_by_member",
        title="党员答应参加的需求数",
        unit="项",
        table="need_answers",
        conditions=(ACCEPTED,),
        subject="member",
    ),
    Measure(name="deeds_confirmed", title="确认的实事件数", unit="件", table="deeds", roll_up="below"),
    Measure(
        name="members_with_deeds",
        title="办过实事的党员数",
        unit="人",
        table="deeds",
        aggregate="distinct",
        column="member",
        roll_up="below",
    ),
    Measure(name="deeds_by_member", title="党员办实事件数", unit="件", table="deeds", subject="member"),
    Measure(name="pledges_by_member", title="党员承诺件数", unit="件", table="pledges", subject="member"),
)
