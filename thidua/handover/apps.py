"""The room as Django knows it."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "thidua.handover"
