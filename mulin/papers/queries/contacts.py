"""How a paper says where a member is reached."""

from mulin.members.models import Member
from mulin.papers.rules import Pen


def phone_of(member: Member | None, pen: Pen) -> str:
    """The phone, in clear for a reader who is entitled to it, else masked."""
    if member is None:
        return ""
    return pen.held(member.phone if pen.clear else member.masked_phone)
