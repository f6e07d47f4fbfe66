"""Fixtures that all browser tests share. `bin/test test_NAME` runs those of one file or name."""

import itertools
import os

import pytest
from playwright.sync_api import sync_playwright

import town as towns
from visit import Visit, start_chromium

# Every variant that a page has: width, language, colours.
EIGHT_VARIANTS = list(itertools.product((320, 1280), ("en", "ar"), ("light", "dark")))
# The two that differ from each other in everything.
TWO_VARIANTS = [(320, "ar", "dark"), (1280, "en", "light")]


def variant_name(variant):
    return "-".join(str(part) for part in variant)


def pytest_generate_tests(metafunc):
    """The list of pages comes from the program itself, so that a page that nobody tests does not exist."""
    if "site_page" in metafunc.fixturenames:
        chosen = [page for page in towns.pages() if page_filter(metafunc)(page)]
        metafunc.parametrize("site_page", chosen, ids=[page["name"] for page in chosen])
    if "variant" in metafunc.fixturenames:
        eight = os.environ.get("ALONGSIDE_VARIANTS") == "eight" or metafunc.definition.get_closest_marker("eight_variants")
        metafunc.parametrize("variant", EIGHT_VARIANTS if eight else TWO_VARIANTS, ids=variant_name)


def page_filter(metafunc):
    marker = metafunc.definition.get_closest_marker("pages")
    return marker.kwargs["choose"] if marker else lambda page: True


def pytest_configure(config):
    config.addinivalue_line("markers", "pages(choose=...): only the pages of Site for which choose(page) is true")
    config.addinivalue_line("markers", "eight_variants: both widths, English and Arabic, light and dark")


def pytest_unconfigure(config):
    towns.forget()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def town():
    """A served town that tests only look at. One that changes something takes `fresh_town`."""
    with towns.Town() as served:
        yield served


@pytest.fixture
def fresh_town():
    """A served town of the test's own."""
    with towns.Town() as served:
        yield served


@pytest.fixture
def empty_town():
    """A new installation of the test's own, without a group: `empty_town.set_up_link`."""
    with towns.Town(empty=True) as served:
        yield served


@pytest.fixture
def town_in_time():
    """A served town of the test's own whose clock the test moves: `town_in_time.move_clock(days=31)`. It begins at ten in the morning."""
    with towns.Town(moved_clock=True, from_ten=True) as served:
        yield served


@pytest.fixture
def town_on_server():
    """The same on PostgreSQL."""
    with towns.Town(moved_clock=True, from_ten=True, on_server=True) as served:
        yield served


@pytest.fixture
def visit(chromium):
    """Makes visits: `visit(town, width=320, language="ar", scheme="dark", scripts=False)`. Each is looked over at its end."""
    begun = []

    def begin(town, **how):
        begun.append(Visit(chromium, town, **how))
        return begun[-1]

    yield begin
    for one in begun:
        one.end()


@pytest.fixture
def see(visit, town):
    """Opens a page of Site as the role that it is for: `see(site_page, variant)`."""

    def open_as_its_role(site_page, variant=(1280, "en", "light"), scripts=True):
        width, language, scheme = variant
        one = visit(town, width=width, language=language, scheme=scheme, scripts=scripts)
        one.come_as(site_page["role"])
        one.open(site_page["path"])
        return one

    return open_as_its_role
