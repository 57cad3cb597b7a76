"""The room as Django knows it."""

from django.apps import AppConfig


class SamplesConfig(AppConfig):
    name = "thidua.samples"
