"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest

from thidua.kit import clock


def page(request: HttpRequest) -> dict[str, object]:
    """The language and today."""
    return {
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "today": clock.today(),
    }
