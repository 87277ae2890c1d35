"""Real feedback cards of a street: prepared, evaluated, issued and printed, beside typst alone with the same words."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction

from mulin.bench.district import FIRST_COMMUNITY, FIRST_STREET, SEED
from mulin.bench.measuring import Benchmark, Goal, Peer, Ran, timed
from mulin.bench.workshop import Workshop
from mulin.feedback import actions
from mulin.feedback.actions import Evaluation
from mulin.feedback.models import Delivery, Feedback, Issue
from mulin.feedback.rules import last_half
from mulin.foundation.bulk import chunks, insert_rows
from mulin.foundation.clock import now, today
from mulin.foundation.periods import Period
from mulin.identity.models import User
from mulin.members.models import Member, Tie
from mulin.papers.actions import Batch
from mulin.papers.machine.fonts import font_folders
from mulin.papers.machine.paper import Paper
from mulin.papers.machine.pdf import render_many
from mulin.papers.machine.word import render_word_many
from mulin.papers.queries import paper_kind
from mulin.papers.rules import worded_day, worded_iso
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.records.models import Activity, Attendance
from mulin.rulebook.reading import read_pack
from mulin.tree.models import Node

TIMES = 6
"""So often each member takes part in the half-year."""
ADDRESS = "https://mulin.example/feedback/{}/"
KINDS = ("清洁家园行动", "义务巡逻", "结对助老", "政策宣讲", "文明劝导", "邻里节筹备")


def half() -> Period:
    """The half-year that is over."""
    return last_half(today())


def put_in_force() -> None:
    """The pack with feedback in force for the first street, long enough."""
    street, by = Node.objects.get(code=FIRST_STREET), User.objects.command_line()
    if Programme.objects.filter(node=street, edition__pack="shuanglian").exists():
        return
    edition, _ = install(read_pack(settings.PACKS / "shuanglian" / "2011"), by=by)
    since = datetime.date(half().first.year, 1, 1)
    adopted = adopt(edition, street, since=since, legal_basis="测量", basis_number="测量2号", parameters={}, by=by)
    publish(adopted, by=by)


@transaction.atomic
def write_down_activities(members: list[Member]) -> None:
    """What everybody took part in, straight into the tables: not what is measured."""
    Attendance.objects.filter(activity__title__in=KINDS).delete()
    Activity.objects.filter(title__in=KINDS).delete()
    host, by = Node.objects.get(code=FIRST_COMMUNITY), User.objects.command_line()
    chance = random.Random(SEED)  # noqa: S311
    rows = []
    for number in range(60):
        day = half().first + datetime.timedelta(days=number * 3)
        stamp = {"confirmed_at": now(), "confirmed_by": by, "entered_by": by}
        title = KINDS[number % len(KINDS)]
        rows.append(Activity(host=host, kind="community_activity", title=title, day=day, state="confirmed", **stamp))
    Activity.objects.bulk_create(rows)
    people = (
        (activity.pk, member.pk, member.name, "") for member in members for activity in chance.sample(rows, TIMES)
    )
    insert_rows(Attendance, ["activity", "member", "name", "unit"], people)


def fill_up(number: int) -> list[Member]:
    """So many members who live in the first street; others move there from the next streets when they are too few."""
    street = Node.objects.get(code=FIRST_STREET)
    lives = Member.objects.filter(ties__kind="residence", ties__node__path__startswith=street.path).order_by("pk")
    missing = number - lives.count()
    if missing > 0:
        homes = list(Node.objects.filter(path__startswith=street.path, kind_id="compound").order_by("pk"))
        moving = Tie.objects.filter(kind="residence").exclude(node__path__startswith=street.path).order_by("pk")
        ties = list(moving[:missing])
        for place, tie in enumerate(ties):
            tie.node = homes[place % len(homes)]
        Tie.objects.bulk_update(ties, ["node"], batch_size=500)
    Member.objects.update(category="elderly_or_ill")
    asked = list(lives[:number])
    for chunk in chunks([one.pk for one in asked]):
        Member.objects.filter(pk__in=chunk).update(category="employed")
    return asked


def forget() -> None:
    """No card is left. Between rounds, never measured."""
    for model in (Delivery, Issue, Feedback):
        model.objects.all().delete()


def brought_out(number: int) -> int:
    """Prepare, evaluate and issue the cards; how many."""
    street, by = Node.objects.get(code=FIRST_STREET), User.objects.command_line()
    actions.prepare(street, half(), by=by)
    cards = list(Feedback.objects.order_by("pk").select_related("programme")[:number])
    marks = dict.fromkeys(("participation", "lawfulness", "neighbourliness", "compliance"), "好")
    said = Evaluation("该同志积极参加社区活动，服从社区管理。", marks if cards[0].is_yearly else {})
    actions.evaluate({one.pk: said for one in cards}, by=by)
    return len(actions.issue([one.pk for one in cards], by=by))


def rows_alone() -> int:
    """The rows that issuing writes, and nothing else: what is measured against."""
    issues = list(Issue.objects.select_related("feedback"))
    deliveries = list(Delivery.objects.all())
    with transaction.atomic():
        forget()
        Feedback.objects.bulk_create([one.feedback for one in issues], batch_size=500)
        Issue.objects.bulk_create(issues, batch_size=500)
        Delivery.objects.bulk_create(deliveries, batch_size=500)
    return len(issues)


def issued_papers() -> Iterator[Paper]:
    """The cards as they are printed in a batch, composed from what was issued when their turn comes."""
    kind = paper_kind("feedback_card")
    assert kind is not None  # noqa: S101
    cards = kind.about.visible(User.objects.command_line()).order_by("pk")
    return Batch(kind, cards, lambda one: ADDRESS.format(one.pk), User.objects.command_line()).papers()


def as_told(issue: Issue) -> dict[str, Any]:
    """The same words for the peers."""
    said: dict[str, Any] = issue.content
    return said | {
        "facts": [
            ["姓名", said["name"]],
            ["单位", said["home"]],
            ["期间", said["period"]],
            ["社区", said["community"]],
        ],
        "head": ["日期", "活动", "内容", "次数"],
        "rows": [[day, title, "社区活动", "1"] for day, title in said["done"]],
        "text": said["opinion"],
        "office": said["community"],
        "done": [[worded_iso(day), title] for day, title in said["done"]],
        "address": ADDRESS.format(issue.feedback_id),
        "day": worded_day(issue.issued_on),
    }


def benchmarks(shop: Workshop) -> list[Benchmark]:
    """Issuing, PDF and Word of real cards."""
    shop.members_are_in()
    put_in_force()
    asked = fill_up(shop.scale.cards)
    number = len(asked)
    write_down_activities(asked)

    def bring_out() -> Ran:
        forget()
        return timed(lambda: brought_out(number), number)

    bring_out()
    told = shop.folder / "feedback.json"
    rows = Issue.objects.order_by("pk").select_related("feedback")
    told.write_text(json.dumps([as_told(one) for one in rows], ensure_ascii=False), encoding="utf-8")
    config = {"folder": str(shop.folder), "cards": str(told), "fonts": font_folders()}

    def pdf() -> Ran:
        return timed(lambda: number if sum(len(file) for file in render_many(issued_papers())) else 0, number)

    def word() -> Ran:
        return timed(lambda: sum(1 for file in render_word_many(issued_papers()) if file), number)

    def typst() -> Ran:
        return shop.peer("typst_feedback", config).run("pdf", number, count=number)

    def docxtpl() -> Ran:
        return shop.peer("docxtpl_alone", config).run("word", few, count=few)

    few = min(shop.scale.peer_cards, number)
    return [
        Benchmark(
            "cards",
            f"{number:,} 张反馈卡：准备、评议、发出（每张）",
            bring_out,
            (Peer("只写入同样的行，不看事实", lambda: timed(rows_alone, number), compares=False),),
            shop.database,
        ),
        Benchmark(
            "cards",
            f"{number:,} 张已发出的反馈卡：读出、编排、PDF，带二维码和盖章处（每张）",
            pdf,
            (Peer("typst，同样的一页，带现成的二维码", typst, Goal("ratio", 0.667)),),
            shop.database,
        ),
        Benchmark(
            "cards",
            f"{number:,} 张已发出的反馈卡：读出、编排、Word（每张）",
            word,
            (Peer("docxtpl", docxtpl, Goal("milliseconds", 0.5), compares=few == number),),
            shop.database,
        ),
    ]
