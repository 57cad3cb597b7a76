"""The room as Django knows it."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "thidua.results"
