"""Boards in the demo street with consents of a part of the members; a branch's own greeting; a record on the shelf."""

import datetime
import io
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from mulin.boards import actions
from mulin.boards.actions import PaperConsent
from mulin.boards.models import Consent
from mulin.demo.writers import Writers
from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.notices.actions import change_text, greet
from mulin.restricted.actions import NewRecord, write
from mulin.tree.models import Node

SIGNED = datetime.date(2022, 4, 11)
FORMS = (
    frozenset({"name", "unit", "post", "pledge"}),
    frozenset({"name", "unit"}),
    frozenset({"name", "post", "pledge", "phone"}),
    frozenset({"photo", "name", "unit", "post"}),
)
PICTURES = 12
COLOURS = ((54, 98, 138), (120, 86, 66), (66, 112, 84), (118, 70, 96))
LivingOn = Callable[[datetime.date], AbstractContextManager[None]]


def fill_boards(writers: Writers, living_on: LivingOn, say: Callable[[str], None]) -> None:
    """A board in every community: two of three members in service signed, the first board is open to residents."""
    started = time.perf_counter()
    with living_on(SIGNED):
        for number, place in enumerate(Node.objects.filter(kind_id="community").order_by("code")):
            by = writers.of(place)
            board = actions.open_board(place, by=by)
            papers = [
                PaperConsent(member_id, FORMS[one % len(FORMS)], SIGNED)
                for one, member_id in enumerate(living_in(place))
                if one % 3
            ]
            actions.enter_paper(place, papers, by=by)
            if number == 0:
                actions.switch(board, public=True, by=by)
                draw_pictures(place, by)
    greet_and_record(writers)
    say(f"监督台同意 {Consent.objects.count()} 项，{time.perf_counter() - started:.1f} 秒")


def living_in(place: Node) -> list[int]:
    """Members in service whose residence is kept as this community."""
    ties = Tie.objects.filter(node=place, kind=TieKind.RESIDENCE, until__isnull=True, member__category="employed")
    return list(ties.order_by("member_id").values_list("member_id", flat=True))


def draw_pictures(place: Node, by: User) -> None:
    """Drawn heads stand for photos: no real face is in the demo."""
    rows = Consent.objects.filter(node=place, field="photo").select_related("member").order_by("pk")[:PICTURES]
    for number, consent in enumerate(rows):
        actions.put_photo(consent.member, place, head(COLOURS[number % len(COLOURS)]), by=by)


def head(colour: tuple[int, int, int]) -> SimpleUploadedFile:
    """A drawn head and shoulders."""
    image = Image.new("RGB", (300, 400), (236, 232, 224))
    drawing = ImageDraw.Draw(image)
    drawing.ellipse((95, 80, 205, 210), fill=colour)
    drawing.ellipse((45, 240, 255, 520), fill=colour)
    target = io.BytesIO()
    image.save(target, "JPEG")
    return SimpleUploadedFile("head.jpg", target.getvalue(), content_type="image/jpeg")


def greet_and_record(writers: Writers) -> None:
    """A branch greets in its own words; greetings of the last days; one talk on the shelf apart."""
    branch = Node.objects.get(code="DZBXQ99011")
    change_text(
        branch, "{name}同志，入党{years}年，荷香依旧。听荷花园党支部祝您政治生日快乐！", by=writers.people["branch"]
    )
    for day in range(24, 30):
        greet(datetime.date(2022, 6, day))
    member = Member.objects.filter(ties__node=branch, ties__until__isnull=True).order_by("pk").first()
    if member is not None:
        text = "就连续两次缺席主题党日谈话提醒，本人说明因照料家人，表示今后按时参加或事先请假。"
        write(member, NewRecord("talk", datetime.date(2022, 5, 9), text), by=writers.people["discipline"])
