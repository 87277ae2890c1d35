"""What a board shows: of each member who lives there exactly the fields with a live consent. Nothing else is read."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q

from mulin.boards.choices import BoardField
from mulin.boards.models import Consent, Photo
from mulin.boards.queries.clauses import board_ruling
from mulin.members.models import Member
from mulin.members.queries import with_tie_names
from mulin.service.models import Claim
from mulin.service.queries import community_around, pledge_texts
from mulin.service.queries.places import residents
from mulin.tree.models import Node

Texts = Mapping[int, str]


@dataclass(frozen=True)
class Card:
    """A member on a board: the consent by which each field is shown, and the fields' texts (a photo has none)."""

    member_id: int
    consents: Mapping[str, int]
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name, where the member shows it."""
        return self.texts.get(BoardField.NAME, "")

    @property
    def photo(self) -> int | None:
        """The consent by which the photo is shown."""
        return self.consents.get(BoardField.PHOTO)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What there is to show besides photo and name: title and text, in the order of the fields."""
        return [
            (str(one.label), self.texts[one])
            for one in BoardField
            if self.texts.get(one) and one not in (BoardField.PHOTO, BoardField.NAME)
        ]


def cards(place: Node, day: datetime.date) -> list[Card]:
    """Everybody who shows something on the board of a place on a day, by name; a fixed number of queries.

    Where no regulation in force names boards here, nobody stands on one.
    """
    ruling = board_ruling(place, day)
    if ruling is None:
        return []
    living = residents(place, day)
    if ruling.clause.categories:
        living = living.filter(category__in=ruling.clause.categories)
    rows = Consent.objects.live_on(day).filter(node=place, member__in=living, field__in=ruling.clause.fields)
    shown: dict[int, dict[str, int]] = defaultdict(dict)
    for pk, member_id, name in rows.exclude(without_picture()).values_list("pk", "member_id", "field"):
        shown[member_id][name] = pk
    texts = {name: read(place, [one for one in shown if name in shown[one]], day) for name, read in TEXTS.items()}
    found = [
        Card(member_id, fields, {name: texts[name].get(member_id, "") for name in TEXTS if name in fields})
        for member_id, fields in shown.items()
    ]
    return sorted(found, key=lambda one: (not one.name, one.name, one.member_id))


def without_picture() -> Q:
    """Consents to show a picture that nobody has uploaded yet."""
    return Q(~Exists(Photo.objects.filter(member=OuterRef("member"))), field=BoardField.PHOTO)


def card_of(member: Member, place: Node, day: datetime.date) -> Card | None:
    """What a board shows of one member."""
    return next((one for one in cards(place, day) if one.member_id == member.pk), None)


def names(_place: Node, member_ids: Sequence[int], _day: datetime.date) -> Texts:
    """Names of members."""
    return dict(Member.objects.filter(pk__in=member_ids).values_list("pk", "name"))


def units(_place: Node, member_ids: Sequence[int], day: datetime.date) -> Texts:
    """The organisations to which members belong."""
    rows: Any = with_tie_names(Member.objects.filter(pk__in=member_ids), day)
    return {one.pk: one.home_organisation_name or "" for one in rows.only("pk")}


def posts(_place: Node, member_ids: Sequence[int], day: datetime.date) -> Texts:
    """The service posts that members hold on a day."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Claim.objects.filter(member_id__in=member_ids, since__lte=day, until__isnull=True, state="held")
    for member_id, name in rows.order_by("since", "pk").values_list("member_id", "post__name"):
        found[member_id].append(name)
    return {member_id: "、".join(held) for member_id, held in found.items()}


def pledges(place: Node, member_ids: Sequence[int], day: datetime.date) -> Texts:
    """What members pledged to the community for the year."""
    community = community_around(place)
    if community is None or not member_ids:
        return {}
    return {one: "；".join(texts) for one, texts in pledge_texts(member_ids, community, day.year).items()}


def phones(_place: Node, member_ids: Sequence[int], _day: datetime.date) -> Texts:
    """Telephone numbers in clear: that is what these members consent to."""
    return {one.pk: str(one.phone) for one in Member.objects.filter(pk__in=member_ids).only("pk", "phone")}


TEXTS: dict[str, Callable[[Node, Sequence[int], datetime.date], Texts]] = {
    BoardField.NAME: names,
    BoardField.UNIT: units,
    BoardField.POST: posts,
    BoardField.PLEDGE: pledges,
    BoardField.PHONE: phones,
}


def photos(shown: Sequence[Card]) -> dict[int, bytes]:
    """The pictures of those who show theirs, by member."""
    wanted = [one.member_id for one in shown if one.photo is not None]
    return {
        one: bytes(kept) for one, kept in Photo.objects.filter(member_id__in=wanted).values_list("member", "content")
    }


def photo_shown(place: Node, consent_id: int, day: datetime.date) -> bytes | None:
    """The picture behind a consent, if the board of this place shows it now."""
    card = next((one for one in cards(place, day) if one.photo == consent_id), None)
    return photos([card]).get(card.member_id) if card else None
