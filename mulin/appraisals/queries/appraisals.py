"""What an appraisal needs next, what the layers said of each member, and which grade they suggest."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mulin.appraisals.models import Appraisal, Appraisee
from mulin.appraisals.rules import best_allowed, suggested
from mulin.deliberation.choices import PollState
from mulin.deliberation.queries.polls import counts
from mulin.programmes.queries import Ruling, rulings, stored_pack
from mulin.rulebook.schema.appraisals import AppraisalScheme
from mulin.tree.models import Node


@dataclass(frozen=True)
class Line:
    """One member of an appraisal: votes of the members and of the public by grade, and the grade they suggest."""

    appraisee: Appraisee
    mutual: Mapping[str, int]
    public: Mapping[str, int]
    suggestion: str


def schemes_at(node: Node, day: datetime.date) -> dict[str, Ruling]:
    """The schemes by which an organisation may appraise its members on a day, by id."""
    found = rulings(node, day, "appraisals")
    return {key: ruling for key, ruling in found.items() if node.kind_id in ruling.clause.subjects}


def ruling_of(appraisal: Appraisal) -> Ruling:
    """The scheme of an appraisal, in the edition under which it was opened, with the programme's parameters."""
    schemes = stored_pack(appraisal.programme.edition_id).appraisals
    return Ruling(appraisal.programme, next(one for one in schemes if one.id == appraisal.scheme))


def scheme_of(appraisal: Appraisal) -> AppraisalScheme:
    """What the scheme says."""
    scheme: AppraisalScheme = ruling_of(appraisal).clause
    return scheme


def has_layer(appraisal: Appraisal, way: str) -> bool:
    """Has the scheme this layer?"""
    return any(layer.way == way for layer in scheme_of(appraisal).layers)


def appraisees_of(appraisal: Appraisal) -> QuerySet[Appraisee]:
    """Everybody appraised, by name: never by grade or votes."""
    return appraisal.appraisees.select_related("member").order_by("member__name", "pk")


def mutual_votes(appraisal: Appraisal) -> dict[int, dict[str, int]]:
    """The votes of the members' ballot by member id; empty until it is counted."""
    if appraisal.poll is None or appraisal.poll.state != PollState.CLOSED:
        return {}
    by_item = counts(appraisal.poll)
    return {item.member_id: by_item[item.pk] for item in appraisal.poll.items.all() if item.member_id is not None}


def lines(appraisal: Appraisal) -> list[Line]:
    """Everybody appraised with what the layers said."""
    mutual, names = mutual_votes(appraisal), [grade.name for grade in scheme_of(appraisal).grades]
    return [
        Line(
            one,
            mutual.get(one.member_id, {}),
            one.public,
            suggested([mutual.get(one.member_id, {}), one.public], names),
        )
        for one in appraisees_of(appraisal)
    ]


def allowed_best(appraisal: Appraisal) -> int:
    """How many may have the best grade."""
    ruling = ruling_of(appraisal)
    share = ruling.value(ruling.clause.best_share) if ruling.clause.best_share is not None else None
    return best_allowed(appraisal.appraisees.filter(graded=True).count(), share)


def figures(appraisal: Appraisal) -> dict[str, int]:
    """How many have each grade, in the order of the scheme."""
    given = list(appraisal.appraisees.filter(graded=True).values_list("grade", flat=True))
    return {grade.name: given.count(grade.name) for grade in scheme_of(appraisal).grades}


def steps(appraisal: Appraisal) -> list[dict[str, Any]]:
    """Each layer of the scheme and how far it is: ``done``, ``in_progress`` or ``not_started``."""
    graded = appraisal.appraisees.filter(graded=True)
    everybody, number = list(appraisal.appraisees.all()), graded.count()
    written = sum(1 for one in everybody if one.self_review)
    said = {
        "self": (written, len(everybody)),
        "ballot": (1 if mutual_votes(appraisal) else 0, 1),
        "public": (sum(1 for one in everybody if one.graded and one.public), number),
        "branch": (sum(1 for one in everybody if one.graded and one.grade), number),
    }
    found = []
    for layer in scheme_of(appraisal).layers:
        done, of = said[layer.way]
        running = layer.way == "ballot" and appraisal.poll is not None
        state = "done" if done == of else "in_progress" if done or running else "not_started"
        found.append({"layer": layer, "done": done, "of": of, "state": state})
    return found
