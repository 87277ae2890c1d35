"""A regulation as a text to read, also on a phone."""

from mulin.programmes.pages import readable
from mulin.rulebook.reading import read_pack
from mulin.rulebook.rendering import render_markdown
from tests.packs.conftest import ROOT


def test_every_cell_of_a_table_knows_the_name_of_its_column() -> None:
    text = readable(render_markdown(read_pack(ROOT / "packs" / "examples" / "banji" / "2014")))
    assert '<table class="list-cards">' in text
    assert '<td data-title="怎样评分">自动：满分起，扣完为止：迟到早退各扣 0.5 分、旷课各扣 1 分' in text
    assert "<td>" not in text
