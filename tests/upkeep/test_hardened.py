"""What is shipped to be installed is closed as far as it goes: units, TLS, the lines to other machines."""

import os
import re
import socket
import ssl
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.checks import run_checks

from tests.upkeep.test_guides import DEPLOY, ROOT, judged, program

UNITS = sorted(DEPLOY.glob("*.service"))
CLOSED = {
    "User=thidua", "NoNewPrivileges=yes", "PrivateTmp=yes", "PrivateDevices=yes", "ProtectSystem=strict",
    "ProtectHome=yes", "ProtectKernelTunables=yes", "ProtectKernelModules=yes", "ProtectKernelLogs=yes",
    "ProtectControlGroups=yes", "ProtectClock=yes", "RestrictSUIDSGID=yes", "RestrictRealtime=yes",
    "LockPersonality=yes", "CapabilityBoundingSet=", "SystemCallArchitectures=native",
    "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
}  # fmt: skip
APART = {"User=thidua": "User=thidua-signer",
         "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK": "RestrictAddressFamilies=AF_UNIX"}  # fmt: skip
"""What the signer has instead: another account, no network."""
WRITES = {"/srv/thidua", "/var/backups/thidua"}


def test_every_unit_runs_as_its_own_account_and_touches_its_own_folders_alone():
    assert len(UNITS) == 6
    for unit in UNITS:
        lines = set(unit.read_text().splitlines())
        signer = unit.name == "thidua-signer.service"
        closed = {APART.get(line, line) for line in CLOSED} | {"PrivateNetwork=yes"} if signer else CLOSED
        assert lines >= closed, f"{unit.name}: {closed - lines}"
        written = {line.removeprefix("ReadWritePaths=") for line in lines if line.startswith("ReadWritePaths=")}
        assert written <= WRITES, unit.name
        assert ("/var/backups/thidua" in written) is (unit.name == "thidua-nightly.service")


def test_systemd_finds_each_unit_well_closed():
    """`systemd-analyze security` rates from 0 (closed) to 10 (open)."""
    analyze = program("systemd-analyze")
    for unit in UNITS:
        told = subprocess.run([analyze, "security", "--offline=yes", "--no-pager", str(unit)], capture_output=True,
                              text=True, check=False)  # fmt: skip
        found = re.search(r"Overall exposure level for .*?: ([\d.]+)", told.stdout)
        if not found:
            pytest.skip("this systemd rates no files")
        assert float(found[1]) < 5, f"{unit.name}: {found[1]}"


def test_the_account_of_the_service_is_made_without_a_shell_and_the_code_is_not_its_own():
    guide = (ROOT / "docs/guides/may-chu.md").read_text()
    assert re.search(r"useradd --system .*--shell /usr/sbin/nologin thidua", guide)
    assert "install -m 640 -g thidua deploy/env /etc/thidua/env" in guide
    assert not re.search(r"-o thidua .*?/opt/thidua", guide), "the program does not change itself"


def test_the_fronts_speak_tls_1_2_and_1_3_with_forward_secrecy_alone():
    fronts = {one: (DEPLOY / one).read_text() for one in ("nginx.conf", "Caddyfile", "cluster/haproxy.cfg")}
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in fronts["nginx.conf"]
    assert "ssl_stapling on;" in fronts["nginx.conf"]
    assert "protocols tls1.2 tls1.3" in fronts["Caddyfile"]
    assert "ssl-min-ver TLSv1.2" in fronts["cluster/haproxy.cfg"]
    named = re.findall(r"(?:ssl_ciphers|\bciphers) ([^;\n]+)", fronts["nginx.conf"] + fronts["Caddyfile"])
    suites = [suite for line in named for suite in re.split(r"[: ]", line)]
    assert len(suites) == 12
    assert all("ECDHE" in suite and ("GCM" in suite or "POLY1305" in suite) for suite in suites)


