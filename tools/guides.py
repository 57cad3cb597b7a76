"""The guides, done: every command of `docs/guides/` run as it stands, in order, on throw-away images of this machine.

    make guides, or .venv/bin/python tools/guides.py [PAGE]    (from that page on); needs root, Debian, the packages
                                                               the guides install; the last lines: PAGE: ok|failed

A machine is lent by an overlay: whatever the commands write, install or delete is gone at the end, and a network of
their own lets them take the ports they name. What only a real machine has is stood in for: `systemctl` verifies the
units and runs what they start, as the user they name, with the environment they read. Blocks are marked with how they
are run: `giữ` until its page is over; `csdl`, `chính`, `trước`, `web` on machines of their own, on one network, each
with its address (`MACHINES`). `mạng` (downloads) and `máy-khác` (what is not here at all) are read, not run. What a
reader fills in by hand, `fill` does.
"""

import os
import pwd
import re
import secrets
import shlex
import shutil
import signal
import ssl
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ROOT / "docs" / "guides"
ORDER = ("may-tinh-xach-tay", "may-chu", "postgresql", "nang-cap", "nhieu-may")
"""Each goes on where the one before it ended; the last on machines of its own."""
READ = {"mạng", "máy-khác"}
MACHINES = {
    "db1": "10.0.0.11", "db2": "10.0.0.12", "db3": "10.0.0.13", "front": "10.0.0.10",
    "web1": "10.0.0.21", "web2": "10.0.0.22",
}  # fmt: skip
"""The machines of `deploy/cluster/cluster.conf`."""
WHERE = {"csdl": ("db1", "db2", "db3"), "trước": ("front",), "web": ("web1", "web2"), "một-web": ("web1",)}
CHOSEN = secrets.token_hex(32)
"""What stands for every password and key the reader is to choose (“…”)."""
PROGRAMS = ("unshare", "systemd-analyze", "runuser", "curl", "openssl", "envsubst", "ip", "caddy", "nginx", "haproxy",
            "patroni", "etcd", "pgbouncer", "pg_ctlcluster")  # fmt: skip
PATHS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
BARE = {"PATH": PATHS, "HOME": "/root", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
STAND_IN = Path("/usr/local/sbin/systemctl")
STARTED = Path("/run/thidua-units")
UNITS = (Path("/etc/systemd/system"), Path("/lib/systemd/system"))


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


@dataclass
class Machine:
    """A lent machine: its root, what leads to it, and where its last command stood."""

    name: str
    image: Path
    way: tuple[str, ...] = ()
    where: str = str(ROOT)
    kept: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def shell(self, text: str) -> list[str]:
        inner = f"cd {shlex.quote(self.where)}\n{text}\npwd > {STARTED}/where"
        return [*self.way, "chroot", str(self.image), "bash", "-euc", inner]

    def run(self, block: Block) -> bool:
        """Whether every command of the block succeeded; the next one goes on where this one stood."""
        text = block.text.replace("…", CHOSEN)
        if block.how == "web":  # the guide shows the first one's address
            text = text.replace("10.0.0.21", MACHINES[self.name])
        if block.how == "giữ":
            self.kept.append(subprocess.Popen(self.shell(text), env=BARE, start_new_session=True))
        elif subprocess.run(self.shell(text), env=BARE, check=False).returncode:
            print(f"{self.name or 'máy'}: lệnh không chạy được:\n{block.text}{self.logs()}")
            return False
        else:
            self.where = (self.image / f".{STARTED}/where").read_text().strip()
        return True

    def logs(self) -> str:
        """The last words of what runs there."""
        found = sorted((self.image / f".{STARTED}").glob("*.log"))
        return "".join(f"--- {one.stem}\n{one.read_text(errors='replace')[-1500:]}" for one in found)

    def end(self) -> None:
        """What was kept running for a page."""
        for process in self.kept:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)
        self.kept.clear()


