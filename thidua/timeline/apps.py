"""The room as Django knows it."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "thidua.timeline"
