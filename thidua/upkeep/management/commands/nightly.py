"""`thidua nightly`: what the site does every night: sign the ledger's head, copy everything, sweep what is over."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from thidua.accounts.actions import sweep_sessions
from thidua.conference.preparing.actions.forgetting import forget_needs
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.actions import sign_head
from thidua.ledger.terms import Actor

PROGRAM = Actor(0, "Phần mềm Thi Đua (việc mỗi đêm)", "program")


class Command(BaseCommand):
    help = (
        "Việc mỗi đêm: ký đầu sổ cái, sao lưu, dọn phiên cũ, ghi chú đã hết hạn giữ (đặt vào systemd timer hoặc cron)"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        unsigned = ""
        try:
            head = sign_head(at=clock.now())
            print(f"Đầu sổ {head}" if head else "Sổ cái chưa có dòng nào.")
        except Refused as refused:  # the copy is made all the same
            unsigned = str(refused)
        call_command("backup")
        call_command("clearsessions")
        sweep_sessions()
        if gone := forget_needs(by=PROGRAM, at=clock.now()):
            print(f"Đã xoá {gone} ghi chú ăn ở, đi lại của đại biểu các hội nghị đã qua ba mươi ngày.")
        if unsigned:
            raise CommandError(f"Chưa ký được đầu sổ: {unsigned}")
