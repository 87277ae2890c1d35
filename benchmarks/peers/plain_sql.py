"""SQL by hand: a record written, the counts of its compound, community and street asked again, committed."""

import itertools
import sqlite3

import psycopg

COUNTS = "SELECT kind, count(*) FROM activity WHERE {level} = {place} AND day >= {place} GROUP BY kind"
LEVELS = ("compound", "community", "street")


def open_up(config: dict) -> dict:
    """The works this peer can do."""
    address, compounds, records = config["database"], config["compounds"], config["records"]
    is_file = not address.startswith("postgres")
    connection = sqlite3.connect(address) if is_file else psycopg.connect(address)
    place = "?" if is_file else "%s"
    cursor = connection.cursor()
    if is_file:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("DROP TABLE IF EXISTS activity")
    cursor.execute("CREATE TABLE activity (compound int, community int, street int, kind int, day int)")
    rows = [(number % compounds, number % compounds // 30, 0, number % 20, number % 365) for number in range(records)]
    insert = f"INSERT INTO activity VALUES ({', '.join([place] * 5)})"
    cursor.executemany(insert, rows)
    for level in LEVELS:
        cursor.execute(f"CREATE INDEX activity_{level} ON activity ({level}, day, kind)")
    connection.commit()
    numbers = itertools.count()

    def record(times: int) -> int:
        for _ in range(times):
            compound = next(numbers) % compounds
            cursor.execute(insert, (compound, compound // 30, 0, 1, 364))
            for level, one in zip(LEVELS, (compound, compound // 30, 0), strict=True):
                cursor.execute(COUNTS.format(level=level, place=place), (one, 0)).fetchall()
            connection.commit()
        return times

    return {"record": record}
