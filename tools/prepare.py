"""`make setup`: everything the program needs, once; later calls only look.

Standard library only, for it runs before anything is installed. Each step keeps a stamp under
`.venv/` with the digest of what it was made from, so a second call does nothing and needs no network.

    python3 tools/prepare.py            what the program needs to run
    python3 tools/prepare.py --dev      and what the tests and checks need
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FONTS = ROOT / "thidua/kit/static/fonts"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold", "Italic")


def digest(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def once(name: str, made_from: str, make: Callable[[], None], makes: Sequence[Path] = ()) -> None:
    """Make it, unless it was made from the same and (`makes`) is still there."""
    stamp = VENV / f"stamp-{name}"
    if stamp.exists() and stamp.read_text() == made_from and all(path.exists() for path in makes):
        return
    make()
    stamp.write_text(made_from)


def run(*command: str) -> None:
    subprocess.run(command, check=True, cwd=ROOT)


def create_venv() -> None:
    print("· tạo môi trường .venv", flush=True)
    venv.create(VENV, with_pip=True)


def install(requirements: str) -> None:
    print(f"· cài các gói trong requirements/{requirements}.txt", flush=True)
    run(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--require-hashes", "-r", f"requirements/{requirements}.txt")  # fmt: skip


def write_launcher() -> None:
    """`.venv/bin/thidua`, without building a package."""
    launcher = VENV / "bin" / "thidua"
    launcher.write_text(
        f"#!{PYTHON}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom thidua.__main__ import main\nmain()\n"
    )
    launcher.chmod(0o755)


def cut_fonts() -> None:
    """Be Vietnam Pro as WOFF2 with the Latin and Vietnamese letters only: a quarter of the size.

    The tools that cut are larger than the program, so they are installed beside it, used once and removed.
    """
    tools = VENV / "build"
    run(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
        "--target", str(tools), "-r", "requirements/build.txt")  # fmt: skip
    FONTS.mkdir(parents=True, exist_ok=True)
    where = "import fontpkg_be_vietnam_pro, os; print(os.path.dirname(fontpkg_be_vietnam_pro.__file__))"
    source = subprocess.run([PYTHON, "-c", where], check=True, capture_output=True, text=True).stdout.strip()
    letters = "U+0020-007E,U+00A0-0107,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
    letters += "U+0300-0303,U+0306,U+0309,U+0323,U+1EA0-1EF9,U+2010-2026,U+2030-203A,U+20AB,U+2190-2193"
    letters += ",U+00BD,U+2212,U+2264,U+2265"
    for weight in WEIGHTS:
        command = [str(PYTHON), "-m", "fontTools.subset", f"{source}/files/BeVietnamPro-{weight}.ttf",
                   f"--unicodes={letters}", "--flavor=woff2", "--layout-features=*", "--no-hinting",
                   f"--output-file={FONTS}/be-vietnam-pro-{weight.lower()}.woff2"]  # fmt: skip
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(tools)})
    shutil.rmtree(tools)


def compile_messages() -> None:
    code = "import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])"
    for po in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        run(str(PYTHON), "-c", code, str(po), str(po.with_suffix(".mo")))


def compile_sources() -> None:
    """So that no start reads the sources again, also where nothing may be written beside them later."""
    subprocess.run([PYTHON, "-m", "compileall", "-q", "thidua"], check=False, cwd=ROOT)


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  the one file that may meet an older Python
        sys.exit("Cần Python 3.11 trở lên; máy này có " + sys.version.split()[0])
    os.umask(0o022)
    wanted = "dev" if "--dev" in sys.argv else "base"
    if not PYTHON.exists():
        create_venv()
    base, dev = ROOT / "requirements/base.txt", ROOT / "requirements/dev.txt"
    # dev.txt holds all of base.txt, so one install serves both.
    if wanted == "dev" or not (VENV / "stamp-dev").exists():
        once(wanted, digest(base, dev) if wanted == "dev" else digest(base), lambda: install(wanted))
    once("launcher", str(ROOT), write_launcher)
    once("fonts", digest(ROOT / "requirements/build.txt", Path(__file__)), cut_fonts, [FONTS])
    catalogues = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    once("messages", digest(*catalogues), compile_messages, [po.with_suffix(".mo") for po in catalogues])
    once("sources", digest(*sorted(ROOT.glob("thidua/**/*.py"))), compile_sources)


if __name__ == "__main__":
    main()
