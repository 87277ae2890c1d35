# ruff: noqa: PLC0415 - Django is imported once it is set up, a library once it is asked for
"""django-import-export: a workbook read by its XLSX format and imported through a ModelResource, with its defaults."""

import time

import district


def open_up(config: dict) -> dict:
    """The works this peer can do."""
    district.set_up(config, "import_export")
    import warnings

    from import_export import resources
    from import_export.formats.base_formats import XLSX

    warnings.simplefilter("ignore")
    from district.models import Member

    district.load(config, with_members=False)

    class MemberResource(resources.ModelResource):
        class Meta:
            model = Member
            import_id_fields = ["idno"]
            fields = ["name", "idno", "phone", "cat", "org", "joined"]

    def workbook(path: str):
        Member.objects.all().delete()
        with open(path, "rb") as file:
            content = file.read()
        started = time.perf_counter()
        result = MemberResource().import_data(XLSX().create_dataset(content), raise_errors=True, use_transactions=True)
        return time.perf_counter() - started, result.totals["new"]

    return {"workbook": workbook}
