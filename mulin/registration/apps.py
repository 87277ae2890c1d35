"""Application registration."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """双报到."""

    name = "mulin.registration"
    label = "registration"
    verbose_name = "双报到"

    def ready(self) -> None:
        """Make the workbook known, follow members and nodes, add to everyone's file and page."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from mulin.members.pages import sections  # noqa: PLC0415
        from mulin.members.queries import timeline  # noqa: PLC0415
        from mulin.registration import handlers, pages, permissions, queries, sheets  # noqa: F401, PLC0415

        sheets.register_all()
        opens = {"registration:registration": permissions.registrations_visible_to}
        timeline.register("registration", _("双报到"), queries.timeline_entries, opens)
        sections.register("registration", 20, pages.member_section)
