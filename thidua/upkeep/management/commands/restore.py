"""`thidua restore FILE`: a copy put back into this empty site; `--check`: into a scratch place, looked over whole."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from thidua.kit.refusal import Refused
from thidua.upkeep.restoring import Copy, differences, put_back


class Command(BaseCommand):
    help = "Khôi phục một bản sao lưu vào nơi trống; --check: thử ở nơi tạm, soát từng dòng, từng tệp, sổ cái"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không đụng đến trang này")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            return self.try_out(options["file"])
        try:
            copy = Copy(options["file"], os.environ.get("THIDUA_BACKUP_PASSPHRASE", ""))
            if damaged := copy.damages():
                raise CommandError("Bản sao lưu bị hỏng, chưa khôi phục gì:\n" + "\n".join(damaged))
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            put_back(copy)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        if wrong := differences(copy):
            raise CommandError("Đã khôi phục nhưng có chỗ không khớp:\n" + "\n".join(wrong))
        rows = sum(count for count, _digest in copy.manifest["tables"].values())
        print(f"Đã khôi phục và soát {rows} dòng, {len(copy.manifest['files'])} tệp; sổ cái nguyên vẹn.")
        return None

    def try_out(self, file: Path) -> None:
        """In a process of its own, on a database and a store of its own."""
        with tempfile.TemporaryDirectory(prefix="thidua-restore-") as scratch:
            env = {**os.environ, "THIDUA_HOME": scratch, "DATABASE_URL": f"sqlite:///{scratch}/scratch.sqlite3"}
            for own in ("THIDUA_S3_BUCKET", "DATABASE_REPLICA_URL"):  # the site's own are not to be touched
                env.pop(own, None)
            command = [sys.executable, "-m", "thidua", "restore", str(file.resolve())]
            done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise CommandError(done.stderr.strip().removeprefix("CommandError: ") or "Không khôi phục thử được.")
        print("Khôi phục thử: " + done.stdout.strip())
