"""`thidua demo STAGE` (`make demo STEP=appraised`): a fresh copy of the fictitious cluster, driven to any stage."""

import argparse
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from thidua.members.terms import Stage
from thidua.samples.cast import PASSWORD
from thidua.samples.demo import seed


class Command(BaseCommand):
    help = "Lập một cụm mẫu mới ở bước bất kỳ của năm thi đua"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("stage", nargs="?", default=Stage.APPRAISED, choices=Stage.values)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        with transaction.atomic():
            made = seed(Stage(options["stage"]), password=PASSWORD)
        made.year.refresh_from_db()
        print(f"{made.year}: bước “{made.year.at.label}”")
        print(f"Mở bằng make run, tại /cum/{made.year.cluster.slug}/{made.year.year}/")
        print(f"Tài khoản: thuong-truc, thu-ky-cum-truong, can-bo-song-hong … mật khẩu {PASSWORD}")