def lend(folder: Path, name: str, way: tuple[str, ...] = ()) -> Machine:
    """An image of this machine, with the source as a package and without what a new machine would not have."""
    upper, work, image = (folder / f"{name}-{one}" for one in ("upper", "work", "image"))
    for one in (upper, work, image):
        one.mkdir()
    run("mount", "-t", "overlay", "overlay", "-o", f"lowerdir=/,upperdir={upper},workdir={work}", str(image))
    run("mount", "--rbind", "/dev", f"{image}/dev")
    run("mount", "-t", "proc", "proc", f"{image}/proc")
    run("mount", "-t", "tmpfs", "tmpfs", f"{image}/run")
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True,
                            text=True).stdout.splitlines()  # fmt: skip
    source = Path(f"{image}{ROOT}")
    with tarfile.open(source / "thidua.tar.gz", "w:gz", compresslevel=1) as packed:
        for one_ in listed:
            if (ROOT / one_).exists():
                packed.add(ROOT / one_, f"thidua/{one_}")
    (image / "opt/thidua").mkdir(parents=True)
    (image / "opt/thidua/.venv").symlink_to((ROOT / ".venv").resolve())  # what `make setup` would download
    for made in [*ROOT.glob("locale/*/LC_MESSAGES/*.mo"), *ROOT.glob("thidua/kit/static/fonts/*")]:
        there = image / "opt/thidua" / made.relative_to(ROOT)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(made, there)
    for opened in [*Path(sys.executable).resolve().parents, *(ROOT / ".venv").resolve().parents]:
        Path(f"{image}{opened}").chmod(Path(f"{image}{opened}").stat().st_mode | 0o055)
    shutil.rmtree(source / "var", ignore_errors=True)
    stand_in = Path(f"{image}{STAND_IN}")
    stand_in.write_text(f'#!/bin/sh\nexec {sys.executable} {Path(__file__)} systemctl "$@"\n')
    stand_in.chmod(0o755)
    Path(f"{image}{STARTED}").mkdir()
    (image / "run/postgresql").mkdir()
    shutil.chown(image / "run/postgresql", "postgres", "postgres")
    return Machine(name, image, way)


def several(folder: Path) -> dict[str, Machine]:
    """The machines of the last guide, on one network; this one is on it too."""
    run("ip", "link", "add", "thidua", "type", "bridge")
    run("ip", "addr", "add", "10.0.0.1/24", "dev", "thidua")
    run("ip", "link", "set", "thidua", "up")
    found = {}
    for name, address in MACHINES.items():
        run("ip", "netns", "add", name)
        run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name)
        run("ip", "link", "set", name, "master", "thidua", "up")
        for words in (("addr", "add", f"{address}/24", "dev", "eth0"), ("link", "set", "eth0", "up"),
                      ("link", "set", "lo", "up")):  # fmt: skip
            run("ip", "-n", name, *words)
        found[name] = lend(folder, name, ("ip", "netns", "exec", name))
    return found


def fill(machine: Machine) -> None:
    """What a reader writes into `cluster.conf`: who this machine is, and the passwords."""
    path = machine.image / "etc/thidua/cluster/cluster.conf"
    if not path.exists():
        return
    text, said = path.read_text(), {"NODE": machine.name, "NODE_ADDRESS": MACHINES[machine.name],
                                    "SUPERUSER_PASSWORD": CHOSEN, "REPLICATION_PASSWORD": CHOSEN}  # fmt: skip
    for name, value in said.items():
        text = re.sub(rf"^{name}=.*$", f"{name}={value}", text, flags=re.M)
    path.write_text(text)


def carry(machines: dict[str, Machine]) -> None:
    """What a reader carries from the front machine to the others: each its certificate."""
    made = machines["front"].image / "etc/thidua/ca"
    for name, machine in machines.items():
        shutil.copy(made / "ca.pem", machine.image / "etc/thidua/ca.pem")
        shutil.copy(made / f"{name}.pem", machine.image / "etc/thidua/own.pem")


def leader(machines: dict[str, Machine]) -> str:
    """The database machine that is primary now."""
    tls = machines["front"].image / "etc/thidua/tls"
    known = ssl.create_default_context(cafile=tls / "ca.pem")
    known.load_cert_chain(tls / "own.pem")
    for name in WHERE["csdl"]:
        try:
            with urllib.request.urlopen(f"https://{MACHINES[name]}:8008/primary", timeout=3, context=known):
                return name
        except OSError:
            continue
    raise SystemExit("không máy cơ sở dữ liệu nào là máy chính")


def inside(folder: Path, first: str) -> int:
    """All pages, one after the other, on the lent machines; what follows a page that failed is not run."""
    run("mount", "-t", "tmpfs", "tmpfs", "/run")  # names of networks are kept there
    run("ip", "link", "set", "lo", "up")
    verdicts, good, own = {}, True, lend(folder, "may")
    for page in ORDER[ORDER.index(first) :]:
        began = time.monotonic()
        good = good and follow(page, own, folder)
        verdicts[page] = f"{'ok' if good else 'failed'} ({time.monotonic() - began:.0f} s)"
        if not good:
            break
    for page in ORDER[ORDER.index(first) :]:
        print(f"{page}: {verdicts.get(page, 'not run')}")
    return 0 if good else 1


