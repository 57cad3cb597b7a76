"""What a large conference costs: the meeting page with 40 items, the lists of 200 delegates in 40 delegations.

Real requests through the whole stack on a fresh SQLite site. The bars are 20 statements, 40 ms of CPU and 100 KiB a
page; the best-known conference system takes 314 and 364 ms.
"""

import os
import tempfile
from typing import Any

from bench._site import Figure, spent

RUNS = 20
ITEMS, BODIES, EACH = 40, 40, 5
SECRETARY = "thu-ky-hoi-nghi"


def main() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        os.environ["THIDUA_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "thidua.config.settings"
        import django  # noqa: PLC0415  the settings are only known now

        django.setup()
        here, delegate = seeded()
        pages = (("meeting page", here), ("programme", here + "chuong-trinh/"), ("protocol order", here + "thu-tu/"),
                 ("seats", here + "cho-ngoi/"), ("delegations", here + "doan/"),
                 ("preparation", here + "chuan-bi/"), ("delegate's phone", f"/dai-bieu/{delegate}/"),
                 ("the door", here + "diem-danh/"), ("console", here + "dieu-hanh/"),
                 ("speakers", here + "phat-bieu/"))  # fmt: skip
        return [figure for name, path in pages for figure in measured(name, path)]


def seeded() -> tuple[str, str]:
    """A conference of 40 items and 200 delegates, all seated."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from thidua.conference import actions  # noqa: PLC0415
    from thidua.conference.models import Conference, Delegate, Delegation, Item  # noqa: PLC0415
    from thidua.conference.preparing.actions import placing  # noqa: PLC0415
    from thidua.conference.terms import Kind, Session  # noqa: PLC0415
    from thidua.kit import clock  # noqa: PLC0415
    from thidua.samples.cast import assemble  # noqa: PLC0415

    cast, at = assemble(), clock.now()
    clerk = cast.here(SECRETARY, at.date())
    Conference.objects.all().delete()
    held: Any = actions.plan(here=clerk, kind=Kind.SUMMARY, title="Hội nghị để đo", on=at.date(), session=Session.DAY,
                             place="Hội trường", host=cast.member("song-hong").unit, at=at)  # fmt: skip
    Item.objects.bulk_create(Item(conference=held, order=n, title=f"Mục {n}: báo cáo chuyên đề", minutes=10,
                                  speaker=f"Người trình bày {n}") for n in range(1, ITEMS + 1))  # fmt: skip
    groups = Delegation.objects.bulk_create(
        Delegation(conference=held, body=f"Đơn vị {n} (minh hoạ)", order=n) for n in range(BODIES))  # fmt: skip
    Delegate.objects.bulk_create(
        Delegate(delegation=group, rank="Đại tá", name=f"Đại biểu {n} {group.order}", title="Phó Giám đốc", lead=not n,
                 order=n, code=f"do-{group.order}-{n}") for group in groups for n in range(EACH))  # fmt: skip
    placing.add_block(here=clerk, conference=held, name="Khối A", rows=20, seats=10, at=at)
    placing.fill(here=clerk, conference=held, anew=True, at=at)
    return f"/cum/{cast.year.cluster.slug}/{cast.year.year}/hoi-nghi/{held.pk}/", "do-0-0"


def measured(name: str, path: str) -> list[Figure]:
    statements, milliseconds, answer = spent(SECRETARY, path, RUNS)
    size = len(answer) // 1024
    return [
        (f"{name}: SQL", f"{statements}", "statements", "≤ 20", statements <= 20),
        (f"{name}: CPU", f"{milliseconds:.1f}", "ms", "≤ 40", milliseconds <= 40),
        (f"{name}: size", f"{size}", "KiB", "≤ 100", size <= 100),
    ]
