"""The room as Django knows it."""

from django.apps import AppConfig


class SeasonConfig(AppConfig):
    name = "thidua.season"
