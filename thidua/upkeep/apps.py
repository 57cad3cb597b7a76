"""The room as Django knows it."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "thidua.upkeep"

    def ready(self) -> None:
        """What is noted below is counted here, though the kit knows no metrics; the checks of a site are known."""
        from thidua.kit import watch  # noqa: PLC0415
        from thidua.upkeep import checks  # noqa: F401, PLC0415
        from thidua.upkeep.metrics import count  # noqa: PLC0415

        watch.counters.append(count)
