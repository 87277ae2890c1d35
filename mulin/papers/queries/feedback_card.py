"""社区表现反馈卡, 参与社区活动记录卡 and 社区意见函: one page each, as they were issued."""

from collections.abc import Mapping, Sequence
from typing import Any

from mulin.feedback.choices import Stand
from mulin.feedback.models import Consultation, Delivery, Feedback
from mulin.feedback.queries.contents import facts_of, people_of
from mulin.foundation.clock import today
from mulin.foundation.periods import period_of
from mulin.members.models import Member
from mulin.members.queries import timeline
from mulin.papers.machine.paper import (
    DAY,
    BlankLines,
    Block,
    Column,
    DataTable,
    FormRow,
    FormTable,
    Label,
    Opinion,
    Paper,
    Paragraph,
    Signature,
    Tick,
    Ticks,
    Value,
)
from mulin.papers.rules import Pen, closed, worded_day, worded_iso
from mulin.service.queries.places import community_of

FOUR = (1, 1.6, 1, 1.6)
ROWS = 8
"""So many activities stand on a card, the newest; how many there were is written in words."""
SIDE_BY_SIDE = 60
"""So many characters of an opinion stand in half the width of a card, above a seal."""
ACTIVITIES = (Column("日期", characters=DAY), Column("参与的活动和办的实事", align="left"))


def not_issued(card: Feedback) -> str:
    """Why a card cannot be printed (yet)."""
    return "" if card.issues.all() else "还没有发出"


def forgotten(delivery: Delivery) -> str:
    """A card whose time to be kept is over has nothing left to print."""
    return "" if "home" in delivery.issue.content else "保存期限已到，内容已清除"


def compose_card(card: Feedback, pen: Pen) -> Paper:
    """The newest version of a card, with the unit's answer where there is one."""
    newest = max(card.issues.all(), key=lambda one: one.number, default=None)
    if newest is None:
        return paper_of({}, "", "", pen)
    live = [one for one in card.deliveries.all() if one.receiver == "home" and one.ended_on is None]
    reply, replied_on = (live[0].reply, live[0].replied_on) if live else ("", None)
    return paper_of(newest.content, pen.held(newest.issued_on), reply, pen, replied_on)


def compose_delivered(delivery: Delivery, pen: Pen) -> Paper:
    """A card as its receiver got it."""
    issued_on = pen.held(delivery.issue.issued_on)
    return paper_of(delivery.issue.content, issued_on, delivery.reply, pen, delivery.replied_on)


def paper_of(content: Mapping[str, Any], issued_on: str, reply: str, pen: Pen, replied_on: Any = None) -> Paper:
    """One page: who, what the member did, posts and pledges, own view, evaluation, both organisations' seals."""
    said = content.get
    done = [] if pen.blank else list(said("done", ()))
    pen.count(held=len(done[-ROWS:]) * 2)
    blocks: tuple[Block, ...] = (
        head(content, pen),
        DataTable(ACTIVITIES, tuple(map(activity, done[-ROWS:])), blank_rows=max(0, 4 - len(done))),
        FormTable(FOUR, (*middle(content, len(done), pen), *evaluation(content, pen))),
        sealed(pen.given(said("opinion", "")), issued_on, pen.given(reply), pen.held(replied_on)),
    )
    return Paper(
        id="feedback_card",
        title=said("title", "在职党员社区表现反馈卡"),
        subtitle=pen.held(said("period", "")),
        blocks=blocks,
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
        page_numbers=False,
    )


def sealed(opinion: str, issued_on: str, reply: str, replied_on: str) -> FormTable:
    """What both organisations say, with their seals: side by side, long words one below the other."""
    community, unit = Label("社区党组织\n意见"), Label("单位党组织\n意见")
    if max(len(opinion), len(reply)) <= SIDE_BY_SIDE:
        said = community, Opinion(opinion, date=issued_on), unit, Opinion(reply, date=replied_on)
        return FormTable(FOUR, (FormRow(said, height=56),))
    above = FormRow((community, Opinion(opinion, date=issued_on, columns=3)), height=50)
    return FormTable(FOUR, (above, FormRow((unit, Opinion(reply, date=replied_on, columns=3)), height=50)))


def activity(done: tuple[str, str]) -> tuple[str, str]:
    """One line of the card: the day in words, and what it was."""
    day, title = done
    return worded_iso(day), title[:60]


def head(content: Mapping[str, Any], pen: Pen) -> FormTable:
    """Who the card is about."""
    said = {name: pen.held(content.get(name, "")) for name in ("name", "home", "job", "rank", "community", "points")}
    points = said["points"] or pen.held(content.get("period", ""))
    rows = (
        FormRow((Label("姓名"), Value(said["name"]), Label("单位职务"), Value(said["job"])), height=8),
        FormRow((Label("所在党组织"), Value(said["home"]), Label("职级"), Value(said["rank"])), height=8),
        FormRow(
            (
                Label("反馈社区"),
                Value(said["community"]),
                Label("积分" if said["points"] else "期间"),
                Value(points),
            ),
            height=8,
        ),
    )
    return FormTable(FOUR, rows)


