"""`thidua nightly`: what the site does every night: sign the ledger's head, copy everything, sweep old sessions."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from thidua.kit import clock
from thidua.ledger.actions import sign_head


class Command(BaseCommand):
    help = "Việc mỗi đêm: ký đầu sổ cái, sao lưu, dọn phiên đăng nhập cũ (đặt vào systemd timer hoặc cron)"

    def handle(self, *args: Any, **options: Any) -> None:
        head = sign_head(at=clock.now())
        print(f"Đầu sổ {head}" if head else "Sổ cái chưa có dòng nào.")
        call_command("backup")
        call_command("clearsessions")
