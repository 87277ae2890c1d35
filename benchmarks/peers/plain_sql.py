"""SQL by hand: a district judged by counts, points and grades; and a record written with the counts it moves."""

import itertools
import sqlite3

import psycopg

KINDS = 20
LEVELS = ("compound", "community", "street")
POINTS = {"compound": 100, "community": 25, "street": 2}
STANDARD_FROM = {"compound": 1000, "community": 6000, "street": 5000}
CHILDREN = {"compound": None, "community": ("compound", 30), "street": ("community", 100)}
COUNTS = "SELECT kind, count(*) FROM activity WHERE {level} = {place} AND day >= {place} GROUP BY kind"


def totals(level: str, least: str) -> str:
    """Points of every place of a level, in hundredths: each kind up to five."""
    return f"""CREATE TEMP TABLE total_{level} AS
        SELECT place.{level} AS id, coalesce(sum({least}(kinds.number * {POINTS[level]}, 500)), 0) AS total
        FROM (SELECT DISTINCT {level} FROM place) place
        LEFT JOIN (SELECT {level}, kind, count(*) AS number FROM activity WHERE day >= 0 GROUP BY {level}, kind) kinds
        ON kinds.{level} = place.{level} GROUP BY place.{level}"""


def grades(level: str) -> str:
    """Points enough, and enough of those below graded."""
    if CHILDREN[level] is None:
        return f"""CREATE TEMP TABLE grade_{level} AS SELECT id, total, total >= {STANDARD_FROM[level]} AS held
            FROM total_{level}"""
    child, share = CHILDREN[level]
    return f"""CREATE TEMP TABLE grade_{level} AS SELECT own.id, own.total,
        own.total >= {STANDARD_FROM[level]} AND below.held * 100 >= {share} * below.number AS held
        FROM total_{level} own JOIN (
            SELECT place.{level} AS id, count(*) AS number, sum(CASE WHEN child.held THEN 1 ELSE 0 END) AS held
            FROM (SELECT DISTINCT {child}, {level} FROM place) place
            JOIN grade_{child} child ON child.id = place.{child}
            GROUP BY place.{level}) below ON below.id = own.id"""


def open_up(config: dict) -> dict:  # noqa: C901 - one peer, two works and their tables
    """The works this peer can do."""
    address, compounds, records = config["database"], config["compounds"], config["records"]
    is_file = not address.startswith("postgres")
    connection = sqlite3.connect(address) if is_file else psycopg.connect(address)
    place, least = ("?", "min") if is_file else ("%s", "least")
    cursor = connection.cursor()
    if is_file:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA cache_size=-64000")
        cursor.execute("PRAGMA temp_store=MEMORY")
    for table in ("activity", "place"):
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
    cursor.execute("CREATE TABLE activity (compound int, community int, street int, kind int, day int)")
    cursor.execute("CREATE TABLE place (compound int, community int, street int)")
    insert = f"INSERT INTO activity VALUES ({', '.join([place] * 5)})"
    cursor.executemany(insert, (row(number, compounds) for number in range(records)))
    wheres = ((one, one // 30, one // 300) for one in range(compounds))
    cursor.executemany(f"INSERT INTO place VALUES ({', '.join([place] * 3)})", wheres)
    for level in LEVELS:
        cursor.execute(f"CREATE INDEX activity_{level} ON activity ({level}, day, kind)")
    cursor.execute("ANALYZE")
    connection.commit()
    numbers = itertools.count()

    def record(times: int) -> int:
        for _ in range(times):
            compound = next(numbers) % compounds
            cursor.execute(insert, (compound, compound // 30, compound // 300, 1, 364))
            for level, one in zip(LEVELS, (compound, compound // 30, compound // 300), strict=True):
                cursor.execute(COUNTS.format(level=level, place=place), (one, 0)).fetchall()
            connection.commit()
        return times

    def evaluate() -> list:
        answer: list = []
        for level in LEVELS:
            cursor.execute(totals(level, least))
            cursor.execute(grades(level))
            rows = cursor.execute(f"SELECT total, held FROM grade_{level} ORDER BY id").fetchall()
            answer += [[str(int(total)), bool(held)] for total, held in rows]
        for level in LEVELS:
            cursor.execute(f"DROP TABLE total_{level}")
            cursor.execute(f"DROP TABLE grade_{level}")
        connection.commit()
        return answer

    return {"record": record, "evaluate": evaluate}


def row(number: int, compounds: int) -> tuple[int, int, int, int, int]:
    """One activity, at the same place and of the same kind as ours."""
    compound = (number * 7919 + number // 97) % compounds
    return compound, compound // 30, compound // 300, (number * 31 + number // 1009) % KINDS, 100
