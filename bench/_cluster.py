"""A site on several machines, built on one: three PostgreSQL under Patroni, etcd, PgBouncer, HAProxy, two web nodes.

The configuration is that of `deploy/cluster/`, certificates too, filled in with free ports of 127.0.0.1. Between the
database nodes and everything else stand gates (`_gate`), so that a node can be cut off from the others, or from
everybody. One etcd stands for three: no fault here is etcd's own. Patroni and PostgreSQL refuse to be root; root lends
them the user `postgres`.
"""

import json
import os
import pwd
import shutil
import signal
import ssl
import string
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import psutil

from tools.serving import ROOT, free_port, killed, running, started, web_server

DEPLOY = ROOT / "deploy" / "cluster"
PROGRAMS = {"patroni": "patroni", "etcd": "etcd-server", "pgbouncer": "pgbouncer", "haproxy": "haproxy"}
POSTGRES = Path("/usr/lib/postgresql")
NODES, WEBS = ("db1", "db2", "db3"), ("web1", "web2")
PASSWORD = "chi-de-do"  # noqa: S105  of a cluster that lives for ten minutes
PATIENCE = 120
"""Seconds for a cluster to be whole again."""


def missing() -> str:
    """What has to be installed first; "" when everything is here."""
    wanted = [package for program, package in PROGRAMS.items() if not found(program)]
    return " ".join(wanted + ([] if any(POSTGRES.glob("*/bin/initdb")) else ["postgresql"]))


def found(program: str) -> str | None:
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")


