"""`thidua backup`: a copy of the whole site, while people work; old ones go."""

import argparse
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from thidua.kit import clock
from thidua.upkeep.copying import write_copy, write_keys
from thidua.upkeep.queries import copies


class Command(BaseCommand):
    help = "Sao lưu cả trang (cơ sở dữ liệu, tệp; khoá để riêng) trong khi mọi người vẫn làm việc"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--to", default="", help="thư mục; mặc định THIDUA_BACKUPS")
        parser.add_argument("--keep", type=int, default=14, help="giữ bao nhiêu bản mới nhất (0: giữ tất cả)")
        parser.add_argument("--keys", default="", help="cũng ghi các khoá của trang vào thư mục này (nên là nơi khác)")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, at = Path(options["to"] or settings.BACKUPS), clock.now()
        folder.mkdir(parents=True, exist_ok=True)
        name = f"thidua-{at.astimezone():%Y%m%d-%H%M%S}"
        passphrase = os.environ.get("THIDUA_BACKUP_PASSPHRASE", "")
        made = write_copy(folder / f"{name}.tar", passphrase=passphrase, at=at)
        rows = sum(count for count, _digest in made["tables"].values())
        sealed = "đã mã hoá" if passphrase else "không mã hoá"
        print(f"Đã sao lưu {rows} dòng, {len(made['files'])} tệp, {sealed}: {folder / name}.tar")
        if options["keys"]:
            keys = Path(options["keys"])
            keys.mkdir(parents=True, exist_ok=True)
            write_keys(keys / f"{name}.keys.tar")
            print(f"Các khoá: {keys / name}.keys.tar (cất riêng khỏi bản sao lưu)")
        if options["keep"]:
            for old in copies(folder)[options["keep"] :]:
                old.unlink()
                print(f"Đã xoá bản cũ {old.name}")
