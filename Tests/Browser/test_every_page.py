"""Every page that the program has, in two variants each: no violation that axe can see, and what Visit.look says."""

import pytest


def not_the_style_guide(page):
    """test_styleguide.py takes that one through all eight variants."""
    return page["name"].lower() != "styleguide"


@pytest.mark.pages(choose=not_the_style_guide)
def test_page(see, site_page, variant):
    see(site_page, variant).axe()


def test_page_without_scripts(see, site_page):
    """Everything is there without JavaScript: a heading, and a way to go on that is a link or a form of the page's own."""
    page = see(site_page, (320, "en", "light"), scripts=False).page
    assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} first headings"
    assert page.locator("main").count() == 1
    assert page.locator("main a[href], main form").count() > 0, f"{page.url} leads nowhere"


# Where there is nothing, nobody may go on, or nothing was founded yet.
PROBLEMS = [("/nowhere", 404, None), ("/riverside/nowhere", 404, None), ("/riverside/l/nobody", 404, None), ("/riverside/desk/settings", 403, "treasurer")]


@pytest.mark.parametrize(("path", "status", "role"), PROBLEMS, ids=[path for path, *_ in PROBLEMS])
def test_problem_page(visit, town, variant, path, status, role):
    width, language, scheme = variant
    one = visit(town, width=width, language=language, scheme=scheme)
    one.come_as(role)
    page = one.open(path, status=status)
    one.axe()
    assert page.locator("h1").count() == 1
    assert page.locator("main a[href], main form").count() > 0, f"{path} leads nowhere"


def test_front_page_of_an_empty_installation(visit, empty_town, variant):
    width, language, scheme = variant
    one = visit(empty_town, width=width, language=language, scheme=scheme)
    one.open("/")
    one.axe()


def test_the_browser_says_which_language(visit, town):
    """Nobody has to choose: a browser set to Arabic or Spanish is answered so."""
    for language in ("ar", "es"):
        visit(town, width=320, language=language, chosen=False).open("/")
