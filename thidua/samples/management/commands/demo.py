"""`thidua demo STAGE` (`make demo STEP=appraised`): a fresh copy of the fictitious cluster, driven to any stage."""

import argparse
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from thidua.kit import clock
from thidua.members.terms import Stage
from thidua.samples.cast import PASSWORD
from thidua.samples.demo import seed
from thidua.samples.demo_day import hold_back, open_meeting

MEETING, FROZEN = "meeting", "frozen"
"""Not steps of the year: the appraised year with its conference under way, today; or with the points kept back."""


class Command(BaseCommand):
    help = "Lập một cụm mẫu mới ở bước bất kỳ của năm thi đua"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("stage", nargs="?", default=Stage.APPRAISED, choices=[*Stage.values, MEETING, FROZEN])

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        wanted = options["stage"]
        with transaction.atomic():
            made = seed(Stage.APPRAISED if wanted in {MEETING, FROZEN} else Stage(wanted), password=PASSWORD)
            if wanted == MEETING:
                open_meeting(made, clock.now())
            if wanted == FROZEN:
                hold_back(made)
        made.year.refresh_from_db()
        print(f"{made.year}: bước “{made.year.at.label}”")
        print(f"Mở bằng make run, tại /cum/{made.year.cluster.slug}/{made.year.year}/")
        print(f"Tài khoản: thuong-truc, thu-ky-cum-truong, can-bo-song-hong … mật khẩu {PASSWORD}")
