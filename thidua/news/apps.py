"""The room as Django knows it."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "thidua.news"
