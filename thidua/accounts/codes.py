"""Mã mời: made once, shown once, kept only as a digest; read as people type it; drawn as a QR square.

And the secrets of second factors, which must be read again: sealed with the site's secret.
"""

import base64
import secrets

import segno
from cryptography.fernet import Fernet, MultiFernet
from django.utils.crypto import salted_hmac

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 and O, no 1, I and L, no U: nothing on paper can be read in two ways."""
LENGTH, GROUP = 12, 4
"""30^12 codes, 58 bits: with the throttle at the door nobody guesses one in its fourteen days."""


def new_code() -> str:
    """Such as "7KQM-2XRT-9HBC"."""
    letters = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def typed_code(text: str) -> str:
    """A code as it was typed, without what hands add: small letters, spaces, dashes or none.

    >>> typed_code(" 7kqm 2xrt9hbc ")
    '7KQM2XRT9HBC'
    """
    return "".join(letter for letter in text.upper() if letter in LETTERS)


def digest_of(code: str) -> str:
    """What the database keeps: who reads the table cannot use a code, for it takes the site's secret too."""
    return salted_hmac("thidua.accounts.invitation", typed_code(code), algorithm="sha256").hexdigest()


def qr(address: str) -> str:
    """An address as inline SVG, without a style of its own."""
    return segno.make(address, error="m").svg_inline(scale=4, border=2)


def _seal(secret: str | None = None) -> Fernet:
    key = salted_hmac("thidua.accounts.second_factor", "", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def sealed(text: str) -> str:
    """A secret as the database keeps it: a copy of the database alone makes no codes."""
    return _seal().encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """The secret again. Under another site secret it cannot be read: it is sealed anew first (`thidua rekey`)."""
    return _seal().decrypt(text.encode()).decode()


def sealed_anew(text: str, *, before: str) -> str:
    """A secret sealed under the site's secret of before, sealed under the one of now; as it is, if it is already."""
    both = MultiFernet([_seal(), _seal(before)])
    return both.rotate(text.encode()).decode()
