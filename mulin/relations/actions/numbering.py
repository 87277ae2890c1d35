"""Taking numbers of letters, receipts and permits: each once, even for two people at once."""

from mulin.relations.choices import Series
from mulin.relations.models import NumberSeries
from mulin.relations.rules import numbered

PREFIXES = {Series.LETTER: "", Series.RECEIPT: "H", Series.PERMIT: "LD"}


def take_numbers(series: Series, year: int, count: int = 1) -> list[str]:
    """The next numbers of a series. Its row is locked until the caller's transaction ends."""
    if not count:
        return []
    NumberSeries.objects.get_or_create(series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(series=series, year=year)
    first = row.next_number
    row.next_number = first + count
    row.save(update_fields=["next_number"])
    return [numbered(PREFIXES[series], year, number) for number in range(first, row.next_number)]
