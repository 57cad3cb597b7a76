"""Where the site's servers listen, and their TLS: the pages' and the stream's stand behind the same proxy."""

import os
from pathlib import Path
from typing import Any

LISTEN = os.environ.get("THIDUA_LISTEN", "127.0.0.1")


def secured() -> dict[str, Any]:
    """What granian is told of TLS; nothing without THIDUA_TLS, a folder of two files.

    `own.pem` holds this machine's certificate and key; `ca.pem` the authority whose certificate a caller has to show.
    """
    folder = os.environ.get("THIDUA_TLS")
    if not folder:
        return {}
    own = Path(folder) / "own.pem"
    return {"ssl_cert": own, "ssl_key": own, "ssl_ca": Path(folder) / "ca.pem", "ssl_client_verify": True}
