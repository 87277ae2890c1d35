"""Papers of one member's service: post card, hand-over form, volunteer application, contact letter to the unit."""

from mulin.foundation.clock import today
from mulin.papers.machine.paper import (
    Block,
    FormRow,
    FormTable,
    Label,
    Opinion,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Tick,
    Ticks,
    Value,
)
from mulin.papers.queries.contacts import phone_of
from mulin.papers.rules import Pen, closed, worded
from mulin.service.models import Claim, UnitContact, VolunteerApplication
from mulin.service.queries import services_offered

FOUR = (1, 1.6, 1, 1.6)


def pair(one: str, value: str, other: str, second: str) -> FormRow:
    """Two labels with their values."""
    return FormRow((Label(one), Value(value), Label(other), Value(second)))


def wide(label: str, value: str, height: float = 14) -> FormRow:
    """One label with a value as wide as the form."""
    return FormRow((Label(label), Value(value, columns=3, align="left")), height=height)


def compose_post_card(claim: Claim, pen: Pen) -> Paper:
    """岗位认领卡: who takes which post, its duties, both signatures."""
    post, member = claim.post, claim.member
    rows = (
        pair("姓名", pen.held(member.name), "认领日期", pen.held(claim.since)),
        pair("社区", pen.held(post.community), "岗位", pen.held(post.name)),
        wide("岗位类别", pen.held(post.category), 9),
        wide("岗位职责", pen.held(post.duties), 60),
        wide("认领理由", pen.held(claim.why), 18),
        FormRow((Label("本人意见"), Opinion("", signer="签名：", seal=False, columns=3)), height=34),
        FormRow((Label("社区党组织\n意见"), Opinion(columns=3)), height=52),
    )
    return Paper(
        id="post_card",
        title="在职党员社区服务岗位认领卡",
        blocks=(FormTable(FOUR, rows),),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def without_hand_over(claim: Claim) -> str:
    """Why there is no hand-over form (yet)."""
    return "" if claim.handed_over else "还没有办理交接"


def compose_hand_over(claim: Claim, pen: Pen) -> Paper:
    """岗位交接单: who hands over to whom, what, before whom."""
    post = claim.post
    follower = claim.successor.member.name if claim.successor else ""
    ending = claim.get_ending_display() if claim.ending else ""
    rows = (
        pair("社区", pen.held(post.community), "岗位", pen.held(post.name)),
        pair("交岗人", pen.held(claim.member.name), "接岗人", pen.held(follower)),
        pair("任岗起止", pen.held(f"{worded(claim.since)}至{worded(claim.until)}"), "交接原因", pen.held(ending)),
        wide("移交事项", pen.given(claim.handed_over), 80),
        FormRow(
            (
                Label("交岗人"),
                Opinion("", signer="签名：", seal=False),
                Label("接岗人"),
                Opinion("", signer="签名：", seal=False),
            ),
            height=34,
        ),
        FormRow((Label("社区党组织\n意见"), Opinion(columns=3)), height=52),
    )
    return Paper(
        id="hand_over",
        title="社区服务岗位交接单",
        blocks=(FormTable(FOUR, rows),),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def compose_volunteer(row: VolunteerApplication, pen: Pen) -> Paper:
    """党员志愿者申请表: what the member offers, and the team they are placed in."""
    member = row.member
    gender = member.get_gender_display() if member.gender else ""
    offered = list(services_offered(row.community, today())) or list(row.services)
    ticks = tuple(Tick(one, one in row.services and not pen.blank) for one in offered)
    rows = (
        pair("姓名", pen.held(member.name), "性别", pen.held(gender)),
        pair("居住社区", pen.held(row.community), "联系电话", phone_of(member, pen)),
        FormRow((Label("愿意参加\n的服务"), Ticks(ticks, columns=3, align="left")), height=30),
        wide("特长", pen.held(row.skills), 18),
        wide("可服务时间", pen.held(row.times)),
        FormRow((Label("本人申请"), Opinion("", signer="签名：", seal=False, columns=3)), height=36),
        wide("编入服务队", pen.held(row.team.name if row.team else "")),
        FormRow((Label("社区党组织\n意见"), Opinion(columns=3)), height=52),
    )
    return Paper(
        id="volunteer_application",
        title="党员志愿者申请表",
        blocks=(FormTable(FOUR, rows),),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def compose_contact(row: UnitContact, pen: Pen) -> Paper:
    """联系函: the community asks the unit about a member who was long absent; the slip comes back with the answer."""
    limit = f"请于{pen.held(row.answer_due, 10)}前将情况函复。" if row.answer_due or pen.blank else "请将情况函复。"
    who = f"{pen.held(row.member.name, 5)}同志"
    blocks: list[Block] = [
        Paragraph(f"{pen.held(row.home, 10)}：", indent=False),
        Paragraph(
            f"你单位{who}居住在我社区，自{pen.held(row.absent_since, 10)}以来未参加居住地社区建设活动。"
            "按照在职党员到社区报到的有关制度，现与你单位联系，请了解其原因，督促其按时参加社区活动；"
            "确有困难不能履行岗位职责的，请本人向社区提出申请，以便及时调整岗位、办理交接。"
        ),
        Paragraph(closed(limit)),
        Signature(f"{pen.held(row.community, 8)}党组织", pen.held(row.sent_on)),
        PageBreak(),
        Paragraph("联系函回执", indent=False, align="center", bold=True),
        slip(row, pen),
    ]
    return Paper(
        id="unit_contact",
        title="关于在职党员参加社区活动情况的联系函",
        style="document",
        blocks=tuple(blocks),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def slip(row: UnitContact, pen: Pen) -> FormTable:
    """What the unit answers."""
    outcome = row.get_outcome_display() if row.outcome else ""
    return FormTable(
        FOUR,
        (
            pair("党员", pen.held(row.member.name), "社区", pen.held(row.community)),
            wide("结果", pen.given(outcome), 12),
            FormRow(
                (Label("单位党组织\n答复"), Opinion(pen.given(row.answer), date=pen.held(row.answered_on), columns=3)),
                height=80,
            ),
        ),
    )
