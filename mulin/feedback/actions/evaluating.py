"""What the community and the member write on cards: one by one, or many at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from mulin.audit.actions import log
from mulin.feedback.actions.locking import check_communities, locked, log_cards
from mulin.feedback.choices import State
from mulin.feedback.models import Feedback
from mulin.feedback.permissions import reason_against_own_view
from mulin.feedback.queries.clauses import aspects_due, marks_here
from mulin.feedback.rules import missing_aspects
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User

WRITTEN = ("opinion", "marks", "state", "evaluated_on", "version")
AT_A_TIME = 500


@dataclass(frozen=True)
class Evaluation:
    """The community's opinion and the mark of each aspect by its id; ``version``: the one that the writer had seen."""

    opinion: str
    marks: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None


@transaction.atomic
def evaluate(said: Mapping[int, Evaluation], *, by: User) -> list[Feedback]:
    """Write the evaluation of cards, by their keys. What was issued stays as it was issued, until it is issued again.

    Refuses, naming the person, when an opinion or an aspect is missing, a mark is none of those to choose from, or
    somebody else has changed the card meanwhile. Cards that say the same already stay untouched.
    """
    cards = locked(said)
    check_communities(cards, by)
    changed = [card for card in cards if put(card, said[card.pk])]
    Feedback.objects.bulk_update(changed, WRITTEN, batch_size=AT_A_TIME)
    log_cards(by, "评议", changed)
    return changed


def put(card: Feedback, one: Evaluation) -> bool:
    """Put an evaluation on a card; was anything new?"""
    opinion, marks = one.opinion.strip(), {key: mark for key, mark in one.marks.items() if mark}
    if card.opinion == opinion and card.marks == marks and card.state != State.PREPARED:
        return False
    if one.version is not None and one.version != card.version:
        raise Refused(f"“{card.member.name}”的反馈卡刚刚已由他人修改，请刷新页面")
    check_whole(card, opinion, marks)
    card.opinion, card.marks, card.evaluated_on = opinion, marks, today()
    card.version += 1
    if card.state == State.PREPARED:
        card.state = State.EVALUATED
    return True


def check_whole(card: Feedback, opinion: str, marks: Mapping[str, str]) -> None:
    """Refuse an evaluation that lacks something, or uses a mark that is none."""
    if not opinion:
        raise Refused(f"请写“{card.member.name}”的社区意见", field="opinion")
    aspects, allowed = aspects_due(card), marks_here(card.ruling)
    if missing := missing_aspects(aspects, marks):
        raise Refused(f"“{card.member.name}”还没有评议{'、'.join(missing)}")
    wrong = [mark for mark in marks.values() if allowed and mark not in allowed]
    if wrong:
        raise Refused(f"“{wrong[0]}”不是评议的档次，可选：{'、'.join(allowed)}")
    if set(marks) - {code for code, _name in aspects}:
        raise Refused(f"“{card.member.name}”的反馈卡这一期不逐项评议")


@transaction.atomic
def evaluate_all(
    cards: Iterable[Feedback], usual: Evaluation, others: Mapping[int, Evaluation], *, by: User
) -> list[Feedback]:
    """The usual evaluation for everybody, with changes for some."""
    return evaluate({one.pk: others.get(one.pk, usual) for one in cards}, by=by)


@transaction.atomic
def give_own_view(card: Feedback, text: str, *, by: User) -> Feedback:
    """The member writes how they see themself."""
    fresh = locked([card.pk])[0]
    if reason := reason_against_own_view(by, fresh):
        raise Refused(reason)
    if fresh.own_view != text.strip():
        fresh.own_view, fresh.own_view_on, fresh.version = text.strip(), today(), fresh.version + 1
        fresh.save(update_fields=["own_view", "own_view_on", "version"])
        log(by, "填写自评", fresh, node_id=fresh.community_id)
    return fresh
