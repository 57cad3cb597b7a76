"""The guides, done: every command of `docs/guides/` run as it stands, in order, on a throw-away image of this machine.

    .venv/bin/python tools/guides.py [PAGE]    from that page on; needs root, Debian, the packages the guides install

The machine is lent by an overlay: whatever the commands write, install or delete is gone at the end, and a network of
their own lets them take the ports they name. What only a real machine has is stood in for: `systemctl` verifies the
units and runs what they start, as the user they name, with the environment they read. Blocks marked `mạng` (downloads)
and `máy-khác` (other machines) are read, not run; `giữ` runs until its page is over.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ROOT / "docs" / "guides"
ORDER = ("may-tinh-xach-tay", "may-chu", "postgresql", "nang-cap", "nhieu-may")
"""Each goes on where the one before it ended."""
PROGRAMS = ("unshare", "systemd-analyze", "runuser", "curl", "openssl", "envsubst", "caddy", "nginx", "haproxy",
            "patroni", "pg_ctlcluster")  # fmt: skip
PATHS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
STAND_IN = Path("/usr/local/sbin/systemctl")
STARTED = Path("/run/thidua-units")


@dataclass(frozen=True)
class Block:
    """Commands of a guide: how they are to be run ("" as they stand), and the text."""

    how: str
    text: str


def blocks(page: str) -> Iterator[Block]:
    """The shell commands of a guide, in order."""
    for how, text in re.findall(r"^```sh ?(\S*)\n(.*?)^```$", (GUIDES / f"{page}.md").read_text(), re.M | re.S):
        yield Block(how, text)


def main(first: str) -> int:
    if wanted := [name for name in PROGRAMS if not shutil.which(name, path=PATHS)]:
        print(f"bỏ qua: máy này thiếu {', '.join(wanted)}")
        return 0
    if os.geteuid():
        print("bỏ qua: cần root, để mượn cả máy")
        return 0
    inside = [sys.executable, str(Path(__file__)), "inside"]
    with tempfile.TemporaryDirectory() as folder:
        lent = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child"]
        return subprocess.run([*lent, *inside, folder, first], check=False).returncode


def lend(folder: Path) -> Path:
    """The image of this machine, with the source as a package and without what a new machine would not have."""
    upper, work, image = (folder / name for name in ("upper", "work", "image"))
    for one in (upper, work, image):
        one.mkdir()
    run("mount", "-t", "overlay", "overlay", "-o", f"lowerdir=/,upperdir={upper},workdir={work}", str(image))
    run("mount", "--rbind", "/dev", f"{image}/dev")
    run("mount", "-t", "proc", "proc", f"{image}/proc")
    run("mount", "-t", "tmpfs", "tmpfs", f"{image}/run")
    run("ip", "link", "set", "lo", "up")
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True,
                            text=True).stdout.splitlines()  # fmt: skip
    source = Path(f"{image}{ROOT}")
    with tarfile.open(source / "thidua.tar.gz", "w:gz") as packed:
        for name in listed:
            if (ROOT / name).exists():
                packed.add(ROOT / name, f"thidua/{name}")
    (image / "opt/thidua").mkdir(parents=True)
    (image / "opt/thidua/.venv").symlink_to((ROOT / ".venv").resolve())  # what `make setup` would download
    for name in ("messages", "fonts"):
        for made in ROOT.glob({"messages": "locale/*/LC_MESSAGES/*.mo", "fonts": "thidua/kit/static/fonts/*"}[name]):
            there = image / "opt/thidua" / made.relative_to(ROOT)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(made, there)
    for folder_ in [*Path(sys.executable).resolve().parents, *(ROOT / ".venv").resolve().parents]:
        Path(f"{image}{folder_}").chmod(Path(f"{image}{folder_}").stat().st_mode | 0o055)
    shutil.rmtree(source / "var", ignore_errors=True)
    stand_in = Path(f"{image}{STAND_IN}")
    stand_in.write_text(f'#!/bin/sh\nexec {sys.executable} {Path(__file__)} systemctl "$@"\n')
    stand_in.chmod(0o755)
    return image


def inside(folder: Path, first: str) -> int:
    """All pages, one after the other, on the lent machine."""
    os.chroot(lend(folder))
    os.chdir(ROOT)
    STARTED.mkdir()
    Path("/run/postgresql").mkdir()
    shutil.chown("/run/postgresql", "postgres", "postgres")
    env = {"PATH": PATHS, "HOME": "/root", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    for page in ORDER[ORDER.index(first) :]:
        if code := follow(page, env):
            return code
    print("mọi lệnh đều chạy")
    return 0


def follow(page: str, env: dict[str, str]) -> int:
    """One page: its blocks in one shell after another, each where the one before it stood."""
    kept: list[subprocess.Popen[bytes]] = []
    where, state = ROOT, STARTED / "where"
    try:
        for block in blocks(page):
            first = block.text.strip().splitlines()[0]
            print(f"  {page}: {first}" + (f"  ({block.how}: không chạy)" if block.how in ("mạng", "máy-khác") else ""),
                  flush=True)  # fmt: skip
            if block.how == "giữ":
                kept.append(subprocess.Popen(["sh", "-eu", "-c", block.text], cwd=where, env=env,
                                             start_new_session=True))  # fmt: skip
            elif not block.how:
                done = subprocess.run(["bash", "-euc", f"{block.text}\npwd > {state}"], cwd=where, env=env, check=False)
                if done.returncode:
                    print(f"{page}: lệnh không chạy được (mã {done.returncode}):\n{block.text}")
                    return 1
                where = Path(state.read_text().strip())
    finally:
        for process in kept:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)
    return 0


def run(*command: str) -> None:
    subprocess.run(command, check=True)


def systemctl(verb: str, *names: str) -> int:
    """What systemd would do, as far as the guides ask it."""
    units = [name for name in names if not name.startswith("-")]
    if verb == "daemon-reload":
        found = [*map(str, Path("/etc/systemd/system").glob("thidua*"))]
        run("systemd-analyze", "verify", *found)
    for unit in units:
        name, _, kind = unit.rpartition(".")
        if not name.startswith("thidua"):
            if name == "postgresql":
                run("pg_ctlcluster", "15", "main", "start")
        elif kind == "timer":
            run("systemd-analyze", "verify", f"/etc/systemd/system/{unit}")
        else:
            {"stop": stop, "restart": start}.get(verb, start)(name)
    return 0


def stop(name: str) -> None:
    pid = STARTED / name
    if pid.exists():
        subprocess.run(["kill", "--", f"-{pid.read_text()}"], check=False)
        lives = Path(f"/proc/{pid.read_text()}/stat")
        for _tenth in range(1200):
            if not lives.exists() or lives.read_text().rpartition(")")[2].split()[0] == "Z":  # nobody reaps it here
                break
            time.sleep(0.1)
        pid.unlink()


def start(name: str) -> None:
    """ExecStart as the unit's user, in its folder, with its environment; one that should end is waited for."""
    stop(name)
    unit = Path(f"/etc/systemd/system/{name}.service").read_text()
    said = dict(re.findall(r"^(\w+)=(.*)$", unit, re.M))
    env = {"PATH": PATHS, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    env |= dict(one.split("=", 1) for one in said.get("Environment", "").split())
    lines = Path(said["EnvironmentFile"]).read_text().splitlines()
    env |= dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "#")
    command = ["runuser", "-u", said["User"], "--", *said["ExecStart"].split()]
    process = subprocess.Popen(command, cwd=said["WorkingDirectory"], env=env, start_new_session=True)
    if said.get("Type") == "oneshot":
        if process.wait():
            raise SystemExit(f"{name}: {process.returncode}")
        return
    (STARTED / name).write_text(str(process.pid))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["inside", folder, first]:
            sys.exit(inside(Path(folder), first))
        case ["systemctl", *asked]:
            sys.exit(systemctl(*asked))
        case [first] if first in ORDER:
            sys.exit(main(first))
        case _:
            sys.exit(main(ORDER[0]))
