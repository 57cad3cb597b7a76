"""`thidua archive CLUSTER YEAR FILE`: the archive file of a year, for the administrator of a closed network."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thidua.archive.writing import write_archive
from thidua.kit import clock
from thidua.members.models import ClusterYear


class Command(BaseCommand):
    help = "Ghi hồ sơ lưu của một năm thi đua ra tệp; kiểm tra bằng tools/check_archive.py"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("cluster", help="mã cụm, như trong địa chỉ trang")
        parser.add_argument("year", type=int)
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        found = ClusterYear.objects.filter(cluster__slug=options["cluster"], year=options["year"]).first()
        if found is None:
            raise CommandError(f"Không có năm {options['year']} của cụm “{options['cluster']}”.")
        made = write_archive(found, clock.now())
        options["file"].write_bytes(made)
        print(f"Đã ghi {options['file']} ({len(made)} byte)")