def follow(page: str, own: Machine, folder: Path) -> bool:
    """One page: its blocks one after another, on each machine they are for; whether all of them ran."""
    found, others, own.where = list(blocks(page)), {}, str(ROOT)
    if any(block.how in WHERE for block in found):
        others = several(folder)
        # What the guide of one server installs stands before what is a web machine's own.
        install = next(block for block in blocks("may-chu") if not block.how)
        found.insert([block.how for block in found].index("web"), Block("web", f"cd {ROOT}\n{install.text}"))
    try:
        for block in found:
            line = next(one for one in block.text.splitlines() if one.strip())
            print(f"  {page}: {line}" + (f"  ({block.how})" if block.how else ""), flush=True)
            if block.how in READ:
                if "scp " in block.text:
                    carry(others)
                continue
            names = (leader(others),) if block.how == "chính" else WHERE.get(block.how, ())
            if block.how == "mọi-máy":
                names = tuple(others)
            for machine in [others[name] for name in names] or [own]:
                if not machine.run(block):
                    return False
                fill(machine)
    finally:
        own.end()
    return True


def run(*command: str) -> None:
    subprocess.run(command, check=True)


def systemctl(verb: str, *names: str) -> int:
    """What systemd would do, as far as the guides ask it."""
    units = [name for name in names if not name.startswith("-")]
    if verb == "daemon-reload":
        run("systemd-analyze", "verify", *map(str, UNITS[0].glob("thidua*")))
    for unit in units:
        name, _, kind = unit.rpartition(".")
        if kind == "timer":
            run("systemd-analyze", "verify", f"{UNITS[0]}/{unit}")
        elif name == "postgresql":
            run("pg_ctlcluster", "15", "main", "start")
        elif name != "caddy" and (verb != "enable" or "--now" in names):  # Caddy would ask for a certificate
            {"stop": stop}.get(verb, start)(name)
    return 0


def stop(name: str) -> None:
    pid = STARTED / name
    if pid.exists():
        with suppress(ProcessLookupError):
            os.killpg(int(pid.read_text()), signal.SIGTERM)
        lives = Path(f"/proc/{pid.read_text()}/stat")
        for _tenth in range(1200):
            if not lives.exists() or lives.read_text().rpartition(")")[2].split()[0] == "Z":  # nobody reaps it here
                break
            time.sleep(0.1)
        pid.unlink()


def start(name: str) -> None:
    """ExecStart as the unit's user, in its folder, with its environment; one that should end is waited for."""
    stop(name)
    unit = next(path for folder in UNITS if (path := folder / f"{name}.service").exists()).read_text()
    lines = re.findall(r"^(\w+)=(.*)$", unit, re.M)
    said = dict(lines)
    user = said.get("User", "root")
    group, env = said.get("Group", user), BARE | {"HOME": pwd.getpwnam(user).pw_dir, "USER": user}
    for key, value in lines:
        if key == "Environment":
            env |= dict(one.split("=", 1) for one in shlex.split(value))
    for key, value in lines:
        file = Path(value.lstrip("-").replace("%p", name))
        if key == "EnvironmentFile" and (value[0] != "-" or file.exists()):
            env |= dict(one.split("=", 1) for one in file.read_text().splitlines() if "=" in one and one[0] != "#")
    for kind, under in (("RuntimeDirectory", "/run"), ("StateDirectory", "/var/lib")):
        if kind in said:
            folder = Path(under) / said[kind]
            folder.mkdir(exist_ok=True)
            shutil.chown(folder, user, group)
            folder.chmod(int(said.get(f"{kind}Mode", "755"), 8))
    command = ["setpriv", f"--reuid={user}", f"--regid={group}", "--init-groups", "--", "sh", "-c",
               f"exec {said['ExecStart']}"]  # fmt: skip
    with (STARTED / f"{name}.log").open("a") as log:
        process = subprocess.Popen(command, cwd=said.get("WorkingDirectory", "/"), env=env, start_new_session=True,
                                   stdout=log, stderr=log)  # fmt: skip
    if said.get("Type") in ("oneshot", "forking") and process.wait():
        raise SystemExit(f"{name}: {process.returncode}\n{(STARTED / f'{name}.log').read_text()}")
    if said.get("Type") == "forking":
        (STARTED / name).write_text(written(Path(said["PIDFile"])))
    elif said.get("Type") != "oneshot":
        (STARTED / name).write_text(str(process.pid))


def written(path: Path) -> str:
    """What a program that went into the background wrote of itself, a moment later."""
    for _tenth in range(100):
        if path.exists() and (text := path.read_text().strip()):
            return text
        time.sleep(0.1)
    raise SystemExit(f"{path}: không thấy")


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
