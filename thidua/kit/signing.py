"""The site's own signature: one Ed25519 key, made once and kept in the site's home, beside its secret.

Where a signer runs (THIDUA_SIGNER, `kit.signer`), the key is there and nowhere else, and this program asks.
"""

from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.translation import gettext as _

from thidua.kit import signer
from thidua.kit.refusal import Refused


@cache
def _key(home: Path) -> Ed25519PrivateKey:
    return signer.kept_key(home)


@cache
def _public(where: str) -> str:
    return _asked(where, b"")


def _asked(where: str, data: bytes) -> str:
    """The signer's answer, or a sentence."""
    try:
        return signer.ask(where, data)
    except OSError:
        raise Refused(_("Tiến trình giữ khoá ký của trang không trả lời. Hãy báo quản trị hệ thống.")) from None
    except ValueError as why:
        raise Refused(_("Tiến trình giữ khoá ký của trang không ký (%(why)s). Hãy báo quản trị hệ thống.")
                      % {"why": why}) from None  # fmt: skip


def public_key() -> str:
    """What others check with, in hex (32 bytes)."""
    where = settings.SIGNER
    return _public(where) if where else _key(settings.HOME).public_key().public_bytes_raw().hex()


def sign(data: bytes) -> str:
    """The signature of `data` in hex (64 bytes)."""
    return _asked(settings.SIGNER, data) if settings.SIGNER else _key(settings.HOME).sign(data).hex()


def holds(data: bytes, signature: str, key: str) -> bool:
    """Whether `signature` over `data` was made with the private half of `key` (both hex). Nonsense does not hold."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True
