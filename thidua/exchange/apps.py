"""The room as Django knows it."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "thidua.exchange"

    def ready(self) -> None:
        """What the ledger records is told to the addresses that asked for it, though the ledger knows none.

        The packages of a unit take room in its store, though the room of reports knows none.
        """
        from thidua.exchange.hooks.actions import tell  # noqa: PLC0415
        from thidua.exchange.packages.queries import packages_stored  # noqa: PLC0415
        from thidua.ledger import actions as ledger  # noqa: PLC0415
        from thidua.reports import rules as reports  # noqa: PLC0415

        ledger.listeners.append(tell)
        reports.also_stored.append(packages_stored)
