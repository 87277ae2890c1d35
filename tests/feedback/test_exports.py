"""The workbook of a list holds the rows that the narrowed list shows: feedback, service, appraisals."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from mulin.appraisals import actions as appraisals
from mulin.appraisals.queries.appraisals import schemes_at
from mulin.feedback.actions import Question, ask
from mulin.foundation.clock import today
from mulin.service import actions as service
from tests.feedback.world import Place
from tests.service.world import a_post

HEAD = 3
"""So many lines stand above the rows of a workbook."""


def rows_of(client: Client, kind: str, query: str) -> int:
    """How many rows the workbook of a list at an address holds."""
    content = b"".join(client.get(f"/sheets/{kind}/export/?{query}").streaming_content)
    return int(load_workbook(io.BytesIO(content)).worksheets[0].max_row) - HEAD


@pytest.mark.row("D05")
@pytest.mark.row("D15")
def test_workbooks_of_cards_deliveries_and_questions_follow_their_lists(place: Place) -> None:
    members = [place.member("王甲"), place.member("李乙")]
    place.issued()
    ask(place.town.street.branch, members[:1], Question("honours"), by=place.unit)
    client = Client()
    client.force_login(place.officer)
    for kind, query, number in (
        ("feedback_cards", "state=issued", 2),
        ("feedback_cards", "state=prepared", 0),
        ("feedback_cards", "q=王甲", 1),
        ("feedback_cards", "half=2020-07-01", 0),
        ("feedback_deliveries", "q=王甲&progress=unread", 2),
        ("feedback_deliveries", "progress=overdue", 0),
        ("consultations", "q=王甲", 1),
        ("consultations", "state=answered", 0),
    ):
        assert rows_of(client, kind, query) == number, (kind, query)


@pytest.mark.row("D07")
@pytest.mark.row("R03")
def test_workbooks_of_posts_pledges_and_appraisals_follow_their_lists(place: Place) -> None:
    member, post = place.member("王甲"), a_post(place.town)
    a_post(place.town, name="文体岗", category="文化")
    service.enter_paper(post, [member], by=place.worker)
    service.pledge(member, place.town.east, "教书法", by=place.worker)
    branch = place.town.street.branch
    [ruling] = schemes_at(branch, today()).values()
    appraisals.open_appraisal(branch, ruling, in_period_of=today(), by=place.town.clerk)
    client = Client()
    client.force_login(place.officer)
    for kind, query, number in (
        ("service_posts", "q=文体", 1),
        ("claims", "q=王甲", 1),
        ("claims", "q=李乙", 0),
        ("pledges", "q=王甲", 1),
        ("pledges", "q=李乙", 0),
        ("appraisals", "state=reviewing", 1),
        ("appraisals", "state=examined", 0),
        ("appraisals", "q=别的支部", 0),
    ):
        assert rows_of(client, kind, query) == number, (kind, query)
