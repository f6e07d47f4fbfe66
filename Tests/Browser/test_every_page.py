"""Every page that the program has, in two variants each: no violation that axe can see, and what Visit.look says."""

import pytest


def not_the_style_guide(page):
    """test_styleguide.py takes that one through all eight variants."""
    return page["name"].lower() != "styleguide"


@pytest.mark.pages(choose=not_the_style_guide)
def test_page(see, site_page, variant):
    see(site_page, variant).axe()


def test_page_without_scripts(see, site_page):
    """Everything is there without JavaScript: a heading, and a way to go on that is a link or a form."""
    page = see(site_page, (320, "en", "light"), scripts=False).page
    assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} first headings"
    assert page.locator("main").count() == 1
    assert page.locator("main a[href], main form, footer a[href], nav a[href]").count() > 0, f"{page.url} leads nowhere"


def test_the_browser_says_which_language(visit, town):
    """Nobody has to choose: a browser set to Arabic or Spanish is answered so."""
    for language in ("ar", "es"):
        visit(town, width=320, language=language, chosen=False).open("/")
