"""The room as Django knows it."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "thidua.rulebook"
