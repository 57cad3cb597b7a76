"""The room as Django knows it."""

from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "thidua.conference"

    def ready(self) -> None:
        """The talks of a unit take room in its store, though the room of reports knows none."""
        from thidua.conference.preparing.queries import talks_stored  # noqa: PLC0415
        from thidua.reports import rules as reports  # noqa: PLC0415

        reports.also_stored.append(talks_stored)
