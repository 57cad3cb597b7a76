"""Signing in step by step: the password, then what an app on a phone would show."""

import base64
import hashlib
import hmac
import re
import struct
import time

from django.test import Client

WORD = "Sông nước mùa thu 26"
APP, CODES = "/bao-mat/ung-dung/", "/bao-mat/ma-du-phong/"


def code_of(secret: str, steps: int = 0) -> str:
    """RFC 6238, by hand: what the app on a phone would show."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def text(answer) -> str:
    return answer.content.decode()


def begin(visitor: Client) -> None:
    """Such a step asks for the password once more."""
    assert visitor.get(APP)["Location"].startswith("/bao-mat/xac-nhan/")
    assert visitor.post(f"/bao-mat/xac-nhan/?next={APP}", {"password": WORD})["Location"] == APP


def with_app(visitor: Client) -> str:
    """Set the app up; its secret."""
    begin(visitor)
    secret = re.search(r'class="secret">([A-Z2-7]+)<', text(visitor.get(APP)))[1]
    answer = visitor.post(APP, {"code": code_of(secret)})
    assert answer["Location"] == CODES
    return secret
