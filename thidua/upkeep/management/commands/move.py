"""`thidua move DATABASE_URL`: the whole database into another, empty one, verified row by row."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thidua.kit import clock
from thidua.upkeep.copying import write_copy


class Command(BaseCommand):
    help = "Chuyển cả cơ sở dữ liệu sang một cơ sở dữ liệu trống khác (SQLite → PostgreSQL), soát từng dòng"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("to", help="DATABASE_URL của nơi đến, ví dụ postgresql://thidua@127.0.0.1/thidua")

    def handle(self, *args: Any, **options: Any) -> None:
        with tempfile.TemporaryDirectory(prefix="thidua-move-") as scratch:
            copy = Path(scratch) / "copy.tar"
            write_copy(copy, passphrase="", at=clock.now())
            env = {**os.environ, "DATABASE_URL": options["to"]}
            command = [sys.executable, "-m", "thidua", "restore", str(copy)]
            done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise CommandError(done.stderr.strip().removeprefix("CommandError: ") or "Không chuyển được.")
        print(done.stdout.strip())
        print("Từ nay chạy với DATABASE_URL ấy. Cơ sở dữ liệu cũ vẫn nguyên: giữ lại đến khi yên tâm.")
