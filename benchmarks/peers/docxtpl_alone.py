"""docxtpl alone: a template with a loop over the rows, rendered once a card."""

import io
import json
import pathlib

import docx
from docxtpl import DocxTemplate


def open_up(config: dict) -> dict:
    """The works this peer can do."""

    path = str(pathlib.Path(config["folder"]) / "card.docx")
    cards = json.loads(pathlib.Path(config["cards"]).read_text(encoding="utf-8"))
    document = docx.Document()
    document.add_heading("{{ title }}", 1)
    for place in range(len(cards[0]["facts"])):
        document.add_paragraph(f"{{{{ facts[{place}][0] }}}}：{{{{ facts[{place}][1] }}}}")
    table = document.add_table(rows=4, cols=4, style="Table Grid")
    for place, head in enumerate(cards[0]["head"]):
        table.rows[0].cells[place].text = head
        table.rows[2].cells[place].text = f"{{{{ row[{place}] }}}}"
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{{ text }}")
    document.add_paragraph("{{ office }}")
    document.save(path)

    def word(count: int) -> int:
        for card in cards[:count]:
            template = DocxTemplate(path)
            template.render(card)
            file = io.BytesIO()
            template.save(file)
        return count if file.tell() else 0

    return {"word": word}
