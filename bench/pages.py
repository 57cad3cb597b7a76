"""What the year's busiest pages cost: SQL statements and CPU milliseconds of the server, per page.

Real requests through the whole stack (middleware, session, templates) on a fresh SQLite site with the sample cluster
of 5 units and 41 criteria. The bars are 20 statements and 50 ms; comparable boards of other systems, measured on such a
machine, take 476 ms and 326 statements, 922 ms and 40.
"""

import os
import tempfile

from bench._site import Figure, spent

RUNS = 40


def main() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        os.environ["THIDUA_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "thidua.config.settings"
        import django  # noqa: PLC0415  the settings are only known now

        django.setup()
        seeded()
        return [figure for name, person, path in PAGES for figure in measured(name, person, path)]


PAGES = (
    ("timeline", "lanh-dao-song-hong", "/cum/cum-mau/2026/"),
    ("my work", "lanh-dao-song-hong", "/viec-cua-toi/"),
    ("sheet, being filled", "can-bo-song-hong", "/cum/cum-mau-2/2026/cham-diem/tu-cham/song-hong/"),
    ("board", "lanh-dao-song-hong", "/cum/cum-mau/2026/bang-diem/"),
    ("why one point", "lanh-dao-song-hong", "/cum/cum-mau/2026/bang-diem/song-hong/I.1.a/"),
)


def seeded() -> None:
    """One sample cluster after the appraisal, one in the middle of self-scoring."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from thidua.members.terms import Stage  # noqa: PLC0415
    from thidua.samples import demo  # noqa: PLC0415

    demo.seed(Stage.APPRAISED)
    demo.open_self_scoring(demo.seed(Stage.MID_REVIEWED))


def measured(name: str, person: str, path: str) -> list[Figure]:
    statements, milliseconds, _answer = spent(person, path, RUNS)
    return [
        (f"{name}: SQL", f"{statements}", "statements", "≤ 20", statements <= 20),
        (f"{name}: CPU", f"{milliseconds:.1f}", "ms", "≤ 50", milliseconds <= 50),
    ]
