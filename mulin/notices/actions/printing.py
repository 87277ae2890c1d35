"""Greeting cards as paper: for those who have no account, or to be handed over."""

from collections.abc import Iterable

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.notices.permissions import greet
from mulin.notices.queries import greeting_of
from mulin.notices.rules import anniversary
from mulin.papers.actions import Printed
from mulin.papers.machine.fonts import MissingCharacters
from mulin.papers.machine.paper import Paper, Paragraph, Signature
from mulin.papers.machine.pdf import render_many
from mulin.papers.rules import worded_day

MOST = 300
LONGEST_ADDRESS = 20
"""Characters before the first colon of a greeting that say whom it addresses."""


def print_cards(members: Iterable[Member], *, by: User) -> Printed:
    """The cards of these members in one PDF. Each print is logged. Refused where no regulation asks for greetings."""
    found = list(members)[: MOST + 1]
    if len(found) > MOST:
        raise Refused(f"一次最多打印 {MOST} 张贺卡，请按月份分开打印")
    for one in found:
        greet.check(by, one)
    cards = [card for one in found if (card := greeting_card(one)) is not None]
    if not cards:
        raise Refused("没有要打印的贺卡：这里施行的制度没有规定寄语，或这个月没有人过政治生日", status=404)
    try:
        content = b"".join(render_many(cards, len(cards)))
    except MissingCharacters as missing:
        raise Refused(str(missing), status=409) from missing
    log(by, "打印贺卡", name="政治生日贺卡", changes={"份数": len(cards), "编号": [one.pk for one in found]})
    return Printed(f"政治生日贺卡（{len(cards)} 份）.pdf", content)


def said(text: str) -> tuple[Paragraph, ...]:
    """The greeting, with whom it addresses on a line of its own."""
    addressed, colon, rest = text.partition("：")
    if not rest or len(addressed) > LONGEST_ADDRESS:
        return (Paragraph(text),)
    return Paragraph(addressed + colon, indent=False), Paragraph(rest)


def greeting_card(member: Member) -> Paper | None:
    """The card of one member; nothing where no greeting is due this year."""
    greeting = greeting_of(member, today())
    home = member.tied_on(TieKind.HOME_ORGANISATION, today())
    if greeting is None or home is None or member.admitted_on is None:
        return None
    text, years = greeting
    return Paper(
        id="greeting_card",
        title="政治生日贺卡",
        subtitle=f"入党{years}周年",
        style="greeting",
        blocks=(
            *said(text),
            Signature(home.name, worded_day(anniversary(member.admitted_on, today().year)), seal=False),
        ),
        page_numbers=False,
    )
