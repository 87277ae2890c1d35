"""The papers of service: filled from facts, blank for handwriting, PDF and Word."""

import os
from pathlib import Path

import pytest
from django.test import Client

from mulin.foundation.clock import today
from mulin.members.models import Member
from mulin.service import actions, queries
from mulin.service.models import VolunteerApplication
from mulin.tree.models import Node
from tests.access.visiting import readable
from tests.service.world import Town, a_post, account_of, resident


def furnished(town: Town) -> dict[str, tuple[str, int, str]]:
    """One of everything that has a paper: paper → what it is about, its id, a word that must stand on it."""
    post = actions.switch_on(town.east, ["ten_posts.mediation"], places=30, by=town.worker)[0]
    members: list[Member] = [resident(town, "王" + chr(0x4E01 + number), account=number < 2) for number in range(22)]
    claims = actions.enter_paper(post, members[:21], by=town.worker)
    actions.hand_over(claims[0], members[21], items="三户困难家庭的联系单、钥匙一把", by=town.worker)
    team = actions.found_team(
        town.east,
        {
            "name": "家电维修队",
            "kind": "volunteers",
            "field": "家电维修",
            "duty": "上门修家电",
            "meets": "每月第一个周六",
        },
        by=town.worker,
    )
    actions.volunteer(
        members[0], town.east, services=["家电维修", "民事调解"], skills="电工", times="周末", by=town.worker
    )
    actions.place_all(town.east, by=town.worker)
    actions.name_leader(team, members[0], by=town.worker)
    needs = [actions.NewNeed("修电饭锅", field="家电维修", resident="李奶奶"), actions.NewNeed("楼道杂物清理")]
    first, _second = actions.list_needs(town.east, needs, by=town.worker)
    actions.hand_to_teams(town.east, {first.pk: team}, by=town.worker)
    pledged = actions.pledge(members[0], town.east, "为独居老人修电器", by=town.worker)
    deed = actions.report_deed(members[0], town.east, day=today(), title="修好三台风扇", kept=pledged, by=town.worker)
    actions.confirm_deeds([deed.pk], by=town.secretary)
    proposal = actions.propose(town.east, town.street.branch, by=town.secretary)
    [node_id] = actions.accept(proposal, by=town.secretary)
    actions.name_group_leader(Node.objects.get(pk=node_id), members[2], by=town.secretary)
    community = town.east.pk
    return {
        "post_card": ("claim", claims[1].pk, members[1].name),
        "hand_over": ("claim", claims[0].pk, "钥匙一把"),
        "volunteer_application": ("volunteer_application", VolunteerApplication.objects.get().pk, "电工"),
        "team_roster": ("team", team.pk, "每月第一个周六"),
        "group_roster": ("group", node_id, "带头学习提高"),
        "needs_list": ("service_community", community, "楼道杂物清理"),
        "volunteer_summary": ("service_community", community, "下一步计划"),
        "year_deeds": ("service_community", community, "修好三台风扇"),
    }


def keep(name: str, content: bytes) -> None:
    """Leave a paper where somebody may look at it, when asked to."""
    folder = os.environ.get("PAPERS_TO_LOOK_AT")
    if folder:
        Path(folder, name).write_bytes(content)


def test_every_paper_of_service_prints_filled_and_blank_as_pdf_and_word(town: Town, client: Client) -> None:
    client.force_login(town.secretary)
    for paper, (about, key, word) in furnished(town).items():
        assert client.get(f"/papers/of/{about}/{key}/").status_code == 200, paper
        for ending, in_it in ((".pdf", word), (".docx", word), ("/blank.pdf", ""), ("/blank.docx", "")):
            answer = client.get(f"/papers/{paper}/{key}{ending}")
            assert answer.status_code == 200, f"{paper}{ending}"
            keep(f"{paper}{ending.replace('/', '_')}", answer.content)
            words = readable(answer.content, answer.headers["Content-Type"])
            assert in_it in words.replace("\n", ""), f"{paper}{ending}"


@pytest.mark.row("R05")
def test_the_letter_to_the_unit_is_printed_by_both_sides(town: Town, client: Client, today_is) -> None:  # type: ignore[no-untyped-def]
    member = resident(town, "王一")
    today_is("2021-07-15")
    [contact] = actions.contact_units(town.east, [member.pk], by=town.worker)
    client.force_login(town.secretary)
    answer = client.get(f"/papers/unit_contact/{contact.pk}.pdf")
    keep("unit_contact.pdf", answer.content)
    words = readable(answer.content, "application/pdf").replace("\n", "")
    assert "自2021年1月1日以来未参加" in words
    assert "2021年7月30日" in words
    assert queries.contacts_visible_to(town.secretary).count() == 1


def test_a_member_prints_their_own_card_and_no_other(town: Town, client: Client) -> None:
    post = a_post(town)
    one, two = resident(town, "王一", account=True), resident(town, "王二", account=True)
    mine = actions.claim(post, one, by=account_of(one))
    other = actions.claim(post, two, by=account_of(two))
    client.force_login(account_of(one))
    assert client.get(f"/papers/post_card/{mine.pk}.pdf").status_code == 200
    assert client.get(f"/papers/post_card/{other.pk}.pdf").status_code == 404