def middle(content: Mapping[str, Any], number: int, pen: Pen) -> Sequence[FormRow]:
    """How often the member took part; posts, pledges with how many deeds kept each; the own view."""
    pledges = "；".join(f"{text}（已办{kept}件）" for text, kept in content.get("pledges", ()))
    posts = pen.held("、".join(content.get("posts", ())))
    often = "" if pen.blank else f"{number} 次"
    return (
        FormRow(
            (
                Label("参加次数"),
                Value(pen.held(often)),
                Label("办实事"),
                Value(pen.held(f"{content['deeds']} 件" if content else "")),
            ),
            height=8,
        ),
        FormRow((Label("岗位"), Value(posts, columns=3, align="left")), height=8),
        FormRow((Label("承诺"), Value(pen.held(pledges), columns=3, align="left")), height=10),
        FormRow((Label("本人自评"), Value(pen.given(content.get("own_view", "")), columns=3, align="left")), height=22),
    )


def evaluation(content: Mapping[str, Any], pen: Pen) -> Sequence[FormRow]:
    """Each aspect with its mark, two a row; nothing on a card that evaluates none."""
    aspects = [(name, pen.given(mark)) for name, mark in content.get("aspects", ())]
    if len(aspects) % 2:
        aspects.append(("", ""))
    return tuple(
        FormRow((Label(one), Value(mark), Label(other), Value(second)), height=8)
        for (one, mark), (other, second) in zip(aspects[::2], aspects[1::2], strict=True)
    )


def compose_activities(member: Member, pen: Pen) -> Paper:
    """参与社区活动记录卡: what a member took part in this year, as the community keeps it."""
    first, last = period_of("year", today()).first, today()
    facts, person = facts_of([member.pk], first, last)[member.pk], people_of([member.pk], last)[member.pk]
    titles, community = timeline.titles(), community_of(member, last)
    rows = (
        [] if pen.blank else [(worded_day(one.day), titles.get(one.kind, ""), one.title[:80]) for one in facts.entries]
    )
    pen.count(held=3 * len(rows))
    header = FormTable(
        FOUR,
        (
            FormRow((Label("姓名"), Value(pen.held(member.name)), Label("单位职务"), Value(pen.held(person["job"])))),
            FormRow(
                (
                    Label("所在党组织"),
                    Value(pen.held(person["home"])),
                    Label("居住社区"),
                    Value(pen.held(community.name if community else "")),
                )
            ),
            FormRow((Label("岗位"), Value(pen.held("、".join(facts.posts)), columns=3, align="left"))),
        ),
    )
    columns = (Column("日期", characters=DAY), Column("类别", characters=6), Column("内容", align="left"))
    return Paper(
        id="activity_card",
        title="在职党员参与社区活动记录卡",
        subtitle="" if pen.blank else f"{first.year}年",
        blocks=(header, DataTable(columns, tuple(rows), blank_rows=12 if pen.blank else max(0, 8 - len(rows)))),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def said_or_lines(opinion: str, pen: Pen) -> tuple[Block, ...]:
    """The opinion in words, or ruled lines to write it on."""
    if pen.blank or not opinion:
        return Paragraph("意见："), BlankLines(4)
    return (Paragraph(f"意见：{closed(pen.given(opinion))}"),)


def not_answered(row: Consultation) -> str:
    """Why there is no letter (yet)."""
    return "" if row.serial else "社区还没有答复"


def compose_opinion(row: Consultation, pen: Pen) -> Paper:
    """社区意见函: to whoever asked, what the community says, and the facts on which it rests."""
    facts = {} if pen.blank else row.facts
    stand = "" if pen.blank else str(Stand(row.stand).label) if row.stand else ""
    ticks = tuple(Tick(str(label), label == stand) for _value, label in Stand.choices)
    since = pen.held(worded_iso(facts["since"])) if facts else ""
    basis = f"自{since}以来，参加社区活动和办实事{facts['number']}次，其中实事{facts['deeds']}件。" if facts else ""
    posts = f"在社区任{'、'.join(facts['posts'])}。" if facts and facts["posts"] else ""
    return Paper(
        id="opinion_letter",
        title="社区党组织意见函",
        number=pen.held(row.number, 10),
        style="document",
        blocks=(
            Paragraph(f"{pen.held(row.asker, 10)}：", indent=False),
            Paragraph(
                f"你单位就{pen.held(row.member.name, 5)}同志{pen.held(row.occasion_name, 8)}征求我社区意见。"
                f"经了解该同志八小时以外的表现，{'现答复如下。' if not basis else ''}{basis}{posts}"
            ),
            FormTable((1, 5), (FormRow((Label("态度"), Ticks(ticks))),)),
            *said_or_lines(row.opinion, pen),
            Signature(f"{pen.held(row.community, 8)}党组织", pen.held(row.answered_on)),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )
