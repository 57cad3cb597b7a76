"""Where a Chromium is on this machine, and how to get one."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HOW = (
    "Cần trình duyệt Chromium cho các bài kiểm thử. Trên Debian, Ubuntu: apt-get install chromium "
    "(cần quyền quản trị); hoặc: .venv/bin/playwright install chromium; hoặc đặt CHROMIUM=đường dẫn tới chương trình."
)


def find() -> str:
    """The path of a Chromium: the one named in CHROMIUM, the system's, or Playwright's own; "" when there is none."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    kept = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    own = sorted(kept.glob("chromium*/chrome-*/chrome")) + sorted(kept.glob("chromium*/chrome-*/headless_shell"))
    return str(own[-1]) if own else ""


def find_or_install() -> tuple[str, str]:
    """As `find`; root on Debian installs the distribution's own. The second value says how to get one by hand."""
    if found := find():
        return found, ""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("· cài chromium bằng apt-get", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], check=False, env=env, **quiet)
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        subprocess.run(install, check=False, env=env, **quiet)
    return find(), HOW
