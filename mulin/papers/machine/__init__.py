"""The one machine through which every paper is printed: describe a paper once, take it as PDF or Word, filled or blank.

``paper.py``  what stands on a paper, as frozen dataclasses; all texts are finished wording.
``blanks.py`` ``blank(paper)``: the same paper for filling in by hand.
``pdf.py``    ``render_pdf(paper)``, and ``render_many(papers)`` some hundreds to a file, through typst.
``word.py``   ``render_word(paper)`` and ``render_word_many(papers)``, a .docx file each.
``fonts.py``  ``missing_characters(paper)``: what our fonts cannot print; a PDF with such a character is refused.

The rest is inside: ``grid`` places the cells of forms, ``wording`` walks through a paper's texts, ``qr_code`` draws
the way back to the record, ``word_*`` lay out Word files, ``templates/`` hold the layout in typst.

A paper reads as it prints::

    paper = Paper(
        id="rectification_order",
        title="整改通知书",
        number="ZG-2021-0003",
        reference_url=url,
        printed_at="2021年6月30日 09:15",
        blocks=(
            FormTable(
                columns=(1, 2, 1, 2),
                rows=(
                    FormRow((Label("社区名称"), Value(name), Label("整改期限"), Value("2021年9月30日"))),
                    FormRow((Label("存在问题"), Value(problems, columns=3, align="left")), height=60),
                    FormRow((Label("街道意见"), Opinion(columns=3)), height=50),
                ),
            ),
        ),
    )
    pdf = render_pdf(paper)
    by_hand = render_pdf(blank(paper))
    for_word = render_word(paper)

Official documents (``style="document"``) follow GB/T 9704-2012; forms are A4 with margins of 18 mm; the space for a
seal is 45 × 45 mm. Nothing here knows Django, a database or another domain.
"""
