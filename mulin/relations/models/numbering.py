"""The next number of what is numbered through a year."""

from django.db import models

from mulin.relations.choices import Series


class NumberSeries(models.Model):
    """The next number of a series in a year of this district. Its row is locked while numbers are taken."""

    series = models.CharField("编号种类", max_length=10, choices=Series.choices)
    year = models.PositiveSmallIntegerField("年度")
    next_number = models.PositiveIntegerField("下一号", default=1)

    class Meta:
        verbose_name = "编号"
        verbose_name_plural = "编号"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year"],
                name="number_series_once_a_year",
                violation_error_message="这一年的编号已经开始",
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}"
