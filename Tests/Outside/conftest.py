"""Fixtures of the tests that look at the served program from outside."""

import os

import pytest

import town as towns
from served import Served


def pytest_unconfigure(config):
    towns.forget()


def pytest_collection_modifyitems(config, items):
    """Long tests run where ALONGSIDE_LONG says so, or where somebody asks for them by name."""
    if os.environ.get("ALONGSIDE_LONG") or config.option.keyword or any("::" in name for name in config.args):
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


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
