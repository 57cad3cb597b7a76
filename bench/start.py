"""How heavy the program is: its environment, its cold start, its memory with two workers.

The bars are the lightest comparable Django system measured on a machine like this one: 138 MB, 1.1 s, 381 MiB.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from pathlib import Path

from bench._site import memory as memory_of
from tools.serving import free_port, running, web_server

ROOT = Path(__file__).resolve().parent.parent
Figure = tuple[str, str, str, str, bool]


def main() -> list[Figure]:
    size = environment_mb()
    with tempfile.TemporaryDirectory() as home:
        seconds, memory = cold_start(home)
    return [
        ("environment to run", f"{size:.0f}", "MB", "≤ 138", size <= 138),
        ("cold start to first page", f"{seconds:.2f}", "s", "≤ 1.1", seconds <= 1.1),
        ("memory, two workers", f"{memory:.0f}", "MiB", "≤ 381", memory <= 381),
    ]


def environment_mb() -> float:
    """A fresh environment with what running needs, nothing of the tests; without the pip that made it."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        pip = [f"{folder}/bin/python", "-m", "pip"]
        subprocess.run([*pip, "install", "-q", "--require-hashes", "-r", ROOT / "requirements/base.txt"], check=True,
                       stderr=subprocess.DEVNULL)  # fmt: skip
        subprocess.run([*pip, "uninstall", "-q", "-y", "setuptools", "pip"], check=True, stderr=subprocess.DEVNULL)
        return sum(path.stat().st_blocks * 512 for path in Path(folder).rglob("*") if not path.is_symlink()) / 1e6


def cold_start(home: str) -> tuple[float, float]:
    """From starting the server on a migrated site to the first whole page; then the memory of all its processes."""
    env = {**os.environ, "THIDUA_HOME": home}
    for command in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "-m", "thidua", *command], check=True, cwd=ROOT, env=env)
    port = free_port()
    started = time.perf_counter()
    with running(web_server(port), port, env) as server:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/dang-nhap/", timeout=5).read()
                break
            except OSError:
                time.sleep(0.01)
        seconds = time.perf_counter() - started
        for _ in range(20):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/dang-nhap/", timeout=5).read()
        return seconds, memory_of(server.pid)
