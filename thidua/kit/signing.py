"""The site's own signature: one Ed25519 key, made once and kept in the site's home, beside its secret."""

import os
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings


@cache
def _key(home: Path) -> Ed25519PrivateKey:
    """32 bytes in hex: from the environment, where several machines share one site, or made once in the home."""
    if given := os.environ.get("THIDUA_SIGNING_KEY"):
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(given))
    kept = home / "signing-key"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(made.hex())
        except FileExistsError:  # another process of the site was first
            pass
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept.read_text().strip()))


def public_key() -> str:
    """What others check with, in hex (32 bytes)."""
    return _key(settings.HOME).public_key().public_bytes_raw().hex()


def sign(data: bytes) -> str:
    """The signature of `data` in hex (64 bytes)."""
    return _key(settings.HOME).sign(data).hex()


def holds(data: bytes, signature: str, key: str) -> bool:
    """Whether `signature` over `data` was made with the private half of `key` (both hex). Nonsense does not hold."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True
