"""The kit as Django knows it: its system checks are registered here."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "thidua.kit"

    def ready(self) -> None:
        from thidua.kit import doors  # noqa: F401, PLC0415  importing registers the check that every view has a door
