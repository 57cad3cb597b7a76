"""The room as Django knows it."""

from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "thidua.conference"
