"""One consultation: the question, the facts beside it, the answer."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.feedback import permissions
from mulin.feedback.choices import ConsultationState
from mulin.feedback.models import Consultation
from mulin.feedback.pages.contents import led_back
from mulin.feedback.pages.lists import ASKED_WORDS, asked_light
from mulin.feedback.queries.clauses import ruling_of
from mulin.feedback.queries.consultations import cards_since, facts_beside, facts_since
from mulin.foundation.lights import light_html
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part
from mulin.programmes.pages import clause_link
from mulin.tree.pages import printing


def consultation_page(user: Any, row: Consultation) -> dict[str, Any]:
    """A consultation as either side sees it; the facts stand beside it for whoever answers, and with the answer."""
    writes = permissions.write_feedback.allows(user, row)
    light = asked_light(row)
    answered = row.state == ConsultationState.ANSWERED
    ruling = ruling_of(row)
    return {
        "page_title": _("%(name)s：%(occasion)s征求社区意见")
        % {"name": row.member.name, "occasion": row.occasion_name},
        "subtitle": light_html(light, str(ASKED_WORDS[light])),
        "notice": row.withdrawn_because,
        "definitions": [*head(row), (_("依据"), clause_link(user, ruling) if ruling else "")],
        "parts": [*([answer_part(row)] if answered else []), *facts_parts(user, row, writes=writes)],
        "trail": [(_("征求社区意见"), reverse("feedback:consultations"))],
        "actions": buttons(user, row, writes=writes),
    }


def head(row: Consultation) -> list[tuple[Any, Any]]:
    """Who asks whom, about whom, for what, by when."""
    return [
        (_("党员"), row.member.name),
        (_("事项"), row.occasion_name),
        (_("征求意见的组织"), row.asker.name),
        (_("社区"), row.community.name),
        (_("征求日期"), str(row.asked_on)),
        (_("答复期限"), str(row.due) if row.due else _("没有规定")),
        (_("说明"), row.question or "—"),
    ]


def answer_part(row: Consultation) -> Part:
    """What the community said."""
    return Part(
        title=_("社区意见"),
        heads=(_("意见函"), _("态度"), _("意见"), _("日期")),
        rows=[(row.number, row.get_stand_display(), row.opinion, row.answered_on)],
    )


def facts_parts(user: Any, row: Consultation, *, writes: bool) -> list[Part]:
    """The facts: as they are for whoever is to answer, as they were for whoever reads the answer; each leads back to
    its record, and each card to itself, where that stands and opens for this person.
    """
    if not (writes if row.state == ConsultationState.ASKED else row.facts):
        return []
    first, seen = facts_since(row)
    facts = row.facts or facts_beside(row, first, seen)
    opening = {one.period.name: one.pk for one in cards_since(row, first) & permissions.feedbacks_visible_to(user)}
    cards = [
        (link("feedback:card", name, opening[name]) if name in opening else name, opinion)
        for name, opinion in facts["cards"]
    ]
    return [
        Part(
            title=_("%(since)s 以来的表现") % {"since": facts["since"]},
            text=_("参加活动和办实事 %(number)d 次，实事 %(deeds)d 件；岗位：%(posts)s")
            % {"number": facts["number"], "deeds": facts["deeds"], "posts": "、".join(facts["posts"]) or "—"},
            heads=(_("日期"), _("内容")),
            rows=led_back(user, facts, seen),
        ),
        Part(title=_("已发出的反馈卡"), heads=(_("期间"), _("社区意见")), rows=cards, empty=_("还没有反馈卡。")),
    ]


def buttons(user: Any, row: Consultation, *, writes: bool) -> list[Action]:
    """Answer, or withdraw; print the letter."""
    made = []
    if row.state == ConsultationState.ASKED:
        if writes:
            url = reverse("feedback:answer", args=[row.pk])
            made.append(Action(title=_("答复"), url=url, icon="message", primary=True))
        if permissions.ask_communities.allows(user, row):
            made.append(Action(title=_("撤回"), url=reverse("feedback:withdraw", args=[row.pk]), icon="x"))
    return [*made, *printing(user, "consultation", row.pk)]
