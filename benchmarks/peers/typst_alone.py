"""typst alone: the same card written by hand in its own language, a hundred cards to a file, data as JSON."""

import json
import pathlib

import typst

TEMPLATE = """#set page(paper: "a4", margin: 18mm)
#set text(font: ("Noto Serif SC", "Noto Sans SC"), size: 11pt, lang: "zh")
#let cards = json(bytes(sys.inputs.cards))
#for card in cards [
  #align(center, text(16pt)[#card.title])
  #grid(columns: (1fr, 1fr), row-gutter: 8pt, ..card.facts.map(fact => [#fact.at(0)：#fact.at(1)]))
  #table(columns: (1fr, 1fr, 3fr, 1fr), align: center, ..card.head.map(h => [#h]), ..card.rows.flatten().map(c => [#c]))
  #card.text
  #align(right)[#card.office]
  #pagebreak(weak: true)
]
"""


def open_up(config: dict) -> dict:
    """The works this peer can do."""

    source = pathlib.Path(config["folder"]) / "card.typ"
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
