"""The room as Django knows it."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "thidua.ballots"
