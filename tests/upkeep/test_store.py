"""Files in an S3-compatible store: kept, fetched and copied there, none on the machine."""

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from moto import mock_aws

from tests.upkeep.test_copies import restored
from thidua.config.settings import files_kept
from thidua.members.terms import Stage
from thidua.reports.models import Evidence
from thidua.samples import demo
from thidua.upkeep.copying import stored_files

pytestmark = pytest.mark.once


@pytest.fixture
def store(monkeypatch, settings):
    """The store as the settings make it of the environment."""
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "x"),
        ("AWS_SECRET_ACCESS_KEY", "x"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("THIDUA_S3_BUCKET", "thidua")
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket="thidua")
        settings.STORAGES = {**settings.STORAGES, "default": files_kept()}
        yield boto3.client("s3")


def test_evidence_is_kept_fetched_and_copied_in_the_store(db, store, visit, empty_site, tmp_path):
    demo.seed(Stage.MID_REVIEWED)
    kept = {one["Key"] for one in store.list_objects_v2(Bucket="thidua")["Contents"]}
    evidence = Evidence.objects.first()
    assert evidence.file.name in kept
    assert set(stored_files()) == kept, "a copy finds every file"
    with default_storage.open(evidence.file.name) as stored:
        assert stored.read()[:4] == b"%PDF"
    call_command("backup", to=str(tmp_path))
    [made] = tmp_path.glob("*.tar")
    home = restored(made, empty_site)
    assert (home / "files" / evidence.file.name).read_bytes()[:4] == b"%PDF"
