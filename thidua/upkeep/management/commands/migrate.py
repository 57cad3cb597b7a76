"""`thidua migrate`: as Django's; where an owner of the tables is named, the program's role is then given the rows."""

from typing import Any

import dj_database_url
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate

from thidua.upkeep.roles import give, why_not_give


class Command(migrate.Command):
    help = "Đưa cơ sở dữ liệu lên dạng phần mềm cần; rồi trao cho tài khoản của phần mềm quyền đọc, ghi dòng"

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if settings.AS_OWNER:
            role = str(dj_database_url.parse(settings.DATABASE_URL)["USER"])
            if why_not := why_not_give(role):
                raise CommandError(why_not)
            give(role)
