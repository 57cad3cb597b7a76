"""The barest Django answer there is: no middleware, no database, one view that answers so many bytes."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

CONTENT = b"x" * int(os.environ.get("BENCH_BYTES", "1000"))


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(CONTENT)


urlpatterns = [path("", answer)]
settings.configure(ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["*"], SECRET_KEY="bare")  # noqa: S106
application = get_wsgi_application()
