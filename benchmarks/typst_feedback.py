"""typst alone: the half-year card as our paper has it, written by hand in its own language, a hundred to a file.

The page is the same: margins, sizes, row heights, boxes for seals, footer, and a QR code as a picture. Codes are drawn
before anything is timed, so that typst is measured and not a library for codes; each row has its height said where it
has one, because typst would else lay it out twice.
"""

import io
import json
import pathlib

import segno
import typst

TEMPLATE = """#set page(paper: "a4", margin: (x: 18mm, top: 14mm, bottom: 16mm), footer-descent: 5mm,
  footer: align(right, text(8.5pt)[打印时间：2022年7月1日 09:00]))
#set text(font: ("Noto Serif SC", "Noto Sans SC"), size: 10.5pt, lang: "zh")
#set par(leading: 0.35em)
#set block(spacing: 3mm)
#set table(align: center + horizon, stroke: 0.5pt, inset: (x: 1.6mm, y: 1.2mm))
#let cards = json(bytes(sys.inputs.cards))
#let strong(words) = text(stroke: 0.028em, words)
#let form(heights, ..cells) = table(columns: (1fr, 1.6fr, 1fr, 1.6fr), rows: heights, ..cells)
#let wide(label, value) = (label, table.cell(colspan: 3, align: left + horizon, value))
#let seal(words, date) = {
  align(left, words)
  v(2mm, weak: true)
  align(right, rect(width: 45mm, height: 45mm, stroke: (paint: luma(190), dash: "dotted", thickness: 0.5pt), {
    place(center + horizon, text(luma(120))[（盖章）])
    place(right + bottom, date)
  }))
}
#for card in cards [
  #grid(columns: (20mm, 1fr, 20mm), align: center + horizon, [],
    [#text(18pt, strong(card.title)) \\ #text(12pt, card.period)],
    image(bytes(card.code), width: 20mm, scaling: "pixelated"))
  #form(8mm, [姓名], card.name, [单位职务], card.job, [所在党组织], card.home, [职级], card.rank,
    [反馈社区], card.community, [期间], card.period)
  #table(columns: (1fr, 4fr), rows: 8mm, align: (center + horizon, left + horizon),
    strong[日期], table.cell(align: center + horizon, strong[参与的活动和办的实事]),
    ..card.done.flatten().map(c => [#c]))
  #form((8mm, 8mm, 10mm, 22mm), [参加次数], str(card.done.len()) + " 次", [办实事], str(card.deeds) + " 件",
    ..wide([岗位], card.posts.join("、")), ..wide([承诺], ""), ..wide([本人自评], card.own_view),
    ..card.aspects.flatten().map(c => [#c]))
  #form(auto, [社区党组织\\ 意见], seal(card.opinion, card.day), [单位党组织\\ 意见], seal("", [年　　月　　日]))
  #pagebreak(weak: true)
]
"""


def open_up(config: dict) -> dict:
    """The works this peer can do."""

    source = pathlib.Path(config["folder"]) / "feedback.typ"
    source.write_text(TEMPLATE, encoding="utf-8")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=config["fonts"])
    compiler = typst.Compiler(source, font_paths=fonts)
    cards = json.loads(pathlib.Path(config["cards"]).read_text(encoding="utf-8"))
    for card in cards:
        card["code"] = [*png(card["address"])]

    def pdf(count: int) -> int:
        size = 0
        for first in range(0, count, 100):
            text = json.dumps(cards[first : min(count, first + 100)], ensure_ascii=False)
            size += len(compiler.compile(format="pdf", sys_inputs={"cards": text}, pdf_tags=False))
        return count if size else 0

    return {"pdf": pdf}


def png(address: str) -> bytes:
    """A code as a picture, a dot a module."""
    picture = io.BytesIO()
    segno.make(address, error="m", boost_error=False).save(picture, kind="png", border=4)
    return picture.getvalue()
