"""The parts of the machine on their own: cells around each other, walks through texts, QR codes, purity."""

import random
import subprocess
import sys
from io import BytesIO

import pytest
import segno
from PIL import Image

from mulin.papers.machine import qr_code
from mulin.papers.machine.blanks import blank
from mulin.papers.machine.grid import places
from mulin.papers.machine.paper import FormRow, FormTable, Label, Opinion, Tick, Ticks, Value
from mulin.papers.machine.wording import texts_of, with_texts
from tests.papers.machine import paper_examples


def form(*rows):
    return FormTable((1, 1, 1), tuple(FormRow(tuple(cells)) for cells in rows))


def test_cells_flow_around_those_that_span_rows():
    table = form((Label("甲", rows=2), Label("乙", columns=2)), (Label("丙"), Label("丁")))
    assert places(table) == (((0, 0), (0, 1)), ((1, 1), (1, 2)))


@pytest.mark.parametrize(
    "table",
    [
        form((Label("甲"), Label("乙"))),
        form((Label("甲", columns=4),)),
        form((Label("甲", rows=2), Label("乙", columns=2)), (Label("丙", columns=3),)),
        form((Label("甲", rows=2, columns=3),)),
    ],
    ids=["a hole", "too wide", "overlapping", "too high"],
)
def test_a_form_that_would_print_crooked_is_refused(table):
    with pytest.raises(ValueError, match="form"):
        places(table)


def test_a_value_knows_whether_it_is_filled():
    assert Value("三户").filled
    assert not Value(" 　").filled
    assert Ticks((Tick("甲"), Tick("乙", checked=True))).filled
    assert not Ticks((Tick("甲"),)).filled
    assert not Opinion(date="2021年6月30日").filled


@pytest.mark.parametrize("name", ["application_form", "notice", "sign_in_sheet", "card"])
def test_texts_are_put_back_in_the_order_in_which_they_are_read(name):
    paper = getattr(paper_examples, name)()
    answers = iter(texts_of(paper))
    assert with_texts(paper, lambda: next(answers)) == paper
    assert next(answers, None) is None


def test_a_blank_of_a_blank_is_the_same_blank():
    once = blank(paper_examples.card())
    assert blank(once) == once != paper_examples.card()


def test_the_code_is_drawn_as_the_library_reckons_it_with_four_modules_of_white_around():
    url = paper_examples.RECORD_URL
    modules = segno.make(url, micro=False, error="m", mode="byte", mask=0, boost_error=False).matrix
    image = Image.open(BytesIO(qr_code.png(url))).convert("1")
    side = len(modules) + 8
    assert image.size == (side * 4, side * 4)
    for y in range(side):
        for x in range(side):
            inside = 4 <= y < side - 4 and 4 <= x < side - 4
            dark = bool(modules[y - 4][x - 4]) if inside else False
            assert (image.getpixel((x * 4 + 1, y * 4 + 2)) == 0) is dark


def test_codes_of_a_batch_are_those_that_the_library_reckons_one_by_one():
    chance = random.Random(7)
    addresses = [
        f"https://mulin.example/cards/{chance.randrange(10**6):06d}/?v={chance.randrange(99)}" for _ in range(60)
    ]
    addresses += [f"http://h{number}.example/{'长地址' * number}/{number % 7}" for number in range(30)] * 2
    addresses += ["0123456789", "9876543210", "HTTPS://A/1", "HTTPS://A/2"]
    chance.shuffle(addresses)
    for address in addresses:
        rows = segno.make(address.encode(), micro=False, error="m", mode="byte", mask=0, boost_error=False).matrix
        assert qr_code.modules(address) == [int("".join(map(str, row)), 2) for row in rows]


def test_a_dot_a_module_is_the_same_picture_in_small():
    small, large = (Image.open(BytesIO(qr_code.png(paper_examples.RECORD_URL, dots=dots))) for dots in (1, 4))
    assert small.resize(large.size, Image.Resampling.NEAREST).tobytes() == large.tobytes()
    assert small.mode == "1"


def test_the_machine_runs_without_django():
    code = "import sys, mulin.papers.machine.pdf, mulin.papers.machine.word; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
