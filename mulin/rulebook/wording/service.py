"""Wording of service: posts, teams, volunteers, groups by post, pledges."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.service import (
    CataloguePost,
    GroupRules,
    PledgeRules,
    PostRules,
    Suit,
    TeamRules,
    VolunteerRules,
    VolunteerService,
)
from mulin.rulebook.wording.words import PERIODS, Words

FACTS = {
    "age": "年龄", "health": "健康状况", "job": "职业", "family": "家庭", "skill": "特长", "wish": "意愿",
    "place": "住处", "gender": "性别",
}  # fmt: skip


def service_lines(words: Words) -> Iterator[str]:
    """Everything about service, each clause under its heading."""
    for posts in words.pack.post_rules:
        yield from post_rule_lines(words, posts)
    for teams in words.pack.team_rules:
        yield from clause_lines(words, teams, team_facts(words, teams))
    for volunteers in words.pack.volunteer_rules:
        yield from clause_lines(words, volunteers, volunteer_facts(words, volunteers))
    for groups in words.pack.group_rules:
        yield from clause_lines(words, groups, group_facts(words, groups))
    for pledges in words.pack.pledge_rules:
        yield from clause_lines(words, pledges, pledge_facts(words, pledges))


def clause_lines(
    words: Words, clause: TeamRules | VolunteerRules | GroupRules | PledgeRules, facts: Iterator[str]
) -> Iterator[str]:
    """A clause as a list of facts."""
    yield f"## {clause.name} {words.source(clause.source)}"
    yield ""
    for fact in facts:
        yield f"- {fact}"
    yield ""


def post_rule_lines(words: Words, rules: PostRules) -> Iterator[str]:
    """A catalogue of posts, and what follows when somebody cannot serve or is absent."""
    yield f"## {rules.name} {words.source(rules.source)}"
    yield ""
    for fact in post_facts(words, rules):
        yield f"- {fact}"
    for post in rules.posts:
        yield f"- **{post.name}**（{post.category}）{post.duties}{suit_words(post)} {words.source(post.source)}"
    yield ""


def post_facts(words: Words, rules: PostRules) -> Iterator[str]:
    """The figures of a catalogue."""
    if rules.named is not None:
        yield f"岗位名称由各地填写：{words.parameter(rules.named)}"
    figures = (
        ("每个岗位默认名额", rules.places, "人"),
        ("社区自设岗位至多", rules.own_posts, "个"),
        ("不能履职可申请调整：连续满", rules.adjust_after_months, "个月"),
        ("未参加活动应与单位联系：连续满", rules.contact_after_months, "个月"),
        ("与单位联系的期限：满期后", rules.contact_within_days, "天"),
        ("请单位答复的期限：联系后", rules.answer_within_days, "天"),
    )
    for title, amount, unit in figures:
        if amount is not None:
            yield f"{title} {words.amount(amount, unit)}"
    if rules.categories:
        yield f"只与{words.members(rules.categories)}所在的单位联系"


def suit_words(post: CataloguePost) -> str:
    """Whom a post suits."""
    return f" 适合：{'；'.join(one_suit(suit) for suit in post.suits)}。" if post.suits else ""


def one_suit(suit: Suit) -> str:
    """One fact that speaks for a post."""
    least = f"{suit.at_least}岁以上" if suit.at_least is not None else ""
    most = f"{suit.at_most}岁以下" if suit.at_most is not None else ""
    return f"{FACTS[suit.fact]}{'、'.join(suit.words)}{least}{most}（{suit.because}）"


def team_facts(words: Words, rules: TeamRules) -> Iterator[str]:
    """Teams."""
    yield f"{PERIODS[rules.needs_period]}把需求清单交给团组，记作“{words.filed((rules.needs_activity,))}”"
    if rules.work_activity is not None:
        yield f"团组开展服务记作“{words.filed((rules.work_activity,))}”"
    if rules.answer_within_days is not None:
        yield f"团组成员 {words.amount(rules.answer_within_days, '天')}内答复"


def volunteer_facts(words: Words, rules: VolunteerRules) -> Iterator[str]:
    """Volunteers."""
    yield "服务内容：" + "、".join(service_words(one) for one in rules.services)
    if rules.gathers is not None:
        yield f"{PERIODS[rules.gathers]}至少集中服务一次"
    if rules.summed_up is not None:
        yield f"{PERIODS[rules.summed_up]}总结并订计划"
    if rules.answer_within_days is not None:
        yield f"居民求助 {words.amount(rules.answer_within_days, '天')}内安排"
    for what, kind in (("志愿服务", rules.activity), ("集中服务", rules.gathering), ("总结和计划", rules.summary)):
        if kind is not None:
            yield f"{what}记作“{words.filed((kind,))}”"


def service_words(service: VolunteerService) -> str:
    """A kind of service, and the skills that fit."""
    return f"{service.name}（特长：{'、'.join(service.words)}）" if service.words else service.name


def group_facts(words: Words, rules: GroupRules) -> Iterator[str]:
    """Party groups."""
    yield f"每组 {words.amount(rules.least)}—{words.amount(rules.most)} 人，设组长一名"
    if rules.alike_by:
        yield "同类岗位内依次按相近程度编组：" + "、".join(FACTS[one] for one in rules.alike_by)
    for number, duty in enumerate(rules.leader_duties, 1):
        yield f"组长职责 {number}：{duty}"
    virtues = rules.leader_virtues
    said = words.parameter(virtues) if isinstance(virtues, ParameterRef) else "、".join(virtues)
    if said:
        yield f"五个好：{said}"


def pledge_facts(words: Words, rules: PledgeRules) -> Iterator[str]:
    """Pledges."""
    most = f"—{words.amount(rules.most)}" if rules.most is not None else ""
    yield f"{PERIODS[rules.period]}每名党员办实事 {words.amount(rules.least)}{most} 件"
    if rules.deed_activity is not None:
        yield f"办成的实事记作“{words.filed((rules.deed_activity,))}”"
