"""The room as Django knows it."""

from django.apps import AppConfig


class StoryConfig(AppConfig):
    name = "thidua.story"
