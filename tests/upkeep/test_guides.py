"""The guides and the files they install: sound, and about what there is. Run whole by `tools/guides.py`."""

import re
import shutil
import string
import subprocess

import pytest
from django.core.management import get_commands

from tools.guides import GUIDES, ORDER, PATHS, READ, ROOT, WHERE, blocks

DEPLOY = ROOT / "deploy"
PAGES = {page: list(blocks(page)) for page in ORDER}


def judged(*command, text=""):
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def program(name):
    return shutil.which(name, path=PATHS) or pytest.skip(f"there is no {name} here")


def test_every_guide_is_in_the_order_and_its_commands_are_sound_shell():
    assert {path.stem for path in GUIDES.glob("*.md")} == set(ORDER)
    for page, found in PAGES.items():
        assert len(found) >= 3, page
        for block in found:
            assert block.how in {"", "giữ", "chính", "mọi-máy", *READ, *WHERE}, f"{page}: {block.how}"
            judged("bash", "-n", "-c", block.text)


def test_the_guides_name_files_commands_and_units_that_are_there():
    text = "\n".join(block.text for found in PAGES.values() for block in found)
    named = {name for name in re.findall(r"\bdeploy/([\w./*-]+)", text) if not name.endswith("/")}
    assert {name for name in named if not list(DEPLOY.glob(name))} == set()
    said = set(re.findall(r"^(?:\.venv/bin/)?thidua (\w+)", text, re.M))
    assert len(said) > 8
    assert said - set(get_commands()) == set()
    units = set(re.findall(r"\b(thidua[\w-]*\.(?:service|timer))", text))
    assert {unit for unit in units if not (DEPLOY / unit).exists()} == set()


def test_the_units_are_verified_by_systemd(tmp_path):
    verify = program("systemd-analyze")
    for unit in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/thidua", str(ROOT)))
    judged(verify, "verify", *map(str, tmp_path.iterdir()))


def test_every_service_is_shut_in():
    """An account of its own, no new powers, and nothing to write to but the site's own folders."""
    walls = {"NoNewPrivileges=yes", "PrivateTmp=yes", "PrivateDevices=yes", "ProtectSystem=strict",
             "ProtectHome=yes"}  # fmt: skip
    services = list(DEPLOY.glob("*.service"))
    assert len(services) == 6
    for unit in services:
        lines = unit.read_text().splitlines()
        account = "User=thidua-signer" if unit.name == "thidua-signer.service" else "User=thidua"
        assert walls | {account} <= set(lines), unit.name
        written = {line.partition("=")[2] for line in lines if line.startswith("ReadWritePaths")}
        assert written <= {"/srv/thidua", "/var/backups/thidua"}, unit.name


def test_caddy_takes_its_file():
    judged(program("caddy"), "validate", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile")


def test_nginx_takes_its_file(tmp_path):
    nginx = program("nginx")
    judged("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-keyout",
           str(tmp_path / "key.pem"), "-out", str(tmp_path / "chain.pem"))  # fmt: skip
    site = (DEPLOY / "nginx.conf").read_text().replace("/etc/ssl/thidua", str(tmp_path)).replace("80;", "8080;")
    kept = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {site} }}"
    (tmp_path / "nginx.conf").write_text(kept)
    judged(nginx, "-t", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path))


def variables():
    """`cluster.conf` as a shell reads it."""
    read = f"set -a; . {DEPLOY / 'cluster' / 'cluster.conf'}; env"
    told = subprocess.run(["env", "-i", "sh", "-c", read], check=True, capture_output=True, text=True).stdout
    return dict(line.split("=", 1) for line in told.splitlines())


def test_every_variable_of_the_clusters_files_is_named_in_one_place():
    known, used = variables(), set()
    for path in (DEPLOY / "cluster").iterdir():
        if path.name not in ("cluster.conf", "certificates"):
            used |= set(string.Template(path.read_text()).get_identifiers())
            string.Template(path.read_text()).substitute(known)
    assert used - {"NODE"} <= set(known)
    assert set(known) - used - {"PWD", "_", "SHLVL"} == set()


def test_haproxy_takes_its_file(tmp_path):
    haproxy = program("haproxy")
    judged("sh", str(DEPLOY / "cluster/certificates"), str(tmp_path), "own=10.0.0.10")
    given = {**variables(), "SITE_BIND": "127.0.0.1:8443", "TLS": str(tmp_path)}
    (tmp_path / "haproxy.cfg").write_text(
        string.Template((DEPLOY / "cluster/haproxy.cfg").read_text()).substitute(given)
    )
    judged(haproxy, "-c", "-f", str(tmp_path / "haproxy.cfg"))


def test_patronis_patience_adds_up():
    """loop_wait + 2 × retry_timeout ≤ ttl, or a slow etcd takes the primary's office away."""
    text = (DEPLOY / "cluster/patroni.yml").read_text()
    ttl, loop, retry = (
        int(re.search(rf"^\s+{name}: (\d+)", text, re.M)[1]) for name in ("ttl", "loop_wait", "retry_timeout")
    )
    assert loop + 2 * retry <= ttl
    assert "synchronous_mode: true" in text
    assert "synchronous_mode_strict: true" in text
