"""The room as Django knows it."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "thidua.exchange"

    def ready(self) -> None:
        """What the ledger records is told to the addresses that asked for it, and how that goes can be watched.

        The packages of a unit take room in its store. Neither the ledger nor the room of reports knows this one.
        """
        from thidua.exchange.hooks.actions import tell  # noqa: PLC0415
        from thidua.exchange.hooks.queries import line  # noqa: PLC0415
        from thidua.exchange.packages.queries import packages_stored  # noqa: PLC0415
        from thidua.kit import watch  # noqa: PLC0415
        from thidua.ledger import actions as ledger  # noqa: PLC0415
        from thidua.reports import rules as reports  # noqa: PLC0415

        ledger.listeners.append(tell)
        reports.also_stored.append(packages_stored)
        watch.lines.append(line)
