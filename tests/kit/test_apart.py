"""A stranger's file is read by a program that reaches no network and takes no more memory than it is worth."""

import socket
import subprocess
import sys

import pytest

from thidua.kit import apart

ASKS = """
import socket, sys
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=3)
except OSError as problem:
    print(type(problem).__name__)
else:
    print("reached")
"""
MAY = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000))"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", *command], capture_output=True, text=True, timeout=30, check=False)


def test_it_reaches_no_network(tmp_path):
    if sys.platform != "linux" or run("-c", MAY).returncode:
        pytest.skip("this system lets no program shut itself out")
    (tmp_path / "asks.py").write_text(ASKS)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
        assert run(str(tmp_path / "asks.py"), port).stdout.strip() == "reached", "else the test would prove nothing"
        assert run(apart.__file__, str(tmp_path / "asks.py"), port).stdout.strip() == "OSError"


def test_it_takes_no_more_memory_than_it_is_worth(tmp_path):
    (tmp_path / "greedy.py").write_text("held = bytearray(3 * 1024**3)\nprint(len(held))")
    assert "MemoryError" in run(apart.__file__, str(tmp_path / "greedy.py")).stderr
