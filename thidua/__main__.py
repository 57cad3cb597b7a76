"""The command `thidua`: the engine alone (`thidua score …`), the signer (`thidua sign`), or any command of the site.

`thidua score` must work without a database, `thidua sign` must hold a key apart from everything else: neither touches
Django.
"""

import os
import sys


def main() -> None:
    if sys.argv[1:2] == ["score"]:
        from thidua.engine.cli import main as engine_main  # noqa: PLC0415  Django is not needed, nor loaded

        sys.exit(engine_main(sys.argv[1:]))
    if sys.argv[1:] == ["sign"]:
        from thidua.kit.signer import main as signer_main  # noqa: PLC0415  as above

        signer_main()
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  settings must be named first

    execute_from_command_line(["thidua", *sys.argv[1:]])


if __name__ == "__main__":
    main()
