"""typst alone: the half-year card with its ruled form, written by hand in its own language, a hundred to a file."""

import json
import pathlib

import typst

TEMPLATE = """#set page(paper: "a4", margin: 18mm)
#set text(font: ("Noto Serif SC", "Noto Sans SC"), size: 10.5pt, lang: "zh")
#let cards = json(bytes(sys.inputs.cards))
#let form(..cells) = table(columns: (1fr, 1.6fr, 1fr, 1.6fr), align: center + horizon, ..cells)
#let wide(label, value, height) = (label, table.cell(colspan: 3, align: left + horizon, block(height: height, value)))
#let seal(words) = block(height: 52mm, align(left, words) + align(right + bottom, box(width: 45mm, height: 30mm)[盖章]))
#for card in cards [
  #align(center, text(16pt)[#card.title])
  #align(center)[#card.period]
  #form([姓名], card.name, [单位职务], card.job, [所在党组织], card.home, [职级], card.rank,
    [反馈社区], card.community, [期间], card.period)
  #table(columns: (1fr, 4fr), align: center, [日期], [参与的活动和办的实事],
    ..card.done.flatten().map(c => [#c]))
  #form([参加次数], str(card.done.len()) + " 次", [办实事], str(card.deeds) + " 件",
    ..wide([岗位], card.posts.join("、"), 6mm), ..wide([承诺], "", 8mm), ..wide([本人自评], card.own_view, 20mm),
    ..card.aspects.flatten().map(c => [#c]))
  #form([社区党组织意见], seal(card.opinion), [单位党组织意见], seal(""))
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

    def pdf(count: int) -> int:
        size = 0
        for first in range(0, count, 100):
            text = json.dumps(cards[first : min(count, first + 100)], ensure_ascii=False)
            size += len(compiler.compile(format="pdf", sys_inputs={"cards": text}, pdf_tags=False))
        return count if size else 0

    return {"pdf": pdf}
