"""What importing claims, needs and pledges would do, and doing it: in sets, all or none."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from mulin.foundation.clock import today
from mulin.foundation.spreadsheets import Plan, Reading
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service.actions.claims import enter_paper
from mulin.service.actions.importing.work import Work
from mulin.service.actions.needs import NewNeed, list_needs
from mulin.service.actions.pledges import pledge_many
from mulin.service.choices import NeedState
from mulin.service.models import Claim, Need, Pledge, Post
from mulin.service.queries.clauses import whole_number
from mulin.tree.models import Node


@dataclass
class Places:
    """The posts of the communities in a file, who holds them, and how many places the rows ask for."""

    posts: dict[int, dict[str, Post]] = field(default_factory=dict)
    held: dict[int, set[int]] = field(default_factory=dict)
    asked: Counter[int] = field(default_factory=Counter)

    def post(self, community: Node, name: str) -> Post | None:
        """The post of this name that a community offers."""
        if community.pk not in self.posts:
            rows = Post.objects.filter(community=community, until__isnull=True)
            self.posts[community.pk] = {one.name: one for one in rows}
        return self.posts[community.pk].get(name)

    def is_held(self, post: Post, member: Member) -> bool:
        """Does the member hold the post already, or by an earlier row?"""
        if post.pk not in self.held:
            claims = Claim.objects.filter(post=post, until__isnull=True)
            self.held[post.pk] = set(claims.values_list("member_id", flat=True))
            self.asked[post.pk] = len(self.held[post.pk])
        return member.pk in self.held[post.pk]

    def take(self, post: Post, member: Member) -> bool:
        """Ask for a place; is there one?"""
        self.held[post.pk].add(member.pk)
        self.asked[post.pk] += 1
        return self.asked[post.pk] <= post.places


def plan_claims(reading: Reading, *, by: User) -> Plan:
    """Paper claims: who holds the post already stays; a post without enough places is a mistake."""
    work, places = Work(reading, by), Places()
    wanted: dict[tuple[Post, Any], list[Member]] = defaultdict(list)
    for row in reading.rows:
        community = work.community(row)
        member = work.member(row, community) if community else None
        if community is None or member is None:
            continue
        post = places.post(community, row["post"])
        if post is None:
            work.object(row, "post", f"“{community.name}”没有启用“{row['post']}”")
        elif places.is_held(post, member):
            work.counts["unchanged"] += 1
        elif places.take(post, member):
            wanted[post, row["since"]].append(member)
        else:
            work.object(row, "post", f"“{post.name}”的 {post.places} 个名额不够")

    def apply() -> None:
        for (post, on), members in wanted.items():
            enter_paper(post, members, on=on, by=by)

    new = sum(len(members) for members in wanted.values())
    return Plan(new=new, unchanged=work.counts["unchanged"], errors=work.errors, apply=apply)


def plan_service_needs(reading: Reading, *, by: User) -> Plan:
    """Needs: one of the same title that is not done stays as it is."""
    work = Work(reading, by)
    fresh: dict[tuple[Node, Any], list[NewNeed]] = defaultdict(list)
    standing: dict[int, set[str]] = {}
    for row in reading.rows:
        community = work.community(row)
        if community is None:
            continue
        if community.pk not in standing:
            rows = Need.objects.filter(community=community, state__in=[NeedState.OPEN, NeedState.HANDED])
            standing[community.pk] = set(rows.values_list("title", flat=True))
        if row["asked_on"] and row["asked_on"] > today():
            work.object(row, "asked_on", "提出日期不能晚于今天")
        elif row["title"] in standing[community.pk]:
            work.counts["unchanged"] += 1
        else:
            standing[community.pk].add(row["title"])
            need = NewNeed(row["title"], row["text"] or "", row["field"] or "", wanted_by=row["wanted_by"])
            fresh[community, row["asked_on"]].append(need)

    def apply() -> None:
        for (community, on), needs in fresh.items():
            list_needs(community, needs, on=on, by=by)

    return Plan(
        new=sum(len(needs) for needs in fresh.values()),
        unchanged=work.counts["unchanged"],
        errors=work.errors,
        apply=apply,
    )


def plan_pledges(reading: Reading, *, by: User) -> Plan:
    """Pledges: the same text of the same member and year stays; beyond the number of the regulation is a mistake."""
    work = Work(reading, by)
    standing: dict[tuple[int, int], dict[int, set[str]]] = {}
    limits: dict[int, int | None] = {}
    fresh: list[tuple[Member, Node, int, str]] = []
    for row in reading.rows:
        community = work.community(row)
        member = work.member(row, community) if community else None
        if community is None or member is None:
            continue
        year = row["year"] or today().year
        if (community.pk, year) not in standing:
            standing[community.pk, year] = pledged(community, year)
            limits[community.pk] = whole_number(community, today(), "pledge_rules", "most")
        texts = standing[community.pk, year].setdefault(member.pk, set())
        most = limits[community.pk]
        if row["text"] in texts:
            work.counts["unchanged"] += 1
        elif most is not None and len(texts) >= most:
            work.object(row, "text", f"每年至多承诺 {most} 件，{member.name} {year} 年已有 {len(texts)} 件")
        else:
            texts.add(row["text"])
            fresh.append((member, community, year, row["text"]))

    def apply() -> None:
        pledge_many(fresh, by=by, source={"文件校验值": reading.sha256})

    return Plan(new=len(fresh), unchanged=work.counts["unchanged"], errors=work.errors, apply=apply)


def pledged(community: Node, year: int) -> dict[int, set[str]]:
    """What members pledged to a community for a year, by member."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Pledge.objects.filter(community=community, year=year, withdrawn_on__isnull=True)
    for member_id, text in rows.values_list("member_id", "text"):
        found[member_id].add(text)
    return found
