"""报到函: the unit's numbered letter with which a member goes to the community."""

from mulin.papers.machine.paper import Fact, Facts, Paper, Paragraph, Signature
from mulin.papers.queries.contacts import phone_of
from mulin.papers.rules import Pen
from mulin.registration.choices import State
from mulin.registration.models import Registration


def without_number(row: Registration) -> str:
    """Why there is no letter (yet): it gets its number when the member is sent."""
    if row.serial is not None and row.state != State.WITHDRAWN:
        return ""
    return "已撤销" if row.state == State.WITHDRAWN else "还没有派遣，派遣时编号"


def compose(row: Registration, pen: Pen) -> Paper:
    """The letter of one member."""
    member = row.member
    title = row.campaign.ruling.clause.name if row.campaign else "党员到居住地社区报到"
    stage = pen.held(member.get_stage_display(), 5)
    gender = member.get_gender_display() if member.gender else ""
    said = "，".join(one for one in (pen.held(gender, 2), stage) if one)
    who = f"{pen.held(member.name, 5)}同志（{said}）"
    lives = f"，现居住在{pen.held(row.address, 14)}" if row.address or pen.blank else ""
    until = row.campaign.received_by if row.campaign else None
    limit = f"，请于{pen.held(until, 8)}前办理" if until or pen.blank else ""
    return Paper(
        id="registration_letter",
        title="党员报到函",
        style="document",
        number=pen.held(row.number, 12),
        blocks=(
            Paragraph(f"{pen.held(row.community, 8)}党组织：", indent=False),
            Paragraph(f"根据“{title}”工作安排，我单位{who}{lives}，现前往你社区报到{limit}，请予接收。"),
            Paragraph(
                "该同志在八小时以外自觉接受社区党组织的协助管理，积极参加社区活动。报到后，请在《党员报到登记卡》两联上"
                "盖章：第一联由本人交回我单位备案，第二联由你社区存档。"
            ),
            Facts(
                (
                    Fact("单位职务", pen.held(row.job)),
                    Fact("联系电话", phone_of(member, pen)),
                    Fact("特长", pen.held(row.skills)),
                    Fact("愿意提供的服务", pen.held(row.wishes)),
                ),
                columns=1,
            ),
            Signature(pen.held(row.unit, 10), pen.held(row.sent_on)),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )
