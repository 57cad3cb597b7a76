"""Encrypting a copy: one key made of a passphrase (scrypt), each piece sealed by itself (Fernet: AES-CBC with HMAC)."""

import base64
import secrets

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from thidua.kit.refusal import Refused

MARK = b"thidua-sealed/1\n"


class Seal:
    """Seals and opens pieces with one passphrase; "" neither seals nor opens."""

    def __init__(self, passphrase: str, salt: str = "") -> None:
        self.salt = salt or secrets.token_hex(16)
        self.fernet = Fernet(_key(passphrase, self.salt)) if passphrase else None

    def close(self, piece: bytes) -> bytes:
        return MARK + self.fernet.encrypt(piece) if self.fernet else piece

    def open(self, piece: bytes) -> bytes:
        """Raises `Refused` when the piece is sealed and the passphrase is not the one, or the piece was altered."""
        if not piece.startswith(MARK):
            return piece
        if self.fernet is None:
            raise Refused("Bản sao lưu đã mã hoá: hãy đặt THIDUA_BACKUP_PASSPHRASE.")
        try:
            return self.fernet.decrypt(piece[len(MARK) :])
        except InvalidToken:
            raise Refused("Không mở được bản sao lưu: sai mật khẩu mã hoá, hoặc tệp đã bị thay đổi.") from None


def _key(passphrase: str, salt: str) -> bytes:
    made = Scrypt(salt=bytes.fromhex(salt), length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
    return base64.urlsafe_b64encode(made)
