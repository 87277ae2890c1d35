"""Pages about one claim: the member in a post, leaving it, handing it over, asking for another one."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.page_parts import Action
from mulin.members.permissions import is_oneself
from mulin.service import permissions, queries
from mulin.service.choices import AdjustmentState, ClaimState, Ending, Origin
from mulin.service.models import Adjustment, Claim
from mulin.service.pages.lights import shown
from mulin.service.pages.posts import own_trail, trail_of
from mulin.tree.pages import printing


def at_claim(claim: Claim, title: Any) -> dict[str, Any]:
    """What a form page about a claim needs."""
    return {"page_title": title, "intro": f"{claim.member.name} · {claim.post.name}"}


def claim_page(claim: Claim, user: Any) -> dict[str, Any]:
    """One claim, with how it ended and what was handed over."""
    own = is_oneself(user, claim.member)
    definitions = [
        (_("社区"), claim.post.community.name),
        (_("职责"), claim.post.duties),
        (_("状态"), shown(claim)),
        (_("来源"), Origin(claim.origin).label),
        *([(_("理由"), claim.why)] if claim.why else []),
        (_("自"), claim.since),
    ]
    asked = claim.adjustments.filter(state=AdjustmentState.WAITING).first()
    if asked is not None:
        definitions.append((_("调整申请"), application_words(asked)))
    if claim.until is not None:
        definitions += [(_("至"), claim.until), (_("离岗原因"), Ending(claim.ending).label), (_("说明"), claim.note)]
    if claim.handed_over:
        follower = claim.successor.member.name if claim.successor else ""
        definitions += [(_("接岗人"), follower), (_("移交事项"), claim.handed_over)]
    trail = own_trail() if own else trail_of(claim.post.community)
    return {
        "page_title": f"{claim.post.name}：{claim.member.name}",
        "trail": trail,
        "definitions": definitions,
        "actions": [
            *claim_buttons(claim, user),
            *printing(user, "claim", claim.pk, own=is_oneself(user, claim.member)),
        ],
    }


def claim_buttons(claim: Claim, user: Any) -> list[Action]:
    """What may be done with a live claim by this person."""
    if claim.until is not None:
        return []
    manages = permissions.manage_service.allows(user, claim)
    if not manages and not is_oneself(user, claim.member):
        return []
    if claim.state == ClaimState.OFFERED:
        return answers(claim)
    waiting = claim.adjustments.filter(state=AdjustmentState.WAITING).first()
    if waiting is not None:
        url = reverse("service:decide", args=[waiting.pk])
        return [Action(title=_("办理调整申请"), url=url, icon="checklist", primary=True)] if manages else []
    found = [
        Action(title=_("申请调整"), url=reverse("service:adjust", args=[claim.pk]), icon="refresh"),
        Action(title=_("退岗"), url=reverse("service:give_up", args=[claim.pk]), icon="logout"),
    ]
    if manages:
        url = reverse("service:hand_over", args=[claim.pk])
        found.insert(0, Action(title=_("办理交接"), url=url, icon="arrow-right", primary=True))
    return found


def answers(claim: Claim) -> list[Action]:
    """Yes and no to a post the community asked the member to take."""
    return [
        Action(
            title=_("接受"),
            url=reverse("service:accept", args=[claim.pk]),
            icon="check",
            primary=True,
            post=True,
        ),
        Action(title=_("谢绝"), url=reverse("service:decline", args=[claim.pk]), icon="x", post=True),
    ]


def adjusting_words(claim: Claim) -> str:
    """What the regulation says about members who cannot serve for long."""
    months, ruling = queries.ruled(claim.post.community, today(), "post_rules", "adjust_after_months")
    if months is None or ruling is None:
        return f"{claim.member.name} · {claim.post.name}"
    words = _("“%(name)s”：因病因事等 %(months)d 个月以上不能履职的，向社区申请，社区及时调整并办理交接。")
    return words % {"name": ruling.clause.name, "months": int(months)}


def application_words(adjustment: Adjustment) -> str:
    """What the member applied for."""
    words = _("%(name)s（%(post)s）自 %(since)s 起不能履职：%(reason)s")
    return words % {
        "name": adjustment.claim.member.name,
        "post": adjustment.claim.post.name,
        "since": adjustment.unable_since,
        "reason": adjustment.reason,
    }
