"""The room as Django knows it."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "thidua.archive"
