"""`thidua rekey FILE`: the site's secret was replaced; second factors sealed under the old one are sealed anew."""

import argparse
from pathlib import Path
from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from thidua.accounts.actions import seal_anew
from thidua.accounts.management.commands.invite import MACHINE
from thidua.kit import clock


class Command(BaseCommand):
    help = "Sau khi thay khoá của trang: niêm lại lớp bảo vệ thứ hai của mọi người bằng khoá mới"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp giữ khoá cũ (secret-key của trước khi thay)")

    def handle(self, *args: Any, **options: Any) -> None:
        before = options["file"].read_text(encoding="utf-8").strip()
        try:
            count = seal_anew(before=before, by=MACHINE, at=clock.now())
        except InvalidToken:
            raise CommandError("Khoá cũ trong tệp không mở được các bí mật đang giữ; chưa đổi gì.") from None
        print(f"Đã niêm lại {count} lớp bảo vệ bằng khoá mới. Mọi người đăng nhập lại; giấy mời, địa chỉ lịch lập lại.")
