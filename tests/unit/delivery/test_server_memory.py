"""What the process that serves the site gives back to the system."""

import platform
import subprocess
import sys

import pytest

# Bytes in blocks that the C library has of the system alone, not of its heap.
APART = """
import ctypes
from app.delivery import server

class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "abcdefghij"]

def apart():
    mallinfo = ctypes.CDLL(None).mallinfo2
    mallinfo.restype = Info
    return mallinfo().e

server._hold_less_memory()
larger = bytes(10_000_000)
del larger
before = apart()
large = bytes(5_000_000)
print(apart() - before)
"""


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="other libraries have no such setting"
)
def test_what_is_large_never_lies_in_the_heap_whatever_was_freed_before():
    told = subprocess.run(
        [sys.executable, "-c", APART], capture_output=True, text=True, check=True
    )

    assert int(told.stdout) >= 5_000_000
