"""`thidua sign`: a process of its own that holds the site's signing key, and signs what the site signs, nothing else.

It listens on a socket of this machine (THIDUA_SIGNER) and knows nothing of Django. A program that was taken over gets
no key from it, only signatures while that lasts: of manifests that name this very site, and of one ledger head a day,
of the day it is. What was signed stands in the log of the process, which the program cannot write.

A call: the bytes to be signed and the end of sending (none: the public key is asked for). The answer: hex, or a line
that begins with “!” and says why not.
"""

import datetime as dt
import hashlib
import json
import os
import re
import socket
import socketserver
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

HEAD = re.compile(rb"thidua-ledger-head/1\n(\d{4}-\d\d-\d\d)\n\d+\n[0-9a-f]{64}\n")
FORMATS = {"thidua-archive/1", "thidua-package/1"}
LARGEST = 64 * 1024 * 1024
"""Bytes of a manifest: one of a hundred thousand files is a fifth of it."""
PATIENCE = 10
"""Seconds a caller may be silent."""


def kept_key(home: Path) -> Ed25519PrivateKey:
    """32 bytes in hex: from the environment, where several machines share one site, or made once in the home."""
    if given := os.environ.get("THIDUA_SIGNING_KEY"):
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(given))
    kept = home / "signing-key"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate().private_bytes_raw()
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(made.hex())
        except FileExistsError:  # another process of the site was first
            pass
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept.read_text().strip()))


class Signer(socketserver.UnixStreamServer):
    """One call after another; `home` keeps the key and the last head."""

    def __init__(self, where: Path, home: Path) -> None:
        self.key, self.last = kept_key(home), home / "last-head"
        self.public = self.key.public_key().public_bytes_raw().hex()
        where.unlink(missing_ok=True)
        before = os.umask(0o117)  # its own account and its group
        super().__init__(str(where), Call)
        os.umask(before)

    def answer(self, text: bytes) -> str:
        if not text:
            return self.public
        head = text.startswith(b"thidua-ledger-head/")
        why_not = self.why_not_head(text) if head else self.why_not_manifest(text)
        what = f"{'head' if head else 'manifest'} {hashlib.sha256(text).hexdigest()}"
        print(f"refused {what}: {why_not}" if why_not else f"signed {what}", flush=True)  # noqa: T201  its log
        return f"!{why_not}" if why_not else self.key.sign(text).hex()

    def why_not_head(self, text: bytes) -> str:
        """One a day, of today; a clock may be off by a day, for this process knows no time zone of the site."""
        found, last = HEAD.fullmatch(text), self.last.read_bytes() if self.last.exists() else b""
        if not found:
            return "not a head"
        day, today = dt.date.fromisoformat(found[1].decode()), dt.datetime.now(dt.UTC).date()
        if abs(day - today) > dt.timedelta(days=1):
            return f"a head of {day}, and it is {today}"
        if last and text != last and found[1] <= last.split(b"\n")[1]:
            return f"another head was signed for {last.split()[1].decode()}"
        self.last.write_bytes(text)
        return ""

    def why_not_manifest(self, text: bytes) -> str:
        """A manifest of ours names its kind and this site's key."""
        try:
            told = json.loads(text)
            good = told["format"] in FORMATS and told["key"] == self.public
        except (ValueError, TypeError, LookupError, RecursionError):
            good = False
        return "" if good else "neither a head nor a manifest of this site"


class Call(socketserver.StreamRequestHandler):
    """One call."""

    timeout = PATIENCE
    server: Signer

    def handle(self) -> None:
        text = self.rfile.read(LARGEST + 1)
        self.wfile.write((self.server.answer(text) if len(text) <= LARGEST else "!too long").encode())


def ask(where: str, text: bytes) -> str:
    """The signer's answer. Raises OSError when nobody answers, ValueError with the reason when it refuses."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(PATIENCE)
        line.connect(where)
        line.sendall(text)
        line.shutdown(socket.SHUT_WR)
        with line.makefile() as told:
            answer = told.read()
    if not re.fullmatch("[0-9a-f]+", answer):
        raise ValueError(answer.removeprefix("!") or "no answer")
    return answer


def main() -> None:
    where = os.environ.get("THIDUA_SIGNER", "")
    if not where:
        sys.exit("Đặt THIDUA_SIGNER là ổ cắm để nghe, như /run/thidua-signer/socket.")
    with Signer(Path(where), Path(os.environ.get("THIDUA_HOME", "var"))) as server:
        server.serve_forever()
