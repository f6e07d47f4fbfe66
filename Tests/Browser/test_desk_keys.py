"""The desk by keyboard alone, and taking back what was just done, for ten minutes."""

import re

import pytest


@pytest.fixture
def dispatcher(visit, town_in_time):
    one = visit(town_in_time)
    one.sign_in("dispatcher")
    return one


def press(dispatcher, key, status=200):
    """Presses a key that leads to another page."""
    dispatcher.expected_statuses.add(status)
    with dispatcher.page.expect_navigation(wait_until="load") as navigation:
        dispatcher.page.keyboard.press(key)
    assert navigation.value.status == status
    return dispatcher.look()


def in_focus(page):
    return page.evaluate("() => document.activeElement.getAttribute('href')")


def words(page):
    return page.locator("main").inner_text()


def waiting_count(page):
    return int(re.search(r"(\d+) messages? wait", words(page)).group(1))


def test_an_ask_is_sorted_and_offered_without_the_mouse(dispatcher):
    page = dispatcher.open("/riverside/desk")
    rows = [row.get_attribute("href") for row in page.locator("a[data-row]").all()]
    assert len(rows) > 2
    seen = []
    for key in "jjjkk":
        page.keyboard.press(key)
        seen.append(in_focus(page))
    assert seen == [rows[0], rows[1], rows[2], rows[1], rows[0]]

    press(dispatcher, "Enter")
    ask = page.url.split("?")[0]
    assert ask.endswith(rows[0].split("?")[0])
    press(dispatcher, "t")
    dispatcher.axe()
    assert "Sorted." in words(page)
    press(dispatcher, "u")
    assert page.get_by_role("heading", name="Read and sort").is_visible(), "taken back: it is to be read again"

    press(dispatcher, "t")
    name = page.locator("section", has=page.get_by_role("heading", name="Who could help")).locator(".card h3").first.inner_text()
    press(dispatcher, "1")
    assert f"{name}" in words(page) and page.get_by_role("button", name="Undo").is_visible()
    press(dispatcher, "u")
    assert page.get_by_role("heading", name="Who could help").is_visible()
    assert page.url.split("?")[0] == ask


def test_a_question_mark_shows_all_keys_and_lets_them_be_switched_off(dispatcher):
    page = dispatcher.open("/riverside/desk")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    dispatcher.axe()
    for key in ("j", "k", "t", "u", "1"):
        assert dialog.locator("kbd", has_text=re.compile(f"^{key}$")).count() == 1, key
    dialog.get_by_role("button", name="Switch keys off").click()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert in_focus(page) is None or "asks" not in in_focus(page)
    page = dispatcher.open("/riverside/desk")
    page.keyboard.press("j")
    assert in_focus(page) is None, "the browser remembers it"


def test_letters_typed_into_a_field_are_letters(dispatcher):
    page = dispatcher.open("/riverside/desk")
    dispatcher.press_on(page.locator("a[data-row]").first)
    where = page.url
    field = page.get_by_label("At most")
    field.focus()
    page.keyboard.type("jut")
    assert field.input_value() == "jut"
    assert page.url == where


def test_one_key_marks_as_sent_and_one_takes_it_back_for_ten_minutes(dispatcher, town_in_time):
    dispatcher.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=town_in_time.address)
    page = dispatcher.open("/riverside/desk/send")
    dispatcher.axe()
    before = waiting_count(page)
    first = page.locator("section.card").first
    text = first.locator(".copy-text").inner_text()
    page.keyboard.press("c")
    page.get_by_text("Copied", exact=True).wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()").strip() == text.strip()

    press(dispatcher, "o")
    assert page.get_by_text("Opened for you. This was noted.").is_visible()
    page = dispatcher.open("/riverside/desk/send")
    press(dispatcher, "s")
    dispatcher.axe()
    assert waiting_count(page) == before - 1
    town_in_time.move_clock(minutes=9, seconds=50)
    press(dispatcher, "u")
    assert waiting_count(page) == before

    press(dispatcher, "s")
    town_in_time.move_clock(minutes=10, seconds=1)
    press(dispatcher, "u", status=409)
    assert "Ten minutes are over" in words(page)
    assert waiting_count(dispatcher.open("/riverside/desk/send")) == before - 1
