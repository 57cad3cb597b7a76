"""The room as Django knows it."""

from django.apps import AppConfig


class PackConfig(AppConfig):
    name = "thidua.pack"
