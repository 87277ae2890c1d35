"""What importing a list of posts would do: switch on those of a catalogue, add the community's own, put them right."""

from collections import Counter
from typing import Any

from mulin.foundation.normalisation import normalise
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.service.actions.importing.work import Work
from mulin.service.actions.offering import change_posts, insert_posts
from mulin.service.actions.posts import made, room_for_own
from mulin.service.models import Post
from mulin.service.queries.clauses import Offer, offers
from mulin.service.queries.posts import LIVE, with_free
from mulin.tree.models import Node

SAID = ("category", "duties", "places")
Named = tuple[int, str]
"""A community and a name: a post stands there once."""


def plan_service_posts(reading: Reading, *, by: User) -> Plan:
    """What a workbook of posts would do."""
    return PostPlanner(reading, by).planned()


class PostPlanner(Work):
    """Rows of posts by community and name."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        rows = with_free(Post.objects.filter(LIVE, community__in=self.nodes.values()))
        self.standing: dict[Named, Any] = {(one.community_id, normalise(one.name)): one for one in rows}
        self.codes = {(one.community_id, one.code): one for one in self.standing.values()}
        self.offers: dict[int, dict[str, Offer]] = {}
        self.room: dict[int, tuple[int | None, str]] = {}
        self.own: Counter[int] = Counter()
        self.new: dict[Named, Post] = {}
        self.changed: dict[int, dict[str, Any]] = {}

    def planned(self) -> Plan:
        """Look at every row."""
        for row in self.reading.rows:
            community = self.community(row)
            if community is None:
                continue
            standing = self.standing.get((community.pk, row["name"]))
            if standing is not None:
                self.look_at_known(row, standing)
            elif (community.pk, row["name"]) in self.new:
                self.object(row, "name", f"“{row['name']}”写了两行，请合并为一行")
            else:
                self.look_at_new(row, community)
        return self.plan()

    def look_at_known(self, row: Row, post: Any) -> None:
        """A post that is on: its category, duties and places are put right."""
        changes = {}
        for name in SAID:
            kept = getattr(post, name)
            if self.compare(row, name, normalise(kept) if isinstance(kept, str) else kept, row[name]):
                changes[name] = row[name]
        if changes.get("places", post.taken) < post.taken:
            self.object(row, "places", f"已有 {post.taken} 人在岗，名额不能少于 {post.taken}")
        elif post.pk in self.changed:
            self.object(row, "name", f"“{row['name']}”写了两行，请合并为一行")
        elif changes:
            self.counts["changed"] += 1
            self.changed[post.pk] = changes
        else:
            self.counts["unchanged"] += 1

    def look_at_new(self, row: Row, community: Node) -> None:
        """A post of a catalogue in force by its name, else one of the community's own."""
        offer = self.offers_at(community).get(row["name"])
        post = self.switched_on(row, community, offer) if offer else self.own_post(row, community)
        if post is not None:
            self.counts["new"] += 1
            self.new[community.pk, row["name"]] = post

    def switched_on(self, row: Row, community: Node, offer: Offer) -> Post | None:
        """A post of a catalogue: what the row leaves open is as the catalogue says."""
        twin = self.codes.get((community.pk, offer.code))
        if twin is not None:
            self.object(row, "name", f"目录里的这个岗位已按“{twin.name}”启用")
            return None
        try:
            post = made(community, offer, row["places"] or 0)
        except Refused as refusal:
            self.object(row, "places", str(refusal))
            return None
        post.category, post.duties = row["category"] or post.category, row["duties"] or post.duties
        return post

    def own_post(self, row: Row, community: Node) -> Post | None:
        """A post of the community's own, as many as the regulation leaves room for."""
        if not row["category"] or row["places"] is None:
            missing = "category" if not row["category"] else "places"
            self.object(row, missing, "现行制度的岗位目录里没有这个岗位；自设岗位请填写类别和名额")
            return None
        if community.pk not in self.room:
            self.room[community.pk] = room_for_own(community)
        room, why = self.room[community.pk]
        self.own[community.pk] += 1
        if room is not None and self.own[community.pk] > room:
            self.object(row, "name", why)
            return None
        said = {name: row[name] or "" for name in ("name", "category", "duties")}
        return Post(community=community, places=row["places"], since=self.today, **said)

    def offers_at(self, community: Node) -> dict[str, Offer]:
        """The posts of the catalogues in force, by name; of two of one name the first."""
        if community.pk not in self.offers:
            found: dict[str, Offer] = {}
            for offer in offers(community, self.today):
                found.setdefault(normalise(offer.post.name), offer)
            self.offers[community.pk] = found
        return self.offers[community.pk]

    def apply(self) -> None:
        """Offer what is new, put right what is on."""
        insert_posts(list(self.new.values()), by=self.by)
        change_posts(self.changed, by=self.by)
