"""Gửi: one message to one place, signed as Standard Webhooks say, and what was answered."""

import base64
import hashlib
import hmac
import http.client
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from thidua.exchange.hooks.models import Delivery, Hook
from thidua.exchange.hooks.reaching import parts_of, places
from thidua.kit.refusal import Refused

PATIENCE, DEADLINE = 10, 20
"""Seconds without a byte, and altogether."""


@dataclass(frozen=True)
class Answered:
    """What came of a try: the status answered, or None and what went wrong."""

    status: int | None
    said: str = ""

    @property
    def taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def _key(hook: Hook) -> bytes:
    return salted_hmac("thidua.exchange.hook", hook.salt, algorithm="sha256").digest()


def secret_of(hook: Hook) -> str:
    """The secret as its holder keeps it: whsec_…"""
    return "whsec_" + base64.b64encode(_key(hook)).decode()


def signature(hook: Hook, message: str, seconds: int, body: bytes) -> str:
    """v1,… over "id.timestamp.body"."""
    signed = f"{message}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(_key(hook), signed, hashlib.sha256)).decode()


def send(told: Delivery, seconds: int) -> Answered:
    """Make the call; `seconds` is now, as the receiver compares it (Unix time)."""
    body = told.body.encode()
    headers = {
        "Content-Type": "application/json", "User-Agent": "thidua", "webhook-id": told.message,
        "webhook-timestamp": str(seconds), "webhook-signature": signature(told.hook, told.message, seconds, body),
    }  # fmt: skip
    try:
        return _call(told.hook.address, body, headers)
    except Refused as refused:
        return Answered(None, str(refused))
    except ssl.SSLError as problem:
        what = {"what": problem.reason or ""}
        return Answered(None, _("Chứng chỉ hoặc kết nối TLS không dùng được: %(what)s") % what)
    except TimeoutError:
        return Answered(None, _("Máy chủ quá lâu không trả lời."))
    except ConnectionRefusedError:
        return Answered(None, _("Máy chủ không nhận kết nối."))
    except (OSError, http.client.HTTPException):
        return Answered(None, _("Đường truyền bị ngắt giữa chừng."))


def _call(address: str, body: bytes, headers: dict[str, str]) -> Answered:
    """POST to the very place that was looked at; only the status of the answer is read, never where it points."""
    parts = parts_of(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    line = socket.create_connection((places(parts)[0], port), timeout=PATIENCE)
    if parts.scheme == "https":
        safe = ssl.create_default_context()
        line = safe.wrap_socket(line, server_hostname=parts.hostname, do_handshake_on_connect=False)
    last = threading.Timer(DEADLINE, _cut, [line])
    last.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        call = http.client.HTTPConnection(parts.hostname or "", port, timeout=PATIENCE)
        call.sock = line
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        call.request("POST", target, body, {**headers, "Host": parts.netloc, "Connection": "close"})
        status = call.getresponse().status
        return Answered(status, "" if 200 <= status < 300 else _("Máy chủ trả lời %(status)s.") % {"status": status})
    finally:
        last.cancel()
        line.close()


def _cut(line: socket.socket) -> None:
    """End a call that drips: whoever waits for its next byte is told that there is none."""
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
