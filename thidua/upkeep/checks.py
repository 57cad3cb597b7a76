"""`thidua check --deploy`: what Django's own checks cannot know of a site of ours."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

ENCRYPTED = {"require", "verify-ca", "verify-full"}
HERE = {"", "localhost", "127.0.0.1", "::1"}


@register(deploy=True)
def lines_to_other_machines_are_encrypted(**_: object) -> list[CheckMessage]:
    """A database on another machine is reached by TLS; a mail server is by the settings themselves."""
    return [
        Error(
            f"Cơ sở dữ liệu “{name}” ở máy khác ({found['HOST']}) mà đường tới đó không mã hoá.",
            hint="Thêm ?sslmode=verify-full (hoặc require) vào DATABASE_URL, DATABASE_REPLICA_URL.",
            id="upkeep.E001",
        )
        for name, found in settings.DATABASES.items()
        if not _is_here(str(found.get("HOST", ""))) and found.get("OPTIONS", {}).get("sslmode") not in ENCRYPTED
    ]


@register(deploy=True)
def samples_are_nobodys_way_in(**_: object) -> list[CheckMessage]:
    """While sample sign-ins are shown, no office is asked for a second factor."""
    told = "Tài khoản mẫu còn hiện ở trang đăng nhập, và chưa ai bị buộc đặt lớp bảo vệ thứ hai."
    if not settings.SHOW_SAMPLE_SIGN_INS:
        return []
    return [Error(told, hint="Đặt THIDUA_SAMPLE_SIGN_INS=0.", id="upkeep.E002")]


def _is_here(host: str) -> bool:
    """This machine: by name, by number, or by a socket in its files."""
    return host in HERE or host.startswith("/")
