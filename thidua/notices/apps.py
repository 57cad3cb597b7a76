"""The room as Django knows it."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "thidua.notices"

    def ready(self) -> None:
        """What changes how somebody signs in is told to them, though the ledger knows no letters."""
        from thidua.ledger import actions as ledger  # noqa: PLC0415
        from thidua.notices.actions import tell_owner  # noqa: PLC0415

        ledger.listeners.append(tell_owner)
