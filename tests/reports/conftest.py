"""The room's fixtures."""

from tests.reports.year import half, running

__all__ = ["half", "running"]
