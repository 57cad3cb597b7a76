"""What every test may ask for: the sample cluster (`cast`) and a browser-less visitor signed in as one of its people."""

import pytest
from django.conf import settings
from django.test import Client

from thidua.samples.cast import Cast, assemble

settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture(autouse=True)
def _own_files(tmp_path, settings):
    """Files a test stores go with the test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }


@pytest.fixture
def cast(db) -> Cast:
    """The fictitious cluster, constituted, with a person in every office."""
    return assemble()


@pytest.fixture
def visit(cast):
    """visit("can-bo-song-hong") → a Django test client signed in as that person; visit() → a stranger."""

    def client(username: str = "") -> Client:
        visitor = Client()
        if username:
            visitor.force_login(cast.person(username))
        return visitor

    return client
