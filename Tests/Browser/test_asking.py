"""What only a browser shows of asking: an impatient double click, words that stay after a mistake, leaving in a hurry, copying a link."""

import re
from urllib.parse import urlsplit

import pytest

FORM = {"what": "dos litros de leche", "place": "14 Mill Lane", "name": "Impaciente", "reach": "01632 960111"}


@pytest.fixture
def asker_page(town):
    """The private page of somebody who asked."""
    return urlsplit(town.sign_in_links["asker"]).path


def fill(page, **changed):
    page.get_by_role("radio", name="Compras").check()
    page.get_by_role("radio", name="Hoy").check()
    for name, typed in (FORM | changed).items():
        page.locator(f"[name={name}]").fill(typed)


def test_an_impatient_double_click_is_one_ask(visit, fresh_town):
    """With scripts the second press is not sent; without them it is, and the server knows it."""
    dispatcher = visit(fresh_town)
    dispatcher.sign_in("dispatcher")
    for scripts in (True, False):
        asker = visit(fresh_town, width=320, language="es", scripts=scripts)
        name = f"{FORM['name']} {scripts}"
        page = asker.open("/riverside/ask")
        fill(page, name=name)
        page.get_by_role("button", name="Enviar al grupo").dblclick()
        page.locator(".codeword-word").wait_for()
        asker.look()
        board = dispatcher.open("/riverside/desk?queue=triage")
        assert board.locator("a[data-row]", has_text=name).count() == 1


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_six_questions_are_seen(visit, town, language, scripts):
    """The date only with "On a date", the part of the area only for who opens it."""
    page = visit(town, width=320, language=language, scripts=scripts).open("/riverside/ask")
    assert page.locator(".question").count() == 6
    asked = page.locator(".question :is(input:not([type=radio], [type=checkbox]), textarea, select)")
    names = {field.get_attribute("name") for field in asked.all() if field.is_visible()}
    assert names == {"what", "place", "name", "reach", "language"}
    page.locator("[name=when][value=date]").check()
    assert page.locator("[name=date]").is_visible()
    page.locator("[name=when][value=week]").check()
    assert not page.locator("[name=date]").is_visible()
    page.locator(".question summary").click()
    assert page.locator("[name=zone]").is_visible()


def test_what_was_typed_stays_after_a_mistake(visit, town):
    """Each problem stands beside its field and is linked from the summary at the head of the page."""
    asker = visit(town, width=320, language="es")
    page = asker.open("/riverside/ask")
    fill(page, reach="cero siete", place="")
    asker.press("Enviar al grupo", status=422)
    asker.axe()

    for name in ("what", "name"):
        assert page.locator(f"[name={name}]").input_value() == FORM[name]
    assert page.locator("[name=reach]").input_value() == "cero siete"
    assert page.get_by_role("radio", name="Compras").is_checked() and page.get_by_role("radio", name="Hoy").is_checked()

    summary = page.get_by_role("alert")
    assert summary.get_by_role("link").count() == 2
    for name in ("reach", "place"):
        field = page.locator(f"[name={name}]")
        sentence = page.locator(f"#{field.get_attribute('aria-describedby').split()[-1]}")
        assert field.get_attribute("aria-invalid") == "true" and sentence.is_visible()
        summary.get_by_role("link", name=sentence.inner_text().strip()).click()
        assert field.evaluate("field => field === document.activeElement || location.hash === '#' + field.id")


@pytest.mark.parametrize("way", ["press", "escape"])
def test_leaving_in_a_hurry_leaves_no_way_back(visit, town, asker_page, way):
    asker = visit(town, width=320)
    elsewhere = asker.expect_elsewhere("https://www.wikipedia.org/")
    asker.open("/riverside")
    page = asker.open(asker_page)
    if way == "press":
        page.get_by_role("link", name="Leave quickly").click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(elsewhere)
    page.go_back()
    assert page.url.split("?")[0] == f"{town.address}/riverside", "the page that was left is not in the history"


def test_the_link_to_the_own_page_is_copied(visit, town, asker_page):
    asker = visit(town, width=320)
    asker.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=town.address)
    page = asker.open(asker_page)
    page.locator("[data-copy=own-link]").click()
    page.get_by_text("Copied", exact=True).wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(town.address) + r"/riverside/l/[0-9a-z]{32}", copied), copied
    asker.open(copied)
