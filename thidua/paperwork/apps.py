"""The room as Django knows it."""

from django.apps import AppConfig


class PaperworkConfig(AppConfig):
    name = "thidua.paperwork"
