"""The application of the benchmarks."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """Benchmarks: no tables, one command."""

    name = "mulin.bench"
    label = "bench"
    verbose_name = "性能测量"
