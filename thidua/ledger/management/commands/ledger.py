"""`thidua ledger verify`: recompute the chain of the ledger, and name the first broken link."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thidua.ledger.models import Entry
from thidua.ledger.queries import first_break


class Command(BaseCommand):
    help = "Kiểm tra chuỗi sổ cái: thidua ledger verify"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        broken = first_break()
        if broken is not None:
            raise CommandError(f"Sổ cái đứt ở dòng {broken.seq}: {broken.act}, {broken.subject_name}")
        last = Entry.objects.order_by("-seq").first()
        count = last.seq if last else 0
        print(f"Sổ cái nguyên vẹn: {count} dòng" + (f", mã băm cuối {last.hash}" if last else ""))
