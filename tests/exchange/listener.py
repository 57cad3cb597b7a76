"""A real HTTP server on this machine that hears messages and answers as it is told."""

import base64
import datetime as dt
import hashlib
import hmac
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Listener:
    """Where it listens, what it heard, what it answers next (200 when nothing is said)."""

    port: int
    heard: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/nhan?tu=cum"


def holds(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As a receiver checks it, from Standard Webhooks alone."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    made = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{made}" in headers["webhook-signature"].split(" ")


def certificate(folder: Path, name: str) -> Path:
    """A certificate of that name, signed by itself, with its key: one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key()).serial_number(1)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2100, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / "cert.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(made.public_bytes(pem) + key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ))  # fmt: skip
    return file


@contextmanager
def dripping() -> Iterator[int]:
    """A port that answers for ever: a byte, and another byte."""
    ended = threading.Event()

    def drip() -> None:
        line = door.accept()[0]
        with suppress(OSError):
            line.sendall(b"HTTP/1.1 ")
            while not ended.wait(0.05):
                line.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=drip, daemon=True).start()
        yield door.getsockname()[1]
        ended.set()


@contextmanager
def listening(secured_by: Path | None = None) -> Iterator[Listener]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.heard.append((self.path, dict(self.headers), body))
            status, headers = told.answers.pop(0) if told.answers else (200, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_given) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if secured_by:
        safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        safe.load_cert_chain(secured_by)
        server.socket = safe.wrap_socket(server.socket, server_side=True)
    told = Listener(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
