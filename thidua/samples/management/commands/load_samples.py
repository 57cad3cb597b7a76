"""`thidua load_samples`: the reference record, and the fictitious cluster at the conference's door."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from thidua.kit import clock
from thidua.members.models import Cluster
from thidua.members.terms import Stage
from thidua.samples import demo, reference
from thidua.samples.cast import PASSWORD


class Command(BaseCommand):
    help = "Nạp hồ sơ tham chiếu và cụm mẫu vào một cơ sở dữ liệu còn trống"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Cluster.objects.exists():
            raise CommandError("Cơ sở dữ liệu đã có cụm thi đua; số liệu mẫu chỉ nạp vào nơi còn trống.")
        for made in (reference.load(at=clock.now(), password=PASSWORD), demo.seed(Stage.APPRAISED, password=PASSWORD)):
            made.year.refresh_from_db()
            print(f"Đã nạp {made.year}: bước “{made.year.at.label}”")
