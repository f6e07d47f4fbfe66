"""What else an asker and a helper do on their own pages, on a phone without scripts: every button is a form."""

from urllib.parse import urlsplit

import pytest

ASK = {"what": "dos litros de leche", "place": "14 Mill Lane", "name": "Sin prisa", "reach": "01632 960222"}
OFFER = {"what": "Leo en voz alta", "name": "Voz Baja", "reach": "01632 960333"}


@pytest.fixture
def asker(visit, fresh_town):
    return visit(fresh_town, width=320, language="es", scripts=False)


@pytest.fixture
def helper(visit, fresh_town):
    """Somebody with a promise, on the page that is their own."""
    helper = visit(fresh_town, width=320, language="en", scripts=False)
    helper.own = urlsplit(fresh_town.sign_in_links["helper"]).path
    helper.open(helper.own)
    return helper


def words(visit):
    return visit.page.locator("main").inner_text()


def fill(page, typed):
    for name, text in typed.items():
        page.locator(f"[name={name}]").fill(text)


def asks(asker):
    page = asker.open("/riverside/ask")
    page.get_by_role("radio", name="Compras").check()
    page.get_by_role("radio", name="Hoy").check()
    fill(page, ASK)
    asker.press("Enviar al grupo")
    return urlsplit(page.url).path


def test_an_ask_is_changed_and_taken_back_and_comes_back(asker):
    asks(asker)
    page = asker.page
    asker.follow("Cambiar algo")
    assert page.locator("[name=what]").input_value() == ASK["what"]
    page.locator("[name=what]").fill("solo pan de centeno")
    asker.press("Guardar")
    page.locator("summary", has_text="Lo que nos contaste").click()
    assert "solo pan de centeno" in words(asker) and ASK["what"] not in words(asker)

    asker.press("Ya no lo necesito")
    assert "Retiraste tu petición" in words(asker) and "Tu petición quedó retirada." in words(asker)
    assert page.get_by_role("link", name="Cambiar algo").count() == 0
    asker.press("Deshacer")
    assert "Tenemos tu petición" in words(asker) and page.get_by_role("link", name="Cambiar algo").count() == 1


def test_a_complaint_needs_who_and_what_and_is_heard(asker):
    own = asks(asker)
    page = asker.page
    asker.follow("Algo salió mal")
    page.locator("[name=words]").fill("Nadie me ha llamado")
    asker.press("Enviar", status=422)
    assert page.locator("[name=words]").input_value() == "Nadie me ha llamado", "what was typed stays"
    page.get_by_role("radio").last.check()
    asker.press("Enviar")
    assert "Otra persona del grupo lo lee" in words(asker)
    asker.open(own)
    assert "Nadie me ha llamado" not in page.content(), "whoever looks over a shoulder does not read it"


def test_an_offer_is_made_changed_paused_and_taken_back(asker):
    page = asker.open("/riverside/offer")
    page.get_by_role("checkbox", name="Una charla por teléfono").check()
    page.locator("[name=hours]").nth(2).check()
    fill(page, OFFER)
    asker.press("Ofrecerlo")
    assert "Tu ofrecimiento está activo" in words(asker)
    asker.follow("Cambiarlo")
    page.locator("[name=what]").fill("Leo en voz alta los domingos")
    asker.press("Guardar")
    assert "los domingos" in words(asker)
    asker.press("Pausarlo")
    assert "Tu ofrecimiento está en pausa" in words(asker)
    asker.press("Retirarlo")
    assert "Retiraste tu ofrecimiento" in words(asker)


def test_limits_and_hours_are_the_helpers_own(helper):
    page = helper.page
    helper.follow("My limits")
    page.locator("[name=limit]").fill("7")
    hours = page.locator("[name=hours]")
    before = [box.is_checked() for box in hours.all()]
    hours.first.set_checked(not before[0])
    hours.nth(1).set_checked(True)
    helper.press("Save my limits")
    assert "You wanted at most 7" in words(helper)
    helper.follow("My limits")
    after = [box.is_checked() for box in page.locator("[name=hours]").all()]
    assert after == [not before[0], True, *before[2:]]
    page.locator("[name=limit]").fill("many")
    helper.press("Save my limits", status=422)
    assert page.locator("[name=limit]").input_value() == "many"


def test_a_breather_is_one_press_and_so_is_coming_back(helper):
    helper.press("Take a breather")
    assert "Rest well" in words(helper) and "Nobody asks you for anything until you say so." in words(helper)
    helper.press("I am back")
    assert "Good to see you" in words(helper)


def test_a_delivery_fails_and_is_handed_back(helper):
    """Somebody is not at home: they try again. In the end they cannot: they hand it back, and nobody asks why."""
    page = helper.page
    helper.press_on(page.locator("section", has_text="Promised").get_by_role("button", name="Open").first)
    task = urlsplit(page.url).path
    assert "Your promise" in words(helper)
    helper.follow("Something went differently")
    helper.press("Go on", status=422)
    page.get_by_role("radio", name="Nobody is home").check()
    helper.press("Go on")
    page.get_by_role("radio", name="Try again later").check()
    helper.press("Tell the group")
    assert "Your promise" in words(helper)

    page.locator("summary", has_text="I cannot after all").click()
    helper.press("Hand it back")
    assert "Handed back" in words(helper) and "Nobody asks why" in words(helper)
    helper.open(task)
    assert "Name and place are closed again" in words(helper)
    assert page.get_by_role("button", name="Open the place").count() == 0
