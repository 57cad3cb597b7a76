"""`thidua invite quan-tri --name "Quản trị hệ thống"`: the first administrator, or a way back in for one."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from thidua.accounts.actions import issue
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.terms import Actor
from thidua.members.actions import admit, seat
from thidua.members.models import Person
from thidua.members.terms import Office

MACHINE = Actor(0, "Phần mềm Thi Đua (dòng lệnh trên máy chủ)", "program")


class Command(BaseCommand):
    help = "Mời quản trị hệ thống đầu tiên, hoặc cấp lại giấy mời cho một tài khoản; in mã ra màn hình"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập, chữ không dấu viết liền")
        parser.add_argument("--name", default="", help="họ và tên hoặc chức danh, khi tài khoản còn mới")

    def handle(self, *args: Any, **options: Any) -> None:
        moment = clock.now()
        person = Person.objects.filter(username__iexact=options["username"]).first()
        if person is None and not options["name"]:
            raise CommandError("Chưa có tài khoản này; thêm --name “họ và tên hoặc chức danh” để lập.")
        try:
            with transaction.atomic():
                if person is None:
                    person = admit(username=options["username"], name=options["name"], by=MACHINE, at=moment)
                    seat(person=person, office=Office.ADMINISTRATOR, since=clock.today(), by=MACHINE, at=moment)
                made, code = issue(person=person, by=MACHINE, at=moment)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        print(f"Mã mời của {person.name} ({person.username}): {code}")
        print(f"Mở /moi/ trên trang web, gõ mã, đặt mật khẩu; dùng một lần, đến hết {made.expires_at:%d/%m/%Y}.")
