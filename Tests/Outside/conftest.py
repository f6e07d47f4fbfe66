"""Fixtures of the tests that look at the served program from outside."""

import pytest

import town as towns
from served import Served


def pytest_unconfigure(config):
    towns.forget()


@pytest.fixture
def served():
    """A served town of the test's own."""
    with Served() as town:
        yield town


@pytest.fixture
def served_in_time():
    """A served town of the test's own whose clock the test moves."""
    with Served(moved_clock=True) as town:
        yield town
