"""The yearly review: drawn up by the branch out of the ledger, examined by somebody else above."""

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import insert_rows
from mulin.foundation.clock import today
from mulin.foundation.periods import Period, period_of
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.judgement.events import facts_changed
from mulin.points.choices import REVIEWS
from mulin.points.models import PointsReview, ReviewLine
from mulin.points.permissions import publish_points
from mulin.points.queries.balances import balances
from mulin.points.queries.branches import members_of
from mulin.points.queries.closing import closed_until
from mulin.points.queries.terms import Scheme, scheme_at
from mulin.tree.models import Node


def year_of(scheme: Scheme, year: int) -> Period:
    """The year under review."""
    return period_of("year", today().replace(year=year, month=1, day=1))


def reason_against_review(branch: Node, scheme: Scheme, year: int) -> str | None:
    """Why a year cannot be reviewed now; nothing when it can."""
    span = year_of(scheme, year)
    if span.last >= today():
        return f"{year} 年还没有结束"
    if scheme.clause.published is not None and closed_until(scheme.id).get(branch.pk, span.first) < span.last:
        return f"{year} 年还有没有公示的季度"
    return None


@transaction.atomic
def draw_up(branch: Node, scheme_id: str, year: int, *, by: User) -> PointsReview:
    """Draw up the review of a year: total and result of each member. Drawn up again until it is examined."""
    publish_points.check(by, branch)
    Node.objects.select_for_update().get(pk=branch.pk)
    scheme = scheme_at(branch, scheme_id, today())
    against = reason_against_review(branch, scheme, year)
    if against:
        raise Refused(against)
    known = PointsReview.objects.filter(branch=branch, scheme=scheme.id, year=year).first()
    if known is not None and known.examined_on is not None:
        raise Refused(f"{year} 年的评审已经审定")
    review = known or PointsReview(branch=branch, scheme=scheme.id, year=year, first=year_of(scheme, year).first)
    review.programme, review.drawn_up_on, review.drawn_up_by = scheme.ruling.programme, today(), by
    review.save()
    review.lines.all().delete()
    write_lines(review, branch, scheme)
    log(by, "提出积分年度评审", review, node_id=branch.pk, name=f"{branch.name} {year} 年")
    return review


def write_lines(review: PointsReview, branch: Node, scheme: Scheme) -> None:
    """A line for each member of the branch at the end of the year."""
    people = members_of(branch, year_of(scheme, review.year).last, scheme.clause.tie)
    found = balances(scheme.terms, scheme.id, [one.pk for one in people], review.year)
    rows = [
        (
            review.pk,
            one.pk,
            scheme.category_name(one.category),
            {part: str(value) for part, value in found[one.pk].parts.items()},
            found[one.pk].total,
            scheme.result(found[one.pk].total),
        )
        for one in people
    ]
    insert_rows(ReviewLine, ["review", "member", "category", "parts", "total", "result"], rows)


@transaction.atomic
def examine(review: PointsReview, *, by: User, remark: str = "") -> PointsReview:
    """Examine a review: somebody else than who drew it up. From then on it stands in the files of the members."""
    fresh = PointsReview.objects.select_for_update(of=("self",)).select_related("branch").get(pk=review.pk)
    publish_points.check(by, fresh)
    if fresh.examined_on is not None:
        return fresh
    if fresh.drawn_up_by_id == by.pk:
        raise Refused("审定人不能是提出人，请由另一人审定")
    fresh.examined_on, fresh.examined_by, fresh.remark = today(), by, remark.strip()[:300]
    fresh.save(update_fields=["examined_on", "examined_by", "remark"])
    facts_changed.send(PointsReview, node_ids=[fresh.branch_id], tables=(REVIEWS,), first=fresh.first)
    log(by, "审定积分年度评审", fresh, node_id=fresh.branch_id, name=f"{fresh.branch.name} {fresh.year} 年")
    return fresh
