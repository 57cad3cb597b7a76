"""`thidua send_reminders`: queue today's letters and send what waits. Run every few minutes, it sends nothing twice."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from thidua.kit import clock
from thidua.notices.actions import send_waiting
from thidua.timeline.reminding import queue_letters


class Command(BaseCommand):
    help = "Lập thư nhắc việc của hôm nay và gửi các thư đang chờ"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_SERVER:
            print("Chưa đặt THIDUA_MAIL_SERVER nên không gửi thư.")
            return
        made = queue_letters(clock.today(), clock.now())
        became = send_waiting(at=clock.now())
        told = ", ".join(f"{state.label.lower()}: {count}" for state, count in became.items())
        print(f"Lập {made} thư. {told or 'Không có thư nào chờ gửi.'}")
