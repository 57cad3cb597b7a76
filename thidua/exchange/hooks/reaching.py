"""Which places on the network the site may call: public ones only, at exactly the address that was looked at.

Otherwise whoever registers an address could make the server call machines only it can reach (SSRF). A name is looked
up once, every address it has must be public, and the call goes to one of those, so that a name that answers
differently the second time gains nothing. Redirects are not followed.
"""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused

CARRY_IPV4 = tuple(ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
"""IPv6 networks whose addresses stand for an IPv4 address somewhere else."""


def is_public(address: str) -> bool:
    """Whether an address lies on the public network.

    >>> [is_public(one) for one in ("8.8.8.8", "10.1.2.3", "127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1")]
    [True, False, False, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if any(found in network for network in CARRY_IPV4):
            return False
        found = found.ipv4_mapped or found
    return found.is_global and not found.is_multicast


def parts_of(address: str) -> SplitResult:
    """A web address in its parts; refused when it is none we call."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Refused(_("Địa chỉ không đúng; ví dụ đúng: https://vi-du.vn/nhan-tin."), "address") from None
    if parts.scheme != "https" and not (settings.HOOKS_PRIVATE and parts.scheme == "http"):
        raise Refused(_("Địa chỉ phải bắt đầu bằng https://."), "address")
    if not parts.hostname or parts.username or parts.password or port == 0 or any(c <= " " for c in address):
        raise Refused(_("Địa chỉ không đúng; ví dụ đúng: https://vi-du.vn/nhan-tin."), "address")
    return parts


def places(parts: SplitResult) -> list[str]:
    """The addresses behind the name, each of them allowed; refused when one is not."""
    name = parts.hostname or ""
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = list(dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError):
        raise Refused(_("Không tìm thấy máy chủ %(name)s trên mạng.") % {"name": name}, "address") from None
    if not settings.HOOKS_PRIVATE and not all(map(is_public, found)):
        raise Refused(_("Máy chủ %(name)s nằm trong mạng riêng; phần mềm chỉ gọi địa chỉ công khai.") % {"name": name},
                      "address")  # fmt: skip
    return found


def why_not_reach(address: str) -> str:
    """As a sentence."""
    try:
        places(parts_of(address))
    except Refused as refused:
        return str(refused)
    return ""