def test_nginx_with_our_file_takes_no_older_tls(tmp_path):
    nginx, port = program("nginx"), _free()
    judged("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=thidua.example.vn", "-keyout",
           str(tmp_path / "key.pem"), "-out", str(tmp_path / "chain.pem"))  # fmt: skip
    site = (DEPLOY / "nginx.conf").read_text().replace("/etc/ssl/thidua", str(tmp_path))
    site = site.replace("listen 443", f"listen 127.0.0.1:{port}").replace("listen 80", f"listen 127.0.0.1:{_free()}")
    around = f"daemon off; pid {tmp_path}/pid; error_log stderr; events {{}}"
    (tmp_path / "nginx.conf").write_text(f"{around} http {{ access_log off; {_temps(tmp_path)} {site} }}")
    server = subprocess.Popen([nginx, "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)],
                              stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        assert _spoken(port, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2) == "TLSv1.2"
        assert _spoken(port, ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_3) == "TLSv1.3"
        assert _spoken(port, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_1) == ""
    finally:
        server.terminate()
        server.wait()


def test_no_line_between_the_machines_is_plain():
    """Each file of the cluster; that all of it also works, and refuses who comes without, the guide's run shows."""
    files = {path.name: path.read_text() for path in (DEPLOY / "cluster").iterdir()}
    assert not re.search(r"\bhttp://", "".join(files.values()))
    assert "ETCD_CLIENT_CERT_AUTH=true" in files["etcd.conf"]
    assert "ETCD_PEER_CLIENT_CERT_AUTH=true" in files["etcd.conf"]
    hosts = re.findall(r"^ +- (\w+) (?:replication|all) ", files["patroni.yml"], re.M)
    assert sorted(hosts) == ["hostssl", "hostssl", "local"]
    assert files["patroni.yml"].count("sslmode: verify-full") == 2
    assert "verify_client: required" in files["patroni.yml"]
    assert "server_tls_sslmode = verify-full" in files["pgbouncer.ini"]
    assert "client_tls_sslmode = require" in files["pgbouncer.ini"]
    called = re.findall(r"^    (?:default-)?server .*$", files["haproxy.cfg"], re.M)
    assert len(called) == 14
    assert all("verify required" in line if "default-server" in line else "verifyhost" in line for line in called)
    guide = (ROOT / "docs/guides/nhieu-may.md").read_text()
    assert all("sslmode=verify-full" in line for line in re.findall(r"^\w+_URL=postgresql.*$", guide, re.M))
    assert "THIDUA_TLS=/etc/thidua/tls\n" in guide


def test_the_machines_certificates_name_them_and_are_shut(tmp_path):
    script = str(DEPLOY / "cluster/certificates")
    judged("sh", script, str(tmp_path), "db1=10.0.0.11,10.0.0.10")
    authority = (tmp_path / "ca.pem").read_bytes()
    judged("sh", script, str(tmp_path), "web1=10.0.0.21")
    assert (tmp_path / "ca.pem").read_bytes() == authority, "one more machine, not another authority"
    for name, address in (("db1", "10.0.0.10"), ("web1", "10.0.0.21")):
        judged(
            "openssl",
            "verify",
            "-CAfile",
            str(tmp_path / "ca.pem"),
            "-verify_ip",
            address,
            str(tmp_path / f"{name}.pem"),
        )
    assert {path.name for path in tmp_path.iterdir()} == {"ca.key", "ca.pem", "ca.srl", "db1.pem", "web1.pem"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.iterdir())


def _temps(folder: Path) -> str:
    return " ".join(f"{one}_temp_path {folder}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _spoken(port: int, lowest: ssl.TLSVersion, highest: ssl.TLSVersion) -> str:
    """The version agreed upon; "" when there is none. Waits until the server listens."""
    speaks = ssl.create_default_context()
    speaks.check_hostname, speaks.verify_mode = False, ssl.CERT_NONE
    speaks.set_ciphers("ALL:@SECLEVEL=0")
    speaks.minimum_version, speaks.maximum_version = lowest, highest
    for _turn in range(50):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=3) as line, speaks.wrap_socket(line) as safe:
                return str(safe.version())
        except ConnectionRefusedError:
            threading.Event().wait(0.1)
        except (ssl.SSLError, ConnectionResetError):
            return ""
    raise AssertionError("nginx does not listen")


def faults(settings, **database) -> set[str]:
    settings.SHOW_SAMPLE_SIGN_INS = False
    settings.DATABASES = {"default": {"HOST": "", "OPTIONS": {}}, "other": database}
    return {one.id for one in run_checks(include_deployment_checks=True) if one.id and one.id.startswith("upkeep.")}


@pytest.mark.parametrize(
    ("host", "sslmode", "wrong"),
    [
        ("10.0.0.5", None, True), ("db.example.vn", "prefer", True), ("10.0.0.5", "disable", True),
        ("10.0.0.5", "require", False), ("db.example.vn", "verify-full", False),
        ("127.0.0.1", None, False), ("/var/run/postgresql", None, False),
    ],
)  # fmt: skip
def test_a_database_elsewhere_is_reached_by_tls_or_the_check_fails(settings, host, sslmode, wrong):
    options = {"sslmode": sslmode} if sslmode else {}
    assert ("upkeep.E001" in faults(settings, HOST=host, OPTIONS=options)) is wrong


def test_sample_sign_ins_fail_the_check(settings):
    assert faults(settings, HOST="", OPTIONS={}) == set()
    settings.SHOW_SAMPLE_SIGN_INS = True
    assert "upkeep.E002" in {one.id for one in run_checks(include_deployment_checks=True)}


def test_the_command_refuses_and_says_what_to_do(tmp_path):
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("THIDUA_", "DATABASE_"))}
    env = {**kept, "THIDUA_SECRET_KEY": "x" * 60, "THIDUA_HTTPS": "1", "THIDUA_HOSTS": "thidua.example.vn",
           "THIDUA_SAMPLE_SIGN_INS": "0", "THIDUA_HOME": str(tmp_path)}  # fmt: skip
    for query, code in (("", 1), ("?sslmode=verify-full", 0)):
        asked = {**env, "DATABASE_URL": f"postgresql://thidua@db.example.vn/thidua{query}"}
        told = subprocess.run([sys.executable, "-m", "thidua", "check", "--deploy"], env=asked, cwd=ROOT,
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert told.returncode == code, told.stderr
        assert ("sslmode=verify-full" in told.stderr) is bool(code)
