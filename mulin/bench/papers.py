"""Half-year cards of members, a page each, as PDF and as Word; beside typst and docxtpl alone."""

from __future__ import annotations

import json
import random
from typing import Any

from mulin.bench.district import GIVEN_NAMES, SEED, SURNAMES
from mulin.bench.measuring import Benchmark, Goal, Peer, Ran, timed
from mulin.bench.workshop import Workshop
from mulin.papers.machine.fonts import font_folders
from mulin.papers.machine.paper import Column, DataTable, Fact, Facts, Paper, Paragraph, Signature
from mulin.papers.machine.pdf import render_many
from mulin.papers.machine.word import render_word_many

ROWS_ON_A_CARD = 10
HEAD = ("日期", "活动", "内容", "积分")
WHAT = "参与社区环境整治并协助秩序维护"
KINDS = ("联席会议", "志愿服务", "学习活动", "报到签到")


def plan_cards(number: int) -> list[dict[str, Any]]:
    """What stands on the cards, as the peers read it."""
    chance = random.Random(SEED)  # noqa: S311
    return [card(place, chance) for place in range(number)]


def card(number: int, chance: random.Random) -> dict[str, Any]:
    """One card."""
    name = chance.choice(SURNAMES) + chance.choice(GIVEN_NAMES) + chance.choice(GIVEN_NAMES)
    rows = [
        [
            f"{1 + row // 2}月{5 + row * 2}日",
            chance.choice(KINDS),
            "参与社区环境整治并协助秩序维护",
            str(chance.randint(1, 5)),
        ]
        for row in range(ROWS_ON_A_CARD)
    ]
    facts = [["姓名", name], ["单位", f"第{number % 300}党支部"], ["期间", "2022年上半年"], ["编号", f"KP{number:06d}"]]
    text = f"总积分 {chance.randint(40, 99)} 分，评定为合格。社区党组织意见：该同志积极参加活动。"
    title, office = "在职党员双报到半年反馈卡", "听荷社区党总支"
    return {"title": title, "facts": facts, "head": list(HEAD), "rows": rows, "text": text, "office": office}


def as_paper(one: dict[str, Any]) -> Paper:
    """The same card for our machine, with a QR code back to its record."""
    return Paper(
        id="card",
        title=one["title"],
        blocks=(
            Facts(tuple(Fact(label, value) for label, value in one["facts"])),
            DataTable(
                (Column("日期"), Column("活动"), Column("内容", width=3, align="left"), Column("积分")),
                tuple(tuple(row) for row in one["rows"]),
            ),
            Paragraph(one["text"]),
            Signature(one["office"], seal=False),
        ),
        reference_url=f"https://mulin.example/cards/{one['facts'][3][1]}/",
        page_numbers=False,
    )


def benchmarks(shop: Workshop) -> list[Benchmark]:
    """PDF and Word; no database is asked."""
    number, few = shop.scale.cards, shop.scale.peer_cards
    cards = plan_cards(number)
    shop.cards.write_text(json.dumps(cards, ensure_ascii=False), encoding="utf-8")
    config = {"folder": str(shop.folder), "cards": str(shop.cards), "fonts": font_folders()}
    papers = [as_paper(one) for one in cards]

    def pdf() -> Ran:
        return timed(lambda: number if sum(len(file) for file in render_many(papers)) else 0, number)

    def word() -> Ran:
        return timed(lambda: sum(1 for file in render_word_many(papers) if file), number)

    def typst() -> Ran:
        return shop.peer("typst_alone", config).run("pdf", number, count=number)

    def docxtpl() -> Ran:
        return shop.peer("docxtpl_alone", config).run("word", few, count=few)

    return [
        Benchmark(
            "pdf",
            f"{number:,} 张反馈卡 PDF，带二维码（每张）",
            pdf,
            (Peer("typst，无二维码", typst, Goal("ratio", 0.667)),),
        ),
        Benchmark(
            "word",
            f"{number:,} 张反馈卡 Word，一张一个文件（每张）",
            word,
            (Peer("docxtpl", docxtpl, Goal("milliseconds", 0.5), compares=few == number),),
        ),
    ]