class Cluster:
    """The running whole. Entered, it is built; left, every process of its own is ended."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ends = folder, ExitStack()
        self.lent = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self.ports = {
            f"{node}.{what}": free_port() for node in NODES
            for what in ("postgres", "patroni", "client", "check", "peer", "rest", "etcd")
        }  # fmt: skip
        self.ports |= {name: free_port() for name in ("etcd", "etcd peer", "site", "primary", "replica", *WEBS)}
        self.ports |= {f"{web}.{what}": free_port() for web in WEBS for what in ("pool", "live")}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Cluster":
        try:
            self._build()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self.processes):
            self.kill(name)
        self.ends.close()

    def _build(self) -> None:
        if self.lent:
            os.chown(self.folder, self.lent.pw_uid, self.lent.pw_gid)
        self.folder.chmod(0o755)
        self._make_certificates()
        filled = self._filled("etcd.conf", NODE="e1", TLS=self._tls("e1"))
        etcd = dict(line.split("=", 1) for line in filled.splitlines() if line[:1] != "#")
        self._keep([str(found("etcd"))], self.ports["etcd"], "etcd.log", etcd)
        self._open_gates()
        for node in NODES:
            self.start(node)
        self.whole()
        self._make_database()
        self._keep(
            [str(found("haproxy")), "-db", "-f", str(self._write("haproxy.cfg"))], self.ports["site"], "haproxy.log"
        )
        (self.folder / "userlist.txt").write_text(f'"thidua" "{PASSWORD}"\n')
        for web in WEBS:
            port = str(self.ports[f"{web}.pool"])
            wanted = self._write("pgbouncer.ini", f"{web}.ini", POOL_PORT=port, TLS=self._tls(web))
            self._keep([str(found("pgbouncer")), str(wanted)], self.ports[f"{web}.pool"], f"{web}-pool.log", lent=True)

    def _make_certificates(self) -> None:
        """Each machine's own, readable by whom its programs are lent to."""
        made, names = self.folder / "ca", ("e1", "front", *NODES, *WEBS)
        subprocess.run(["/bin/sh", str(DEPLOY / "certificates"), str(made), *(f"{one}=127.0.0.1" for one in names)],
                       check=True, stdout=subprocess.DEVNULL)  # fmt: skip
        for name in names:
            own = Path(self._tls(name))
            own.mkdir(parents=True)
            shutil.copy(made / "ca.pem", own / "ca.pem")
            shutil.copy(made / f"{name}.pem", own / "own.pem")
            for path in (own, *own.iterdir()) if self.lent else ():
                os.chown(path, self.lent.pw_uid, self.lent.pw_gid)  # type: ignore[union-attr]
        self.known = ssl.create_default_context(cafile=made / "ca.pem")
        self.known.load_cert_chain(made / "front.pem")

    def _tls(self, machine: str) -> str:
        return str(self.folder / "tls" / machine)

    @property
    def verified(self) -> str:
        """How an address of the database ends: it is verified."""
        return f"?sslmode=verify-full&sslrootcert={self._tls('front')}/ca.pem"

    def _open_gates(self) -> None:
        ends = {"client": "postgres", "peer": "postgres", "check": "patroni", "rest": "patroni"}
        lines = [f"{node}.{gate}={self.ports[f'{node}.{gate}']}:{self.ports[f'{node}.{end}']}"
                 for node in NODES for gate, end in ends.items()]  # fmt: skip
        lines += [f"{node}.etcd={self.ports[f'{node}.etcd']}:{self.ports['etcd']}" for node in NODES]
        self.gates = self.ends.enter_context(
            running([sys.executable, "-m", "bench._gate", *lines], self.ports["db3.etcd"], os.environ,
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE))  # fmt: skip

    def cut(self, *names: str) -> None:
        """Exactly these gates are shut from now on."""
        assert self.gates.stdin
        assert self.gates.stdout
        self.gates.stdin.write((" ".join(names) + "\n").encode())
        self.gates.stdin.flush()
        self.gates.stdout.readline()

    def _values(self) -> Mapping[str, str]:
        """The variables of `deploy/cluster/cluster.conf`, for this machine."""
        port = {name: str(number) for name, number in self.ports.items()}
        at = {name: f"127.0.0.1:{number}" for name, number in port.items()}
        nodes = {f"{node.upper()}": at[f"{node}.client"] for node in NODES}
        nodes |= {f"{node.upper()}_PATRONI": port[f"{node}.check"] for node in NODES}
        return {
            **nodes, "NODE_ADDRESS": "127.0.0.1", "FRONT_ADDRESS": "127.0.0.1", "DATABASE_NETWORK": "127.0.0.1/32",
            "SUPERUSER_PASSWORD": PASSWORD, "REPLICATION_PASSWORD": PASSWORD, "WATCHDOG": "off",
            "POSTGRES_BIN": str(sorted(POSTGRES.glob("*/bin"))[-1]), "ETCD_DATA": str(self.folder / "etcd"),
            "ETCD_PORT": port["etcd"], "ETCD_PEER_PORT": port["etcd peer"],
            "ETCD_MEMBERS": f"e1=https://{at['etcd peer']}", "SITE_BIND": at["site"], "SITE_HOST": "127.0.0.1",
            "PRIMARY_PORT": port["primary"], "REPLICA_PORT": port["replica"], "WEB1": at["web1"], "WEB2": at["web2"],
            "LIVE1": at["web1.live"], "LIVE2": at["web2.live"], "TLS": self._tls("front"),
            "POOL_USERS": str(self.folder / "userlist.txt"),
        }  # fmt: skip

    def _filled(self, name: str, **more: str) -> str:
        return string.Template((DEPLOY / name).read_text()).substitute({**self._values(), **more})

    def _write(self, name: str, kept: str = "", **more: str) -> Path:
        path = self.folder / (kept or name)
        path.write_text(self._filled(name, **more))
        return path

    def _keep(
        self, command: list[str], port: int, log: str, env: Mapping[str, str] = {}, *, lent: bool = False
    ) -> None:
        """Started for as long as the cluster lives."""
        self.ends.enter_context(running(command, port, {**os.environ, **env}, **self._how(log, lent=lent)))

    def _how(self, log: str, *, lent: bool) -> dict[str, Any]:
        out = self.ends.enter_context((self.folder / log).open("a"))
        user = {"user": self.lent.pw_uid, "group": self.lent.pw_gid, "extra_groups": []} if lent and self.lent else {}
        return {"stdout": out, "stderr": out, "cwd": self.folder if lent else ROOT, **user}

    def start(self, node: str) -> None:
        """A database node: Patroni, which starts its PostgreSQL."""
        run = self.folder / f"{node}-run"
        if not run.exists():
            run.mkdir()
            if self.lent:
                os.chown(run, self.lent.pw_uid, self.lent.pw_gid)
        at = {name: f"127.0.0.1:{number}" for name, number in self.ports.items()}
        # A proxy: otherwise it would ask etcd for its address, and go past the gate.
        through = at[f"{node}.etcd"] + "\n  use_proxies: true"
        wanted = self._write(
            "patroni.yml", f"{node}.yml", NODE=node, PATRONI_PORT=str(self.ports[f"{node}.patroni"]),
            POSTGRES_PORT=str(self.ports[f"{node}.postgres"]), PATRONI_REACHED_AT=at[f"{node}.rest"],
            POSTGRES_REACHED_AT=at[f"{node}.peer"], POSTGRES_RUN=str(run), ETCD_HOSTS=through,
            POSTGRES_DATA=str(self.folder / node), TLS=self._tls(node),
        )  # fmt: skip
        env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        env["HOME"] = str(run)  # where libpq looks for a certificate of its own
        command = ["/usr/bin/python3", str(found("patroni")), str(wanted)]
        how = self._how(f"{node}.log", lent=True)
        self.processes[node] = started(command, self.ports[f"{node}.patroni"], env, **how)

    def start_web(self, web: str, home: Path) -> None:
        """A web node: one worker of four threads, its own pool."""
        pool = f"postgresql://thidua:{PASSWORD}@127.0.0.1:{self.ports[f'{web}.pool']}"
        env = {**os.environ, "THIDUA_HOME": str(home), "THIDUA_POOLED": "1", "THIDUA_LOG_LEVEL": "ERROR",
               "DATABASE_URL": f"{pool}/thidua{self.verified}",
               "DATABASE_REPLICA_URL": f"{pool}/thidua_doc{self.verified}",
               "THIDUA_TLS": self._tls(web)}  # fmt: skip
        self.processes[web] = started(web_server(self.ports[web], workers=1, log="critical"), self.ports[web], env,
                                      **self._how(f"{web}.log", lent=False))  # fmt: skip

    def kill(self, name: str) -> None:
        """kill -9 of everything the node runs: its server, and PostgreSQL, which Patroni lets go of."""
        kept = self.folder / name / "postmaster.pid"
        family: list[psutil.Process] = []
        if name in NODES and kept.exists():
            with suppress(psutil.NoSuchProcess, ValueError):
                head = psutil.Process(int(kept.read_text().split()[0]))
                if str(self.folder / name) in " ".join(head.cmdline()):
                    family = [head, *head.children(recursive=True)]
        with suppress(ProcessLookupError):
            os.killpg(self.processes[name].pid, signal.SIGKILL)
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        killed(self.processes.pop(name))

    def members(self) -> list[dict[str, Any]]:
        """What Patroni says of the nodes; nothing when nobody answers."""
        for node in NODES:
            with suppress(OSError, ValueError):
                address = f"https://127.0.0.1:{self.ports[f'{node}.patroni']}/cluster"
                with urllib.request.urlopen(address, timeout=3, context=self.known) as answer:
                    return list(json.load(answer)["members"])
        return []

    def node(self, role: str) -> str:
        """The first node in a role: leader, sync_standby, replica."""
        return next((str(one["name"]) for one in self.members() if one["role"] == role), "")

    def whole(self) -> float:
        """Wait for a leader, one that follows each commit, and one more that streams; the seconds it took."""
        roles = ["leader", "replica", "sync_standby"]

        def good() -> bool:
            members = self.members()
            return (
                sorted(one["role"] for one in members) == roles
                and all(
                    one["state"] in ("running", "streaming")
                    and str(one.get("lag", 0)).isdigit()
                    and int(one.get("lag", 0)) < 2**20
                    for one in members
                )
                and len({one["timeline"] for one in members}) == 1
            )

        return waited(good, "the cluster is not whole")

    def _make_database(self) -> None:
        leader = self.node("leader")
        for sentence in (f"CREATE ROLE thidua LOGIN PASSWORD '{PASSWORD}'", "CREATE DATABASE thidua OWNER thidua"):
            self.said(leader, sentence)

    def said(self, node: str, sentence: str, database: str = "postgres") -> str:
        """One sentence of SQL to a node, as the superuser."""
        where = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{self.ports[f'{node}.postgres']}/{database}{self.verified}"
        told = subprocess.run(
            [str(found("psql")), "-XAtq", where, "-c", sentence], check=True, capture_output=True, text=True
        )
        return told.stdout.strip()

    @property
    def database(self) -> str:
        """Straight to whoever is primary, without a pool: for commands."""
        return f"postgresql://thidua:{PASSWORD}@127.0.0.1:{self.ports['primary']}/thidua{self.verified}"


def waited(good: Callable[[], bool], otherwise: str) -> float:
    """Until it is good; the seconds it took."""
    began = time.monotonic()
    while not good():
        if time.monotonic() - began > PATIENCE:
            raise RuntimeError(otherwise)
        time.sleep(0.5)
    return time.monotonic() - began
