"""Waits for something that has to come true, with a limit."""

import threading
import time


def wait_until(done, seconds, otherwise):
    """Returns how many seconds it took. `otherwise` is what is said when the time is over: a text, or what gives one."""
    began = time.monotonic()
    while not done():
        assert time.monotonic() - began < seconds, otherwise() if callable(otherwise) else otherwise
        threading.Event().wait(0.02)
    return time.monotonic() - began
