"""Asking a scanner for malware (clamd, or what speaks as it does) about a file, where the installation has one."""

import socket
import struct
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

PATIENCE = 60
CLEAN = b"stream: OK"


def why_not_clean(chunks: Iterable[bytes], name: str) -> str:
    """Empty when the scanner finds nothing, or there is none. One that does not answer lets nothing in."""
    if not settings.SCANNER:
        return ""
    try:
        told = _asked(chunks)
    except OSError:
        return _(
            "Lúc này chưa quét được mã độc nên chưa nhận tệp “%(name)s”. Hãy thử lại sau; nếu vẫn vậy, báo quản trị."
        ) % {"name": name}
    return "" if told == CLEAN else _("Tệp “%(name)s” có mã độc nên không được nhận.") % {"name": name}


def _asked(chunks: Iterable[bytes]) -> bytes:
    """What the scanner says to the bytes (its INSTREAM): pieces with their lengths, an empty one at the end."""
    where: str = settings.SCANNER
    line = socket.socket(socket.AF_UNIX if where.startswith("/") else socket.AF_INET, socket.SOCK_STREAM)
    host, _colon, port = where.rpartition(":")
    with line:
        line.settimeout(PATIENCE)
        line.connect(where if where.startswith("/") else (host, int(port)))
        line.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            line.sendall(struct.pack(">I", len(chunk)) + chunk)
        line.sendall(struct.pack(">I", 0))
        told = b""
        while part := line.recv(4096):
            told += part
    return told.rstrip(b"\0\n")
