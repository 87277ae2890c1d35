"""Feedback and consultations, in words."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.feedback import ConsultationRule, FeedbackRule, Hook, Receiver, Switch
from mulin.rulebook.wording.words import PERIODS, Words

RANKS = {"general": "一般党员干部", "senior": "副科级及以上干部"}


def feedback_lines(words: Words) -> Iterator[str]:
    """Cards and consultations under one heading."""
    pack = words.pack
    if not pack.feedback and not pack.consultations:
        return
    yield "## 反馈和征求意见"
    yield ""
    for clause in pack.feedback:
        yield f"- **{clause.title}**：{'；'.join(card_facts(words, clause))} {words.source(clause.source)}"
    for rule in pack.consultations:
        yield f"- **{rule.name}**：{'；'.join(hearing_facts(words, rule))} {words.source(rule.source)}"
    yield ""


def switched(words: Words, switch: Switch, text: str) -> str:
    """A clause that holds, that the district switches on, or nothing."""
    if isinstance(switch, ParameterRef):
        return f"{text}（由各地选定：{words.parameter(switch)}）"
    return text if switch else ""


def card_facts(words: Words, clause: FeedbackRule) -> Iterator[str]:
    """What a clause about cards says, part by part."""
    marks = f"，档次 {words.parameter(clause.marks)}" if clause.marks is not None else ""
    pieces = [
        f"反馈{words.members(clause.categories)}的表现",
        switched(words, clause.half_yearly, "每半年反馈"),
        switched(words, clause.at_year_end, "每年底综合评议并反馈"),
        f"评议{'、'.join(one.name for one in clause.aspects)}{marks}" if clause.aspects else "",
        switched(words, clause.aspects_each_time, "每次都逐项评议"),
        f"送{'、'.join(receiver_words(words, one) for one in clause.receivers)}",
        switched(words, clause.shows_points, "写积分"),
    ]
    if clause.opinion_within_days is not None:
        pieces.append(f"期末后 {words.amount(clause.opinion_within_days)} 天内发出")
    if clause.reply_within_days is not None:
        pieces.append(f"单位在 {words.amount(clause.reply_within_days)} 天内答复")
    if clause.reporting is not None:
        filed = words.filed((clause.reporting.activity,))
        pieces.append(f"{PERIODS[clause.reporting.period]}至少持证报到一次，记作“{filed}”")
    if clause.activity is not None:
        pieces.append(f"每个社区每期发出反馈卡，记作“{words.filed((clause.activity,))}”")
    yield from (one for one in pieces if one)


def receiver_words(words: Words, receiver: Receiver) -> str:
    """One receiver, and of whom it gets the cards."""
    name = words.parameter(receiver.office) if receiver.office else receiver.name
    facts = [f"限{'、'.join(RANKS[one] for one in receiver.ranks)}" if receiver.ranks else ""]
    facts.append("须答复" if receiver.replies else "")
    said = "，".join(fact for fact in facts if fact)
    return f"{name}（{said}）" if said else name


def hearing_facts(words: Words, rule: ConsultationRule) -> Iterator[str]:
    """What a clause about consultations says."""
    occasions = "、".join(one.name for one in rule.occasions)
    yield f"{occasions}{'必须' if rule.must else '可以'}听取社区意见"
    if rule.answer_within_days is not None:
        yield f"社区在 {words.amount(rule.answer_within_days)} 天内答复"
    if rule.hooks:
        yield f"与{'、'.join(hook_words(rule, one) for one in rule.hooks)}挂钩"


def hook_words(rule: ConsultationRule, hook: Hook) -> str:
    """What the conduct counts in, and the occasions that serve it when they are called something else."""
    served = [one.name for one in rule.occasions if one.id in hook.occasions and one.name != hook.name]
    return f"{hook.name}（{'、'.join(served)}）" if served else hook.name
