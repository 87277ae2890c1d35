"""Every benchmark runs, and ours and the peer give the same answer. Nothing is timed here."""

import json
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from mulin.bench.measuring import Benchmark, Goal, Peer, Ran, measure
from mulin.bench.peers import environment
from mulin.bench.register import NAMES
from mulin.bench.table import as_table


@pytest.fixture(scope="module")
def folder() -> Path:
    """Where the peers are installed; kept between runs."""
    place = Path(settings.VAR) / "bench"
    place.mkdir(parents=True, exist_ok=True)
    try:
        environment(place)
    except subprocess.CalledProcessError:
        pytest.skip("对照程序装不上（没有网络？），性能测量没有试跑")
    return place


@pytest.mark.parametrize("names", [["pdf", "word"], [name for name in NAMES if name not in ("pdf", "word")]])
def test_every_benchmark_runs_and_agrees_with_its_peer(folder: Path, names: list[str]) -> None:
    said = StringIO()
    call_command("bench", *names, size="XS", rounds=0, json=True, folder=folder, database="SQLite", stdout=said)
    rows = json.loads(said.getvalue())
    assert {row["name"] for row in rows} == set(names)
    assert [row["peer"] for row in rows if not row["agrees"]] == []


def test_a_name_nobody_knows_is_refused() -> None:
    with pytest.raises(CommandError, match="没有这些测量：lsit"):
        call_command("bench", "lsit")


def test_runs_alternate_and_the_first_of_each_is_not_counted() -> None:
    order: list[str] = []

    def run(name: str, times: list[float]) -> Ran:
        order.append(name)
        return Ran(times.pop(0), 10, "answer")

    ours, theirs = [9.0, 1.0, 2.0, 4.0], [9.0, 2.0, 2.0, 16.0]
    peer = Peer("peer", lambda: run("peer", theirs), Goal("ratio", 2))
    (row,) = measure(Benchmark("name", "title", lambda: run("ours", ours), (peer,)), rounds=3)
    assert order == ["ours", "peer"] * 4
    assert (row.ratio, row.least, row.most, row.ours_ms, row.met) == (2, 1, 4, 200, True)
    assert "2× | 1–4 | ≥ 2× ✓" in as_table([row])
